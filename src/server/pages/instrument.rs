//! An instrument that asks for something: its articles with what they ask, who is party, and where else its
//! requirements are found again.

use super::Answered;
use crate::coverage::{InstrumentEntry, PlaceEntry, Standing};
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use askama::Template;

/// Parties in one standing.
struct Parties {
    standing: Standing,
    places: Vec<PlaceEntry>,
}

#[derive(Template)]
#[template(path = "instrument.html")]
struct InstrumentPage<'a> {
    page: Page<'a>,
    instrument: InstrumentEntry,
    others: Vec<InstrumentEntry>,
    parties: Vec<Parties>,
    said: super::thing::Said,
    requirements: usize,
}

/// `/doc/id/instrument/…` of one with requirements.
pub(super) fn page(asked: &Asked, iri: &str) -> Answered {
    let index = &asked.app.index;
    let instrument = index.instrument_entry(iri, &asked.lang)?;
    let page = Page::new(asked, "instruments", instrument.name.label.clone())
        .in_language(&instrument.name.lang)
        .with_formats(&Format::DESCRIPTION);
    html(&InstrumentPage {
        others: index
            .instrument_entries(&asked.lang)
            .into_iter()
            .filter(|other| other.id != instrument.id)
            .collect(),
        parties: parties(asked, iri),
        said: super::thing::said(&page, iri),
        requirements: instrument
            .articles
            .iter()
            .map(|article| article.requirements)
            .sum(),
        instrument,
        page,
    })
}

fn parties(asked: &Asked, iri: &str) -> Vec<Parties> {
    let index = &asked.app.index;
    let places = index.places(&asked.lang);
    [
        Standing::Bound,
        Standing::Consented,
        Standing::Signed,
        Standing::Left,
        Standing::Before,
    ]
    .into_iter()
    .map(|standing| Parties {
        standing,
        places: places
            .iter()
            .filter(|place| index.standing(place.id, iri, asked.day) == Some(standing))
            .cloned()
            .collect(),
    })
    .filter(|parties| !parties.places.is_empty())
    .collect()
}

#[derive(Template)]
#[template(path = "instruments.html")]
struct ListPage<'a> {
    page: Page<'a>,
    instruments: Vec<InstrumentEntry>,
    bound: Vec<usize>,
}

/// `/instruments`
pub(super) async fn list(asked: Asked) -> Answered {
    super::work(move || {
        let index = &asked.app.index;
        let instruments = index.instrument_entries(&asked.lang);
        let places = index.places(&asked.lang);
        let bound = instruments
            .iter()
            .map(|instrument| {
                let is_bound = |place: &&PlaceEntry| {
                    index.standing(place.id, &instrument.id, asked.day) == Some(Standing::Bound)
                };
                places.iter().filter(is_bound).count()
            })
            .collect();
        html(&ListPage {
            page: Page::titled(&asked, "instruments", "instruments-title"),
            instruments,
            bound,
        })
    })
    .await
}

/// Answers of the concordance query, by article of the first instrument.
struct Counterpart {
    article: String,
    article_name: String,
    counterpart: String,
    counterpart_name: String,
    shared: String,
    asked: String,
}

#[derive(Template)]
#[template(path = "concordance.html")]
struct ConcordancePage<'a> {
    page: Page<'a>,
    instrument: InstrumentEntry,
    others: Vec<InstrumentEntry>,
    with: InstrumentEntry,
    rows: Vec<Counterpart>,
    /// Articles of the first with nothing like them in the second.
    alone: Vec<crate::coverage::ArticleEntry>,
}

/// What the form of the concordance sends.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    with: String,
}

/// `/concordance/{instrument}`
pub(super) async fn concordance(
    asked: Asked,
    axum::extract::Path(first): axum::extract::Path<String>,
    axum::extract::Query(choice): axum::extract::Query<Choice>,
) -> Answered {
    super::work(move || {
        let format = asked.format(&Format::TABLE)?;
        let index = &asked.app.index;
        let instrument = index.instrument_entry(&first, &asked.lang)?;
        let others: Vec<InstrumentEntry> = index
            .instrument_entries(&asked.lang)
            .into_iter()
            .filter(|other| other.id != instrument.id)
            .collect();
        let with = if choice.with.is_empty() {
            others.first().cloned().ok_or_else(Problem::not_found)?
        } else {
            index.instrument_entry(&choice.with, &asked.lang)?
        };
        let given = [("first", &instrument.id), ("second", &with.id)]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.clone()))
            .collect();
        let answer = asked.app.ask("concordance", &given, asked.today)?;
        let table = super::question::table(&asked, "concordance", &answer)?;
        if format != Format::Html {
            return crate::server::export::table(&table, "concordance", format);
        }
        let rows = counterparts(&table);
        let mut page = Page::new(&asked, "instruments", "").with_formats(&Format::TABLE);
        page.title = page.t2(
            "concordance-title",
            &("first", &instrument.name.label),
            &("second", &with.name.label),
        );
        html(&ConcordancePage {
            alone: instrument
                .articles
                .iter()
                .filter(|article| rows.iter().all(|row| row.article != article.name.iri))
                .cloned()
                .collect(),
            page,
            instrument,
            others,
            with,
            rows,
        })
    })
    .await
}

fn counterparts(table: &crate::view::Table) -> Vec<Counterpart> {
    use crate::view::Cell;
    let link = |cell: &Cell| match cell {
        Cell::Link { iri, label } => (iri.clone(), label.clone()),
        other => (String::new(), other.plain()),
    };
    table
        .rows
        .iter()
        .filter_map(|row| match row.as_slice() {
            [article, counterpart, shared, asked] => {
                let ((article, article_name), (counterpart, counterpart_name)) =
                    (link(article), link(counterpart));
                Some(Counterpart {
                    article,
                    article_name,
                    counterpart,
                    counterpart_name,
                    shared: shared.plain(),
                    asked: asked.plain(),
                })
            }
            _ => None,
        })
        .collect()
}
