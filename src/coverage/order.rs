//! One jurisdiction's own law: what is read together, answered together, and replaced together.

use super::columns::Columns;
use super::law::{JurisdictionId, Norm, NormId, RequirementId, Survey};
use super::profile::Acts;
use std::ops::Index;
use std::sync::Arc;

/// The law of one jurisdiction.
#[derive(Debug, Default)]
pub(crate) struct LegalOrder {
    /// In the order of their IRIs.
    pub(crate) norms: Vec<Norm>,
    pub(crate) surveys: Vec<Survey>,
    pub(crate) acts: Acts,
    pub(crate) columns: Columns,
}

/// The law of every jurisdiction, and before it the norms that are nobody's own (a model law's).
#[derive(Debug, Clone, Default)]
pub(crate) struct Norms(Vec<Arc<LegalOrder>>);

impl Norms {
    /// Takes what is nobody's own, then the law of each jurisdiction.
    pub(super) fn new(orders: Vec<LegalOrder>) -> Self {
        Self(orders.into_iter().map(Arc::new).collect())
    }

    /// The law of a jurisdiction.
    pub(crate) fn of(&self, place: JurisdictionId) -> &LegalOrder {
        &self.0[place + 1]
    }

    /// Puts other law in the place of a jurisdiction's.
    pub(super) fn replace(&mut self, place: JurisdictionId, order: LegalOrder) {
        self.0[place + 1] = Arc::new(order);
    }

    /// The norms of a jurisdiction, in their order.
    pub(crate) fn ids_of(&self, place: JurisdictionId) -> impl Iterator<Item = NormId> + use<> {
        ids(place + 1, self.of(place).norms.len())
    }

    /// A norm of a jurisdiction by its position there.
    pub(super) fn id(place: JurisdictionId, row: u32) -> NormId {
        NormId {
            order: small(place + 1),
            row,
        }
    }

    /// The norms linked to a requirement, by jurisdiction, whatever the day.
    pub(super) fn linked(&self, requirement: RequirementId) -> impl Iterator<Item = NormId> {
        self.0.iter().enumerate().flat_map(move |(order, law)| {
            let order = small(order);
            let rows = law.columns.linked(requirement).iter();
            rows.map(move |row| NormId { order, row: *row })
        })
    }

    /// Every norm.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Norm> {
        self.0.iter().flat_map(|order| &order.norms)
    }

    /// Every norm with its position.
    pub(crate) fn each(&self) -> impl Iterator<Item = (NormId, &Norm)> {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(position, order)| ids(position, order.norms.len()).zip(order.norms.iter()))
    }
}

impl Index<NormId> for Norms {
    type Output = Norm;

    fn index(&self, id: NormId) -> &Norm {
        &self.0[id.order as usize].norms[id.row as usize]
    }
}

fn ids(order: usize, norms: usize) -> impl Iterator<Item = NormId> + use<> {
    let order = small(order);
    (0..small(norms)).map(move |row| NormId { order, row })
}

/// A position as it is stored. Nobody has four thousand million norms.
pub(super) fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
