//! Search: hits with what matched, how they spread over kinds, jurisdictions, instruments and topics, a page at a time.

use super::{Answered, work};
use crate::coverage::{Force, Forces};
use crate::search::{Coded, FacetCount, Found, Hit, Kind, Request, SearchError};
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::{Cell, Table};
use askama::Template;
use axum::http::StatusCode;
use axum_extra::extract::Query;
use serde::Deserialize;

/// Hits on a page.
const PAGE: usize = 20;

/// The last page that can be asked for; the data has far fewer things.
const LAST: usize = 10_000;

/// The most hits in one file.
const IN_A_FILE: usize = 5_000;

/// Values of a facet that are shown before the rest is folded.
const FOLD: usize = 10;

/// What the form and the links of the page send.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    q: String,
    kind: Vec<String>,
    jurisdiction: Vec<String>,
    instrument: Vec<String>,
    topic: Vec<String>,
    page: String,
}

impl Choice {
    /// The filters with their values, by the names of their parameters.
    fn filters(&self) -> [(&'static str, &Vec<String>); 4] {
        [
            ("kind", &self.kind),
            ("jurisdiction", &self.jurisdiction),
            ("instrument", &self.instrument),
            ("topic", &self.topic),
        ]
    }

    /// Whether anything is asked.
    fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.filters().iter().all(|(_, values)| values.is_empty())
    }

    /// The parameters of the same search with one value of a filter taken in, or out if it was in.
    fn toggled<'c>(&'c self, filter: &str, value: &'c str) -> Vec<(&'static str, &'c str)> {
        let mut pairs = vec![("q", self.q.as_str())];
        for (name, values) in self.filters() {
            let others = values
                .iter()
                .map(String::as_str)
                .filter(|known| name != filter || !known.eq_ignore_ascii_case(value));
            pairs.extend(others.map(|known| (name, known)));
            if name == filter && !is_chosen(values, value) {
                pairs.push((name, value));
            }
        }
        pairs
    }
}

fn is_chosen(values: &[String], value: &str) -> bool {
    values.iter().any(|known| known.eq_ignore_ascii_case(value))
}

/// A value of a facet as a link.
struct Link {
    href: String,
    label: String,
    /// The language of the label; empty where it says none.
    lang: String,
    count: usize,
    chosen: bool,
}

/// A facet: the name of its parameter, and its values, the chosen ones and the first few apart from the rest.
struct Facet {
    name: &'static str,
    shown: Vec<Link>,
    folded: Vec<Link>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    page: Page<'a>,
    choice: Choice,
    found: Option<Found>,
    /// The thing that the words name, if they are a code, an address or a citation.
    exact: Option<(String, String)>,
    facets: Vec<Facet>,
    before: Option<String>,
    after: Option<String>,
    /// What is in force on the day.
    forces: Forces<'a>,
}

impl SearchPage<'_> {
    /// What is known of law of which nothing is in force on the day; `None` of everything else.
    fn lapsed(&self, hit: &Hit) -> Option<Force> {
        self.forces.of(&hit.iri).filter(|force| force.in_force == 0)
    }

    /// The number of the first hit on the page.
    fn first(&self) -> usize {
        self.found.as_ref().map_or(1, |found| found.offset + 1)
    }

    fn citation<'h>(&self, hit: &'h Hit) -> Option<&'h str> {
        let citation = hit.citation.as_ref()?;
        (citation.text != hit.name.plain()).then_some(citation.text.as_str())
    }
}

/// `/search`
pub(super) async fn page(asked: Asked, Query(choice): Query<Choice>) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        let choice = tidy(choice);
        let number = number(&choice.page)?;
        let mut request = request(&asked, &choice)?;
        let search = &asked.app.search;
        if format == Format::Html {
            request.limit = PAGE;
            request.offset = (number - 1) * PAGE;
            let found = if choice.is_empty() {
                None
            } else {
                Some(search.search(&request).map_err(|error| refused(&error))?)
            };
            return show(&asked, choice, found, number);
        }
        if choice.is_empty() {
            return Err(Problem::parameter("q", "", "words to search for"));
        }
        if format == Format::Json {
            request.limit = PAGE;
            request.offset = (number - 1) * PAGE;
            let found = search.search(&request).map_err(|error| refused(&error))?;
            let bytes = serde_json::to_vec_pretty(&found).map_err(|e| Problem::internal(&e))?;
            return export::named(format, "search", bytes);
        }
        request.limit = IN_A_FILE;
        let found = search.search(&request).map_err(|error| refused(&error))?;
        if found.total > IN_A_FILE {
            let detail = format!(
                "{} things were found; a file holds {IN_A_FILE} at most.",
                found.total
            );
            return Err(Problem::new(StatusCode::BAD_REQUEST, detail)
                .with_hint("Narrow the search by kind, jurisdiction, instrument or topic."));
        }
        export::table(&table(&asked, &found), "search", format)
    })
    .await
}

/// Without empty values, which forms send for what is not chosen.
fn tidy(mut choice: Choice) -> Choice {
    for values in [
        &mut choice.kind,
        &mut choice.jurisdiction,
        &mut choice.instrument,
        &mut choice.topic,
    ] {
        values.retain(|value| !value.is_empty());
    }
    choice
}

