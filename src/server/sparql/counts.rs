//! The figures of a data set, counted from its statements: what VoID states is what COUNT(*) gives.

use crate::vocab::foreign;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::{BTreeMap, HashSet};
use std::io;

/// The figures of one property.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OfProperty {
    /// Statements.
    pub(super) triples: u64,
    /// Different subjects.
    pub(super) subjects: u64,
    /// Different objects.
    pub(super) objects: u64,
}

/// The figures of a whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Statements.
    pub(super) triples: u64,
    /// Different subjects.
    pub(super) subjects: u64,
    /// Different objects.
    pub(super) objects: u64,
    /// Instances of each class.
    pub(super) classes: BTreeMap<String, u64>,
    /// Each property.
    pub(super) properties: BTreeMap<String, OfProperty>,
    /// Statements of each named graph.
    pub(super) graphs: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Seen {
    triples: u64,
    subjects: HashSet<NamedOrBlankNode>,
    objects: HashSet<Term>,
}

impl Counts {
    /// Counts an image, in which every statement stands once.
    ///
    /// # Errors
    /// When it is no N-Quads.
    pub(super) fn of(image: &[u8]) -> io::Result<Self> {
        let mut subjects = HashSet::new();
        let mut objects = HashSet::new();
        let mut classes: BTreeMap<String, HashSet<NamedOrBlankNode>> = BTreeMap::new();
        let mut properties: BTreeMap<String, Seen> = BTreeMap::new();
        let mut counts = Self::default();
        for quad in RdfParser::from_format(RdfFormat::NQuads)
            .lenient()
            .for_slice(image)
        {
            let quad = quad?;
            counts.triples += 1;
            if let oxigraph::model::GraphName::NamedNode(name) = &quad.graph_name {
                *counts.graphs.entry(name.as_str().to_owned()).or_default() += 1;
            }
            if let (foreign::RDF_TYPE, Term::NamedNode(class)) =
                (quad.predicate.as_str(), &quad.object)
            {
                let instances = classes.entry(class.as_str().to_owned()).or_default();
                instances.insert(quad.subject.clone());
            }
            let property = properties.entry(quad.predicate.into_string()).or_default();
            property.triples += 1;
            property.subjects.insert(quad.subject.clone());
            property.objects.insert(quad.object.clone());
            subjects.insert(quad.subject);
            objects.insert(quad.object);
        }
        counts.subjects = subjects.len() as u64;
        counts.objects = objects.len() as u64;
        counts.classes = classes
            .into_iter()
            .map(|(class, instances)| (class, instances.len() as u64))
            .collect();
        counts.properties = properties
            .into_iter()
            .map(|(property, seen)| {
                let figures = OfProperty {
                    triples: seen.triples,
                    subjects: seen.subjects.len() as u64,
                    objects: seen.objects.len() as u64,
                };
                (property, figures)
            })
            .collect();
        Ok(counts)
    }
}
