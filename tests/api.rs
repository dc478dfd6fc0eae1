//! The JSON API: the same answers as everywhere else, with what it takes to compute them again; wrong requests are told.

use crate::common::world::{ACCESS, PLAIN, World};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use cyberlex::server::{App, Config, app};
use http_body_util::BodyExt as _;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt as _;

/// Two legal orders: AAA meets the only article and punishes it with three years, BBB has nothing and was not searched.
static SITE: LazyLock<Arc<App>> = LazyLock::new(|| {
    let mut world = World::new();
    world.requirement(1, ACCESS);
    for (code, months) in [("AAA", 36), ("CCC", 12)] {
        world.state(code);
        let n = world.norm(code, &format!("{PLAIN} ; lm:penalty <penalty/{code}>"));
        world.also(
            code,
            &format!(
                "<penalty/{code}> a lm:Penalty ; lm:imprisonmentMaxMonths {months} .\n# norm {n}\n"
            ),
        );
    }
    world.state("BBB").survey("BBB", "2000-01-01");
    Arc::new(App::new(world.open().project, Config::default()).expect("it starts"))
});

fn send(method: Method, address: &str, headers: &[(header::HeaderName, &str)]) -> Response {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let response = app(&SITE).oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Response::from_parts(parts, Body::from(bytes))
    })
}

fn text(response: Response) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let bytes = runtime
        .block_on(response.into_body().collect())
        .expect("a body")
        .to_bytes();
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn get(address: &str) -> Value {
    let response = send(Method::GET, address, &[]);
    assert_eq!(
        response.status(),
        StatusCode::OK,
        "{address}: {}",
        text(response)
    );
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    serde_json::from_str(&text(response)).expect("JSON")
}

fn refused(address: &str) -> (StatusCode, Value) {
    let response = send(Method::GET, address, &[]);
    let status = response.status();
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json",
        "{address}"
    );
    (status, serde_json::from_str(&text(response)).expect("JSON"))
}

#[test]
fn coverage_is_that_of_the_index_and_names_its_query() {
    let body = get("/api/v1/coverage?against=tiny&as_of=2026-01-31");
    assert_eq!(body["version"], SITE.version());
    assert_eq!(body["day"], "2026-01-31");
    let statuses: Vec<(&str, &str)> = body["answer"]["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            (
                row["code"].as_str().expect("a code"),
                row["status"].as_str().expect("a status"),
            )
        })
        .collect();
    assert_eq!(
        statuses,
        [("AAA", "full"), ("BBB", "none"), ("CCC", "full")]
    );
    assert_eq!(body["answer"]["paging"]["total"], 3);
    assert_eq!(body["same_rows"]["query"], "coverage-matrix");
    // The query that is named gives those rows.
    let same = get(body["same_rows"]["url"].as_str().expect("an address"));
    let rows = same["answer"]["rows"].as_array().expect("rows");
    let sparql: BTreeSet<(&str, &str)> = rows
        .iter()
        .map(|row| {
            (
                row["code"].as_str().expect("a code"),
                row["status"].as_str().expect("a status"),
            )
        })
        .collect();
    assert_eq!(sparql, statuses.into_iter().collect());
}

#[test]
fn pages_of_rows_are_parts_of_the_whole() {
    let all = get("/api/v1/coverage?against=tiny");
    let one = get("/api/v1/coverage?against=tiny&limit=1&offset=1");
    assert_eq!(one["answer"]["rows"][0], all["answer"]["rows"][1]);
    assert_eq!(one["answer"]["paging"]["more"], true);
    assert_eq!(one["answer"]["rows"].as_array().map(Vec::len), Some(1));
    let beyond = get("/api/v1/coverage?against=tiny&offset=10");
    assert_eq!(beyond["answer"]["rows"], serde_json::json!([]));
}

