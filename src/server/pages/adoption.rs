//! Since when there is law on a topic: how many of the jurisdictions read had it in each year.

use super::{Answered, work};
use crate::coverage::{JurisdictionId, TopicEntry};
use crate::model::Day;
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::{YearChart, YearSeries, year_chart};
use askama::Template;
use axum_extra::extract::Query;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The first year of the chart; older law is counted there.
const FIRST_YEAR: i16 = 1980;
/// More lines are hard to tell apart.
const MOST: usize = 4;

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    topic: Vec<String>,
}

/// The first day of a jurisdiction.
struct Row {
    code: String,
    name: String,
    iri: String,
    topic: String,
    since: Day,
}

#[derive(Template)]
#[template(path = "adoption.html")]
struct AdoptionPage<'a> {
    page: Page<'a>,
    topics: Vec<TopicEntry>,
    chosen: Vec<String>,
    drawing: String,
    rows: Vec<Row>,
}

impl AdoptionPage<'_> {
    fn is_chosen(&self, position: &usize, topic: &str) -> bool {
        self.chosen
            .get(*position)
            .is_some_and(|chosen| chosen == topic)
    }
}

/// `/adoption`
pub(super) async fn page(asked: Asked, Query(choice): Query<Choice>) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        let mut chosen: Vec<String> = choice
            .topic
            .into_iter()
            .filter(|topic| !topic.is_empty())
            .collect();
        chosen.dedup();
        if chosen.len() > MOST {
            return Err(Problem::parameter(
                "topic",
                &chosen.join(","),
                "four topics at most",
            ));
        }
        if chosen.is_empty() {
            chosen = [
                "illegal-access",
                "system-interference",
                "child-solicitation",
            ]
            .map(String::from)
            .to_vec();
        }
        if format != Format::Html {
            let given = BTreeMap::from([(String::from("topic"), chosen[0].clone())]);
            let answer = asked.app.ask("adoption", &given, asked.today)?;
            return export::table(
                &super::question::table(&asked, "adoption", &answer)?,
                "adoption",
                format,
            );
        }
        let index = &asked.app.index;
        let (mut series, mut rows) = (Vec::new(), Vec::new());
        for topic in &chosen {
            let name = index
                .concept_name("topic", topic, &asked.lang)
                .ok_or_else(|| {
                    Problem::parameter("topic", topic, "a topic, such as illegal-access")
                })?;
            let since = index.adoption(topic)?;
            series.push(YearSeries {
                points: points(&since),
                name: name.label.clone(),
            });
            rows.extend(
                since
                    .into_iter()
                    .map(|(place, since)| row(&asked, place, &name.label, since)),
            );
        }
        let mut page = Page::titled(&asked, "world", "adoption-title").with_formats(&Format::TABLE);
        page.title = page.t("adoption-title");
        let chart = YearChart {
            title: page.title.clone(),
            description: page.t("adoption-note"),
            unit: page.t("jurisdictions-title"),
            until: asked.today.year(),
            series,
        };
        html(&AdoptionPage {
            topics: index.topic_entries(&asked.lang),
            drawing: year_chart(&chart, "adoption")?,
            page,
            chosen,
            rows,
        })
    })
    .await
}

fn row(asked: &Asked, place: JurisdictionId, topic: &str, since: Day) -> Row {
    let place = asked.app.index.place(place, &asked.lang);
    Row {
        code: place.code,
        name: place.name.label,
        iri: place.name.iri,
        topic: topic.to_owned(),
        since,
    }
}

/// How many had it in each year in which that changed.
fn points(since: &[(JurisdictionId, Day)]) -> Vec<(i16, f64)> {
    let mut years: BTreeMap<i16, u32> = BTreeMap::from([(FIRST_YEAR, 0)]);
    for (_, day) in since {
        *years.entry(day.year().max(FIRST_YEAR)).or_default() += 1;
    }
    years
        .into_iter()
        .scan(0, |sum, (year, new)| {
            *sum += new;
            Some((year, f64::from(*sum)))
        })
        .collect()
}
