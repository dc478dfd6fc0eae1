//! The law as plain rows: what was read from the store, and nothing derived.
//!
//! What all share (concepts, instruments, parties) stands once; what is one jurisdiction's own stands in a
//! [`LegalOrder`](super::order::LegalOrder) of its own. A copy shares all of it, so that one can be replaced at little cost.

use super::concepts::{ConceptId, Concepts};
use super::order::Norms;
use super::party::Party;
use super::profile::Acts;
use super::source::Sources;
use super::texts::Texts;
use crate::model::{Basis, Day, Interval, Tier};
use std::sync::Arc;

/// A jurisdiction, as its position.
pub type JurisdictionId = usize;
/// A norm, as its position in the law of its jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NormId {
    /// Position of the legal order.
    pub(super) order: u32,
    /// Position in it.
    pub(super) row: u32,
}
/// An instrument with requirements, as its position.
pub type InstrumentId = usize;
/// A requirement, as its position.
pub type RequirementId = usize;
/// An element property, as its position in [`Law::properties`].
pub(crate) type PropertyId = usize;

/// A property whose values enter the derivation, as the ontology declares it.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) iri: String,
    pub(crate) widening: bool,
    pub(crate) primary: bool,
    pub(crate) silent_means_any: bool,
}

/// The elements of a norm or requirement: for each property that has any, its values in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Elements(pub(crate) Vec<(PropertyId, Vec<ConceptId>)>);

impl Elements {
    /// The values of a property.
    pub(crate) fn of(&self, property: PropertyId) -> &[ConceptId] {
        self.0
            .iter()
            .find(|(id, _)| *id == property)
            .map_or(&[], |(_, values)| values.as_slice())
    }

    /// All values, whatever the property.
    pub(crate) fn all(&self) -> impl Iterator<Item = ConceptId> + '_ {
        self.0.iter().flat_map(|(_, values)| values.iter().copied())
    }
}

/// A legal order.
#[derive(Debug, Clone)]
pub(crate) struct Jurisdiction {
    pub(crate) iri: String,
    /// ISO 3166-1 alpha-3, or the last part of the IRI.
    pub(crate) code: String,
    /// Whether it is an organisation, not a State or a part of one.
    pub(crate) organisation: bool,
    /// Days on which it is in each group: group concept and interval.
    pub(crate) memberships: Vec<(ConceptId, Interval)>,
}

/// An international instrument or model law with requirements.
#[derive(Debug, Clone)]
pub(crate) struct Instrument {
    pub(crate) iri: String,
    pub(crate) articles: Vec<Article>,
    /// Whether all that is recorded of it rests on its text, so that what it is silent on it does not ask for.
    pub(crate) read_whole: bool,
}

/// A provision with requirements: a row of the matrix.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) iri: String,
    /// The bare number: "2", "29(1)(a)".
    pub(crate) number: String,
    pub(crate) requirements: Vec<RequirementId>,
}

/// An atomic requirement.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) iri: String,
    pub(crate) topics: Vec<ConceptId>,
    /// The same as a position in [`Law::topic_sets`].
    pub(crate) topic_set: usize,
    pub(crate) mandatory: bool,
    pub(crate) pinpoint: String,
    pub(crate) widening: Elements,
    /// Limits that the article demands.
    pub(crate) narrowing: Elements,
    pub(crate) neutral: Elements,
    /// Narrowings that the article permits.
    pub(crate) permitted: Vec<ConceptId>,
    /// Narrowings that a party may make only by a reservation.
    pub(crate) reservable_narrowing: Vec<ConceptId>,
    /// Whether a party may reserve it away.
    pub(crate) reservable: bool,
    /// Whether somebody read the text: with editorial knowledge alone, limits are unknown, not absent.
    pub(crate) limits_known: bool,
    pub(crate) basis: Basis,
}

impl Requirement {
    /// The values of an element property, compared or neutral.
    pub(crate) fn values(&self, property: PropertyId) -> &[ConceptId] {
        first_of([&self.widening, &self.narrowing, &self.neutral], property)
    }

    /// The limits that the article demands, whatever the property.
    pub(crate) fn demanded(&self) -> impl Iterator<Item = ConceptId> + '_ {
        self.narrowing.all()
    }
}

/// A norm.
#[derive(Debug, Clone)]
pub(crate) struct Norm {
    pub(crate) iri: String,
    pub(crate) jurisdiction: Option<JurisdictionId>,
    pub(crate) instrument: String,
    /// The stable provisions that establish it, in order.
    pub(crate) provisions: Vec<String>,
    pub(crate) topics: Vec<ConceptId>,
    pub(crate) widening: Elements,
    pub(crate) narrowing: Elements,
    pub(crate) neutral: Elements,
    /// How many circumstances and harms narrow it; exemptions and thresholds do not count.
    pub(crate) circumstances: usize,
    pub(crate) validity: Interval,
    pub(crate) tiers: Vec<Tier>,
    /// "encoded", "checked", "disputed" or "stale".
    pub(crate) review: Option<String>,
    /// Whether somebody read the text: with editorial knowledge alone, what is not stated is unknown, not absent.
    pub(crate) read: bool,
    pub(crate) basis: Basis,
}

