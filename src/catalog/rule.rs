//! Runs the rules in order; each sees what those before it derived, and says how much it made.

use super::error::CatalogError;
use super::param::Environment;
use super::query::Catalog;
use crate::store::{Derived, Snapshot};
use serde::Serialize;
use std::collections::BTreeMap;

/// What one rule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// Name of the rule.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many statements it added that were not there before.
    pub new: usize,
}

/// Runs all rules of a catalogue over a snapshot, after which it can be asked.
pub(super) fn run(
    catalog: &Catalog,
    mut snapshot: Snapshot,
    env: Environment<'_>,
) -> Result<(Derived, Vec<RuleReport>), CatalogError> {
    let mut reports = Vec::new();
    for rule in &catalog.rules {
        let query = rule.bind(&BTreeMap::new(), env)?;
        let Some(triples) = snapshot.construct(&query)? else {
            return Err(CatalogError::NotARule {
                file: rule.file.clone(),
                found: "no CONSTRUCT",
            });
        };
        reports.push(RuleReport {
            name: rule.name.clone(),
            title: rule.front.title.clone(),
            new: snapshot.derive(&triples)?,
        });
    }
    Ok((Derived::new(snapshot), reports))
}
