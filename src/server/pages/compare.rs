//! Two to six jurisdictions and instruments side by side on topics, element by element.

use super::{Answered, work};
use crate::coverage::{
    ComparedProvision, ComparedSide, ComparedTopic, ComparedValue, Comparison, InstrumentEntry,
    PlaceEntry, SideKind, TopicEntry,
};
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::{compared_mark, comparison_table};
use askama::Template;
use axum_extra::extract::Query;
use serde::Deserialize;

/// The most sides that fit beside one another.
const MOST: usize = 6;

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    /// Codes of jurisdictions and identifiers of instruments.
    #[serde(default)]
    side: Vec<String>,
    /// The same in addresses from before instruments could be compared.
    #[serde(default)]
    j: Vec<String>,
    /// Topics and those within them.
    #[serde(default)]
    topic: Vec<String>,
    /// Only where those compared differ.
    #[serde(default)]
    differing: String,
}

impl Choice {
    /// What was chosen, without the fields that were left empty; all sides under one name.
    fn filled(mut self) -> Self {
        self.j.append(&mut self.side);
        self.side = std::mem::take(&mut self.j);
        self.side.retain(|name| !name.is_empty());
        self.topic.retain(|name| !name.is_empty());
        self
    }
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'a> {
    page: Page<'a>,
    choice: Choice,
    places: Vec<PlaceEntry>,
    instruments: Vec<InstrumentEntry>,
    topics: Vec<TopicEntry>,
    comparison: Option<Comparison>,
}

/// What stands for a side with nothing on a topic, and what it means.
struct Mark {
    sign: &'static str,
    title: String,
}

impl ComparePage<'_> {
    fn is_side(&self, position: &usize, name: &str) -> bool {
        let chosen = self.choice.side.get(*position);
        chosen.is_some_and(|chosen| chosen.eq_ignore_ascii_case(name))
    }

    fn is_topic(&self, position: &usize, name: &str) -> bool {
        self.choice.topic.get(*position).is_some_and(|t| t == name)
    }

    /// How many fields for sides the form has: two at least, one more than are filled.
    fn side_fields(&self) -> Vec<usize> {
        (0..(self.choice.side.len() + 1).clamp(2, MOST)).collect()
    }

    /// How many fields for topics: one more than are filled.
    fn topic_fields(&self) -> Vec<usize> {
        (0..=self.choice.topic.len()).collect()
    }

    fn shown(&self, topic: &ComparedTopic) -> bool {
        self.choice.differing.is_empty() || topic.elements.iter().any(|element| element.differs)
    }

    fn has_penalties(&self, topic: &ComparedTopic) -> bool {
        topic.penalties.iter().any(|tiers| !tiers.is_empty())
    }

    fn mark(&self, topic: &ComparedTopic, side: &usize) -> Mark {
        let sign = compared_mark(topic, *side);
        let title = match sign {
            "–" => self.page.t("status-none"),
            "↕" => self.page.t("elsewhere-key"),
            _ => self.page.t("compared-unknown"),
        };
        Mark { sign, title }
    }

    /// The page of a side.
    fn side(&self, side: &ComparedSide) -> String {
        self.page.thing(&side.name.iri)
    }

    /// How a provision is cited: that of an instrument by its number, since its name stands above it.
    fn cited<'c>(&self, side: &ComparedSide, provision: &'c ComparedProvision) -> &'c str {
        match side.kind {
            SideKind::Jurisdiction => &provision.citation.text,
            SideKind::Instrument => &provision.citation.number,
        }
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

    /// Where the API gives the same answer.
    fn same(&self) -> String {
        let day = self.page.day();
        let sides = self.choice.side.iter().map(|name| ("side", name.as_str()));
        let topics = self
            .choice
            .topic
            .iter()
            .map(|name| ("topic", name.as_str()));
        let own: Vec<(&str, &str)> = sides
            .chain(topics)
            .chain([("as_of", day.as_str())])
            .collect();
        self.page.href_with("/api/v1/compare", &own)
    }
}

/// `/compare`
pub(super) async fn page(asked: Asked, Query(choice): Query<Choice>) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        let choice = choice.filled();
        let comparison = compared(&asked, &choice)?;
        match (&comparison, format) {
            (_, Format::Html) => html(&view(&asked, choice, comparison)),
            (None, _) => {
                let expected = "at least one jurisdiction or instrument, such as side=KEN";
                Err(Problem::parameter("side", "", expected))
            }
            (Some(comparison), Format::Json) => {
                let bytes =
                    serde_json::to_vec_pretty(comparison).map_err(|e| Problem::internal(&e))?;
                export::named(format, "comparison", bytes)
            }
            (Some(comparison), _) => {
                export::table(&comparison_table(comparison), "comparison", format)
            }
        }
    })
    .await
}

/// The answer; none where nothing was chosen.
fn compared(asked: &Asked, choice: &Choice) -> Result<Option<Comparison>, Problem> {
    if choice.side.is_empty() {
        return Ok(None);
    }
    if choice.side.len() > MOST {
        let given = choice.side.join(",");
        let expected = "six jurisdictions and instruments at most";
        return Err(Problem::parameter("side", &given, expected));
    }
    let index = &asked.app.index;
    let sides = choice
        .side
        .iter()
        .map(|name| index.side(name))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Some(index.compare(
        &sides,
        &choice.topic,
        asked.day,
        &asked.lang,
    )?))
}

fn view(asked: &Asked, choice: Choice, comparison: Option<Comparison>) -> ComparePage<'_> {
    let index = &asked.app.index;
    let mut page = Page::titled(asked, "compare", "compare-title");
    if let Some(comparison) = &comparison {
        page = page.with_formats(&Format::TABLE);
        page.title = comparison.names.join(" · ");
    }
    let mut places = index.places(&asked.lang);
    places.retain(|place| place.encoded);
    ComparePage {
        page,
        places,
        instruments: index.instrument_entries(&asked.lang),
        topics: index.compared_topics(&asked.lang),
        comparison,
        choice,
    }
}
