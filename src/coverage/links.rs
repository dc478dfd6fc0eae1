//! Which norms meet or touch which requirements: day-independent, derived once a load.
//!
//! The same derivation as `queries/rules/20` to `50`, on bit sets.

use super::concepts::ConceptId;
use super::law::{Law, Norm, NormId, PropertyId, Requirement};
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

/// For each requirement its links, ordered by jurisdiction and norm.
pub(crate) fn derive(law: &Law) -> Vec<Vec<Link>> {
    let values = Values::new(law);
    law.requirements
        .iter()
        .map(|requirement| {
            let mut links: Vec<Link> = values
                .related(law, requirement)
                .map(|norm| link(law, requirement, norm))
                .collect();
            links.sort_by_key(|link| (law.norms[link.norm].jurisdiction, link.norm));
            links
        })
        .collect()
}

/// For each property and concept, the norms that have exactly this value.
struct Values {
    norms: usize,
    having: HashMap<(PropertyId, ConceptId), FixedBitSet>,
}

impl Values {
    fn new(law: &Law) -> Self {
        let norms = law.norms.len();
        let mut having: HashMap<_, FixedBitSet> = HashMap::new();
        for (id, norm) in law.norms.iter().enumerate() {
            for (property, values) in &norm.widening.0 {
                for value in values {
                    having
                        .entry((*property, *value))
                        .or_insert_with(|| FixedBitSet::with_capacity(norms))
                        .insert(id);
                }
            }
        }
        Self { norms, having }
    }

    /// Norms with a value on the same line of inclusion as each primary element of the requirement.
    fn related(
        &self,
        law: &Law,
        requirement: &Requirement,
    ) -> impl Iterator<Item = NormId> + use<> {
        let mut all: Option<FixedBitSet> = None;
        for (property, wanted) in &requirement.widening.0 {
            if !law.properties[*property].primary {
                continue;
            }
            let mut some = FixedBitSet::with_capacity(self.norms);
            for concept in wanted {
                let line = law
                    .concepts
                    .including(*concept)
                    .iter()
                    .chain(law.concepts.included(*concept));
                for value in line {
                    if let Some(norms) = self.having.get(&(*property, *value)) {
                        some.union_with(norms);
                    }
                }
            }
            match &mut all {
                Some(all) => all.intersect_with(&some),
                None => all = Some(some),
            }
        }
        all.unwrap_or_default()
            .ones()
            .collect::<Vec<_>>()
            .into_iter()
    }
}

fn link(law: &Law, requirement: &Requirement, id: NormId) -> Link {
    let norm = &law.norms[id];
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

/// Whether the norm keeps to a demanded limit, by it or something narrower.
fn limited(law: &Law, norm: &Norm, demanded: ConceptId) -> bool {
    norm.narrowing_values()
        .any(|given| law.concepts.includes(demanded, given))
}
