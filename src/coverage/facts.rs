//! What norms and requirements have in common: elements, and the readings that they rest on.

use super::concepts::{ConceptId, Concepts};
use super::law::{Elements, Law, Property};
use super::said::{Said, iri_of, iris};
use super::statements::Statements;
use crate::model::Basis;
use crate::vocab::foreign;
use crate::vocab::lm::prop;
use oxigraph::model::Term;
use std::collections::HashMap;
use std::sync::Arc;

/// The elements of things and their readings, by subject.
pub(super) struct Facts {
    concepts: Arc<Concepts>,
    properties: Arc<Vec<Property>>,
    /// For each element property, its statements.
    elements: Vec<Said>,
    /// The same for those that never enter coverage.
    neutral: Vec<Said>,
    topics: Said,
    bases: HashMap<String, Basis>,
    readings: Said,
}

impl Facts {
    /// Reads what the law's properties say.
    pub(super) fn read(statements: &Statements<'_>, law: &Law) -> Self {
        let all = |iris: &mut dyn Iterator<Item = &String>| {
            iris.map(|iri| statements.said(iri)).collect::<Vec<_>>()
        };
        let bases = statements
            .said(prop::BASIS)
            .into_iter()
            .filter_map(|(reading, terms)| {
                Some((reading, terms.iter().filter_map(basis_of).max()?))
            })
            .collect();
        Self {
            concepts: Arc::clone(&law.concepts),
            properties: Arc::clone(&law.properties),
            elements: all(&mut law.properties.iter().map(|property| &property.iri)),
            neutral: all(&mut law.neutral_properties.iter()),
            topics: statements.said(prop::TOPIC),
            bases,
            readings: statements.said(foreign::PROV_WAS_DERIVED_FROM),
        }
    }

    /// The concepts among terms, in their order, each once.
    pub(super) fn concept_ids(&self, terms: Option<&Vec<Term>>) -> Vec<ConceptId> {
        concept_ids(&self.concepts, terms)
    }

    /// The topics of a subject.
    pub(super) fn topics(&self, subject: &str) -> Vec<ConceptId> {
        self.concept_ids(self.topics.get(subject))
    }

    /// The elements of a subject, of the properties that the filter lets through.
    pub(super) fn elements(&self, subject: &str, keep: impl Fn(&Property) -> bool) -> Elements {
        Elements(
            self.properties
                .iter()
                .enumerate()
                .filter(|(_, property)| keep(property))
                .map(|(id, _)| (id, self.concept_ids(self.elements[id].get(subject))))
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        )
    }

    /// The elements of a subject that never enter coverage, numbered after the others.
    pub(super) fn neutral(&self, subject: &str) -> Elements {
        let first = self.properties.len();
        Elements(
            self.neutral
                .iter()
                .enumerate()
                .map(|(i, said)| (first + i, self.concept_ids(said.get(subject))))
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        )
    }

    /// How many values a subject has of a narrowing property.
    pub(super) fn count(&self, elements: &Elements, property: &str) -> usize {
        let position = self.properties.iter().position(|p| p.iri == property);
        position.map_or(0, |id| elements.of(id).len())
    }

    /// What a subject rests on.
    pub(super) fn readings(&self, subject: &str) -> Option<&Vec<Term>> {
        self.readings.get(subject)
    }

    /// The bases of the readings a subject rests on.
    fn bases(&self, subject: &str) -> impl Iterator<Item = Basis> {
        iris(self.readings.get(subject)).filter_map(|reading| self.bases.get(reading).copied())
    }

    /// Whether a subject rests on more than editorial knowledge.
    pub(super) fn is_read(&self, subject: &str) -> bool {
        self.bases(subject).any(|basis| basis != Basis::Editorial)
    }

    /// Whether a subject rests on the words of a text and not on editorial knowledge beside them.
    pub(super) fn rests_on_text(&self, subject: &str) -> bool {
        let text = |basis: Basis| basis <= Basis::OfficialTranslation;
        self.bases(subject).any(text) && self.bases(subject).all(|basis| basis != Basis::Editorial)
    }

    /// The weakest basis of the readings a subject rests on; with none, nothing was read.
    pub(super) fn basis(&self, subject: &str) -> Basis {
        self.bases(subject).max().unwrap_or(Basis::Editorial)
    }
}

/// The concepts among terms, in their order, each once.
pub(super) fn concept_ids(concepts: &Concepts, terms: Option<&Vec<Term>>) -> Vec<ConceptId> {
    let mut ids: Vec<ConceptId> = iris(terms).filter_map(|iri| concepts.id(iri)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.shrink_to_fit();
    ids
}

fn basis_of(term: &Term) -> Option<Basis> {
    Basis::from_iri(iri_of(term)?)
}

/// The instrument that a provision is part of, directly or through larger provisions.
pub(super) fn whole<'p>(provision: &'p str, parts: &'p Said) -> Option<&'p str> {
    let mut here = provision;
    // A text nests a few levels deep; the bound ends a cycle in broken data.
    for _ in 0..16 {
        match iris(parts.get(here)).next() {
            Some(larger) => here = larger,
            None => break,
        }
    }
    (here != provision).then_some(here)
}
