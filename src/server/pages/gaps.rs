//! The gaps: what is missing or conditional, requirement by requirement, why, and whose law could serve as a model.

use super::{Answered, work};
use crate::coverage::{Gap, GapList, InstrumentEntry, PlaceEntry};
use crate::model::RequirementState;
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::gap_table;
use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    /// Only articles within this number.
    #[serde(default)]
    article: String,
}

/// The gaps of one article.
struct ArticleGaps<'g> {
    number: &'g str,
    heading: &'g str,
    iri: &'g str,
    gaps: Vec<&'g Gap>,
}

#[derive(Template)]
#[template(path = "gaps.html")]
struct GapsPage<'a, 'g> {
    page: Page<'a>,
    place: PlaceEntry,
    instrument: InstrumentEntry,
    list: &'g GapList,
    articles: Vec<ArticleGaps<'g>>,
    /// How many stand in each state, worst first.
    counts: Vec<(RequirementState, usize)>,
}

/// `/gaps/{instrument}/{jurisdiction}`
pub(super) async fn page(
    asked: Asked,
    Path((instrument, place)): Path<(String, String)>,
    Query(choice): Query<Choice>,
) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        let index = &asked.app.index;
        let id = index.jurisdiction(&place)?;
        let article = Some(choice.article.as_str()).filter(|number| !number.is_empty());
        let list = index.gaps(id, &instrument, article, asked.day, &asked.lang)?;
        if format == Format::Json {
            let bytes = serde_json::to_vec_pretty(&list).map_err(|e| Problem::internal(&e))?;
            return export::named(format, "gaps", bytes);
        }
        if format != Format::Html {
            return export::table(&gap_table(&list), "gaps", format);
        }
        let mut page = Page::new(&asked, "matrix", "").with_formats(&Format::TABLE);
        page.title = page.t2(
            "gaps-title",
            &("place", &list.jurisdiction.label),
            &("against", &list.instrument.label),
        );
        html(&GapsPage {
            page,
            place: index.place(id, &asked.lang),
            instrument: index.instrument_entry(&instrument, &asked.lang)?,
            articles: by_article(&list),
            counts: counts(&list),
            list: &list,
        })
    })
    .await
}

fn by_article(list: &GapList) -> Vec<ArticleGaps<'_>> {
    let mut articles: Vec<ArticleGaps<'_>> = Vec::new();
    for gap in &list.gaps {
        match articles.last_mut() {
            Some(article) if article.iri == gap.article.iri => article.gaps.push(gap),
            _ => articles.push(ArticleGaps {
                number: &gap.number,
                heading: &gap.article.label,
                iri: &gap.article.iri,
                gaps: vec![gap],
            }),
        }
    }
    articles
}

fn counts(list: &GapList) -> Vec<(RequirementState, usize)> {
    [
        RequirementState::Missing,
        RequirementState::Near,
        RequirementState::Conditional,
        RequirementState::Unknown,
    ]
    .into_iter()
    .map(|state| {
        let count = list
            .gaps
            .iter()
            .filter(|gap| gap.requirement.state == state)
            .count();
        (state, count)
    })
    .collect()
}
