//! The figures of a graph, counted from its statements: what VoID states is what COUNT(*) gives.

use super::derived::Derived;
use oxigraph::model::Term;
use oxigraph::model::vocab::rdf;
use std::collections::{BTreeMap, HashSet};

/// The figures of one property.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct OfProperty {
    /// Statements.
    pub triples: u64,
    /// Different subjects.
    pub subjects: u64,
    /// Different objects.
    pub objects: u64,
}

/// The figures of a whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements.
    pub triples: u64,
    /// Different subjects.
    pub subjects: u64,
    /// Different objects.
    pub objects: u64,
    /// Instances of each class.
    pub classes: BTreeMap<String, u64>,
    /// Each property.
    pub properties: BTreeMap<String, OfProperty>,
    /// Statements of each named graph.
    pub graphs: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Seen {
    triples: u64,
    subjects: HashSet<u32>,
    objects: HashSet<u32>,
}

impl Derived {
    /// Counts everything: statements, and by property, class and graph.
    pub fn figures(&self) -> Counts {
        let class = self.facts.terms.iri(rdf::TYPE.as_str());
        let mut all = Seen::default();
        let mut classes: BTreeMap<u32, u64> = BTreeMap::new();
        let mut graphs: BTreeMap<u32, u64> = BTreeMap::new();
        let mut properties: BTreeMap<u32, Seen> = BTreeMap::new();
        for [subject, predicate, object, graph] in self.facts.with([None; 4]) {
            for seen in [&mut all, properties.entry(predicate).or_default()] {
                seen.triples += 1;
                seen.subjects.insert(subject);
                seen.objects.insert(object);
            }
            *graphs.entry(graph).or_default() += 1;
            // Every statement stands once: one of this kind is one instance.
            if Some(predicate) == class {
                *classes.entry(object).or_default() += 1;
            }
        }
        let whole = all.figures();
        Counts {
            triples: whole.triples,
            subjects: whole.subjects,
            objects: whole.objects,
            classes: self.by_iri(classes),
            properties: self.by_iri(properties.into_iter().map(|(p, seen)| (p, seen.figures()))),
            graphs: self.by_iri(graphs),
        }
    }

    fn by_iri<T>(&self, counted: impl IntoIterator<Item = (u32, T)>) -> BTreeMap<String, T> {
        counted
            .into_iter()
            .filter_map(|(number, value)| match self.facts.terms.term(number) {
                Term::NamedNode(node) => Some((node.into_string(), value)),
                _ => None,
            })
            .collect()
    }
}

impl Seen {
    fn figures(&self) -> OfProperty {
        OfProperty {
            triples: self.triples,
            subjects: self.subjects.len() as u64,
            objects: self.objects.len() as u64,
        }
    }
}
