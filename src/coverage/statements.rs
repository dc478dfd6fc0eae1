//! What is read: everything that a store says, or what it says of some subjects.

use super::said::{Said, instances, said};
use crate::store::Snapshot;
use crate::vocab::foreign;
use oxigraph::model::Term;
use std::collections::{BTreeSet, HashMap};

/// Statements to read from, by predicate.
#[derive(Debug)]
pub(super) enum Statements<'s> {
    /// All of a snapshot.
    All(&'s Snapshot),
    /// What was looked up of some subjects, by predicate.
    Of(HashMap<String, Said>),
}

impl Statements<'_> {
    /// Looks up everything that is said of some subjects.
    pub(super) fn of(snapshot: &Snapshot, subjects: &BTreeSet<String>) -> Self {
        let mut by_predicate: HashMap<String, Said> = HashMap::new();
        for subject in subjects {
            for (predicate, object) in snapshot.about(subject) {
                let said = by_predicate.entry(predicate).or_default();
                said.entry(subject.clone()).or_default().push(object);
            }
        }
        Self::Of(by_predicate)
    }

    /// Everything that a predicate says, by subject.
    pub(super) fn said(&self, predicate: &str) -> Said {
        match self {
            Self::All(snapshot) => said(snapshot, predicate),
            Self::Of(statements) => statements.get(predicate).cloned().unwrap_or_default(),
        }
    }

    /// The members of a class.
    pub(super) fn instances(&self, class: &str) -> Vec<String> {
        match self {
            Self::All(snapshot) => instances(snapshot, class),
            Self::Of(_) => {
                let is =
                    |term: &Term| matches!(term, Term::NamedNode(node) if node.as_str() == class);
                let types = self.said(foreign::RDF_TYPE).into_iter();
                types
                    .filter(|(_, classes)| classes.iter().any(is))
                    .map(|(subject, _)| subject)
                    .collect()
            }
        }
    }
}
