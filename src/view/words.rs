//! Small joins of words that several tables need.

use crate::coverage::{Citation, Named};

/// Citations separated by "; ".
pub(super) fn citations(citations: &[Citation]) -> String {
    citations
        .iter()
        .map(|c| c.text.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Labels separated by ", ".
pub(super) fn labels(names: &[Named]) -> String {
    names
        .iter()
        .map(|n| n.label.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Each once, in the order of first appearance.
pub(super) fn unique(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}
