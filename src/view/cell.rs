//! One value of a table, with enough of its type for every format to do right by it.

use jiff::civil::Date;
use serde::Serialize;

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Cell {
    /// Nothing is known to stand here.
    Empty,
    /// Words, with their language where it differs from the table's.
    Text {
        /// The words.
        value: String,
        /// Their language tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
    },
    /// A whole number.
    Integer {
        /// The number.
        value: i64,
    },
    /// A number with a fraction.
    Decimal {
        /// The number.
        value: f64,
    },
    /// Yes or no.
    Boolean {
        /// Yes.
        value: bool,
    },
    /// A thing with an address.
    Link {
        /// Its IRI.
        iri: String,
        /// What to call it.
        label: String,
    },
    /// A day.
    Date {
        /// The day.
        value: Date,
    },
    /// The status of a requirement: a code for colour and sorting, and the word for it.
    Status {
        /// `full`, `partial`, `none`, `unknown` …
        code: String,
        /// The word in the language of the table.
        label: String,
    },
}

impl Cell {
    /// Words in the language of the table.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text {
            value: value.into(),
            lang: None,
        }
    }

    /// A count; one beyond 64 bits does not occur.
    pub fn count(value: usize) -> Self {
        Self::Integer {
            value: i64::try_from(value).unwrap_or(i64::MAX),
        }
    }

    /// The words to print where only words will do.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text { value, .. } => value.clone(),
            Self::Integer { value } => value.to_string(),
            Self::Decimal { value } => value.to_string(),
            Self::Boolean { value } => value.to_string(),
            Self::Link { label, .. } | Self::Status { label, .. } => label.clone(),
            Self::Date { value } => value.to_string(),
        }
    }

    /// Whether numbers are set: to the right, and summed by spreadsheets.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer { .. } | Self::Decimal { .. })
    }
}
