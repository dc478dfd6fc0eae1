//! The front matter of a query: TOML in its first comment lines.

use super::chart::Chart;
use super::error::CatalogError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a query file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct FrontMatter {
    /// Short title, in English.
    #[serde(default)]
    pub title: String,
    /// The question that the query answers, in English.
    #[serde(default)]
    pub question: String,
    /// The group it is listed under; the folder, when not given.
    #[serde(default)]
    pub group: String,
    /// What it takes.
    #[serde(default)]
    pub params: Vec<Param>,
    /// What it gives.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// What must be true of its answer on the corpus.
    #[serde(default)]
    pub checks: Checks,
    /// The picture of its answer, where one suits.
    pub chart: Option<Chart>,
    /// Titles and questions in other languages: `title_zh`, `question_fr`.
    #[serde(flatten)]
    pub translations: BTreeMap<String, String>,
}

/// A parameter: the variable of the same name is replaced by its value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// Name of parameter and variable.
    pub name: String,
    /// How a value is read.
    #[serde(rename = "type")]
    pub kind: ParamType,
    /// The value when none is given. `today` is a day; an empty text leaves the variable free.
    pub default: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub doc: String,
    /// Two values that must give different answers on the corpus.
    #[serde(default)]
    pub test: Vec<String>,
}

/// How the value of a parameter is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParamType {
    /// `2026-01-31` or `today`.
    Date,
    /// ISO 3166-1 alpha-3 code, `KEN`.
    Jurisdiction,
    /// `budapest`.
    Instrument,
    /// `illegal-access`.
    Topic,
    /// A prefixed name, `circ:without-right`.
    Concept,
    /// `ecowas`.
    Group,
    /// An IRI or prefixed name.
    Iri,
    /// Any text.
    String,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// A language tag, `en`.
    Lang,
}

/// A column of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Name of the variable.
    pub name: String,
    /// What it holds.
    #[serde(default)]
    pub doc: String,
}

/// What must be true of the answer, with the default parameters, on the corpus.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// At least so many rows.
    pub min_rows: Option<usize>,
    /// At most so many rows.
    pub max_rows: Option<usize>,
    /// Rows that must be there: variable and value (a code, prefixed name or text).
    #[serde(default)]
    pub contains: Vec<BTreeMap<String, toml::Value>>,
    /// Parameters for these checks, where the defaults do not do.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
}

impl FrontMatter {
    /// Reads the leading comment lines of a query.
    ///
    /// # Errors
    /// When they are no TOML of this shape.
    pub fn read(file: &str, text: &str) -> Result<Self, CatalogError> {
        let toml: String = text
            .lines()
            .map_while(|line| line.strip_prefix('#'))
            .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
            .collect();
        let error = |line: usize, message: String| CatalogError::FrontMatter {
            file: file.to_owned(),
            line,
            message,
        };
        let front: Self = toml::from_str(&toml).map_err(|e| {
            let offset = e.span().map_or(0, |span| span.start).min(toml.len());
            let line = toml.as_bytes()[..offset]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            error(line, e.message().to_owned())
        })?;
        let is_translation = |key: &str| {
            key.strip_prefix("title_")
                .or_else(|| key.strip_prefix("question_"))
                .is_some_and(|lang| !lang.is_empty())
        };
        if let Some(unknown) = front.translations.keys().find(|key| !is_translation(key)) {
            return Err(error(1, format!("unknown key {unknown}")));
        }
        Ok(front)
    }

    /// The title in a language, else in English.
    pub fn title(&self, lang: &str) -> &str {
        self.translated("title", lang).unwrap_or(&self.title)
    }

    /// The question in a language, else in English.
    pub fn question(&self, lang: &str) -> &str {
        self.translated("question", lang).unwrap_or(&self.question)
    }

    fn translated(&self, what: &str, lang: &str) -> Option<&str> {
        self.translations
            .get(&format!("{what}_{lang}"))
            .map(String::as_str)
    }
}

impl ParamType {
    /// The name of the type in front matter and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Jurisdiction => "jurisdiction",
            Self::Instrument => "instrument",
            Self::Topic => "topic",
            Self::Concept => "concept",
            Self::Group => "group",
            Self::Iri => "iri",
            Self::String => "string",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Lang => "lang",
        }
    }
}
