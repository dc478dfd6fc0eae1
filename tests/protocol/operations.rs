//! Every row of the SPARQL 1.1 Protocol's query operation, and the matrix of content negotiation.

use super::{Reply, Server, form, request, short, target};

const ROWS: &str = "SELECT ?norm WHERE { ?norm lm:meets ?r } ORDER BY ?norm";
const GRAPH: &str = "CONSTRUCT { ?norm lm:meets ?r } WHERE { ?norm lm:meets ?r }";
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const DIRECT: (&str, &str) = ("Content-Type", "application/sparql-query");

fn norms(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{reply:?}");
    let answer: serde_json::Value = serde_json::from_str(&reply.body).expect("JSON");
    answer["results"]["bindings"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["norm"]["value"].as_str().expect("an IRI").to_owned())
        .collect()
}

#[test]
fn a_query_can_be_sent_in_three_ways_and_gives_the_same() {
    let server = Server::start(short());
    let expected = norms(&server.ask(ROWS, &[]));
    assert!(!expected.is_empty());
    let posts = [
        ("/sparql".to_owned(), FORM, form(ROWS, &[])),
        ("/sparql".to_owned(), DIRECT, ROWS.to_owned()),
        ("/sparql?format=json".to_owned(), DIRECT, ROWS.to_owned()),
        (
            "/sparql".to_owned(),
            ("Content-Type", "application/sparql-query; charset=UTF-8"),
            ROWS.to_owned(),
        ),
    ];
    for (target, kind, body) in posts {
        let reply = server.send(request("POST", &target, &[kind], body.into_bytes()));
        assert_eq!(norms(&reply), expected);
        assert_eq!(reply.header("etag"), "", "only GET can be kept");
    }
    let head = server.send(request("HEAD", &target(ROWS, &[]), &[], Vec::new()));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(
        head.header("content-type"),
        "application/sparql-results+json"
    );
}

#[test]
fn a_data_set_is_chosen_by_the_request_before_the_query() {
    let server = Server::start(short());
    let count = |others: &[(&str, &str)], query: &str| -> String {
        let mut all = others.to_vec();
        all.push(("format", "csv"));
        let reply = server.get(&target(query, &all), &[]);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body.lines().nth(1).unwrap_or_default().to_owned()
    };
    let all = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    let names = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
    let derived = "https://w3id.org/cyberlex/graph/derived";
    let total: u64 = count(&[], all).parse().expect("a number");
    let graphs: u64 = count(&[], names).parse().expect("a number");
    assert!(graphs > 2, "{graphs}");
    let inside: u64 = count(&[("default-graph-uri", derived)], all)
        .parse()
        .expect("a number");
    assert!(0 < inside && inside < total, "{inside} of {total}");
    // Every graph by name is the union again; repeated parameters all count.
    let listed = server.get(
        &target(
            "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
            &[("format", "csv")],
        ),
        &[],
    );
    let every: Vec<(&str, &str)> = listed
        .body
        .lines()
        .skip(1)
        .map(|g| ("default-graph-uri", g))
        .collect();
    assert_eq!(every.len() as u64, graphs);
    assert_eq!(count(&every, all), total.to_string());
    // Named graphs alone: an empty default graph.
    assert_eq!(count(&[("named-graph-uri", derived)], all), "0");
    assert_eq!(count(&[("named-graph-uri", derived)], names), "1");
    // What the request says goes before FROM.
    let from = "SELECT (COUNT(*) AS ?n) FROM <urn:x:none> { ?s ?p ?o }";
    assert_eq!(count(&[], from), "0");
    assert_eq!(
        count(&[("default-graph-uri", derived)], from),
        inside.to_string()
    );
    // In a form as in the address, beside a direct POST.
    let body = form(all, &[("default-graph-uri", derived), ("format", "csv")]);
    let reply = server.send(request("POST", "/sparql", &[FORM], body.into_bytes()));
    assert_eq!(reply.body.lines().nth(1), Some(inside.to_string().as_str()));
    let address =
        "/sparql?format=csv&default-graph-uri=https%3A%2F%2Fw3id.org%2Fcyberlex%2Fgraph%2Fderived";
    let reply = server.send(request("POST", address, &[DIRECT], all.as_bytes().to_vec()));
    assert_eq!(reply.body.lines().nth(1), Some(inside.to_string().as_str()));
    let reply = server.get(&target(all, &[("default-graph-uri", "no iri")]), &[]);
    assert_eq!(reply.checked(), 400);
    assert!(reply.body.contains("default-graph-uri"), "{reply:?}");
}

