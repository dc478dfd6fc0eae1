//! Limits, queue and cancellation: a worker is free again whatever happens to its query.

use super::{Server, short, target};
use crate::common::real;
use cyberlex::server::sparql::Limits;
use std::io::Write;
use std::net::TcpStream;
use std::thread;

/// Runs until it is stopped.
const ENDLESS: &str =
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }";

fn unguarded(limits: Limits) -> Limits {
    Limits {
        guard: false,
        ..limits
    }
}

#[test]
fn over_a_limit_is_an_error_and_never_a_part() {
    let rows = "SELECT * { ?s ?p ?o }";
    let server = Server::start(Limits {
        rows: 10,
        ..short()
    });
    let reply = server.ask(rows, &[]);
    assert_eq!(reply.checked(), 400);
    assert!(reply.body.contains("more than 10 rows"), "{reply:?}");
    assert_eq!(server.ask(&format!("{rows} LIMIT 10"), &[]).status, 200);
    assert_eq!(server.ask(&format!("{rows} LIMIT 11"), &[]).status, 400);
    assert_eq!(
        server
            .ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", &[])
            .checked(),
        400
    );

    let server = Server::start(Limits {
        bytes: 2_000,
        ..short()
    });
    let reply = server.ask(rows, &[]);
    assert_eq!(reply.checked(), 400);
    assert!(reply.body.contains("more than 2000 bytes"), "{reply:?}");
    assert_eq!(server.ask(&format!("{rows} LIMIT 2"), &[]).status, 200);
    // The same worker answered all of them.
    assert!(
        server.metrics().contains("sparql_workers_replaced_total 0"),
        "{}",
        server.metrics()
    );
}

#[test]
fn the_deadline_ends_a_query_and_its_worker() {
    let server = Server::start(unguarded(Limits {
        seconds: 1,
        ..short()
    }));
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    let reply = server.ask(ENDLESS, &[]);
    assert_eq!(reply.checked(), 504);
    assert!(reply.body.contains("after 1 seconds"), "{reply:?}");
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    server.until("sparql_workers_replaced_total 1");
}

#[test]
fn who_goes_away_frees_the_worker() {
    let server = Server::start(unguarded(Limits {
        seconds: 600,
        ..short()
    }));
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    let address = server.address.trim_start_matches("http://").to_owned();
    let mut client = TcpStream::connect(address).expect("a connection");
    let head = format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", target(ENDLESS, &[]));
    client.write_all(head.as_bytes()).expect("sent");
    server.until("sparql_workers_busy 1");
    drop(client);
    server.until("sparql_queries_abandoned_total 1");
    // With a deadline of ten minutes, only a free worker answers this.
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
}

#[test]
fn a_full_queue_says_when_to_come_back() {
    let server = Server::start(unguarded(Limits {
        seconds: 600,
        queue: 1,
        ..short()
    }));
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    let address = server.address.trim_start_matches("http://").to_owned();
    let head = format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", target(ENDLESS, &[]));
    let begin = || {
        let mut client = TcpStream::connect(&address).expect("a connection");
        client.write_all(head.as_bytes()).expect("sent");
        client
    };
    let running = begin();
    server.until("sparql_workers_busy 1");
    let waiting = begin();
    // The second may not have been queued yet: then the third waits in its place, and the fourth is told.
    let mut told = None;
    let mut more = Vec::new();
    while told.is_none() {
        let client = thread::spawn({
            let address = address.clone();
            move || {
                let mut client = TcpStream::connect(&address).expect("a connection");
                client
                    .write_all(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .expect("sent");
                client
            }
        })
        .join()
        .expect("sent");
        client
            .set_read_timeout(Some(std::time::Duration::from_millis(500)))
            .expect("a timeout");
        let mut text = String::new();
        let _ = std::io::Read::read_to_string(&mut (&client), &mut text);
        if text.starts_with("HTTP/1.1 503") {
            told = Some(text);
        } else {
            more.push(client);
        }
    }
    let told = told.expect("told").to_ascii_lowercase();
    assert!(told.contains("retry-after: 600"), "{told}");
    assert!(told.contains("workers are busy"), "{told}");
    drop((running, waiting, more));
    server.until("sparql_workers_busy 0");
    server.until("sparql_workers_ready 1");
    // Those that waited have gone, but the server may not have noticed each of them yet.
    let mut status = server.ask("ASK {}", &[]).status;
    for _ in 0..200 {
        if status != 503 {
            break;
        }
        thread::sleep(std::time::Duration::from_millis(50));
        status = server.ask("ASK {}", &[]).status;
    }
    assert_eq!(status, 200);
}

#[test]
fn a_large_answer_arrives_whole() {
    let server = Server::over(&real(), short());
    let reply = server.get(&target("SELECT * { ?s ?p ?o }", &[("format", "csv")]), &[]);
    assert_eq!(reply.status, 200);
    let count = server.get(
        &target("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", &[("format", "csv")]),
        &[],
    );
    let expected: usize = count
        .body
        .lines()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .expect("a number");
    assert!(reply.body.len() > 4 << 20, "more than is kept in memory");
    // Literals may hold line breaks, so rows are read as CSV.
    let rows = csv::Reader::from_reader(reply.body.as_bytes())
        .records()
        .count();
    assert_eq!(rows, expected);
}

#[test]
fn a_server_that_stops_finishes_what_it_has() {
    let server = Server::start(short());
    assert_eq!(server.ask("ASK {}", &[]).status, 200);
    server.shutdown();
    let reply = server.ask("ASK {}", &[]);
    assert_eq!(reply.checked(), 503);
    assert!(reply.body.contains("shutting down"), "{reply:?}");
}

#[test]
fn a_worker_speaks_only_with_a_server() {
    assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
        .arg("worker")
        .write_stdin("SELECT * { ?s ?p ?o }")
        .assert()
        .code(3)
        .stderr(predicates::str::contains("error"));
    assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
        .arg("--help")
        .assert()
        .success()
        .stdout(predicates::prelude::PredicateBooleanExt::not(
            predicates::str::contains("worker"),
        ));
}
