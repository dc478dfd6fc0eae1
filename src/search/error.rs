//! Why a search cannot be answered: a filter that nothing has. The words themselves are never wrong.

use crate::corpus::nearest;

/// Why an index could not be built or asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A filter names something that is not in the data.
    #[error("{filter}: no {filter} {value} in the data{}", suggest(near))]
    Unknown {
        /// "jurisdiction", "instrument" or "topic".
        filter: &'static str,
        /// What was asked for.
        value: String,
        /// Values like it.
        near: Vec<String>,
    },
    /// The index itself failed.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
}

/// The error for a filter value, with those known values that are like it.
pub(super) fn unknown<'a>(
    filter: &'static str,
    value: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> SearchError {
    SearchError::Unknown {
        filter,
        value: value.to_owned(),
        near: nearest(value, known)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}

fn suggest(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", near.join(" or "))
    }
}
