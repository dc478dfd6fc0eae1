//! Gaps as words: article by article what is missing, why, and whose provisions could serve as models.

use super::coverage::{reason, requirement};
use super::words::citations;
use crate::coverage::{Gap, GapList, Model};
use crate::model::RequirementState;

/// How many jurisdictions are named as models; the rows for programs name them all.
const MODELS: usize = 4;

/// The gaps of one article as lines for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapBlock {
    /// "6  Misuse of devices".
    pub heading: String,
    /// What stands beneath.
    pub lines: Vec<String>,
}

/// The gaps, article by article; requirements that fail for the same reason stand together.
pub fn gap_reading(gaps: &GapList) -> Vec<GapBlock> {
    gaps.gaps
        .chunk_by(|a, b| a.article == b.article)
        .map(|article| GapBlock {
            heading: format!("{}  {}", article[0].number, article[0].article.label),
            lines: groups(article)
                .iter()
                .flat_map(|group| lines(group))
                .collect(),
        })
        .collect()
}

/// How many requirements are met, as a sentence.
pub fn gap_note(gaps: &GapList) -> String {
    format!(
        "{} of {} requirements are met without condition; {} are listed.",
        gaps.met,
        gaps.requirements,
        gaps.gaps.len()
    )
}

/// Gaps with the same state, reason and nearest provisions, in the order of first appearance.
fn groups(article: &[Gap]) -> Vec<Vec<&Gap>> {
    let key = |gap: &Gap| {
        let asked = &gap.requirement;
        (
            asked.state,
            asked.mandatory,
            reason(asked),
            asked.provisions.clone(),
        )
    };
    let mut groups: Vec<Vec<&Gap>> = Vec::new();
    for gap in article {
        match groups.iter_mut().find(|group| key(group[0]) == key(gap)) {
            Some(group) => group.push(gap),
            None => groups.push(vec![gap]),
        }
    }
    groups
}

fn lines(group: &[&Gap]) -> Vec<String> {
    let first = &group[0].requirement;
    let optional = if first.mandatory { "" } else { " (optional)" };
    let asked: Vec<String> = group
        .iter()
        .map(|gap| requirement(&gap.requirement))
        .collect();
    let mut lines = vec![format!(
        "{}{optional}: {}",
        first.state.code(),
        asked.join("; ")
    )];
    let nearest = citations(&first.provisions);
    let why = reason(first);
    match first.state {
        RequirementState::Unknown => {}
        _ if nearest.is_empty() => lines.push(format!("    {why}")),
        _ => lines.push(format!("    {nearest}: {why}")),
    }
    let models = models(group);
    if !models.is_empty() {
        lines.push(format!("    met by {models}"));
    }
    lines
}

/// Whose law meets all requirements of a group, and by which provisions the first of them.
fn models(group: &[&Gap]) -> String {
    let meets = |gap: &Gap, code: &str| gap.models.iter().any(|m| m.code == code);
    let all: Vec<&Model> = group[0]
        .models
        .iter()
        .filter(|model| group.iter().all(|gap| meets(gap, &model.code)))
        .collect();
    let named: Vec<String> = all
        .iter()
        .take(MODELS)
        .map(|m| {
            format!(
                "{} {}",
                m.code,
                citations(&m.provisions).replace("; ", ", ")
            )
        })
        .collect();
    let more = all.len() - named.len();
    if more > 0 {
        format!("{}; and {more} more", named.join("; "))
    } else {
        named.join("; ")
    }
}
