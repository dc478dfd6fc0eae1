//! In which order the rows of the matrix stand, as its addresses say it.
//!
//! `region`, `name`, `covered`, or a column: `budapest:6`, `topics:illegal-access`. `region,` before one of the last three
//! keeps the regions and puts the rows of each in that order. A column stands under its instrument, so that an address
//! whose instrument is changed by hand or by the form still means something: the column is not shown, and the rows stand
//! by name.

use super::matrix::TOPICS;
use crate::coverage::{Index, Summary};
use crate::server::problem::Problem;

/// An order of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Whether they stand under their regions.
    pub(super) by_region: bool,
    /// What comes first.
    pub(super) key: Key,
}

/// What decides which row comes first; of equals, the name does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// The name.
    Name,
    /// Most columns in full.
    Covered,
    /// The status in one column, unknown last.
    Column {
        /// The instrument, or `topics`.
        against: String,
        /// The number of the article, or the topic.
        number: String,
    },
}

impl Order {
    /// By name, without regions.
    pub(super) fn flat() -> Self {
        Self {
            by_region: false,
            key: Key::Name,
        }
    }

    /// Reads the value of `sort`.
    ///
    /// # Errors
    /// When it is none of these, or names a column that its instrument does not have.
    pub(super) fn read(index: &Index, text: &str) -> Result<Self, Problem> {
        let (by_region, rest) = match text {
            "" | "region" => (true, "name"),
            _ => match text.strip_prefix("region,") {
                Some(rest) => (true, rest),
                None => (false, text),
            },
        };
        let key = match rest {
            "name" => Key::Name,
            "covered" => Key::Covered,
            _ => column(index, rest).ok_or_else(|| {
                let expected = "region, name, covered or a column such as budapest:6 or \
                    topics:illegal-access; \"region,\" before it keeps the regions";
                Problem::parameter("sort", text, expected)
            })?,
        };
        Ok(Self { by_region, key })
    }

    /// Whether it is by a column of what the summary holds law against.
    pub(super) fn is_of(&self, summary: &Summary) -> bool {
        matches!(&self.key, Key::Column { against, .. } if against == id(summary))
    }

    /// Whether it is by a column of this number.
    pub(super) fn is_by(&self, column: &str) -> bool {
        matches!(&self.key, Key::Column { number, .. } if number == column)
    }

    /// The value of the order by a column, in regions if this one is.
    pub(super) fn by_column(&self, summary: &Summary, number: &str) -> String {
        format!("{}{}:{number}", self.regions(), id(summary))
    }

    /// The value of the order by name, in regions if this one is.
    pub(super) fn by_name(&self) -> String {
        String::from(if self.by_region { "region" } else { "name" })
    }

    /// Its value.
    pub(super) fn value(&self) -> String {
        match &self.key {
            Key::Name => self.by_name(),
            Key::Covered => format!("{}covered", self.regions()),
            Key::Column { against, number } => format!("{}{against}:{number}", self.regions()),
        }
    }

    fn regions(&self) -> &'static str {
        if self.by_region { "region," } else { "" }
    }
}

/// What a summary holds law against, as an address names it.
fn id(summary: &Summary) -> &str {
    if summary.against_id.is_empty() {
        TOPICS
    } else {
        &summary.against_id
    }
}

fn column(index: &Index, text: &str) -> Option<Key> {
    let (against, number) = text.split_once(':')?;
    let against = if against == TOPICS {
        index.concept_name("topic", number, "en")?;
        against.to_owned()
    } else {
        let instrument = index.instrument_entry(against, "en").ok()?;
        let has = |number: &str| instrument.articles.iter().any(|a| a.number == number);
        has(number).then_some(instrument.id)?
    };
    Some(Key::Column {
        against,
        number: number.to_owned(),
    })
}