fn number(text: &str) -> Result<usize, Problem> {
    if text.is_empty() {
        return Ok(1);
    }
    text.parse()
        .ok()
        .filter(|number| (1..=LAST).contains(number))
        .ok_or_else(|| Problem::parameter("page", text, "the number of a page, from 1 on"))
}

fn request(asked: &Asked, choice: &Choice) -> Result<Request, Problem> {
    let kinds = choice
        .kind
        .iter()
        .map(|code| {
            Kind::from_code(code).ok_or_else(|| {
                let known = Kind::ALL.map(Kind::code).join(", ");
                Problem::parameter("kind", code, &format!("one of {known}"))
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(Request {
        lang: asked.lang.clone(),
        jurisdictions: choice.jurisdiction.clone(),
        instruments: choice.instrument.clone(),
        topics: choice.topic.clone(),
        kinds,
        ..Request::new(choice.q.clone())
    })
}

/// The words are never wrong; the value of a filter can be.
fn refused(error: &SearchError) -> Problem {
    match error {
        SearchError::Unknown { filter, .. } => {
            let mut problem = Problem::new(StatusCode::BAD_REQUEST, error.to_string());
            problem.parameter = Some((*filter).to_owned());
            problem
        }
        _ => Problem::internal(error),
    }
}

fn show(asked: &Asked, choice: Choice, found: Option<Found>, number: usize) -> Answered {
    let mut page = Page::titled(asked, "search", "search-title");
    if !choice.q.trim().is_empty() {
        page.title = page.t1("search-title-for", "words", choice.q.trim());
    }
    if found.is_some() {
        page = page.with_formats(&Format::TABLE);
    }
    let turned = |to: usize| page.here_with("page", &to.to_string());
    let more = found
        .as_ref()
        .is_some_and(|found| found.offset + found.hits.len() < found.total);
    let exact = if number == 1 {
        exact(&page, &choice.q)
    } else {
        None
    };
    html(&SearchPage {
        before: (number > 1 && found.is_some()).then(|| turned(number - 1)),
        after: more.then(|| turned(number + 1)),
        facets: found
            .as_ref()
            .map(|found| facets(&page, &choice, found))
            .unwrap_or_default(),
        exact,
        forces: asked.app.index.forces(asked.day),
        found,
        choice,
        page,
    })
}

/// The thing that is called so, with its address.
fn exact(page: &Page<'_>, words: &str) -> Option<(String, String)> {
    if words.trim().is_empty() {
        return None;
    }
    let asked = page.asked;
    let iri = crate::catalog::resolve(&asked.app.project, words).ok()?;
    Some((
        page.thing(&iri),
        asked.app.project.name_of(&iri, &asked.lang),
    ))
}

fn facets(page: &Page<'_>, choice: &Choice, found: &Found) -> Vec<Facet> {
    let counts: [&[FacetCount]; 4] = [
        &found.facets.kinds,
        &found.facets.jurisdictions,
        &found.facets.instruments,
        &found.facets.topics,
    ];
    choice
        .filters()
        .into_iter()
        .zip(counts)
        .map(|((name, chosen), counts)| {
            let (mut shown, mut folded) = (Vec::new(), Vec::new());
            for count in counts {
                let chosen = is_chosen(chosen, &count.code);
                let link = Link {
                    href: page.href_with("/search", &choice.toggled(name, &count.code)),
                    label: if name == "kind" {
                        page.word("kind", &count.code)
                    } else {
                        count.label.clone()
                    },
                    lang: count.lang.clone(),
                    count: count.count,
                    chosen,
                };
                if chosen || shown.len() < FOLD {
                    shown.push(link);
                } else {
                    folded.push(link);
                }
            }
            Facet {
                name,
                shown,
                folded,
            }
        })
        .filter(|facet| !facet.shown.is_empty())
        .collect()
}

/// The hits as rows of a file; law says whether any of it is in force on the day.
fn table(asked: &Asked, found: &Found) -> Table {
    let columns = [
        "kind",
        "name",
        "citation",
        "jurisdiction",
        "instrument",
        "topics",
        "text",
        "iri",
        "in_force",
    ];
    let forces = asked.app.index.forces(asked.day);
    let mut table = Table::new("search", asked.ui, columns);
    for hit in &found.hits {
        let code = |coded: &Option<Coded>| {
            coded
                .as_ref()
                .map_or(Cell::Empty, |coded| Cell::text(&coded.code))
        };
        let topics: Vec<&str> = hit.topics.iter().map(|topic| topic.code.as_str()).collect();
        table.push(vec![
            Cell::text(hit.kind.code()),
            Cell::Text {
                value: hit.name.plain(),
                lang: hit.name.lang.clone(),
            },
            hit.citation
                .as_ref()
                .map_or(Cell::Empty, |citation| Cell::text(&citation.text)),
            code(&hit.jurisdiction),
            code(&hit.instrument),
            Cell::text(topics.join("; ")),
            hit.snippet
                .as_ref()
                .map_or(Cell::Empty, |snippet| Cell::Text {
                    value: snippet.plain(),
                    lang: snippet.lang.clone(),
                }),
            Cell::text(&hit.iri),
            forces
                .of(&hit.iri)
                .map_or(Cell::Empty, |force| Cell::Boolean(force.in_force > 0)),
        ]);
    }
    table
}
