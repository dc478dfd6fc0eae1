//! The query page: a form that works by itself, in which scripts put an editor; and the terms that it completes.

use super::{Answered, work};
use crate::server::asked::{Asked, query_pairs};
use crate::server::negotiate::Format;
use crate::server::page::{Page, body, html};
use crate::server::problem::Problem;
use crate::server::{assets, terms};
use askama::Template;
use serde::Serialize;
use std::collections::BTreeMap;

/// What stands in the form when nothing was asked yet. Prefixes need not be declared here, but a query that declares them
/// can be taken elsewhere.
const FIRST: &str = "PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX lm: <https://w3id.org/cyberlex/ontology#>
PREFIX topic: <https://w3id.org/cyberlex/concept/topic/>
# Provisions on illegal access, and since when they are law
SELECT ?provision ?number ?from WHERE {
  ?norm lm:topic topic:illegal-access ;
    lm:inForceFrom ?from .
  ?provision lm:establishes ?norm .
  OPTIONAL { ?provision eli:number ?number }
}
ORDER BY DESC(?from)
LIMIT 100
";

/// Formats by the names that the endpoint knows them by, with what to ask for and what to call them.
const ROWS: [Choice; 4] = [
    Choice::new("csv", "text/csv", "CSV"),
    Choice::new("json", "application/sparql-results+json", "JSON"),
    Choice::new("xml", "application/sparql-results+xml", "XML"),
    Choice::new("tsv", "text/tab-separated-values", "TSV"),
];
const GRAPHS: [Choice; 4] = [
    Choice::new("ttl", "text/turtle", "Turtle"),
    Choice::new("nt", "application/n-triples", "N-Triples"),
    Choice::new("rdf", "application/rdf+xml", "RDF/XML"),
    Choice::new("jsonld", "application/ld+json", "JSON-LD"),
];

/// A format that an answer can be had in.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    accept: &'static str,
    name: &'static str,
}

impl Choice {
    const fn new(value: &'static str, accept: &'static str, name: &'static str) -> Self {
        Self {
            value,
            accept,
            name,
        }
    }
}

/// Questions of one area, as examples.
struct Area {
    name: String,
    /// Name and title of each.
    questions: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "query.html")]
struct QueryPage<'a> {
    page: Page<'a>,
    text: String,
    /// Whether the address asks something, which scripts then run at once.
    asked: bool,
    /// Whether there is an editor to load.
    editor: bool,
    areas: Vec<Area>,
    /// For the script, as JSON: its words, and the formats.
    words: String,
    formats: String,
}

/// `/query`, `/query?query=SELECT …`, `/query?q=<question>`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        let page = Page::titled(&asked, "query", "query-title");
        let value = |name: &str| {
            query_pairs(&asked.uri)
                .into_iter()
                .find(|(key, value)| key == name && !value.trim().is_empty())
                .map(|(_, value)| value)
        };
        let given = value("query");
        let text = match (&given, value("q")) {
            (Some(text), _) => text.clone(),
            (None, Some(name)) => example(&asked, &name)?,
            (None, None) => String::from(FIRST),
        };
        html(&QueryPage {
            text,
            asked: given.is_some(),
            editor: assets::has("query.js"),
            areas: areas(&asked),
            words: json(&words(&page))?,
            formats: json(&BTreeMap::from([("rows", &ROWS), ("graph", &GRAPHS)]))?,
            page,
        })
    })
    .await
}

/// `/query/terms.json`
pub(super) async fn terms(asked: Asked) -> Answered {
    work(move || {
        body(
            Format::Json,
            json(&terms::terms(&asked.app.project, &asked.lang))?,
        )
    })
    .await
}

fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|e| Problem::internal(&e))
}

/// A question of the catalogue with its parameters bound: to their defaults, else to the first of their test values.
fn example(asked: &Asked, name: &str) -> Result<String, Problem> {
    let query = asked.app.project.catalog.get(name)?;
    let given = query
        .front
        .params
        .iter()
        .filter(|param| param.default.is_none())
        .filter_map(|param| Some((param.name.clone(), param.test.first()?.clone())))
        .collect();
    Ok(query.portable(&given, asked.app.environment(asked.day))?)
}

fn areas(asked: &Asked) -> Vec<Area> {
    let mut areas: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    for query in asked.app.project.catalog.iter() {
        areas
            .entry(&query.front.group)
            .or_default()
            .push((query.name.clone(), query.front.title(asked.ui).to_owned()));
    }
    areas
        .into_iter()
        .map(|(name, questions)| Area {
            name: name.to_owned(),
            questions,
        })
        .collect()
}

/// The words of the script by the names that it knows.
fn words(page: &Page<'_>) -> BTreeMap<&'static str, String> {
    let mut words: BTreeMap<&'static str, String> = [
        ("query", "query-label"),
        ("table", "query-table"),
        ("running", "query-running"),
        ("stopped", "query-stopped"),
        ("rows", "query-rows"),
        ("yes", "query-yes"),
        ("no", "query-no"),
        ("graph", "query-graph"),
        ("download", "query-download"),
        ("results", "query-results"),
        ("lost", "query-lost"),
    ]
    .into_iter()
    .map(|(key, message)| (key, page.t(message)))
    .collect();
    // The script knows how many it draws.
    words.insert("first", page.t1("query-first", "count", "{n}"));
    words
}
