//! The world at a glance: one article, one topic or the share of an instrument, as tiles, as a map, and as a table.

use super::{Answered, work};
use crate::coverage::{GroupEntry, InstrumentEntry, Summary, SummaryRow, TopicEntry};
use crate::model::Status;
use crate::server::asked::Asked;
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::view::{Cell, Picture, Place, REGIONS, Table, Tone, tile_grid, world_map};
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    against: String,
    /// One article of the instrument; without one, the share of its articles that are covered in full.
    #[serde(default)]
    article: String,
    /// A topic, instead of an instrument.
    #[serde(default)]
    topic: String,
    #[serde(default)]
    group: String,
    /// `tiles` or `map`.
    #[serde(default)]
    view: String,
}

/// One State of the picture, for the table beside it.
struct Row {
    code: String,
    name: String,
    iri: String,
    region: String,
    tone: Tone,
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "world.html")]
struct WorldPage<'a> {
    page: Page<'a>,
    choice: Choice,
    instruments: Vec<InstrumentEntry>,
    articles: Vec<crate::coverage::ArticleEntry>,
    topics: Vec<TopicEntry>,
    groups: Vec<GroupEntry>,
    drawing: String,
    rows: Vec<Row>,
    map: bool,
}

/// `/world`
pub(super) async fn page(asked: Asked, Query(mut choice): Query<Choice>) -> Answered {
    work(move || {
        let format = asked.format(&Format::TABLE)?;
        if choice.against.is_empty() {
            choice.against = String::from("budapest");
        }
        let map = match choice.view.as_str() {
            "" | "tiles" => false,
            "map" => true,
            other => return Err(Problem::parameter("view", other, "tiles or map")),
        };
        let summary = summary(&asked, &choice)?;
        let column = column(&choice, &summary)?;
        let mut page = Page::new(&asked, "world", "").with_formats(&Format::TABLE);
        page.title = title(&page, &summary, column);
        let rows = rows(&page, &choice, &summary, column);
        if format != Format::Html {
            return export::table(&table(&page, &rows), "world", format);
        }
        let picture = picture(&page, &rows, map, column.is_none());
        let drawing = if map {
            world_map(&picture)?
        } else {
            tile_grid(&picture)?
        };
        let index = &asked.app.index;
        html(&WorldPage {
            instruments: index.instrument_entries(&asked.lang),
            articles: index
                .instrument_entry(&choice.against, &asked.lang)?
                .articles,
            topics: index.topic_entries(&asked.lang),
            groups: index.group_entries(asked.day, &asked.lang),
            page,
            choice,
            drawing,
            rows,
            map,
        })
    })
    .await
}

fn summary(asked: &Asked, choice: &Choice) -> Result<Summary, Problem> {
    let index = &asked.app.index;
    let places = super::matrix::of_group(index, asked, &choice.group)?;
    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    Ok(if choice.topic.is_empty() {
        index.summary(&choice.against, &ids, asked.day, &asked.lang)?
    } else {
        index.topic_summary(
            std::slice::from_ref(&choice.topic),
            &ids,
            asked.day,
            &asked.lang,
        )?
    })
}

/// Which column of the summary is shown; `None` for the share of all.
fn column(choice: &Choice, summary: &Summary) -> Result<Option<usize>, Problem> {
    if !choice.topic.is_empty() {
        return Ok(Some(0));
    }
    if choice.article.is_empty() {
        return Ok(None);
    }
    let position = summary
        .columns
        .iter()
        .position(|column| column.number == choice.article);
    position.map(Some).ok_or_else(|| {
        Problem::parameter(
            "article",
            &choice.article,
            "the number of an article that asks for something",
        )
    })
}

fn title(page: &Page<'_>, summary: &Summary, column: Option<usize>) -> String {
    match column.and_then(|column| summary.columns.get(column)) {
        Some(article) if summary.against_id.is_empty() => article.name.label.clone(),
        Some(article) => format!(
            "{} {} · {}",
            article.number, article.name.label, summary.against.label
        ),
        None => page.t1("world-share-title", "against", &summary.against.label),
    }
}

