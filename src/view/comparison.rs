//! A comparison as a table: topics and elements down, jurisdictions and instruments across, differences marked.

use super::cell::Cell;
use super::table::Table;
use crate::coverage::{
    ComparedProvision, ComparedSide, ComparedTopic, ComparedValue, Comparison, SideKind,
};
use crate::model::{Imprisonment, Tier};

/// Topics and elements down, jurisdictions and instruments across. `differs` says "≠" where those that have anything on
/// the topic differ.
pub fn comparison_table(comparison: &Comparison) -> Table {
    let heads = ["topic", "element", "differs"]
        .into_iter()
        .chain(comparison.codes.iter().map(String::as_str));
    let caption = format!("{}, as of {}", comparison.names.join(", "), comparison.day);
    let mut table = Table::new(caption, &comparison.lang, heads);
    for (column, side) in table.columns.iter_mut().skip(3).zip(&comparison.sides) {
        column.title = match side.kind {
            SideKind::Jurisdiction => side.code.clone(),
            SideKind::Instrument => format!("{} (instrument)", side.code),
        };
    }
    for topic in &comparison.topics {
        topic_rows(&comparison.sides, topic, &mut table);
    }
    table.notes.extend(notes(comparison));
    table
}

/// What the marks mean; of those for instruments and for what rests on memory only the ones that occur.
fn notes(comparison: &Comparison) -> Vec<String> {
    let mut notes = vec![String::from(
        "≠ the sides that have something on the topic differ; – searched, nothing found; ? not searched, or not read; (… only) not every provision on the topic has it; empty: it says nothing of the kind",
    )];
    let provisions = || {
        comparison
            .topics
            .iter()
            .flat_map(|t| &t.provisions)
            .flatten()
    };
    let sides = || comparison.sides.iter();
    if comparison
        .topics
        .iter()
        .any(|t| t.elsewhere.contains(&true))
    {
        notes.push(String::from(
            "↕ not on this very topic, but on a wider or narrower one",
        ));
    }
    if provisions().any(|provision| provision.editorial) {
        notes.push(String::from(
            "* rests in part on knowledge not checked against a text",
        ));
    }
    if sides().any(|side| side.kind == SideKind::Instrument) {
        notes.push(String::from("of an instrument: – read whole, asks for nothing; optional: it leaves that to the parties; reservable: a party may reserve it away; what a party may require in addition stands under permits, and an instrument sets no penalties"));
    }
    notes
}

fn topic_rows(sides: &[ComparedSide], topic: &ComparedTopic, table: &mut Table) {
    let row = |element: &str, differs: bool, cells: &mut dyn Iterator<Item = String>| {
        let mark = if differs { "≠" } else { "" };
        [topic.topic.label.as_str(), element, mark]
            .into_iter()
            .map(Cell::text)
            .chain(cells.map(Cell::text))
            .collect::<Vec<Cell>>()
    };
    let mut provisions = (0..sides.len()).map(|side| match topic.provisions[side].as_slice() {
        [] => compared_mark(topic, side).to_owned(),
        some => listed(sides[side].kind, some),
    });
    table.push(row("provisions", false, &mut provisions));
    for element in &topic.elements {
        let mut cells = element
            .values
            .iter()
            .zip(&element.known)
            .map(|(values, known)| and_unknown(compared(values), *known, ", "));
        table.push(row(&element.element.label, element.differs, &mut cells));
    }
    if topic.penalties.iter().any(|tiers| !tiers.is_empty()) {
        let texts: Vec<String> = topic
            .penalties
            .iter()
            .map(|tiers| penalties(tiers))
            .collect();
        let some: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
        let differs = some.windows(2).any(|pair| pair[0] != pair[1]);
        let mut cells = texts
            .iter()
            .zip(&topic.penalties_known)
            .map(|(text, known)| and_unknown(text.clone(), *known, "; "));
        table.push(row("basic penalty", differs, &mut cells));
    }
}

/// What stands for a side that has nothing on a topic.
pub fn compared_mark(topic: &ComparedTopic, side: usize) -> &'static str {
    let says = |list: &[bool]| list.get(side) == Some(&true);
    match (says(&topic.elsewhere), says(&topic.surveyed)) {
        (true, _) => "↕",
        (false, true) => "–",
        (false, false) => "?",
    }
}

/// Text with a mark that there may be more.
fn and_unknown(text: String, known: bool, separator: &str) -> String {
    match (known, text.is_empty()) {
        (true, _) => text,
        (false, true) => String::from("?"),
        (false, false) => format!("{text}{separator}?"),
    }
}

/// Provisions with what is to be known of each; those of an instrument by number, since its name stands above them.
fn listed(kind: SideKind, provisions: &[ComparedProvision]) -> String {
    let listed = |provision: &ComparedProvision| {
        let mut text = match kind {
            SideKind::Jurisdiction => provision.citation.text.clone(),
            SideKind::Instrument => provision.citation.number.clone(),
        };
        if provision.editorial {
            text.push('*');
        }
        let words = [
            (provision.optional, "optional"),
            (provision.reservable, "reservable"),
        ];
        let words: Vec<&str> = words
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, word)| *word)
            .collect();
        if !words.is_empty() {
            text = format!("{text} ({})", words.join(", "));
        }
        text
    };
    provisions.iter().map(listed).collect::<Vec<_>>().join("; ")
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
        .map(|compared| {
            let numbers: Vec<&str> = compared.only.iter().map(|c| c.number.as_str()).collect();
            let only = (!numbers.is_empty()).then(|| format!("{} only", numbers.join(", ")));
            let optional = compared.optional.then(|| String::from("optional"));
            let limits: Vec<String> = only.into_iter().chain(optional).collect();
            match limits.as_slice() {
                [] => compared.value.label.clone(),
                limits => format!("{} ({})", compared.value.label, limits.join("; ")),
            }
        })
        .collect();
    words.join(", ")
}
