//! Runs the rules in order; each sees what those before it derived, and says how much it made.

use super::error::CatalogError;
use super::param::Environment;
use super::portable::portable;
use super::query::{Catalog, NamedQuery};
use crate::remote::RuleUpdate;
use crate::store::{Derived, Snapshot};
use crate::vocab::DERIVED;
use serde::{Deserialize, Serialize};
use spargebra::Query;
use std::collections::BTreeMap;

/// What one rule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// Name of the rule.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many statements it added that were not there before.
    pub new: usize,
}

/// The rules of a catalogue as updates that any SPARQL 1.1 service runs over the union of its graphs.
pub(super) fn updates(
    catalog: &Catalog,
    env: Environment<'_>,
) -> Result<Vec<RuleUpdate>, CatalogError> {
    let update = |rule: &NamedQuery| {
        let query = rule.bind(&BTreeMap::new(), env)?;
        let update = insertion(&query).ok_or_else(|| CatalogError::NotARule {
            file: rule.file.clone(),
            found: "no CONSTRUCT",
        })?;
        Ok(RuleUpdate {
            name: rule.name.clone(),
            text: portable(&update, env.prefixes),
        })
    };
    catalog.rules.iter().map(update).collect()
}

/// What a CONSTRUCT makes, inserted into the graph of derived links. Written with one GRAPH around all of it: Virtuoso 7 takes
/// no full stop between two.
fn insertion(query: &Query) -> Option<String> {
    let Query::Construct {
        template, pattern, ..
    } = query
    else {
        return None;
    };
    let made = template.iter().map(|triple| format!("{triple} . "));
    let made: String = made.collect();
    Some(format!(
        "INSERT {{ GRAPH <{DERIVED}> {{ {made}}} }} WHERE {{ {pattern} }}"
    ))
}

/// What the rules made where a service ran them.
pub(super) fn reports(catalog: &Catalog, added: &[usize]) -> Vec<RuleReport> {
    let rules = catalog.rules.iter().zip(added);
    rules
        .map(|(rule, new)| RuleReport {
            name: rule.name.clone(),
            title: rule.front.title.clone(),
            new: *new,
        })
        .collect()
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
