//! A comparison as a table: topics and elements down, jurisdictions across, differences marked.

use super::cell::Cell;
use super::table::Table;
use super::words::citations;
use crate::coverage::{ComparedTopic, ComparedValue, Comparison};
use crate::model::{Imprisonment, Tier};

/// Topics and elements down, jurisdictions across. `differs` says "≠" where those that have law differ.
pub fn comparison_table(comparison: &Comparison) -> Table {
    let heads = ["topic", "element", "differs"]
        .into_iter()
        .chain(comparison.codes.iter().map(String::as_str));
    let caption = format!("{}, as of {}", comparison.names.join(", "), comparison.day);
    let mut table = Table::new(caption, &comparison.lang, heads);
    for topic in &comparison.topics {
        topic_rows(topic, &mut table);
    }
    table.notes.push(String::from("≠ the jurisdictions that have law on the topic differ; – searched, nothing found; ? not searched; (… only) not every provision on the topic has it"));
    table
}

fn topic_rows(topic: &ComparedTopic, table: &mut Table) {
    let provisions: Vec<String> = topic.provisions.iter().map(|p| citations(p)).collect();
    let mut row = vec![
        Cell::text(&topic.topic.label),
        Cell::text("provisions"),
        Cell::text(""),
    ];
    row.extend(
        provisions
            .iter()
            .zip(&topic.surveyed)
            .map(|(text, surveyed)| {
                Cell::text(match (text.is_empty(), surveyed) {
                    (true, true) => "–",
                    (true, false) => "?",
                    (false, _) => text,
                })
            }),
    );
    table.push(row);
    for element in &topic.elements {
        let mark = if element.differs { "≠" } else { "" };
        let mut row = vec![
            Cell::text(&topic.topic.label),
            Cell::text(&element.element.label),
            Cell::text(mark),
        ];
        row.extend(
            element
                .values
                .iter()
                .map(|values| Cell::text(compared(values))),
        );
        table.push(row);
    }
    if topic.penalties.iter().any(|tiers| !tiers.is_empty()) {
        let texts: Vec<String> = topic
            .penalties
            .iter()
            .map(|tiers| penalties(tiers))
            .collect();
        let known: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
        let mark = if known.windows(2).any(|pair| pair[0] != pair[1]) {
            "≠"
        } else {
            ""
        };
        let mut row = vec![
            Cell::text(&topic.topic.label),
            Cell::text("basic penalty"),
            Cell::text(mark),
        ];
        row.extend(texts.into_iter().map(Cell::text));
        table.push(row);
    }
}

fn penalties(tiers: &[Tier]) -> String {
    let mut all: Vec<String> = tiers.iter().map(penalty).collect();
    all.sort();
    all.dedup();
    all.join("; ")
}

fn penalty(tier: &Tier) -> String {
    let mut parts = Vec::new();
    match (tier.min_months, tier.max_imprisonment) {
        (_, Some(Imprisonment::Life)) => parts.push(String::from("life")),
        (Some(min), Some(max)) => parts.push(format!("{min}–{max} months")),
        (None, Some(max)) => parts.push(format!("up to {max} months")),
        (Some(min), None) => parts.push(format!("at least {min} months")),
        (None, None) => {}
    }
    if tier.unlimited_fine {
        parts.push(String::from("fine without maximum"));
    } else if let Some(fine) = tier.fine_max {
        let unit = tier.fine_unit.as_deref().unwrap_or_default();
        parts.push(format!("fine up to {fine} {unit}").trim_end().to_owned());
    }
    parts.join(", ")
}

/// Values with the numbers of the provisions that alone have them.
fn compared(values: &[ComparedValue]) -> String {
    let words: Vec<String> = values
        .iter()
        .map(|compared| match compared.only.as_slice() {
            [] => compared.value.label.clone(),
            only => {
                let numbers: Vec<&str> = only.iter().map(|c| c.number.as_str()).collect();
                format!("{} ({} only)", compared.value.label, numbers.join(", "))
            }
        })
        .collect();
    words.join(", ")
}
