//! A norm as an answer: its elements with their labels, in the order in which a lawyer reads them.

use super::answer::{Element, NormAnswer};
use super::index::Index;
use super::law::{Norm, NormId};
use crate::vocab::lm::prop;

impl Index {
    /// A norm with its elements, dates and penalties.
    pub(crate) fn norm_answer(&self, id: NormId, lang: &str) -> NormAnswer {
        let norm = &self.law.norms[id];
        NormAnswer {
            iri: norm.iri.clone(),
            provisions: self.citations(&[id], lang),
            note: self.law.texts.note_of(norm.jurisdiction, &norm.iri, lang),
            elements: self.elements(norm, lang),
            since: norm.validity.from,
            until: norm.validity.until,
            penalties: norm.tiers.clone(),
            review: norm.review.clone(),
            basis: norm.basis,
        }
    }

    fn elements(&self, norm: &Norm, lang: &str) -> Vec<Element> {
        let mut elements: Vec<Element> = self
            .element_properties()
            .filter_map(|(id, iri)| {
                let values = norm.values(id);
                (!values.is_empty()).then(|| Element {
                    element: self.named_label(iri, lang),
                    values: values
                        .iter()
                        .map(|value| self.concept(*value, lang))
                        .collect(),
                })
            })
            .collect();
        elements.sort_by_key(|element| reading_order(&element.element.iri));
        elements
    }

    /// Every property with concepts for values, those of coverage first, with its number.
    pub(crate) fn element_properties(&self) -> impl Iterator<Item = (usize, &str)> {
        let compared = self
            .law
            .properties
            .iter()
            .map(|property| property.iri.as_str());
        compared
            .chain(self.law.neutral_properties.iter().map(String::as_str))
            .enumerate()
    }
}

/// What is done, to what, with which fault, under which limits, by whom.
pub(crate) fn reading_order(iri: &str) -> usize {
    const ORDER: [&str; 15] = [
        prop::CONDUCT,
        prop::ACTION,
        prop::RULE,
        prop::GUARANTEE,
        prop::OBJECT,
        prop::DATA_CATEGORY,
        prop::ADDRESSEE,
        prop::OFFENCE_SCOPE,
        prop::MENTAL_ELEMENT,
        prop::REQUIRES_CIRCUMSTANCE,
        prop::HARM_THRESHOLD,
        prop::EXEMPTS,
        prop::THRESHOLD,
        prop::PERMITS_CIRCUMSTANCE,
        prop::PERMITS_BY_RESERVATION,
    ];
    ORDER
        .iter()
        .position(|known| *known == iri)
        .unwrap_or(ORDER.len())
}
