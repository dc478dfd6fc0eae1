//! Which norms meet or touch which requirements, whatever the day, and why.
//!
//! The same derivation as `queries/rules/20` to `50`, on bit sets.

use super::concepts::ConceptId;
use super::law::{Law, Norm, NormId, PropertyId, Requirement, Reserved};
use fixedbitset::FixedBitSet;
use std::collections::HashMap;

/// How a norm is related to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every widening element of the requirement is included by the norm's.
    Meets,
    /// Every primary element is related, either way, but the requirement is not met.
    Touches,
}

/// A norm's relation to one requirement.
#[derive(Debug, Clone)]
pub struct Link {
    /// The norm.
    pub norm: NormId,
    /// Whether it meets or only touches.
    pub kind: Kind,
    /// Narrowing values that the requirement neither demands nor permits; empty for one that touches.
    pub(crate) excess: Vec<ConceptId>,
    /// Demanded limits that the norm leaves out: it is over-broad.
    pub(crate) lacks: Vec<ConceptId>,
    /// Widening properties in which a touching norm is too narrow.
    pub(crate) short: Vec<PropertyId>,
    /// It meets without excess, and narrows as the article permits.
    pub(crate) uses_permission: bool,
}

impl Link {
    /// Whether it meets without narrowing beyond what is allowed.
    pub fn is_clean(&self) -> bool {
        self.kind == Kind::Meets && self.excess.is_empty()
    }
}

/// For each requirement and each of its primary elements, the concepts on one line of inclusion with what it asks for: a norm
/// that has one of them for each is related. Made once, used for the law of each jurisdiction.
#[derive(Debug)]
pub(crate) struct Plan(Vec<Vec<(PropertyId, Vec<ConceptId>)>>);

impl Plan {
    /// Reads the requirements.
    pub(crate) fn new(law: &Law) -> Self {
        let lines = |requirement: &Requirement| {
            requirement
                .widening
                .0
                .iter()
                .filter(|(property, _)| law.properties[*property].primary)
                .map(|(property, wanted)| (*property, line(law, wanted)))
                .collect()
        };
        Self(law.requirements.iter().map(lines).collect())
    }

    /// For each requirement the positions of the norms with a value on the line of each primary element.
    pub(crate) fn related(&self, norms: &[Norm]) -> impl Iterator<Item = Vec<usize>> {
        let having = having(norms);
        self.0.iter().map(move |elements| {
            let mut all: Option<FixedBitSet> = None;
            for (property, line) in elements {
                let mut some = FixedBitSet::with_capacity(norms.len());
                for value in line {
                    if let Some(norms) = having.get(&(*property, *value)) {
                        some.union_with(norms);
                    }
                }
                match &mut all {
                    Some(all) => all.intersect_with(&some),
                    None => all = Some(some),
                }
            }
            all.unwrap_or_default().ones().collect()
        })
    }
}

/// Everything that includes, or is included by, one of the concepts.
fn line(law: &Law, wanted: &[ConceptId]) -> Vec<ConceptId> {
    let mut line: Vec<ConceptId> = wanted
        .iter()
        .flat_map(|concept| {
            let up = law.concepts.including(*concept);
            up.iter().chain(law.concepts.included(*concept))
        })
        .copied()
        .collect();
    line.sort_unstable();
    line.dedup();
    line
}

/// For each property and concept, the norms that have exactly this value.
fn having(norms: &[Norm]) -> HashMap<(PropertyId, ConceptId), FixedBitSet> {
    let mut having: HashMap<_, FixedBitSet> = HashMap::new();
    for (row, norm) in norms.iter().enumerate() {
        for (property, values) in &norm.widening.0 {
            for value in values {
                having
                    .entry((*property, *value))
                    .or_insert_with(|| FixedBitSet::with_capacity(norms.len()))
                    .insert(row);
            }
        }
    }
    having
}

/// Compares a norm with a requirement that it is related to.
pub(crate) fn link(law: &Law, requirement: &Requirement, id: NormId, norm: &Norm) -> Link {
    let short = shortfalls(law, requirement, norm);
    let kind = if short.is_empty() {
        Kind::Meets
    } else {
        Kind::Touches
    };
    let (mut excess, mut lacks, mut uses_permission) = (Vec::new(), Vec::new(), false);
    if kind == Kind::Meets && requirement.limits_known {
        excess = norm
            .narrowing_values()
            .filter(|c| !allows(law, requirement, *c))
            .collect();
        excess.sort_unstable();
        excess.dedup();
        lacks = requirement
            .demanded()
            .filter(|d| !limited(law, norm, *d))
            .collect();
        uses_permission = excess.is_empty()
            && norm
                .narrowing_values()
                .any(|c| !demands(law, requirement, c));
    }
    Link {
        norm: id,
        kind,
        excess,
        lacks,
        short,
        uses_permission,
    }
}

/// The widening properties in which no value of the norm includes a required one.
fn shortfalls(law: &Law, requirement: &Requirement, norm: &Norm) -> Vec<PropertyId> {
    requirement
        .widening
        .0
        .iter()
        .filter(|(property, wanted)| {
            let given = norm.widening.of(*property);
            let silent = given.is_empty() && law.properties[*property].silent_means_any;
            let met = wanted.iter().all(|wanted| {
                given
                    .iter()
                    .any(|given| law.concepts.includes(*given, *wanted))
            });
            !silent && !met
        })
        .map(|(property, _)| *property)
        .collect()
}

/// Whether a narrowing value is the demanded limit or a looser one.
fn demands(law: &Law, requirement: &Requirement, value: ConceptId) -> bool {
    requirement
        .demanded()
        .any(|demanded| law.concepts.includes(value, demanded))
}

/// Whether a narrowing value leaves the requirement met in full.
fn allows(law: &Law, requirement: &Requirement, value: ConceptId) -> bool {
    demands(law, requirement, value) || permitted_by(law, &requirement.permitted, value)
}

/// Whether permissions cover a value. They are given for a class: broader and narrower are covered.
pub(crate) fn permitted_by(law: &Law, permitted: &[ConceptId], value: ConceptId) -> bool {
    permitted
        .iter()
        .any(|p| law.concepts.includes(value, *p) || law.concepts.includes(*p, value))
}

/// The narrowings that neither the article nor a reservation allows.
pub(crate) fn left_over<'a>(
    law: &'a Law,
    excess: &'a [ConceptId],
    reserved: impl Iterator<Item = &'a Reserved> + Clone + 'a,
) -> impl Iterator<Item = ConceptId> + 'a {
    excess
        .iter()
        .copied()
        .filter(move |value| !reserved.clone().any(|r| permitted_by(law, &r.adds, *value)))
}

/// Whether the norm keeps to a demanded limit, by it or something narrower.
fn limited(law: &Law, norm: &Norm, demanded: ConceptId) -> bool {
    norm.narrowing_values()
        .any(|given| law.concepts.includes(demanded, given))
}