/// A row for each State, in the order of a walk around the world.
fn rows(page: &Page<'_>, choice: &Choice, summary: &Summary, column: Option<usize>) -> Vec<Row> {
    let index = &page.asked.app.index;
    let order = |row: &SummaryRow| {
        let region = &row.place.subregion;
        REGIONS
            .iter()
            .position(|known| known == region)
            .unwrap_or(REGIONS.len())
    };
    let mut sorted: Vec<&SummaryRow> = summary.rows.iter().collect();
    sorted.sort_by_key(|row| (order(row), row.place.code.clone()));
    sorted
        .into_iter()
        .map(|row| {
            let (tone, label) = tone(page, choice, row, column);
            Row {
                code: row.place.code.clone(),
                name: row.place.name.label.clone(),
                iri: row.place.name.iri.clone(),
                region: index
                    .concept_name("group", &row.place.subregion, &page.asked.lang)
                    .map(|name| name.label)
                    .unwrap_or_default(),
                href: href(page, choice, row, column),
                tone,
                label,
            }
        })
        .collect()
}

fn tone(
    page: &Page<'_>,
    choice: &Choice,
    row: &SummaryRow,
    column: Option<usize>,
) -> (Tone, String) {
    match column.and_then(|column| row.cells.get(column)) {
        Some(cell) => {
            let kind = if choice.topic.is_empty() {
                "status"
            } else {
                "law"
            };
            (Tone::from(cell.status), page.word(kind, cell.status.code()))
        }
        None if row.tally.unknown == row.tally.all() => {
            (Tone::Unknown, page.word("status", Status::Unknown.code()))
        }
        None => {
            let fifth = row.tally.full * 5 / row.tally.all().max(1);
            let level = u8::try_from(fifth + 1).unwrap_or(5).min(5);
            let mut label = page.t2(
                "world-share",
                &("full", row.tally.full),
                &("all", row.tally.all()),
            );
            if row.tally.unknown > 0 {
                let unknown = page.t1("world-share-unknown", "count", row.tally.unknown);
                label.push_str(&unknown);
            }
            (Tone::Level(level), label)
        }
    }
}

/// Where a tile leads: to its reasons, or for a State that nobody read, to its page.
fn href(page: &Page<'_>, choice: &Choice, row: &SummaryRow, column: Option<usize>) -> String {
    if !row.place.encoded {
        return page.thing(&row.place.name.iri);
    }
    if !choice.topic.is_empty() {
        return page.href_with(
            "/compare",
            &[("side", &row.place.code), ("topic", &choice.topic)],
        );
    }
    let mut parts = vec!["coverage", choice.against.as_str(), row.place.code.as_str()];
    if column.is_some() {
        parts.push(&choice.article);
    }
    page.href(&page.path(&parts))
}

fn picture(page: &Page<'_>, rows: &[Row], map: bool, share: bool) -> Picture {
    let mut legend: Vec<(Tone, String)> = Vec::new();
    if share {
        for level in 1..=5_u8 {
            let (from, to) = (u32::from(level - 1) * 20, u32::from(level) * 20);
            legend.push((
                Tone::Level(level),
                page.t2("world-level", &("from", from), &("to", to)),
            ));
        }
        legend.push((Tone::Unknown, page.word("status", "unknown")));
    } else {
        for row in rows {
            if legend.iter().all(|(tone, _)| *tone != row.tone) {
                legend.push((row.tone, row.label.clone()));
            }
        }
        legend.sort_by_key(|(tone, _)| *tone);
    }
    let unread = rows.iter().filter(|row| row.tone == Tone::Unknown).count();
    let mut notes = vec![page.t1("world-unknown-note", "count", unread)];
    if map {
        notes.push(page.t("world-borders"));
    }
    Picture {
        title: page.title.clone(),
        description: page.t1("world-description", "day", page.asked.day),
        places: rows
            .iter()
            .map(|row| Place {
                code: row.code.clone(),
                name: row.name.clone(),
                region: row.region.clone(),
                tone: row.tone,
                label: row.label.clone(),
                href: row.href.clone(),
            })
            .collect(),
        legend,
        notes,
        elsewhere: page.t("not-on-map"),
    }
}

fn table(page: &Page<'_>, rows: &[Row]) -> Table {
    let caption = format!("{}, {}", page.title, page.asked.day);
    let mut table = Table::new(
        caption,
        page.lang(),
        ["code", "jurisdiction", "region", "status"],
    );
    for row in rows {
        table.push(vec![
            Cell::text(&row.code),
            Cell::link(&row.iri, &row.name),
            Cell::text(&row.region),
            Cell::text(&row.label),
        ]);
    }
    table
}
