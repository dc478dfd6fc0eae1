//! An answer that was given before is the same as one that is made anew, and is named, counted and revalidated like it.

use crate::common::real as project;
use crate::common::site::{BROWSER, Reply, Site, real};
use axum::http::{HeaderMap, Method, StatusCode};
use cyberlex::server::Config;

const ADDRESSES: &[&str] = &[
    "/",
    "/matrix?against=topics",
    "/matrix.csv?against=topics",
    "/doc/id/jurisdiction/KEN",
    "/doc/id/jurisdiction/KEN.ttl",
    "/doc/id/instrument/budapest/art2?as_of=2020-01-01",
    "/doc/concept/topic/illegal-access",
    "/search?q=illegal+access",
    "/questions/coverage-summary",
    "/api",
    "/api/v1/jurisdictions",
    "/api/v1/coverage?against=budapest&limit=5",
    "/assets/site.css",
];

/// Ways to ask for the same address.
const WAYS: &[&[(&str, &str)]] = &[
    &[],
    &[("accept", BROWSER)],
    &[("accept", BROWSER), ("accept-language", "zh")],
    &[("accept", BROWSER), ("accept-encoding", "gzip")],
    &[("accept", BROWSER), ("accept-encoding", "br, gzip;q=0.5")],
    &[("accept", "text/turtle, text/html;q=0.5")],
    &[("accept", "text/plain;q=0.1")],
];

/// Everything that two answers to one question have in common.
fn common(reply: &Reply) -> (StatusCode, HeaderMap, &[u8]) {
    let mut headers = reply.headers.clone();
    headers
        .remove("x-request-id")
        .expect("every answer has one");
    (reply.status, headers, &reply.bytes)
}

/// How many answers were given again.
fn again(site: &Site) -> u64 {
    let metrics = site.ask(Method::GET, "/metrics", &[]);
    let line = metrics.text().lines().find_map(|line| {
        line.strip_prefix("cyberlex_http_answers_again_total ")
            .map(str::to_owned)
    });
    line.expect("it is counted").parse().expect("a number")
}

#[test]
fn answers_given_again_are_the_same_as_new_ones() {
    let keeping = Site::new(project(), Config::default());
    let config = Config {
        cache: 0,
        ..Config::default()
    };
    let forgetful = Site::new(project(), config);
    let mut kept = 0;
    for address in ADDRESSES {
        for way in WAYS {
            let fresh = forgetful.ask(Method::GET, address, way);
            for _ in 0..2 {
                let reply = keeping.ask(Method::GET, address, way);
                assert!(
                    common(&reply) == common(&fresh),
                    "{address} {way:?}: {:?} {:?}",
                    reply.headers,
                    fresh.headers
                );
            }
            kept += u64::from(fresh.status == StatusCode::OK);
        }
    }
    assert!(kept > 60, "{kept} answers are successes");
    assert_eq!(again(&keeping), kept);
    assert_eq!(again(&forgetful), 0);
}

#[test]
fn an_answer_given_again_has_an_id_of_its_own_and_is_counted_under_its_route() {
    let address = "/doc/id/jurisdiction/GHA?lang=fr";
    let count = || {
        let metrics = real().ask(Method::GET, "/metrics", &[]);
        let line = metrics.text().lines().find_map(|line| {
            line.strip_prefix("cyberlex_http_requests_total{route=\"/doc/{*path}\",method=\"GET\",status=\"200\"} ")
                .map(str::to_owned)
        });
        line.map_or(0, |count| count.parse::<u64>().expect("a number"))
    };
    let first = real().get(address);
    let (before, again_before) = (count(), again(real()));
    let second = real().get(address);
    // Other tests ask the same site meanwhile.
    assert!(count() > before && again(real()) > again_before);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    let named = [("accept", BROWSER), ("x-request-id", "from-the-proxy")];
    let third = real().ask(Method::GET, address, &named);
    assert_eq!(third.header("x-request-id"), "from-the-proxy");
    assert!(common(&third) == common(&first));
}

#[test]
fn who_has_a_kept_answer_gets_304_and_who_asks_for_its_head_gets_that() {
    for (address, way) in [
        ("/doc/id/jurisdiction/ROU?lang=fr", ("accept", BROWSER)),
        ("/api/v1/topics?lang=fr", ("accept", "*/*")),
    ] {
        let whole = real().ask(Method::GET, address, &[way]);
        assert_eq!(whole.status, StatusCode::OK);
        let known = ("if-none-match", whole.header("etag"));
        let unchanged = real().ask(Method::GET, address, &[way, known]);
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED, "{address}");
        assert!(unchanged.bytes.is_empty());
        assert_eq!(unchanged.header("etag"), whole.header("etag"));
        let other = ("if-none-match", "W/\"another\"");
        let changed = real().ask(Method::GET, address, &[way, other]);
        assert_eq!(changed.status, StatusCode::OK);
        assert!(changed.bytes == whole.bytes);
        let head = real().ask(Method::HEAD, address, &[way]);
        assert_eq!(head.status, StatusCode::OK);
        assert!(head.bytes.is_empty());
        for name in ["etag", "content-type", "vary", "cyberlex-data-version"] {
            assert_eq!(head.header(name), whole.header(name), "{address}: {name}");
        }
    }
}
