//! Queries and requests that mean harm: refused by the guard, and survived without it.

use super::{Server, form, request, short, target};
use crate::common::real;
use cyberlex::server::sparql::Limits;
use std::io::{Read, Write};
use std::net::TcpStream;

/// What takes all time or memory there is, by name. The guard refuses the first three.
fn bombs() -> Vec<(&'static str, String)> {
    vec![
        (
            "product of three patterns",
            String::from("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        ),
        (
            "closure open at both ends",
            String::from("SELECT (COUNT(*) AS ?n) { ?a (!lm:x|^!lm:x)* ?b }"),
        ),
        (
            "nesting",
            format!(
                "SELECT * {{ {}{} }}",
                "{".repeat(20_000),
                "}".repeat(20_000)
            ),
        ),
        (
            "huge ORDER BY",
            String::from(
                "SELECT * { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f } ORDER BY ?f ?d ?b DESC(CONCAT(STR(?a), STR(?c), STR(?e)))",
            ),
        ),
        (
            "regex over a product",
            String::from(
                "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . FILTER(REGEX(CONCAT(STR(?b), STR(?d)), \"^(([a-z])+.)+[A-Z]([a-z])+$\")) }",
            ),
        ),
        (
            "growing text",
            format!(
                "SELECT (STRLEN(?x24) AS ?n) {{ BIND(\"0123456789abcdef0123456789abcdef\" AS ?x0) {} }}",
                (0..30)
                    .map(|i| format!("BIND(CONCAT(?x{i}, ?x{i}) AS ?x{}) ", i + 1))
                    .collect::<String>()
            ),
        ),
    ]
}

#[test]
fn bombs_end_with_an_error_and_the_next_query_is_answered() {
    let project = real();
    for guard in [true, false] {
        let server = Server::over(
            &project,
            Limits {
                seconds: 3,
                memory: 700,
                guard,
                ..short()
            },
        );
        // The first answer shows that the data are loaded.
        assert_eq!(server.ask("ASK {}", &[]).status, 200);
        for (i, (name, query)) in bombs().into_iter().enumerate() {
            let body = form(&query, &[]).into_bytes();
            let kind = ("Content-Type", "application/x-www-form-urlencoded");
            let reply = server.send(request("POST", "/sparql", &[kind], body));
            let status = reply.checked();
            if guard && i < 3 {
                assert_eq!(status, 400, "{name}: {reply:?}");
                assert!(
                    reply.body.starts_with("The query is not evaluated"),
                    "{reply:?}"
                );
            } else {
                // Without the guard, brackets alone are no more than the stack of a worker holds.
                let answered = name == "nesting" && status == 200;
                assert!(
                    answered || [400, 500, 504].contains(&status),
                    "{name}, guard {guard}: {reply:?}"
                );
            }
            let next = server.ask("SELECT (COUNT(*) AS ?n) { ?s a lm:State }", &[]);
            assert_eq!(next.status, 200, "after {name}, guard {guard}: {next:?}");
        }
    }
}

/// A pattern that grows when it is compiled is refused by the engine, which then treats the filter as an error.
#[test]
fn a_regex_bomb_matches_nothing() {
    let server = Server::start(short());
    let reply = server.get(
        &target(
            "SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), \"((((a{100}){100}){100}){100}){100}\")) }",
            &[("format", "csv")],
        ),
        &[],
    );
    assert_eq!((reply.status, reply.body.trim()), (200, "s"), "{reply:?}");
}

#[test]
fn services_are_off() {
    let server = Server::start(short());
    for address in [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "https://example.org/sparql",
        "file:///etc/passwd",
    ] {
        let reply = server.ask(
            &format!("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"),
            &[],
        );
        assert_eq!(reply.checked(), 400, "{reply:?}");
        assert!(reply.body.contains("SERVICE is off"), "{reply:?}");
    }
    // Asked to be silent, it gives nothing and goes nowhere.
    let silent = server.ask(
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        &[],
    );
    assert_eq!(silent.status, 200, "{silent:?}");
    let load = server.ask("LOAD <http://127.0.0.1:1/>", &[]);
    assert_eq!(load.checked(), 400);
}

#[test]
fn an_allowed_service_is_reached_and_one_inside_is_not() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a client");
            let mut got = [0; 4096];
            let _ = stream.read(&mut got);
            let rows = "{\"head\":{\"vars\":[\"x\"]},\"results\":{\"bindings\":[{\"x\":{\"type\":\"literal\",\"value\":\"from elsewhere\"}}]}}";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{rows}",
                rows.len()
            );
        }
    });
    let query = format!("SELECT ?x {{ SERVICE <http://{host}/sparql> {{ ?s ?p ?x }} }}");
    for (private, status, words) in [
        (true, 200, "from elsewhere"),
        (false, 400, "not an address on the public Internet"),
    ] {
        let server = Server::start(Limits {
            services: vec![host.clone()],
            private_services: private,
            ..short()
        });
        let reply = server.ask(&query, &[]);
        assert_eq!(reply.checked(), status, "{reply:?}");
        assert!(reply.body.contains(words), "{reply:?}");
        let other = server.ask(
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            &[],
        );
        assert_eq!(other.checked(), 400);
        assert!(other.body.contains("may reach only"), "{other:?}");
    }
}

