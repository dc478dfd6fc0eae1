//! The picture of an answer: which kind, and what each column is to it, as the front matter of the query declares it.

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The `[chart]` of a query. Which keys there are depends on the kind; its check says what is wrong.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Chart {
    /// What kind of picture.
    pub kind: ChartKind,
    /// Columns that together name a bar, or a row of a grid.
    #[serde(default, deserialize_with = "one_or_more")]
    pub label: Vec<String>,
    /// Columns with the numbers: one for `bars`, the parts of each bar for `stacked`, what is added up for `grid`.
    #[serde(default, deserialize_with = "one_or_more")]
    pub values: Vec<String>,
    /// Instead of `values`: the column whose values are the parts of bars, or the lines over the years.
    pub by: Option<String>,
    /// Values that `by` is known to have, in their order.
    #[serde(default)]
    pub parts: Vec<String>,
    /// With `by`: the column whose values are counted, each once.
    pub count: Option<String>,
    /// How each part is drawn: see [`TONES`].
    #[serde(default)]
    pub tones: Vec<String>,
    /// For `bars`: the column that is true where the number has no bound.
    pub open: Option<String>,
    /// For `grid`: the column that names the columns.
    pub across: Option<String>,
    /// For `grid`: whether each pair stands in the answer once only, and is drawn both ways.
    #[serde(default)]
    pub symmetric: bool,
    /// The column with a day: what is counted `years` by year, and names the bars of `stacked` by their years.
    pub day: Option<String>,
    /// What is counted, in English.
    #[serde(default)]
    pub unit: String,
    /// The same in other languages: `unit_zh`.
    #[serde(flatten)]
    pub more: BTreeMap<String, toml::Value>,
}

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// A bar for each row.
    Bars,
    /// Bars of several parts.
    Stacked,
    /// How many there were, year by year.
    Years,
    /// A table whose cells are the darker the greater their number.
    Grid,
}

/// The ways in which a part can be drawn: as a status, apart from all statuses, or as one of five steps of darkness.
pub const TONES: [&str; 10] = [
    "full", "partial", "none", "unknown", "apart", "1", "2", "3", "4", "5",
];

/// What is wrong with a chart: the key, and what was expected.
pub(super) type Fault = (String, String);

impl Chart {
    /// Whether every role that the kind needs is there, no other, and each names a column that the query gives.
    pub(super) fn check(&self, columns: &[String]) -> Result<(), Fault> {
        let unit_of = |key: &str| key.strip_prefix("unit_").is_some_and(|l| !l.is_empty());
        for (key, value) in &self.more {
            if !unit_of(key) || !value.is_str() {
                let known = "kind, label, values, by, parts, count, tones, open, across, symmetric, day, unit";
                return Err((
                    key.clone(),
                    format!("is no key of a chart; those are {known}"),
                ));
            }
        }
        self.check_roles()?;
        for (key, names) in self.roles() {
            if let Some(unknown) = names.iter().find(|name| !columns.contains(name)) {
                let known = columns.join(", ");
                return Err(fault(
                    key,
                    &format!("the query gives no column {unknown}; expected one of {known}"),
                ));
            }
        }
        self.check_tones()
    }

    /// Every role that columns can have, with the columns that have it.
    fn roles(&self) -> [(&'static str, Vec<&String>); 7] {
        [
            ("label", self.label.iter().collect()),
            ("values", self.values.iter().collect()),
            ("by", self.by.iter().collect()),
            ("count", self.count.iter().collect()),
            ("open", self.open.iter().collect()),
            ("across", self.across.iter().collect()),
            ("day", self.day.iter().collect()),
        ]
    }

    fn check_roles(&self) -> Result<(), Fault> {
        let kind = self.kind.name();
        let (needed, allowed) = self.expected();
        for (key, columns) in self.roles() {
            if needed.contains(&key) && columns.is_empty() {
                return Err(fault(key, &format!("a chart of kind {kind} needs it")));
            }
            if !needed.contains(&key) && !allowed.contains(&key) && !columns.is_empty() {
                return Err(fault(key, &format!("has no place here; {}", self.rule())));
            }
        }
        match self.kind {
            ChartKind::Bars if self.values.len() > 1 => Err(fault(
                "values",
                "bars have one number each; expected one column",
            )),
            ChartKind::Stacked if self.label.is_empty() == self.day.is_none() => Err(fault(
                "label",
                "the bars are named by label or by the year of day; expected one of the two",
            )),
            _ => Ok(()),
        }
    }

    /// The roles that this chart needs, and those that it can have beside them.
    fn expected(&self) -> (&'static [&'static str], &'static [&'static str]) {
        match self.kind {
            ChartKind::Bars => (&["label", "values"], &["open"]),
            ChartKind::Stacked if self.by.is_some() => (&["by", "count"], &["label", "day"]),
            ChartKind::Stacked => (&["values"], &["label"]),
            ChartKind::Years => (&["day", "count"], &["by"]),
            ChartKind::Grid => (&["label", "across", "values"], &[]),
        }
    }

    /// What a chart of this kind takes, in words.
    fn rule(&self) -> &'static str {
        match self.kind {
            ChartKind::Bars => "bars take label, values and open",
            ChartKind::Stacked => {
                "stacked takes label and values, or by and count with label or day"
            }
            ChartKind::Years => "years takes day, count and by",
            ChartKind::Grid => "grid takes label, across and values",
        }
    }

    fn check_tones(&self) -> Result<(), Fault> {
        let known = TONES.join(", ");
        if let Some(tone) = self.tones.iter().find(|t| !TONES.contains(&t.as_str())) {
            return Err(fault(
                "tones",
                &format!("there is no tone {tone}; expected {known}"),
            ));
        }
        if !self.parts.is_empty() && self.by.is_none() {
            return Err(fault(
                "parts",
                "are values of a column; expected by as well",
            ));
        }
        let parts = if self.by.is_some() {
            self.parts.len()
        } else {
            self.values.len()
        };
        if self.tones.is_empty() || self.tones.len() == parts {
            Ok(())
        } else {
            let given = self.tones.len();
            Err(fault(
                "tones",
                &format!("{given} for {parts} parts; expected one for each"),
            ))
        }
    }

    /// What is counted, in a language, else in English.
    pub fn unit(&self, lang: &str) -> &str {
        self.more
            .get(&format!("unit_{lang}"))
            .and_then(toml::Value::as_str)
            .unwrap_or(&self.unit)
    }
}

impl ChartKind {
    /// The word in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Stacked => "stacked",
            Self::Years => "years",
            Self::Grid => "grid",
        }
    }
}

fn fault(key: &str, message: &str) -> Fault {
    (key.to_owned(), message.to_owned())
}

/// One name, or a list of them.
fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "the name of a column, or a list of them")]
    enum Given {
        One(String),
        More(Vec<String>),
    }
    Ok(match Given::deserialize(from)? {
        Given::One(name) => vec![name],
        Given::More(names) => names,
    })
}
