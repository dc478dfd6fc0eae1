//! The prefixes of the project: read from the ontology, used in queries, arguments and messages.

use super::read::Corpus;
use super::source::Source;
use crate::vocab;
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::BTreeMap;

/// Where a project declares its prefixes.
const DECLARED_IN: &str = "ontology/prefixes.ttl";

/// Prefix and namespace, sorted by prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefixes(BTreeMap<String, String>);

impl Default for Prefixes {
    /// The prefixes that every query may use, whatever a corpus declares.
    fn default() -> Self {
        let own = [("lm", vocab::LM.to_owned()), ("cl", vocab::ID.to_owned())];
        let schemes = vocab::SCHEMES
            .iter()
            .map(|scheme| (*scheme, format!("{}{scheme}/", vocab::CONCEPT)));
        let foreign = vocab::FOREIGN
            .iter()
            .map(|(p, iri)| (*p, (*iri).to_owned()));
        Self(
            own.into_iter()
                .chain(schemes)
                .chain(foreign)
                .map(|(prefix, namespace)| (prefix.to_owned(), namespace))
                .collect(),
        )
    }
}

impl Prefixes {
    /// No prefix at all: for text that has to declare what it uses.
    pub fn bare() -> Self {
        Self(BTreeMap::new())
    }

    /// Those of a source of which nothing else is to be read.
    pub fn declared(source: &Source) -> Self {
        let bytes = source.bytes(DECLARED_IN).unwrap_or_default();
        Self::of(&Corpus::read(&Source::from_files([(DECLARED_IN, bytes)])))
    }

    /// The default prefixes and those that `ontology/prefixes.ttl` declares with `sh:declare`.
    pub fn of(corpus: &Corpus) -> Self {
        let mut prefixes = Self::default();
        let Some(document) = corpus.documents.iter().find(|d| d.name == DECLARED_IN) else {
            return prefixes;
        };
        let mut parts: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
        for statement in &document.statements {
            let (
                NamedOrBlankNode::NamedNode(_) | NamedOrBlankNode::BlankNode(_),
                Term::Literal(value),
            ) = (&statement.triple.subject, &statement.triple.object)
            else {
                continue;
            };
            let entry = parts
                .entry(statement.triple.subject.to_string())
                .or_default();
            match statement.triple.predicate.as_str() {
                vocab::foreign::SH_PREFIX => entry.0 = Some(value.value().to_owned()),
                vocab::foreign::SH_NAMESPACE => entry.1 = Some(value.value().to_owned()),
                _ => {}
            }
        }
        for declared in parts.into_values() {
            if let (Some(prefix), Some(namespace)) = declared {
                prefixes.0.insert(prefix, namespace);
            }
        }
        prefixes
    }

    /// Prefix and namespace, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(p, n)| (p.as_str(), n.as_str()))
    }

    /// The namespace of a prefix.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.0.get(prefix).map(String::as_str)
    }

    /// The IRI of a prefixed name such as `circ:without-right`.
    pub fn expand(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        Some(format!("{}{local}", self.namespace(prefix)?))
    }

    /// The shortest prefixed name of an IRI, or the IRI in angle brackets.
    pub fn compact(&self, iri: &str) -> String {
        self.0
            .iter()
            .filter(|(_, namespace)| iri.len() > namespace.len() && iri.starts_with(*namespace))
            .max_by_key(|(_, namespace)| namespace.len())
            .map_or_else(
                || format!("<{iri}>"),
                |(prefix, namespace)| format!("{prefix}:{}", &iri[namespace.len()..]),
            )
    }
}
