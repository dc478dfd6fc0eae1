//! What is wrong with a file, and where: a value that every face can show in its own way.

use serde::Serialize;
use std::fmt;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data is wrong or cannot be read; `validate` fails.
    Error,
    /// Worth a look; `validate` passes.
    Warning,
}

/// One finding in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Path of the file inside the project, such as `corpus/jurisdictions/KEN.ttl`.
    pub file: String,
    /// Line, from 1; 0 when the problem has no single place.
    pub line: u64,
    /// Column in characters, from 1; 0 when only the line is known.
    pub column: u64,
    /// Error or warning.
    pub severity: Severity,
    /// The stable short name of this kind of problem, such as `blank-node`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What was expected, or what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Problem {
    /// An error at a line.
    pub fn error(file: &str, line: u64, code: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            column: 0,
            severity: Severity::Error,
            code: code.to_owned(),
            message: message.into(),
            help: None,
        }
    }

    /// A warning at a line.
    pub fn warning(file: &str, line: u64, code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(file, line, code, message)
        }
    }

    /// The same problem, with advice.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same problem, at a column.
    #[must_use]
    pub fn at_column(mut self, column: u64) -> Self {
        self.column = column;
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

/// Sorts by place, and removes what was found twice.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort_by(|a, b| {
        (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message))
    });
    problems.dedup();
}

/// The candidates nearest to a word that was not found, best first, at most three.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|c| (strsim::jaro_winkler(&lower, &c.to_lowercase()), c))
        .filter(|(score, _)| *score > 0.78)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, c)| c).collect()
}
