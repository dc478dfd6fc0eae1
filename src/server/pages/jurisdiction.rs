//! A jurisdiction: profile, coverage against each instrument, powers with their safeguards, acts and what they did when,
//! what was searched, sources and their age, weak spots.

use super::Answered;
use crate::coverage::{
    Act, Event, InstrumentEntry, Named, NormAnswer, PartyAnswer, PlaceEntry, Reading, SurveyAnswer,
    Tally,
};
use crate::model::{Basis, Day, Status};
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::vocab::lm::prop;
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

/// Coverage against one instrument, counted.
struct Line {
    instrument: InstrumentEntry,
    party: Option<PartyAnswer>,
    tally: Tally,
    editorial: usize,
}

/// What is weak in what is known of it.
struct Weak {
    disputed: Vec<NormAnswer>,
    stale: Vec<NormAnswer>,
    editorial: usize,
    oldest: Option<Day>,
}

#[derive(Template)]
#[template(path = "jurisdiction.html")]
struct JurisdictionPage<'a> {
    page: Page<'a>,
    place: PlaceEntry,
    groups: Vec<Named>,
    lines: Vec<Line>,
    other_parties: Vec<PartyAnswer>,
    acts: Vec<Act>,
    events: Vec<Event>,
    powers: Vec<NormAnswer>,
    surveys: Vec<SurveyAnswer>,
    readings: Vec<&'a Reading>,
    norms: usize,
    weak: Weak,
}

impl JurisdictionPage<'_> {
    /// The values of one element of a norm, in words.
    fn element(&self, norm: &NormAnswer, property: &str) -> String {
        let labels: Vec<&str> = norm
            .elements
            .iter()
            .filter(|element| element.element.iri.ends_with(property))
            .flat_map(|element| &element.values)
            .map(|value| value.label.as_str())
            .collect();
        labels.join(", ")
    }
}

/// `/doc/id/jurisdiction/…`
pub(super) fn page(asked: &Asked, iri: &str) -> Answered {
    let index = &asked.app.index;
    let id = index.jurisdiction(iri)?;
    let place = index.place(id, &asked.lang);
    let parties = index.parties_of(id, asked.day, &asked.lang);
    let mut lines = Vec::new();
    for instrument in index.instrument_entries(&asked.lang) {
        let summary = index.summary(&instrument.id, &[id], asked.day, &asked.lang)?;
        let Some(row) = summary.rows.into_iter().next() else {
            continue;
        };
        lines.push(Line {
            party: parties
                .iter()
                .find(|party| party.instrument_id == instrument.id)
                .cloned(),
            tally: row.tally,
            editorial: row.cells.iter().filter(|cell| cell.editorial).count(),
            instrument,
        });
    }
    let norms = index.norms_in_force(id, asked.day, &asked.lang);
    let is_power = |norm: &&NormAnswer| {
        norm.elements
            .iter()
            .any(|element| element.element.iri == prop::ACTION)
    };
    let readings = index.readings_of_all(norms.iter().map(|norm| norm.iri.as_str()));
    let page = Page::new(asked, "jurisdictions", place.name.label.clone())
        .in_language(&place.name.lang)
        .with_formats(&Format::DESCRIPTION);
    html(&JurisdictionPage {
        groups: index.groups_of(id, asked.day, &asked.lang),
        other_parties: parties
            .into_iter()
            .filter(|party| {
                lines
                    .iter()
                    .all(|line| line.instrument.id != party.instrument_id)
            })
            .collect(),
        acts: index.acts_of(id, &asked.lang),
        events: index.timeline(id, &asked.lang),
        powers: norms.iter().filter(is_power).cloned().collect(),
        surveys: index.surveys_of(id, &asked.lang),
        weak: weak(&norms, &readings),
        norms: norms.len(),
        readings,
        lines,
        place,
        page,
    })
}

fn weak(norms: &[NormAnswer], readings: &[&Reading]) -> Weak {
    let reviewed = |state: &str| {
        norms
            .iter()
            .filter(|norm| norm.review.as_deref() == Some(state))
            .cloned()
            .collect()
    };
    Weak {
        disputed: reviewed("disputed"),
        stale: reviewed("stale"),
        editorial: norms
            .iter()
            .filter(|norm| norm.basis == Basis::Editorial)
            .count(),
        oldest: readings
            .iter()
            .filter_map(|reading| reading.consulted_on)
            .min(),
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    /// Only members of this group on the day.
    #[serde(default)]
    group: String,
}

#[derive(Template)]
#[template(path = "jurisdictions.html")]
struct ListPage<'a> {
    page: Page<'a>,
    choice: Choice,
    groups: Vec<crate::coverage::GroupEntry>,
    read: Vec<(PlaceEntry, Tally)>,
    unread: Vec<PlaceEntry>,
}

/// `/jurisdictions`
pub(super) async fn list(asked: Asked, Query(choice): Query<Choice>) -> Answered {
    super::work(move || {
        let index = &asked.app.index;
        let places = super::matrix::of_group(index, &asked, &choice.group)?;
        let (read, unread): (Vec<_>, Vec<_>) = places.into_iter().partition(|place| place.encoded);
        let read = read
            .into_iter()
            .map(|place| {
                let summary = index.summary("budapest", &[place.id], asked.day, &asked.lang)?;
                let tally = summary
                    .rows
                    .first()
                    .map(|row| row.tally)
                    .unwrap_or_default();
                Ok((place, tally))
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        html(&ListPage {
            page: Page::titled(&asked, "jurisdictions", "jurisdictions-title"),
            groups: index.group_entries(asked.day, &asked.lang),
            choice,
            read,
            unread,
        })
    })
    .await
}
