//! The reasons: what an article asks for, what a jurisdiction's law gives, what is missing, and the texts that were read.

use super::{Answered, work};
use crate::coverage::{
    ArticleAnswer, InstrumentEntry, Matrix, NormAnswer, PartyAnswer, PlaceEntry, Reading,
    RequirementAnswer, Tally,
};
use crate::model::{Imprisonment, RequirementState, Status, Tier};
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::coverage_rows;
use askama::Template;
use axum::extract::Path;

/// Formats of coverage with its reasons.
const FORMATS: [Format; 6] = [
    Format::Html,
    Format::Csv,
    Format::Json,
    Format::Xlsx,
    Format::Markdown,
    Format::Turtle,
];

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage<'a> {
    page: Page<'a>,
    place: PlaceEntry,
    instrument: InstrumentEntry,
    party: Option<PartyAnswer>,
    matrix: Matrix,
    tally: Tally,
    /// The only article, if one was asked for, with its neighbours in the text.
    single: Option<Neighbours>,
}

/// The articles before and after the one shown.
struct Neighbours {
    before: Option<String>,
    after: Option<String>,
}

impl CoveragePage<'_> {
    fn article_path(&self, number: &str) -> String {
        self.page.href(&format!(
            "/coverage/{}/{}/{number}",
            self.instrument.id, self.place.code
        ))
    }

    fn readings(&self, row: &ArticleAnswer) -> Vec<&Reading> {
        let index = &self.page.asked.app.index;
        index.readings_of_all(row.norms.iter().map(|norm| norm.iri.as_str()))
    }

    /// Requirements in one state, for a list under its heading.
    fn in_state<'r>(
        &self,
        row: &'r ArticleAnswer,
        state: &RequirementState,
    ) -> Vec<&'r RequirementAnswer> {
        row.requirements
            .iter()
            .filter(|r| r.state == *state)
            .collect()
    }

    /// The states in the order in which they are told, with the message that heads each.
    fn states(&self) -> [(RequirementState, &'static str); 6] {
        [
            (RequirementState::Missing, "state-missing"),
            (RequirementState::Near, "state-near"),
            (RequirementState::Conditional, "state-conditional"),
            (RequirementState::Unknown, "state-unknown"),
            (RequirementState::Reserved, "state-reserved"),
            (RequirementState::Met, "state-met"),
        ]
    }

    fn tier(&self, tier: &Tier) -> String {
        penalty(&self.page, tier)
    }

    fn basic<'n>(&self, norm: &'n NormAnswer) -> Vec<&'n Tier> {
        norm.penalties
            .iter()
            .filter(|tier| tier.is_basic())
            .collect()
    }

    fn raised<'n>(&self, norm: &'n NormAnswer) -> Vec<&'n Tier> {
        norm.penalties
            .iter()
            .filter(|tier| !tier.is_basic())
            .collect()
    }

    fn single(&self) -> bool {
        self.single.is_some()
    }
}

/// An amount with thin spaces between its thousands, as ISO 80000-1 writes it.
fn grouped(amount: f64) -> String {
    let text = amount.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = whole;
    while rest.len() > 3 {
        let (front, last) = rest.split_at(rest.len() - 3);
        groups.push(last);
        rest = front;
    }
    groups.push(rest);
    groups.reverse();
    let whole = groups.join("\u{202f}");
    if fraction.is_empty() {
        whole
    } else {
        format!("{whole}.{fraction}")
    }
}

