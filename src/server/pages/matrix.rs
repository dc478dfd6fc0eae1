//! The matrix: jurisdictions down, the articles of an instrument or topics across, a status in each cell.

use super::{Answered, work};
use crate::coverage::{
    GroupEntry, Index, InstrumentEntry, PlaceEntry, Standing, Summary, SummaryRow, Tally,
};
use crate::model::Status;
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::{coverage_rows, summary_table};
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

/// What the form of the matrix sends.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    /// An instrument, or `topics`.
    #[serde(default = "budapest")]
    against: String,
    /// With `topics`: those within this one.
    #[serde(default)]
    topic: String,
    /// Only members of this group on the day.
    #[serde(default)]
    group: String,
    /// Also those whose law was not read.
    #[serde(default)]
    all: String,
    /// Only those bound by the instrument, or who signed or did more.
    #[serde(default)]
    party: String,
    /// `region`, `name` or `covered`.
    #[serde(default)]
    sort: String,
}

fn budapest() -> String {
    String::from("budapest")
}

/// The value of `against` that puts topics across.
pub(super) const TOPICS: &str = "topics";

/// Rows under one heading.
struct Block {
    heading: Option<String>,
    rows: Vec<SummaryRow>,
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage<'a> {
    page: Page<'a>,
    choice: Choice,
    instruments: Vec<InstrumentEntry>,
    groups: Vec<GroupEntry>,
    topics: Vec<crate::coverage::TopicEntry>,
    summary: Summary,
    blocks: Vec<Block>,
    tallies: Vec<Tally>,
    total: Tally,
    left_out: usize,
}

impl MatrixPage<'_> {
    fn by_topics(&self) -> bool {
        self.choice.against == TOPICS
    }

    /// Where a cell leads: to its reasons.
    fn cell(&self, row: &SummaryRow, column: &crate::coverage::ArticleEntry) -> String {
        if self.by_topics() {
            self.page.href_with(
                "/compare",
                &[("side", &row.place.code), ("topic", &column.number)],
            )
        } else {
            self.page.href(&format!(
                "/coverage/{}/{}/{}",
                self.summary.against_id, row.place.code, column.number
            ))
        }
    }

    fn status(&self, status: Status) -> String {
        let kind = if self.by_topics() { "law" } else { "status" };
        self.page.t(&format!("{kind}-{}", status.code()))
    }
}

/// `/matrix`
pub(super) async fn page(asked: Asked, Query(choice): Query<Choice>) -> Answered {
    work(move || {
        let offered = [
            Format::Html,
            Format::Csv,
            Format::Json,
            Format::Xlsx,
            Format::Markdown,
            Format::Turtle,
        ];
        let format = asked.format(if choice.against == TOPICS {
            &Format::TABLE
        } else {
            &offered
        })?;
        let (places, left_out) = places(&asked, &choice)?;
        if format != Format::Html && choice.against != TOPICS {
            return rows(&asked, &choice, &places, format);
        }
        let summary = summary(&asked, &choice, &places)?;
        if format != Format::Html {
            return export::table(&summary_table(&summary), "matrix", format);
        }
        html(&view(&asked, choice, summary, left_out)?)
    })
    .await
}

/// The stable rows of `cyberlex coverage`, or their Turtle.
fn rows(asked: &Asked, choice: &Choice, places: &[PlaceEntry], format: Format) -> Answered {
    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    let matrix = asked
        .app
        .index
        .matrix(&choice.against, &ids, asked.day, None, &asked.lang)?;
    export::matrix(&matrix, &coverage_rows(&matrix), format)
}

fn summary(asked: &Asked, choice: &Choice, places: &[PlaceEntry]) -> Result<Summary, Problem> {
    let index = &asked.app.index;
    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    Ok(if choice.against == TOPICS {
        let within = if choice.topic.is_empty() {
            "cia-offences"
        } else {
            &choice.topic
        };
        let topics = index.topics_within(within)?;
        index.topic_summary(&topics, &ids, asked.day, &asked.lang)?
    } else {
        index.summary(&choice.against, &ids, asked.day, &asked.lang)?
    })
}

