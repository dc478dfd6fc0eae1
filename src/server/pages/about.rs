//! What the data is, how it came about, and how far it goes: the coverage of the corpus itself, by its own queries.

use super::{Answered, document, work};
use crate::coverage::Named;
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::store::{Answer, best_text_and_language};
use crate::vocab::{self, foreign};
use askama::Template;
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// A value of a table with what a page needs to show it.
struct Value {
    text: String,
    href: Option<String>,
    /// The language of the text, where it is that of a name.
    lang: String,
    number: bool,
}

/// The answer to a query of the catalogue, as a part of the page.
struct Part {
    /// The query, which also names the part.
    query: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    /// Rows that are not shown.
    more: usize,
}

impl Part {
    /// The sum of a column of whole numbers.
    fn sum(&self, column: &str) -> u64 {
        let position = self.columns.iter().position(|name| name == column);
        self.rows
            .iter()
            .filter_map(|row| row.get(position?)?.text.parse::<u64>().ok())
            .sum()
    }
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    page: Page<'a>,
    statements: usize,
    derived: usize,
    jurisdictions: Part,
    instruments: Part,
    bases: Part,
    surveys: Part,
    oldest: Part,
    /// Topics of a jurisdiction that nobody looked for, counted against one instrument.
    unsearched: usize,
    documents: Vec<&'static str>,
}

/// Rows of a long answer before the rest is only counted.
const SHOWN: usize = 15;

/// `/about`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        asked.format(&[Format::Html])?;
        let page = Page::titled(&asked, "about", "about-title");
        let snapshot = &asked.app.project.snapshot;
        html(&AboutPage {
            statements: snapshot.len(),
            derived: snapshot.derived(),
            jurisdictions: part(&page, "jurisdictions-read", usize::MAX)?,
            instruments: part(&page, "instruments-read", usize::MAX)?,
            bases: part(&page, "norms-by-basis", usize::MAX)?,
            surveys: part(&page, "old-surveys", SHOWN)?,
            oldest: part(&page, "oldest-readings", SHOWN)?,
            unsearched: part(&page, "not-searched", 0)?.more,
            documents: document::names(),
            page,
        })
    })
    .await
}

fn part(page: &Page<'_>, query: &'static str, shown: usize) -> Result<Part, Problem> {
    let app = &page.asked.app;
    let answer = app.ask(query, &BTreeMap::new(), page.asked.day)?;
    let Answer::Rows(answer) = answer.as_ref() else {
        return Err(Problem::internal(&"a query of the catalogue gave no rows"));
    };
    let columns: Vec<String> = answer
        .variables
        .iter()
        .map(|variable| variable.as_str().to_owned())
        .collect();
    let rows = answer
        .rows
        .iter()
        .take(shown)
        .map(|row| {
            // The first code of a row says whose name follows it.
            let code = row
                .iter()
                .zip(&columns)
                .find(|(_, name)| matches!(name.as_str(), "code" | "instrument"))
                .and_then(|(term, _)| plain(term.as_ref()));
            row.iter()
                .zip(&columns)
                .map(|(term, name)| value(page, name, term.as_ref(), code.as_deref()))
                .collect()
        })
        .collect();
    Ok(Part {
        query,
        columns,
        rows,
        more: answer.rows.len().saturating_sub(shown),
    })
}

fn plain(term: Option<&Term>) -> Option<String> {
    match term? {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

fn value(page: &Page<'_>, column: &str, term: Option<&Term>, code: Option<&str>) -> Value {
    let asked = page.asked;
    let text = |text: String| Value {
        number: matches!(term, Some(Term::Literal(l)) if l.datatype().as_str().ends_with("#integer")),
        text,
        href: None,
        lang: String::new(),
    };
    let linked = |iri: &str, text: String, lang: String| Value {
        text,
        href: Some(page.thing(iri)),
        lang,
        number: false,
    };
    match (column, term, code) {
        ("code", Some(_), Some(code)) => {
            let iri = format!("{}jurisdiction/{code}", vocab::ID);
            linked(&iri, code.to_owned(), String::new())
        }
        ("instrument", Some(_), Some(code)) => {
            let iri = format!("{}instrument/{code}", vocab::ID);
            linked(&iri, code.to_owned(), String::new())
        }
        ("name" | "title", _, Some(code)) => match own_name(asked, column, code) {
            Some(name) => linked(&name.iri, name.label, name.lang),
            None => text(plain(term).unwrap_or_default()),
        },
        ("basis", Some(Term::NamedNode(node)), _) => {
            let code = node.as_str().rsplit('/').next().unwrap_or_default();
            linked(node.as_str(), page.word("basis", code), String::new())
        }
        (_, Some(Term::NamedNode(node)), _) => {
            let titles = asked
                .app
                .project
                .snapshot
                .objects(node.as_str(), foreign::DCTERMS_TITLE);
            let (title, lang) = best_text_and_language(&titles, &asked.lang)
                .unwrap_or_else(|| (asked.app.project.short(node.as_str()), String::new()));
            linked(node.as_str(), title, lang)
        }
        (_, Some(Term::Literal(literal)), _) => text(literal.value().to_owned()),
        (_, Some(other), _) => text(other.to_string()),
        (_, None, _) => text(String::new()),
    }
}

/// What the one that a code stands for is called in the language of labels: a jurisdiction, or with `title` an instrument.
fn own_name(asked: &Asked, column: &str, code: &str) -> Option<Named> {
    let index = &asked.app.index;
    if column == "title" {
        let entry = index.instrument_entry(code, &asked.lang).ok()?;
        Some(entry.name)
    } else {
        let id = index.jurisdiction(code).ok()?;
        Some(index.place(id, &asked.lang).name)
    }
}
