//! The query page: a form that works without scripts, examples that can be run anywhere, nothing inline.

use crate::common::real;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use cyberlex::server::{App, Config, app};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

static SITE: LazyLock<Arc<App>> =
    LazyLock::new(|| Arc::new(App::new(real(), Config::default()).expect("the project is served")));

async fn get(address: &str) -> (StatusCode, String) {
    let request = Request::get(address)
        .header("accept", "text/html")
        .body(Body::empty())
        .expect("a request");
    let response = app(&SITE).oneshot(request).await.expect("the site answers");
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1 << 24)
        .await
        .expect("a body");
    (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

/// What stands in the text field, as the browser would have it.
fn field(html: &str) -> String {
    let (_, rest) = html.split_once("<textarea id=\"query\"").expect("a field");
    let (_, rest) = rest.split_once('>').expect("an end");
    let (text, _) = rest.split_once("</textarea>").expect("an end");
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

#[tokio::test]
async fn the_form_is_plain_and_what_was_asked_stands_in_it_escaped() {
    let (status, html) = get(
        "/query?query=ASK%20%7B%20%3Cx%3E%20%3Cy%3E%20%22%3C%2Ftextarea%3E%3Cscript%3E%22%20%7D",
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<form class=\"query\" action=\"/sparql\""));
    assert_eq!(field(&html), "ASK { <x> <y> \"</textarea><script>\" }");
    for inline in [" style=", " onclick=", "<script>", "javascript:"] {
        assert!(!html.contains(inline), "{inline}");
    }
}

#[tokio::test]
async fn every_example_is_a_query_that_declares_what_it_uses() {
    let (_, html) = get("/query").await;
    spargebra::SparqlParser::new()
        .parse_query(&field(&html))
        .expect("the first query can be parsed");
    let names: Vec<&str> = html
        .split("href=\"/query?q=")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(names.len(), SITE.project.catalog.iter().count());
    for name in names {
        let (status, html) = get(&format!("/query?q={name}")).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        let text = field(&html);
        spargebra::SparqlParser::new()
            .parse_query(&text)
            .unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
    }
    assert_eq!(
        get("/query?q=no-such-question").await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_terms_are_given_in_the_language_asked_for() {
    for (lang, name) in [("en", "KEN Kenya"), ("zh", "KEN 肯尼亚")] {
        let (status, json) = get(&format!("/query/terms.json?lang={lang}")).await;
        assert_eq!(status, StatusCode::OK);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(
            value["prefixes"]["lm"],
            "https://w3id.org/cyberlex/ontology#"
        );
        let terms = value["terms"].as_array().expect("terms");
        assert!(terms.iter().any(|term| term[2] == name), "{name}");
    }
}