/// The jurisdictions to show, and how many of the group were left out because nobody read their law.
fn places(asked: &Asked, choice: &Choice) -> Result<(Vec<PlaceEntry>, usize), Problem> {
    let index = &asked.app.index;
    let mut places = of_group(index, asked, &choice.group)?;
    if !choice.party.is_empty() && choice.against != TOPICS {
        let wanted: &[Standing] = match choice.party.as_str() {
            "bound" => &[Standing::Bound],
            "signed" => &[Standing::Bound, Standing::Consented, Standing::Signed],
            other => return Err(Problem::parameter("party", other, "bound or signed")),
        };
        places.retain(|place| {
            index
                .standing(place.id, &choice.against, asked.day)
                .is_some_and(|standing| wanted.contains(&standing))
        });
    }
    let everyone = places.len();
    if choice.all.is_empty() {
        places.retain(|place| place.encoded);
    }
    let left_out = everyone - places.len();
    Ok((places, left_out))
}

/// The members of a group on the day, or all States; by name.
pub(super) fn of_group(
    index: &Index,
    asked: &Asked,
    group: &str,
) -> Result<Vec<PlaceEntry>, Problem> {
    let mut places = index.places(&asked.lang);
    if group.is_empty() {
        places.retain(|place| !place.organisation);
    } else {
        let members = index.group(group, asked.day)?;
        places.retain(|place| members.contains(&place.id));
    }
    Ok(places)
}

fn view<'a>(
    asked: &'a Asked,
    choice: Choice,
    summary: Summary,
    left_out: usize,
) -> Result<MatrixPage<'a>, Problem> {
    let index = &asked.app.index;
    let mut page = Page::new(asked, "matrix", "").with_formats(if choice.against == TOPICS {
        &Format::TABLE
    } else {
        &[
            Format::Csv,
            Format::Json,
            Format::Xlsx,
            Format::Markdown,
            Format::Turtle,
        ]
    });
    page.title = page.t1("matrix-title", "against", &summary.against.label);
    let tallies: Vec<Tally> = (0..summary.columns.len())
        .map(|column| Tally::of(summary.rows.iter().map(|row| row.cells[column].status)))
        .collect();
    let total = Tally::of(
        summary
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|cell| cell.status)),
    );
    Ok(MatrixPage {
        blocks: blocks(asked, &choice.sort, summary.rows.clone())?,
        instruments: index.instrument_entries(&asked.lang),
        groups: index.group_entries(asked.day, &asked.lang),
        topics: index.topic_entries(&asked.lang),
        page,
        choice,
        summary,
        tallies,
        total,
        left_out,
    })
}

/// Rows in the order asked for, by region under headings.
fn blocks(asked: &Asked, sort: &str, mut rows: Vec<SummaryRow>) -> Result<Vec<Block>, Problem> {
    match sort {
        "name" => {}
        "covered" => rows.sort_by_key(|row| std::cmp::Reverse((row.tally.full, row.tally.partial))),
        "" | "region" => {
            let index = &asked.app.index;
            let mut blocks: Vec<(String, Block)> = Vec::new();
            rows.sort_by(|a, b| a.place.region.cmp(&b.place.region));
            for row in rows {
                match blocks.last_mut() {
                    Some((region, block)) if *region == row.place.region => block.rows.push(row),
                    _ => {
                        let heading = index.concept_name("group", &row.place.region, &asked.lang);
                        blocks.push((
                            row.place.region.clone(),
                            Block {
                                heading: heading.map(|name| name.label),
                                rows: vec![row],
                            },
                        ));
                    }
                }
            }
            return Ok(blocks.into_iter().map(|(_, block)| block).collect());
        }
        other => return Err(Problem::parameter("sort", other, "region, name or covered")),
    }
    Ok(vec![Block {
        heading: None,
        rows,
    }])
}