#[test]
fn gaps_comparison_and_dual_criminality_answer() {
    let gaps = get("/api/v1/gaps?jurisdiction=BBB&against=tiny");
    assert_eq!(gaps["answer"]["gaps"][0]["requirement"]["state"], "missing");
    assert_eq!(gaps["answer"]["gaps"][0]["models"][0]["code"], "AAA");
    for address in [
        "/api/v1/compare?jurisdiction=AAA,BBB",
        "/api/v1/compare?jurisdiction=AAA&jurisdiction=BBB",
        "/api/v1/compare?side=AAA,BBB&topic=illegal-access,computer-fraud",
        "/api/v1/compare?side=AAA&side=BBB&topic=illegal-access&topic=computer-fraud",
    ] {
        let compared = get(address);
        assert_eq!(
            compared["answer"]["codes"],
            serde_json::json!(["AAA", "BBB"])
        );
        assert_eq!(
            compared["answer"]["topics"][0]["surveyed"],
            serde_json::json!([false, true])
        );
    }
    let mixed = get("/api/v1/compare?side=tiny,AAA");
    assert_eq!(mixed["answer"]["codes"], serde_json::json!(["tiny", "AAA"]));
    assert_eq!(mixed["answer"]["names"][0], "Tiny");
    assert_eq!(mixed["answer"]["sides"][0]["kind"], "instrument");
    assert_eq!(mixed["answer"]["sides"][1]["kind"], "jurisdiction");
    let provision = &mixed["answer"]["topics"][0]["provisions"][0][0];
    assert_eq!(provision["number"], "art 1");
    assert_eq!(provision["optional"], false);
    let dual = get("/api/v1/dual-criminality?against=tiny");
    assert_eq!(
        dual["answer"]["pairs"],
        serde_json::json!([{ "first": "AAA", "second": "CCC", "requirements": 1 }])
    );
    let dual = get("/api/v1/dual-criminality?against=tiny&months=13");
    assert_eq!(dual["answer"]["pairs"], serde_json::json!([]));
}

