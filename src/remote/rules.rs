//! Has a service derive links itself: rules as updates, and a mark that says what they were made from.

use super::client::Service;
use super::error::RemoteError;
use crate::corpus::{sum, version_of};
use crate::vocab::{DERIVED, foreign};
use oxigraph::model::Term;

/// A rule as an update that inserts into the graph of derived links.
#[derive(Debug)]
pub struct RuleUpdate {
    /// Its name.
    pub name: String,
    /// The update.
    pub text: String,
}

/// What derived links are made from: a hash over the version of the statements and the rules.
pub fn mark(version: &str, rules: &[RuleUpdate]) -> String {
    let rules = rules
        .iter()
        .map(|rule| (rule.name.as_str(), rule.text.as_str()));
    let parts = [("", version)].into_iter().chain(rules);
    version_of(parts.map(|(name, text)| (name, sum(text.as_bytes()))))
}

impl Service {
    /// What the derived links of the service say that they were made from; `None` where they say nothing.
    ///
    /// # Errors
    /// When the service fails.
    pub fn mark(&self) -> Result<Option<String>, RemoteError> {
        let rows = self.rows(&format!(
            "SELECT ?mark WHERE {{ GRAPH <{DERIVED}> {{ <{DERIVED}> <{}> ?mark }} }}",
            foreign::OWL_VERSION_INFO
        ))?;
        Ok(
            match rows.into_iter().next().and_then(|mut row| row.pop()) {
                Some(Some(Term::Literal(mark))) => Some(mark.value().to_owned()),
                _ => None,
            },
        )
    }

    /// Runs the rules in order, each seeing what those before it derived, and gives how many statements each added. What is there
    /// then has no [mark](Self::set_mark): nobody takes it before it was looked at.
    ///
    /// # Errors
    /// When the service fails or takes no updates.
    pub fn derive(&self, rules: &[RuleUpdate]) -> Result<Vec<usize>, RemoteError> {
        self.change(&format!("CLEAR SILENT GRAPH <{DERIVED}>"))?;
        let mut before = 0;
        let mut added = Vec::with_capacity(rules.len());
        for rule in rules {
            self.change(&rule.text)?;
            let now = self.count_derived()?;
            added.push(now.saturating_sub(before));
            before = now;
        }
        Ok(added)
    }

    /// Says what the derived links are made from.
    ///
    /// # Errors
    /// When the service fails or takes no updates.
    pub fn set_mark(&self, mark: &str) -> Result<(), RemoteError> {
        self.change(&format!(
            "INSERT DATA {{ GRAPH <{DERIVED}> {{ <{DERIVED}> <{}> \"{mark}\" }} }}",
            foreign::OWL_VERSION_INFO
        ))
    }
}
