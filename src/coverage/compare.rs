//! Comparison: the law of several jurisdictions on a topic side by side, element by element.

use super::answer::{Citation, Named};
use super::concepts::ConceptId;
use super::error::{IndexError, unknown};
use super::index::{Index, concept_iri};
use super::law::{JurisdictionId, NormId};
use super::norm::reading_order;
use crate::model::{Day, Tier};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A value of an element, and which provisions have it where not all do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedValue {
    /// The value.
    pub value: Named,
    /// The provisions that have it; empty where every norm on the topic does.
    pub only: Vec<Citation>,
}

/// One element property of a topic: what each jurisdiction has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComparedElement {
    /// The property, for example "conduct".
    pub element: Named,
    /// For each jurisdiction, its values, sorted by label.
    pub values: Vec<Vec<ComparedValue>>,
    /// Whether the jurisdictions that have law on the topic differ.
    pub differs: bool,
}

/// One topic.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComparedTopic {
    /// The topic.
    pub topic: Named,
    /// For each jurisdiction, the provisions.
    pub provisions: Vec<Vec<Citation>>,
    /// For each jurisdiction, whether its law was searched for the topic: an empty cell then says "none".
    pub surveyed: Vec<bool>,
    /// The elements, those of coverage first.
    pub elements: Vec<ComparedElement>,
    /// For each jurisdiction, the basic tiers of the penalties.
    pub penalties: Vec<Vec<Tier>>,
}

/// Several jurisdictions side by side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// The jurisdictions' codes, in the order asked for.
    pub codes: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// Topics on which at least one has law.
    pub topics: Vec<ComparedTopic>,
}

impl Index {
    /// Compares jurisdictions on a day, on one topic and its narrower ones, or on all.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn compare(
        &self,
        places: &[JurisdictionId],
        topic: Option<&str>,
        day: Day,
        lang: &str,
    ) -> Result<Comparison, IndexError> {
        let wanted = topic.map(|name| self.topic(name)).transpose()?;
        let norms: Vec<Vec<NormId>> = places
            .iter()
            .map(|&place| self.law.in_force(place, day).collect())
            .collect();
        let topics: BTreeSet<ConceptId> = norms
            .iter()
            .flatten()
            .flat_map(|norm| &self.law.norms[*norm].topics)
            .copied()
            .filter(|topic| wanted.is_none_or(|wide| self.law.concepts.includes(wide, *topic)))
            .collect();
        let mut topics: Vec<ConceptId> = topics.into_iter().collect();
        topics.sort_by(|a, b| self.law.concepts.iri(*a).cmp(self.law.concepts.iri(*b)));
        Ok(Comparison {
            codes: places
                .iter()
                .map(|&place| self.code(place).to_owned())
                .collect(),
            names: places
                .iter()
                .map(|&place| {
                    self.named_label(&self.law.jurisdictions[place].iri, lang)
                        .label
                })
                .collect(),
            day,
            lang: lang.to_owned(),
            topics: topics
                .into_iter()
                .map(|topic| self.compared(topic, places, &norms, day, lang))
                .collect(),
        })
    }

    pub(super) fn topic(&self, name: &str) -> Result<ConceptId, IndexError> {
        let iri = concept_iri("topic", name);
        self.law.concepts.id(&iri).ok_or_else(|| {
            let mut known: Vec<&str> = self
                .law
                .norms
                .iter()
                .flat_map(|norm| &norm.topics)
                .map(|t| super::index::last_part(self.law.concepts.iri(*t)))
                .collect();
            known.sort_unstable();
            known.dedup();
            unknown("topic", name, &known, &known)
        })
    }

    fn compared(
        &self,
        topic: ConceptId,
        places: &[JurisdictionId],
        norms: &[Vec<NormId>],
        day: Day,
        lang: &str,
    ) -> ComparedTopic {
        let on_topic: Vec<Vec<NormId>> = norms
            .iter()
            .map(|norms| {
                norms
                    .iter()
                    .copied()
                    .filter(|norm| self.law.norms[*norm].topics.contains(&topic))
                    .collect()
            })
            .collect();
        let properties = self
            .law
            .properties
            .iter()
            .map(|property| property.iri.as_str());
        let neutral = self.law.neutral_properties.iter().map(String::as_str);
        let mut elements: Vec<ComparedElement> = properties
            .chain(neutral)
            .enumerate()
            .filter_map(|(id, iri)| self.compared_element(id, iri, &on_topic, lang))
            .collect();
        elements.sort_by_key(|element| reading_order(&element.element.iri));
        ComparedTopic {
            topic: self.concept(topic, lang),
            provisions: on_topic
                .iter()
                .map(|norms| self.citations(norms, lang))
                .collect(),
            surveyed: places
                .iter()
                .map(|&place| self.law.searched_on(place, &[topic], day).is_some())
                .collect(),
            elements,
            penalties: on_topic
                .iter()
                .map(|norms| self.basic_tiers(norms))
                .collect(),
        }
    }

    fn compared_element(
        &self,
        property: usize,
        iri: &str,
        norms: &[Vec<NormId>],
        lang: &str,
    ) -> Option<ComparedElement> {
        let given: Vec<BTreeSet<ConceptId>> = norms
            .iter()
            .map(|norms| {
                norms
                    .iter()
                    .flat_map(|norm| self.law.norms[*norm].values(property))
                    .copied()
                    .collect()
            })
            .collect();
        if given.iter().all(BTreeSet::is_empty) {
            return None;
        }
        let mut having = given
            .iter()
            .zip(norms)
            .filter(|(_, norms)| !norms.is_empty())
            .map(|(values, _)| values);
        let first = having.next();
        let differs = having.any(|values| Some(values) != first);
        let values = given
            .into_iter()
            .zip(norms)
            .map(|(values, norms)| self.compared_values(property, &values, norms, lang))
            .collect();
        Some(ComparedElement {
            element: self.named_label(iri, lang),
            values,
            differs,
        })
    }

    /// The values of a jurisdiction by label; those that only some of its norms have name them.
    fn compared_values(
        &self,
        property: usize,
        values: &BTreeSet<ConceptId>,
        norms: &[NormId],
        lang: &str,
    ) -> Vec<ComparedValue> {
        let having = |value: &ConceptId| -> Vec<NormId> {
            let has = |norm: &&NormId| self.law.norms[**norm].values(property).contains(value);
            norms.iter().filter(has).copied().collect()
        };
        let mut compared: Vec<ComparedValue> = values
            .iter()
            .map(|value| {
                let some = having(value);
                let all = some.len() == norms.len();
                ComparedValue {
                    value: self.concept(*value, lang),
                    only: if all {
                        Vec::new()
                    } else {
                        self.citations(&some, lang)
                    },
                }
            })
            .collect();
        compared.sort_by(|a, b| a.value.label.cmp(&b.value.label));
        compared
    }

    fn basic_tiers(&self, norms: &[NormId]) -> Vec<Tier> {
        let mut tiers: Vec<Tier> = Vec::new();
        for tier in norms
            .iter()
            .flat_map(|norm| &self.law.norms[*norm].tiers)
            .filter(|tier| tier.is_basic())
        {
            if tiers.iter().all(|known| known.iri != tier.iri) {
                tiers.push(tier.clone());
            }
        }
        tiers
    }
}