#[test]
fn catalogue_queries_are_listed_described_and_run() {
    let list = get("/api/v1/queries?limit=1000");
    let names: Vec<&str> = list["answer"]["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|query| query["name"].as_str())
        .collect();
    assert_eq!(names.len(), SITE.project.catalog.iter().count());
    assert!(names.contains(&"gaps"));
    let one = get("/api/v1/queries/gaps");
    assert!(
        one["answer"]["sparql"]
            .as_str()
            .expect("text")
            .contains("SELECT")
    );
    assert_eq!(one["answer"]["params"][0]["name"], "day");
    let rows = get("/api/v1/queries/gaps/rows?jurisdiction=BBB&against=tiny&day=2026-01-31");
    assert_eq!(rows["day"], "2026-01-31");
    assert_eq!(rows["answer"]["paging"]["total"], 1);
    assert_eq!(rows["answer"]["rows"][0]["state"], "missing");
}

#[test]
fn search_and_lists_answer() {
    let found = get("/api/v1/search?q=Act%20of%20AAA&kind=provision");
    assert_eq!(found["answer"]["total"], 1);
    assert_eq!(
        found["answer"]["hits"][0]["citation"]["text"],
        "Act of AAA s 1"
    );
    for (list, least) in [
        ("jurisdictions", 3),
        ("instruments", 1),
        ("topics", 1),
        ("groups", 0),
    ] {
        let body = get(&format!("/api/v1/{list}"));
        assert!(
            body["answer"]["items"].as_array().expect("items").len() >= least,
            "{list}"
        );
    }
    let meta = get("/api/v1/meta");
    assert!(meta["answer"]["statements"].as_u64().expect("a count") > 100);
}

/// A request is refused with a status, and the problem names the parameter and says what was expected.
fn told(address: &str, status: u16, parameter: &str, says: &str) {
    let (found, problem) = refused(address);
    assert_eq!(found.as_u16(), status, "{address} {problem}");
    assert_eq!(problem["status"], status);
    assert_eq!(problem["parameter"], parameter, "{address}");
    assert!(
        problem["detail"].as_str().expect("words").contains(says),
        "{address} {problem}"
    );
}

#[test]
fn what_is_wrong_with_a_comparison_is_told() {
    for (address, parameter, says) in [
        ("/api/v1/compare", "side", "two to six"),
        ("/api/v1/compare?side=tiny", "side", "two to six"),
        (
            "/api/v1/compare?side=AAA,tini",
            "side",
            "did you mean tiny?",
        ),
        (
            "/api/v1/compare?side=AAA,tiny&jurisdiction=BBB",
            "jurisdiction",
            "exclude",
        ),
        (
            "/api/v1/compare?side=AAA,tiny&topic=ilegal-access",
            "topic",
            "did you mean illegal-access?",
        ),
    ] {
        told(address, 400, parameter, says);
    }
}

#[test]
fn what_is_wrong_with_a_request_is_told_with_the_parameter() {
    for (address, status, parameter, says) in [
        ("/api/v1/coverage", 400, "against", "missing"),
        (
            "/api/v1/coverage?against=tini",
            400,
            "against",
            "did you mean tiny?",
        ),
        (
            "/api/v1/coverage?against=tiny&juristiction=AAA",
            400,
            "juristiction",
            "There is no parameter",
        ),
        (
            "/api/v1/coverage?against=tiny&jurisdiction=AAB",
            400,
            "jurisdiction",
            "did you mean AAA?",
        ),
        (
            "/api/v1/coverage?against=tiny&group=x&jurisdiction=AAA",
            400,
            "group",
            "exclude",
        ),
        (
            "/api/v1/coverage?against=tiny&as_of=2026-02-30",
            400,
            "as_of",
            "a day such as",
        ),
        (
            "/api/v1/coverage?against=tiny&limit=0",
            400,
            "limit",
            "from 1 to 1000",
        ),
        (
            "/api/v1/coverage?against=tiny&lang=xx",
            400,
            "lang",
            "one of ar, en",
        ),
        (
            "/api/v1/compare?jurisdiction=AAA",
            400,
            "jurisdiction",
            "two to six",
        ),
        (
            "/api/v1/dual-criminality?months=many",
            400,
            "months",
            "a number of months",
        ),
        ("/api/v1/search?q=x&kind=planet", 400, "kind", "provision"),
        (
            "/api/v1/search?q=x&topic=ilegal-access",
            400,
            "topic",
            "did you mean illegal-access?",
        ),
        (
            "/api/v1/queries/gaps/rows?day=soon",
            400,
            "day",
            "a day such as",
        ),
        (
            "/api/v1/queries/gaps/rows?dya=2026-01-01",
            400,
            "dya",
            "There is no parameter",
        ),
    ] {
        told(address, status, parameter, says);
    }
    let (status, problem) = refused("/api/v1/queries/gasp");
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(
        problem["detail"].as_str().expect("words").contains("gaps"),
        "{problem}"
    );
    assert_eq!(refused("/api/v1/nothing/here").0, StatusCode::NOT_FOUND);
}

#[test]
fn answers_are_tagged_shared_and_read_only() {
    let address = "/api/v1/meta";
    let first = send(
        Method::GET,
        address,
        &[(header::ORIGIN, "https://example.org")],
    );
    assert_eq!(first.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    let tag = first.headers()[header::ETAG]
        .to_str()
        .expect("ASCII")
        .to_owned();
    let again = send(Method::GET, address, &[(header::IF_NONE_MATCH, &tag)]);
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(text(again), "");
    let other = send(
        Method::GET,
        "/api/v1/meta?lang=fr",
        &[(header::IF_NONE_MATCH, &tag)],
    );
    assert_eq!(
        other.status(),
        StatusCode::OK,
        "another address is another answer"
    );
    let head = send(Method::HEAD, address, &[]);
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(text(head), "");
    let options = send(Method::OPTIONS, address, &[]);
    assert_eq!(options.status(), StatusCode::NO_CONTENT);
    assert_eq!(options.headers()[header::ALLOW], "GET, HEAD, OPTIONS");
    let post = send(Method::POST, address, &[]);
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(post.headers().contains_key(header::ALLOW));
    assert_eq!(
        post.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
}

/// Every reference of the document leads somewhere, and every example of every operation is answered.
#[test]
fn the_document_holds_together_and_its_examples_answer() {
    let document = get("/api/v1/openapi.json");
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let paths = document["paths"].as_object().expect("paths");
    for query in SITE.project.catalog.iter() {
        assert!(paths.contains_key(&format!("/api/v1/queries/{}/rows", query.name)));
    }
    let ids: BTreeSet<&str> = paths
        .values()
        .filter_map(|item| item["get"]["operationId"].as_str())
        .collect();
    assert_eq!(
        ids.len(),
        paths.len(),
        "each operation has a name of its own"
    );
    for (path, item) in paths {
        let get = &item["get"];
        assert!(
            get["responses"]["400"]["content"]["application/problem+json"].is_object(),
            "{path}"
        );
        for parameter in get["parameters"].as_array().into_iter().flatten() {
            assert!(
                parameter["description"]
                    .as_str()
                    .is_some_and(|d| !d.is_empty()),
                "{path} {parameter}"
            );
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                references.push(reference.clone());
            }
            object.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn the_reader_shows_every_operation_without_scripts_of_its_own() {
    let response = send(Method::GET, "/api", &[(header::ACCEPT, "text/html")]);
    assert_eq!(response.status(), StatusCode::OK);
    let page = text(response);
    let document = get("/api/v1/openapi.json");
    for path in document["paths"].as_object().expect("paths").keys() {
        assert!(page.contains(&format!("<code>GET {path}</code>")), "{path}");
    }
    assert!(!page.contains("<script>") && !page.contains(" style="));
    assert!(page.contains("curl &#39;http") || page.contains("curl 'http"));
}
