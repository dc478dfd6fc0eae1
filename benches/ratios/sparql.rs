//! The same question in SPARQL, in each form that may be the fastest.

use super::DAY;
use super::world::World;
use cyberlex::catalog::NamedQuery;
use spargebra::Query;
use std::collections::BTreeMap;
use std::hint::black_box;

/// A form of a question.
pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) query: Query,
    /// Whether its rows are states that have to be counted outside.
    counted: bool,
}

impl Form {
    /// Asks, and reads every row.
    pub(super) fn run(&self, world: &World) {
        let rows = world.rows(&self.query);
        if self.counted {
            let mut counts: BTreeMap<(String, String), [u32; 6]> = BTreeMap::new();
            for row in &rows.rows {
                let text = |name| {
                    rows.get(row, name)
                        .map_or_else(String::new, ToString::to_string)
                };
                let state = text("best")
                    .as_bytes()
                    .get(1)
                    .map_or(0, |digit| digit - b'0');
                let count = counts.entry((text("code"), text("article"))).or_default();
                count[usize::from(state.min(5))] += 1;
            }
            black_box(counts);
        }
        black_box(rows);
    }
}

/// A query of the catalogue, as it stands and with FILTER NOT EXISTS where it has MINUS over one pattern.
pub(super) fn catalogue(world: &World, name: &str, params: &[(&str, &str)]) -> Vec<Form> {
    const MINUS: &str = "MINUS { ?norm lm:exceeds ?requirement }";
    const EXISTS: &str = "FILTER NOT EXISTS { ?norm lm:exceeds ?requirement }";
    let query = world.project.catalog.get(name).expect("a known query");
    let mut forms = vec![Form {
        name: "as in the catalogue",
        query: world.bound(query, params),
        counted: false,
    }];
    if query.text.contains(MINUS) {
        let text = query.text.replace(MINUS, EXISTS);
        let query = NamedQuery::parse(&query.file, &text, &world.project.prefixes);
        forms.push(Form {
            name: "NOT EXISTS for MINUS",
            query: world.bound(&query.expect("it parses"), params),
            counted: false,
        });
    }
    forms
}

/// The states of all requirements, to be counted outside.
pub(super) fn states(world: &World, instrument: &str) -> Form {
    let query = world.project.catalog.get("requirement-states");
    let text: String = query
        .expect("a known query")
        .text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect::<String>()
        .replace(
            "SELECT ?article ?requirement ?pinpoint ?state",
            "SELECT ?code ?article ?requirement ?best",
        )
        .replace("?against", &format!("<{instrument}>"))
        .replace("?day", &day())
        .replace("ORDER BY ?article ?requirement", "");
    Form {
        counted: true,
        ..written(world, "states, counted outside", &text)
    }
}

/// A query written here.
pub(super) fn written(world: &World, name: &'static str, text: &str) -> Form {
    let query = NamedQuery::parse("queries/bench/written.rq", text, &world.project.prefixes);
    Form {
        name,
        query: query.expect("it parses").query().clone(),
        counted: false,
    }
}

/// The elements of two jurisdictions on a topic, each jurisdiction's norms first or the topic's norms first.
pub(super) fn comparison(world: &World, codes: [&str; 2], topic: &str) -> Vec<Form> {
    let [one, other] = codes;
    let who = format!("VALUES ?code {{ \"{one}\" \"{other}\" }} ?place dcterms:identifier ?code .");
    let what = format!("<{topic}> lm:includes ?topic .");
    let force = format!(
        "OPTIONAL {{ ?norm lm:inForceUntil ?until }} FILTER(?from <= {day} && (!BOUND(?until) || {day} < ?until))",
        day = day()
    );
    let elements = "{ SELECT ?property WHERE {
          { ?property lm:polarity lm:widening } UNION { ?property lm:polarity lm:narrowing }
          UNION { ?property lm:polarity lm:neutral ; lm:elementScheme ?scheme } } }
        ?norm ?property ?value . ?value skos:inScheme ?in .";
    let head = "SELECT DISTINCT ?code ?topic ?property ?value WHERE {";
    let norms_of = "?norm lm:ofJurisdiction ?place ; lm:topic ?topic ; lm:inForceFrom ?from .";
    let norms_on = "?norm lm:topic ?topic ; lm:ofJurisdiction ?place ; lm:inForceFrom ?from .";
    vec![
        written(
            world,
            "jurisdictions first",
            &format!("{head} {who} {what} {norms_of} {force} {elements} }}"),
        ),
        written(
            world,
            "topic first",
            &format!("{head} {what} {norms_on} {who} {force} {elements} }}"),
        ),
        written(
            world,
            "norms apart",
            &format!(
                "{head} {{ SELECT ?code ?topic ?norm WHERE {{ {who} {what} {norms_of} {force} }} }} {elements} }}"
            ),
        ),
    ]
}

fn day() -> String {
    format!("\"{DAY}\"^^xsd:date")
}
