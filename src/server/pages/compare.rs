//! Two to six jurisdictions side by side on a topic, element by element; or the articles of two instruments.

use super::{Answered, work};
use crate::coverage::{ComparedTopic, ComparedValue, Comparison, PlaceEntry, TopicEntry};
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::comparison_table;
use askama::Template;
use axum_extra::extract::Query;
use serde::Deserialize;

/// The most jurisdictions that fit side by side.
const MOST: usize = 6;

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    /// Codes of jurisdictions.
    #[serde(default)]
    j: Vec<String>,
    /// A topic and those within it.
    #[serde(default)]
    topic: String,
    /// Only where those compared differ.
    #[serde(default)]
    differing: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'a> {
    page: Page<'a>,
    choice: Choice,
    places: Vec<PlaceEntry>,
    topics: Vec<TopicEntry>,
    comparison: Option<Comparison>,
}

impl ComparePage<'_> {
    fn chosen(&self, position: usize) -> &str {
        self.choice.j.get(position).map_or("", String::as_str)
    }

    fn is_chosen(&self, position: &usize, code: &str) -> bool {
        self.chosen(*position).eq_ignore_ascii_case(code)
    }

    /// How many fields the form has: two at least, one more than are filled.
    fn fields(&self) -> Vec<usize> {
        (0..(self.choice.j.len() + 1).clamp(2, MOST)).collect()
    }

    fn shown(&self, topic: &ComparedTopic) -> bool {
        self.choice.differing.is_empty() || topic.elements.iter().any(|element| element.differs)
    }

    fn only(&self, value: &ComparedValue) -> String {
        let numbers: Vec<&str> = value
            .only
            .iter()
            .map(|citation| citation.number.as_str())
            .collect();
        numbers.join(", ")
    }

    fn tier(&self, tier: &crate::model::Tier) -> String {
        super::coverage::penalty(&self.page, tier)
    }
}

/// `/compare`
pub(super) async fn page(asked: Asked, Query(mut choice): Query<Choice>) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        choice.j.retain(|code| !code.is_empty());
        if choice.j.len() > MOST {
            return Err(Problem::parameter(
                "j",
                &choice.j.join(","),
                "six jurisdictions at most",
            ));
        }
        let index = &asked.app.index;
        let ids = choice
            .j
            .iter()
            .map(|code| index.jurisdiction(code))
            .collect::<Result<Vec<_>, _>>()?;
        let topic = Some(choice.topic.as_str()).filter(|topic| !topic.is_empty());
        let comparison = if ids.is_empty() {
            None
        } else {
            Some(index.compare(&ids, topic, asked.day, &asked.lang)?)
        };
        match (&comparison, format) {
            (_, Format::Html) => {}
            (None, _) => {
                return Err(Problem::parameter(
                    "j",
                    "",
                    "at least one jurisdiction, such as j=KEN",
                ));
            }
            (Some(comparison), Format::Json) => {
                let bytes =
                    serde_json::to_vec_pretty(comparison).map_err(|e| Problem::internal(&e))?;
                return export::named(format, "comparison", bytes);
            }
            (Some(comparison), _) => {
                return export::table(&comparison_table(comparison), "comparison", format);
            }
        }
        let mut page = Page::titled(&asked, "compare", "compare-title");
        if let Some(comparison) = &comparison {
            page = page.with_formats(&Format::TABLE);
            page.title = comparison.names.join(" · ");
        }
        let mut places = index.places(&asked.lang);
        places.retain(|place| place.encoded);
        html(&ComparePage {
            page,
            places,
            topics: index.topic_entries(&asked.lang),
            comparison,
            choice,
        })
    })
    .await
}
