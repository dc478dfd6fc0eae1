//! What is asked: answers of each kind, a set of pages, and what takes a processor until it is stopped.

use super::client::{Question, question};
use url::form_urlencoded::Serializer;

/// What browsers say that they accept.
const BROWSER: (&str, &str) = (
    "accept",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
);

/// Every kind of answer, with its name.
pub(super) fn kinds() -> Vec<(&'static str, Question)> {
    let page = |target| question(target, &[BROWSER]);
    let rows =
        "SELECT ?norm ?day { ?norm a lm:Offence ; lm:inForceFrom ?day } ORDER BY ?norm LIMIT 50";
    vec![
        ("home page", page("/")),
        ("jurisdiction", page("/doc/id/jurisdiction/KEN")),
        ("provision", page("/doc/id/instrument/budapest/art2")),
        ("matrix", page("/matrix")),
        ("concept", page("/doc/concept/topic/illegal-access")),
        (
            "matrix, gzip",
            question("/matrix", &[BROWSER, ("accept-encoding", "gzip")]),
        ),
        (
            "API, coverage",
            question("/api/v1/coverage?against=budapest&jurisdiction=KEN", &[]),
        ),
        ("SPARQL, 50 rows", question(&sparql(rows), &[])),
    ]
}

/// Pages that people read one after another.
pub(super) const PAGES: [&str; 8] = [
    "/",
    "/matrix",
    "/jurisdictions",
    "/doc/id/jurisdiction/KEN",
    "/doc/id/instrument/budapest/art2",
    "/doc/concept/topic/illegal-access",
    "/coverage/budapest/KEN",
    "/compare?j=KEN&j=ROU&topic=illegal-access",
];

/// A page as it is.
pub(super) fn page(number: usize) -> Question {
    question(PAGES[number % PAGES.len()], &[BROWSER])
}

/// A page on a day that nobody has asked for: the same work each time, and nothing to give again.
pub(super) fn new_page(number: usize) -> Question {
    let address = PAGES[number % PAGES.len()];
    let mark = if address.contains('?') { '&' } else { '?' };
    question(&format!("{address}{mark}as_of={}", day(number)), &[BROWSER])
}

/// One of some ten thousand days.
fn day(number: usize) -> String {
    let year = 1990 + number / 336 % 36;
    format!("{year}-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28)
}

/// All things of one class four times over: more rows than can be counted in the time there is.
pub(super) fn endless() -> Question {
    let query = "SELECT (COUNT(*) AS ?n) { ?a a ?class . ?b a ?class . ?c a ?class . ?d a ?class }";
    question(&sparql(query), &[])
}

/// A question of the catalogue that reads all law, on a day that nobody has asked for.
pub(super) fn catalogue(number: usize) -> Question {
    let day = day(number);
    question(
        &format!("/api/v1/queries/coverage-matrix/rows?against=budapest&day={day}"),
        &[],
    )
}

fn sparql(query: &str) -> String {
    let mut pairs = Serializer::new(String::from("/sparql?"));
    pairs.append_pair("query", query);
    pairs.finish()
}
