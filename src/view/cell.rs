//! One value of a table, with enough of its type for every format to do right by it.

use jiff::civil::Date;
use serde_json::{Value, json};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known to stand here.
    Empty,
    /// Words, with their language where they have one of their own.
    Text {
        /// The words.
        value: String,
        /// Their language tag.
        lang: Option<String>,
    },
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// Yes or no.
    Boolean(bool),
    /// A thing with an address.
    Link {
        /// Its IRI.
        iri: String,
        /// What to call it.
        label: String,
    },
    /// A day.
    Date(Date),
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
        Self::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }

    /// A thing with an address.
    pub fn link(iri: impl Into<String>, label: impl Into<String>) -> Self {
        Self::Link {
            iri: iri.into(),
            label: label.into(),
        }
    }

    /// A status by code and word.
    pub fn status(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self::Status {
            code: code.into(),
            label: label.into(),
        }
    }

    /// The words to print where only words will do.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text { value, .. } => value.clone(),
            Self::Integer(value) => value.to_string(),
            Self::Decimal(value) => value.to_string(),
            Self::Boolean(value) => value.to_string(),
            Self::Link { label, .. } | Self::Status { label, .. } => label.clone(),
            Self::Date(value) => value.to_string(),
        }
    }

    /// The value for a program: numbers as numbers, things as `{iri, label}`.
    pub fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text { value, lang: None } => json!(value),
            Self::Text {
                value,
                lang: Some(lang),
            } => json!({ "text": value, "lang": lang }),
            Self::Integer(value) => json!(value),
            Self::Decimal(value) => json!(value),
            Self::Boolean(value) => json!(value),
            Self::Link { iri, label } => json!({ "iri": iri, "label": label }),
            Self::Date(value) => json!(value.to_string()),
            Self::Status { code, label } => json!({ "code": code, "label": label }),
        }
    }

    /// Whether the cell is set to the right, as numbers are.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Decimal(_))
    }
}