impl Norm {
    /// The values of an element property, compared or neutral.
    pub(crate) fn values(&self, property: PropertyId) -> &[ConceptId] {
        first_of([&self.widening, &self.narrowing, &self.neutral], property)
    }

    /// All narrowing values, whatever the property.
    pub(crate) fn narrowing_values(&self) -> impl Iterator<Item = ConceptId> + '_ {
        self.narrowing.all()
    }
}

/// The values of a property, which stands in one of several sets of elements.
fn first_of(elements: [&Elements; 3], property: PropertyId) -> &[ConceptId] {
    elements
        .into_iter()
        .map(|elements| elements.of(property))
        .find(|values| !values.is_empty())
        .unwrap_or_default()
}

/// A search of a jurisdiction's law.
#[derive(Debug, Clone)]
pub(crate) struct Survey {
    /// First day for which it speaks; days after the search are answered with the age shown.
    pub(crate) from: Option<Day>,
    /// The day of the search.
    pub(crate) on: Option<Day>,
    pub(crate) topics: Vec<ConceptId>,
}

impl Survey {
    /// Whether it speaks for a topic: the topic or a broader one was searched for.
    pub(crate) fn answers_for(&self, topic: ConceptId, concepts: &Concepts) -> bool {
        self.topics
            .iter()
            .any(|wide| concepts.includes(*wide, topic))
    }
}

/// What a reservation does to one requirement.
#[derive(Debug, Clone)]
pub(crate) struct Reserved {
    pub(crate) requirement: RequirementId,
    pub(crate) removes: bool,
    pub(crate) adds: Vec<ConceptId>,
    pub(crate) during: Interval,
}

/// Everything that the answers need.
#[derive(Debug, Clone, Default)]
pub(crate) struct Law {
    pub(crate) concepts: Arc<Concepts>,
    pub(crate) texts: Texts,
    pub(crate) sources: Sources,
    pub(crate) properties: Arc<Vec<Property>>,
    /// Properties with concepts for values that never enter coverage; in [`Norm::neutral`] they are
    /// numbered after [`Law::properties`].
    pub(crate) neutral_properties: Arc<Vec<String>>,
    /// Which of them can be said of norms alone, by the ontology, so that an instrument's silence means nothing.
    pub(crate) norms_only: Arc<Vec<String>>,
    /// By IRI.
    pub(crate) jurisdictions: Arc<Vec<Jurisdiction>>,
    /// The jurisdictions in the order of their codes, which are in capitals here.
    pub(crate) by_code: Arc<Vec<(String, JurisdictionId)>>,
    pub(crate) instruments: Arc<Vec<Instrument>>,
    /// By jurisdiction, then by IRI.
    pub(crate) parties: Arc<Vec<Party>>,
    /// The dates of texts that are no jurisdiction's own.
    pub(crate) acts: Arc<Acts>,
    pub(crate) requirements: Arc<Vec<Requirement>>,
    /// The sets of topics that requirements have, each once; [`Requirement::topic_set`] is a position here.
    pub(crate) topic_sets: Arc<Vec<Vec<ConceptId>>>,
    /// By jurisdiction; in each, by requirement.
    pub(crate) reserved: Arc<Vec<Vec<Reserved>>>,
    /// The law of each jurisdiction.
    pub(crate) norms: Norms,
}

impl Law {
    /// The day on which topics of the jurisdiction were searched, if a survey speaks for every one of
    /// them on `day`: the oldest of the newest searches. A survey of a topic answers for the narrower
    /// ones too.
    pub(crate) fn searched_on(
        &self,
        jurisdiction: JurisdictionId,
        topics: &[ConceptId],
        day: Day,
    ) -> Option<Day> {
        let surveys = &self.norms.of(jurisdiction).surveys;
        let newest = |topic: ConceptId| {
            surveys
                .iter()
                .filter(|survey| survey.from.is_some_and(|from| from <= day))
                .filter(|survey| survey.answers_for(topic, &self.concepts))
                .filter_map(|survey| survey.on)
                .max()
        };
        let days: Option<Vec<Day>> = topics.iter().map(|topic| newest(*topic)).collect();
        days?.into_iter().min()
    }

    /// The norms of a jurisdiction that are in force on a day.
    pub(crate) fn in_force(
        &self,
        jurisdiction: JurisdictionId,
        day: Day,
    ) -> impl Iterator<Item = NormId> + '_ {
        self.norms
            .ids_of(jurisdiction)
            .filter(move |norm| self.norms[*norm].validity.in_force(day))
    }

    /// Whether anything at all was encoded for a jurisdiction: a norm or a survey.
    pub(crate) fn is_encoded(&self, jurisdiction: JurisdictionId) -> bool {
        let order = self.norms.of(jurisdiction);
        !order.surveys.is_empty() || !order.norms.is_empty()
    }
}
