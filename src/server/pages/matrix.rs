//! The matrix: jurisdictions down, the articles of an instrument or topics across, a status in each cell.

use super::matrix_order::{Key, Order};
use super::{Answered, work};
use crate::coverage::{
    ArticleEntry, GroupEntry, Index, InstrumentEntry, PlaceEntry, Standing, Summary, SummaryRow,
    Tally, sort_by_column,
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
    /// See [`Order`].
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
    order: Order,
}

impl MatrixPage<'_> {
    fn by_topics(&self) -> bool {
        self.choice.against == TOPICS
    }

    /// Whether the rows stand in the order of a column.
    fn is_sorted(&self, column: &ArticleEntry) -> bool {
        self.order.is_of(&self.summary) && self.order.is_by(&column.number)
    }

    /// What the heading of a column leads to: the rows in its order, and from there back to their names.
    fn sorted(&self, column: &ArticleEntry) -> String {
        let value = if self.is_sorted(column) {
            self.order.by_name()
        } else {
            self.order.by_column(&self.summary, &column.number)
        };
        self.page.here_with("sort", &value)
    }

    /// The column whose order the rows stand in.
    fn sorted_by(&self) -> Option<&ArticleEntry> {
        let columns = &self.summary.columns;
        columns.iter().find(|column| self.is_sorted(column))
    }

    /// The orders to choose from: what to send, what to call it, whether it is chosen.
    fn orders(&self) -> Vec<(String, String, bool)> {
        let page = &self.page;
        let mut orders: Vec<(String, String)> = ["region", "name", "covered"]
            .map(|sort| (sort.to_owned(), page.word("sort", sort)))
            .to_vec();
        let more = |value: String, by: &str| (value, page.t1("sort-region-then", "by", by));
        if let Some(column) = self.sorted_by() {
            let shown = if self.by_topics() {
                column.name.label.as_str()
            } else {
                column.number.as_str()
            };
            let value = Order::flat().by_column(&self.summary, &column.number);
            let by = page.t1("sort-column", "column", shown);
            orders.push((value.clone(), by.clone()));
            orders.push(more(format!("region,{value}"), &by));
        }
        if self.order.by_region && matches!(self.order.key, Key::Covered) {
            let value = String::from("region,covered");
            orders.push(more(value, &page.word("sort", "covered")));
        }
        let chosen = self.order.value();
        orders
            .into_iter()
            .map(|(value, label)| (value.clone(), label, value == chosen))
            .collect()
    }

    /// Where a cell leads: to its reasons.
    fn cell(&self, row: &SummaryRow, column: &ArticleEntry) -> String {
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
        let order = Order::read(&asked.app.index, &choice.sort)?;
        let (places, left_out) = places(&asked, &choice)?;
        if format != Format::Html && choice.against != TOPICS {
            return rows(&asked, &choice, &places, format);
        }
        let summary = summary(&asked, &choice, &places)?;
        if format != Format::Html {
            return export::table(&summary_table(&summary), "matrix", format);
        }
        html(&view(&asked, choice, order, summary, left_out))
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
    order: Order,
    summary: Summary,
    left_out: usize,
) -> MatrixPage<'a> {
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
    MatrixPage {
        blocks: blocks(asked, &order, &summary),
        instruments: index.instrument_entries(&asked.lang),
        groups: index.group_entries(asked.day, &asked.lang),
        topics: index.topic_entries(&asked.lang),
        page,
        choice,
        summary,
        tallies,
        total,
        left_out,
        order,
    }
}

/// Rows in the order asked for, by region under headings where that was asked too.
fn blocks(asked: &Asked, order: &Order, summary: &Summary) -> Vec<Block> {
    let mut rows = summary.rows.clone();
    match &order.key {
        Key::Name => {}
        Key::Covered => {
            rows.sort_by_key(|row| std::cmp::Reverse((row.tally.full, row.tally.partial)));
        }
        Key::Column { number, .. } => {
            if order.is_of(summary)
                && let Some(column) = summary.columns.iter().position(|c| c.number == *number)
            {
                sort_by_column(&mut rows, column);
            }
        }
    }
    if !order.by_region {
        let heading = None;
        return vec![Block { heading, rows }];
    }
    let index = &asked.app.index;
    let mut blocks: Vec<(String, Block)> = Vec::new();
    // A stable sort: within a region the order of before stays.
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
    blocks.into_iter().map(|(_, block)| block).collect()
}