#[test]
fn the_client_gets_what_it_accepts() {
    let server = Server::start(short());
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (query, accept, expected) in [
        (ROWS, "", "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (
            ROWS,
            "application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        (ROWS, "application/json", "application/json"),
        (ROWS, "text/csv", "text/csv; charset=utf-8"),
        (
            ROWS,
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        (
            ROWS,
            "text/csv;q=0.5, application/sparql-results+xml;q=0.6",
            "application/sparql-results+xml",
        ),
        (
            ROWS,
            "application/*;q=0.2, text/csv;q=0.1",
            "application/sparql-results+json",
        ),
        (
            ROWS,
            "application/sparql-results+json;q=0, */*;q=0.1",
            "application/sparql-results+xml",
        ),
        (ROWS, browser, "application/xml"),
        (
            ROWS,
            "text/turtle, text/csv;q=0.1",
            "text/csv; charset=utf-8",
        ),
        (ROWS, "text/turtle", "406"),
        (ROWS, "image/png", "406"),
        (ROWS, "application/sparql-results+json;q=0", "406"),
        (GRAPH, "", "text/turtle; charset=utf-8"),
        (GRAPH, "*/*", "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (
            GRAPH,
            "application/rdf+xml;q=0.5, application/ld+json;q=0.4",
            "application/rdf+xml",
        ),
        (GRAPH, "text/csv", "406"),
        (
            "ASK { ?s lm:meets ?o }",
            "text/csv",
            "text/csv; charset=utf-8",
        ),
        (
            "ASK { ?s lm:meets ?o }",
            "",
            "application/sparql-results+json",
        ),
        (
            "DESCRIBE <https://w3id.org/cyberlex/id/x>",
            "",
            "text/turtle; charset=utf-8",
        ),
    ] {
        let headers = [("Accept", accept)];
        let headers = if accept.is_empty() { &[][..] } else { &headers };
        let reply = server.ask(query, headers);
        let status = reply.checked();
        let got = if status == 200 {
            reply.header("content-type")
        } else {
            "406"
        };
        assert_eq!(got, expected, "{query} {accept}: {reply:?}");
        if status == 200 {
            assert!(
                reply.header("vary").to_ascii_lowercase().contains("accept"),
                "{reply:?}"
            );
        }
    }
    // A name in the address goes before the header, for links.
    for (query, name, expected) in [
        (ROWS, "json", "application/sparql-results+json"),
        (ROWS, "xml", "application/sparql-results+xml"),
        (ROWS, "CSV", "text/csv; charset=utf-8"),
        (
            ROWS,
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        (GRAPH, "ttl", "text/turtle; charset=utf-8"),
        (GRAPH, "nt", "application/n-triples"),
        (GRAPH, "xml", "application/rdf+xml"),
        (GRAPH, "json", "application/ld+json"),
    ] {
        let reply = server.get(
            &target(query, &[("format", name)]),
            &[("Accept", "image/png")],
        );
        assert_eq!(reply.header("content-type"), expected, "{name}: {reply:?}");
    }
    let reply = server.get(&target(ROWS, &[("format", "pdf")]), &[]);
    assert_eq!(reply.checked(), 400);
    assert!(reply.body.contains("json, xml, csv, tsv"), "{reply:?}");
    assert_eq!(
        server
            .get(&target(GRAPH, &[("format", "csv")]), &[])
            .checked(),
        406
    );
}

#[test]
#[allow(
    clippy::too_many_lines,
    reason = "a table of requests and what they get"
)]
fn what_is_no_query_is_refused_in_words() {
    let server = Server::start(short());
    let long = " ".repeat(20_000);
    let huge = " ".repeat(2_000_000);
    for (method, target, headers, body, status, words) in [
        ("GET", target("SELECT * {", &[]), &[][..], "", 400, "1:"),
        ("GET", target("", &[]), &[], "", 400, "not SPARQL"),
        (
            "GET",
            target("INSERT DATA { lm:a lm:b lm:c }", &[]),
            &[],
            "",
            400,
            "read-only",
        ),
        (
            "GET",
            target("SELECT ?x { ?x nope:y ?z }", &[]),
            &[],
            "",
            400,
            "Prefix not found",
        ),
        (
            "GET",
            String::from("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"),
            &[],
            "",
            400,
            "more than once",
        ),
        (
            "GET",
            String::from("/sparql?query=%ff"),
            &[],
            "",
            400,
            "UTF-8",
        ),
        (
            "GET",
            String::from("/sparql?update=CLEAR%20ALL"),
            &[],
            "",
            400,
            "read-only",
        ),
        ("GET", target(&long, &[]), &[], "", 414, "POST"),
        (
            "POST",
            String::from("/sparql"),
            &[FORM],
            "update=CLEAR%20ALL",
            400,
            "read-only",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[FORM],
            "quer=ASK%7B%7D",
            400,
            "no query",
        ),
        (
            "POST",
            String::from("/sparql?query=ASK%7B%7D"),
            &[DIRECT],
            "ASK {}",
            400,
            "both",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[("Content-Type", "application/sparql-update")],
            "CLEAR ALL",
            400,
            "read-only",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[("Content-Type", "application/json")],
            "{}",
            415,
            "sparql-query",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[("Content-Type", "application/sparql-query; charset=latin1")],
            "ASK {}",
            415,
            "UTF-8",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[("Content-Type", "nonsense")],
            "ASK {}",
            415,
            "sparql-query",
        ),
        (
            "POST",
            String::from("/sparql"),
            &[DIRECT],
            huge.as_str(),
            413,
            "more than",
        ),
        ("PUT", String::from("/sparql"), &[], "", 405, "GET and POST"),
        (
            "DELETE",
            String::from("/sparql"),
            &[],
            "",
            405,
            "GET and POST",
        ),
        (
            "PATCH",
            String::from("/sparql"),
            &[],
            "",
            405,
            "GET and POST",
        ),
    ] {
        let reply = server.send(request(method, &target, headers, body.as_bytes().to_vec()));
        let shown: String = target.chars().take(80).collect();
        assert_eq!(reply.checked(), status, "{method} {shown}: {reply:?}");
        assert!(reply.body.contains(words), "{method} {shown}: {reply:?}");
        if status == 405 {
            assert_eq!(reply.header("allow"), "GET, HEAD, POST, OPTIONS");
        }
        if status == 415 {
            assert!(
                reply
                    .header("accept-post")
                    .contains("application/sparql-query")
            );
        }
    }
    let broken = server.send(request(
        "POST",
        "/sparql",
        &[DIRECT],
        b"ASK { \xff }".to_vec(),
    ));
    assert_eq!(broken.checked(), 400);
    assert!(broken.body.contains("UTF-8"), "{broken:?}");
}

#[test]
fn where_an_error_stands_is_said() {
    let server = Server::start(short());
    let reply = server.ask("SELECT ?x WHERE {\n  ?x lm:meets \n}", &[]);
    assert_eq!(reply.checked(), 400);
    assert!(reply.body.contains("3:1"), "{reply:?}");
}

#[test]
fn other_sites_may_read_and_the_limits_are_announced() {
    let server = Server::start(short());
    for reply in [
        server.ask(ROWS, &[("Origin", "https://example.org")]),
        server.ask("SELECT", &[]),
        server.send(request("PUT", "/sparql", &[], Vec::new())),
        server.get("/sparql", &[]),
    ] {
        assert_eq!(
            reply.header("access-control-allow-origin"),
            "*",
            "{reply:?}"
        );
        assert_eq!(reply.header("cyberlex-limit-seconds"), "20");
        assert_eq!(reply.header("cyberlex-limit-rows"), "1000000");
        assert_eq!(reply.header("cyberlex-limit-bytes"), "100000000");
        assert!(!reply.header("cyberlex-data-version").is_empty());
    }
    let preflight = server.send(request(
        "OPTIONS",
        "/sparql",
        &[
            ("Origin", "https://example.org"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type"),
        ],
        Vec::new(),
    ));
    assert_eq!(preflight.status, 204);
    assert!(
        preflight
            .header("access-control-allow-methods")
            .contains("POST")
    );
    assert!(
        preflight
            .header("access-control-allow-headers")
            .contains("content-type")
    );
    assert_eq!(preflight.header("allow"), "GET, HEAD, POST, OPTIONS");
}

#[test]
fn an_answer_is_not_sent_again_to_who_has_it() {
    let server = Server::start(short());
    let first = server.ask(ROWS, &[]);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{first:?}");
    let again = server.ask(ROWS, &[("If-None-Match", &format!("\"other\", {tag}"))]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), tag);
    // Another representation is another thing, and so is another version.
    let csv = server.ask(ROWS, &[("If-None-Match", &tag), ("Accept", "text/csv")]);
    assert_eq!(csv.status, 200);
    assert_ne!(csv.header("etag"), tag);
    assert_eq!(
        server
            .ask(ROWS, &[("If-None-Match", "W/\"other-json\"")])
            .status,
        200
    );
    // What does not depend on the data alone has no tag.
    for passing in [
        "SELECT (NOW() AS ?t) {}",
        "SELECT (RAND() AS ?t) {}",
        "SELECT * { FILTER(EXISTS { BIND(UUID() AS ?u) }) }",
    ] {
        let reply = server.ask(passing, &[]);
        assert_eq!(
            (reply.status, reply.header("etag")),
            (200, ""),
            "{passing}: {reply:?}"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}