/// Every parameter gets what could break out of a header, a page, a file or a query.
#[test]
fn nothing_breaks_out_of_a_parameter() {
    let server = Server::start(short());
    for poison in [
        "x\r\nX-Injected: yes",
        "<script>alert(1)</script>",
        "\"; } } INSERT DATA { lm:a lm:b lm:c } #",
        "../../../../etc/passwd",
        "\0",
        "%00%0d%0aX-Injected:%20yes",
        "${jndi:ldap://127.0.0.1/a}",
        "\u{202e}\u{feff}",
    ] {
        for name in [
            "query",
            "default-graph-uri",
            "named-graph-uri",
            "format",
            "callback",
        ] {
            let mut pairs = url::form_urlencoded::Serializer::new(String::new());
            if name != "query" {
                pairs.append_pair("query", "ASK {}");
            }
            pairs.append_pair(name, poison);
            let reply = server.get(&format!("/sparql?{}", pairs.finish()), &[]);
            let status = reply.checked();
            assert!([200, 400].contains(&status), "{name} {poison:?}: {reply:?}");
            assert_eq!(reply.header("x-injected"), "", "{reply:?}");
            assert!(!reply.header("content-type").contains("html"), "{reply:?}");
        }
    }
}

/// Requests that no client library would send.
#[test]
fn raw_nonsense_is_answered_or_dropped_and_harms_nobody() {
    let server = Server::start(short());
    let address = server.address.trim_start_matches("http://").to_owned();
    for bytes in [
        &b"GET /sparql?query=\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"[..],
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00",
        b"SPARQL\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(&address).expect("a connection");
        let _ = stream.write_all(bytes);
        // A server that has dropped the connection already has answered in its way.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut got = Vec::new();
        let _ = stream.read_to_end(&mut got);
        let got = String::from_utf8_lossy(&got);
        assert!(got.is_empty() || got.starts_with("HTTP/1.1 4"), "{got}");
    }
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
}

/// A client that sends its body slowly holds no worker.
#[test]
fn a_slow_request_keeps_nobody_waiting() {
    let server = Server::start(short());
    let address = server.address.trim_start_matches("http://").to_owned();
    let mut slow = TcpStream::connect(&address).expect("a connection");
    slow.write_all(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nAS")
        .expect("sent");
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    slow.write_all(b"K {}").expect("sent");
    let mut got = [0; 12];
    slow.read_exact(&mut got).expect("an answer");
    assert_eq!(&got, b"HTTP/1.1 200");
}