/// A tier of a penalty in words.
pub(super) fn penalty(page: &Page<'_>, tier: &Tier) -> String {
    let mut parts = Vec::new();
    match (tier.min_months, tier.max_imprisonment) {
        (_, Some(Imprisonment::Life)) => parts.push(page.t("penalty-life")),
        (_, Some(Imprisonment::Months(0.0))) => parts.push(page.t("penalty-no-prison")),
        (Some(min), Some(Imprisonment::Months(max))) => {
            parts.push(page.t2("penalty-range", &("min", &min), &("max", &max)));
        }
        (None, Some(Imprisonment::Months(max))) => parts.push(page.t1("penalty-up-to", "max", max)),
        (Some(min), None) => parts.push(page.t1("penalty-at-least", "min", min)),
        (None, None) => {}
    }
    if tier.unlimited_fine {
        parts.push(page.t("penalty-fine-unlimited"));
    } else if let Some(fine) = tier.fine_max {
        let unit = tier.fine_unit.clone().unwrap_or_default();
        parts.push(page.t2("penalty-fine", &("amount", grouped(fine)), &("unit", &unit)));
    }
    if tier.legal_person {
        parts.push(page.t("penalty-legal-person"));
    }
    if parts.is_empty() {
        page.t("penalty-not-read")
    } else {
        parts.join(", ")
    }
}

/// `/coverage/{instrument}/{jurisdiction}`
pub(super) async fn whole(
    asked: Asked,
    Path((instrument, place)): Path<(String, String)>,
) -> Answered {
    answer(asked, instrument, place, None).await
}

/// `/coverage/{instrument}/{jurisdiction}/{article}`
pub(super) async fn article(
    asked: Asked,
    Path((instrument, place, article)): Path<(String, String, String)>,
) -> Answered {
    answer(asked, instrument, place, Some(article)).await
}

async fn answer(
    asked: Asked,
    instrument: String,
    place: String,
    article: Option<String>,
) -> Answered {
    work(move || {
        let format = asked.format(&FORMATS)?;
        let index = &asked.app.index;
        let id = index.jurisdiction(&place)?;
        let matrix = index.matrix(
            &instrument,
            &[id],
            asked.day,
            article.as_deref(),
            &asked.lang,
        )?;
        if format != Format::Html {
            return export::matrix(&matrix, &coverage_rows(&matrix), format);
        }
        html(&view(&asked, matrix, &instrument, id, article.as_deref())?)
    })
    .await
}

fn view<'a>(
    asked: &'a Asked,
    matrix: Matrix,
    instrument: &str,
    id: crate::coverage::JurisdictionId,
    article: Option<&str>,
) -> Result<CoveragePage<'a>, Problem> {
    let index = &asked.app.index;
    let instrument = index.instrument_entry(instrument, &asked.lang)?;
    let place = index.place(id, &asked.lang);
    let mut page = Page::new(asked, "matrix", "").with_formats(&FORMATS);
    page.title = match (article, matrix.rows.first()) {
        (Some(_), Some(row)) => format!(
            "{} {} · {}",
            row.number, row.article.label, place.name.label
        ),
        _ => page.t2(
            "coverage-title",
            &("place", &place.name.label),
            &("against", &instrument.name.label),
        ),
    };
    let party = index
        .parties_of(id, asked.day, &asked.lang)
        .into_iter()
        .find(|party| party.instrument_id == instrument.id);
    Ok(CoveragePage {
        tally: Tally::of(matrix.rows.iter().map(|row| row.status)),
        single: article.map(|_| neighbours(&instrument, &matrix)),
        page,
        place,
        instrument,
        party,
        matrix,
    })
}

fn neighbours(instrument: &InstrumentEntry, matrix: &Matrix) -> Neighbours {
    let numbers: Vec<&str> = instrument
        .articles
        .iter()
        .map(|a| a.number.as_str())
        .collect();
    let position = |row: Option<&ArticleAnswer>| {
        row.and_then(|row| numbers.iter().position(|number| *number == row.number))
    };
    let (first, last) = (position(matrix.rows.first()), position(matrix.rows.last()));
    let at = |position: Option<usize>| {
        position
            .and_then(|p| numbers.get(p))
            .map(|n| (*n).to_owned())
    };
    Neighbours {
        before: at(first.and_then(|p| p.checked_sub(1))),
        after: at(last.map(|p| p + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        assert_eq!(grouped(500.0), "500");
        assert_eq!(grouped(20_000_000.0), "20\u{202f}000\u{202f}000");
        assert_eq!(grouped(1234.5), "1\u{202f}234.5");
    }
}
