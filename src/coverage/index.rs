//! The index that answers: the law as rows, and the derived links, read from a snapshot once.

use super::error::{IndexError, unknown};
use super::law::{Instrument, InstrumentId, JurisdictionId, Law, NormId, RequirementId};
use super::links::{self, Link};
use super::read;
use crate::model::{Day, Interval};
use crate::store::Snapshot;
use crate::vocab;

/// The law of all jurisdictions, compared with what all instruments ask.
#[derive(Debug)]
pub struct Index {
    pub(crate) law: Law,
    /// By requirement; in each, ordered by jurisdiction.
    links: Vec<Vec<Link>>,
}

impl Index {
    /// Reads a snapshot. Only asserted statements are used; the links are derived here.
    ///
    /// # Errors
    /// When the snapshot holds no ontology.
    pub fn new(snapshot: &Snapshot) -> Result<Self, IndexError> {
        let law = read::read(snapshot)?;
        let links = links::derive(&law);
        Ok(Self { law, links })
    }

    /// The links of a requirement to the norms of a jurisdiction.
    pub(crate) fn links(&self, requirement: RequirementId, place: JurisdictionId) -> &[Link] {
        let links = &self.links[requirement];
        let start =
            links.partition_point(|link| self.law.norms[link.norm].jurisdiction < Some(place));
        let end =
            links.partition_point(|link| self.law.norms[link.norm].jurisdiction <= Some(place));
        &links[start..end]
    }

    /// Every link as (norm IRI, requirement IRI, link), for tests and dumps.
    pub fn all_links(&self) -> impl Iterator<Item = (&str, &str, &Link)> {
        self.links
            .iter()
            .enumerate()
            .flat_map(move |(requirement, links)| {
                let requirement = self.law.requirements[requirement].iri.as_str();
                links
                    .iter()
                    .map(move |link| (self.law.norms[link.norm].iri.as_str(), requirement, link))
            })
    }

    /// The left-over narrowings of a link, as IRIs.
    pub fn excess<'a>(&'a self, link: &'a Link) -> impl Iterator<Item = &'a str> {
        link.excess
            .iter()
            .map(|concept| self.law.concepts.iri(*concept))
    }

    /// Whether a link's norm leaves out a limit that the requirement demands.
    pub fn lacks_limit(&self, link: &Link) -> bool {
        !link.lacks.is_empty()
    }

    /// Whether a link's norm narrows as the article permits.
    pub fn uses_permission(&self, link: &Link) -> bool {
        link.uses_permission
    }

    pub(crate) fn in_force(&self, norm: NormId, day: Day) -> bool {
        self.law.norms[norm].validity.in_force(day)
    }

    pub(crate) fn validity(&self, norm: NormId) -> Interval {
        self.law.norms[norm].validity
    }

    /// The jurisdictions for which anything was encoded, by code.
    pub fn encoded(&self) -> Vec<JurisdictionId> {
        let mut encoded: Vec<_> = (0..self.law.jurisdictions.len())
            .filter(|id| self.law.is_encoded(*id))
            .collect();
        encoded.sort_by(|a, b| {
            self.law.jurisdictions[*a]
                .code
                .cmp(&self.law.jurisdictions[*b].code)
        });
        encoded
    }

    /// The jurisdiction with a code (any case) or IRI.
    ///
    /// # Errors
    /// When there is none; the nearest code is suggested.
    pub fn jurisdiction(&self, name: &str) -> Result<JurisdictionId, IndexError> {
        let places = &self.law.jurisdictions;
        places
            .iter()
            .position(|place| place.code.eq_ignore_ascii_case(name) || place.iri == name)
            .ok_or_else(|| {
                let encoded: Vec<&str> = self
                    .encoded()
                    .into_iter()
                    .map(|id| places[id].code.as_str())
                    .collect();
                let all: Vec<&str> = places.iter().map(|place| place.code.as_str()).collect();
                unknown("jurisdiction", &name.to_uppercase(), &all, &encoded)
            })
    }

    /// The code of a jurisdiction.
    pub fn code(&self, place: JurisdictionId) -> &str {
        &self.law.jurisdictions[place].code
    }

    /// The members of a group on a day, by code.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn group(&self, name: &str, day: Day) -> Result<Vec<JurisdictionId>, IndexError> {
        let iri = concept_iri("group", name);
        let Some(group) = self.law.concepts.id(&iri) else {
            let names = self.groups();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            return Err(unknown("group", name, &names, &names));
        };
        let mut members: Vec<JurisdictionId> = (0..self.law.jurisdictions.len())
            .filter(|id| {
                self.law.jurisdictions[*id]
                    .memberships
                    .iter()
                    .any(|(inside, during)| {
                        self.law.concepts.includes(group, *inside) && during.contains(day)
                    })
            })
            .collect();
        members.sort_by(|a, b| self.code(*a).cmp(self.code(*b)));
        Ok(members)
    }

    /// The names of all groups that have a member.
    pub fn groups(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .law
            .jurisdictions
            .iter()
            .flat_map(|place| &place.memberships)
            .map(|(group, _)| last_part(self.law.concepts.iri(*group)).to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The identifiers of all instruments that ask for something.
    pub fn instruments(&self) -> Vec<&str> {
        self.law
            .instruments
            .iter()
            .map(|instrument| last_part(&instrument.iri))
            .collect()
    }

    /// The instrument with an identifier or IRI.
    ///
    /// # Errors
    /// When there is none, or it asks for nothing; the nearest is suggested.
    pub(crate) fn instrument(&self, name: &str) -> Result<&Instrument, IndexError> {
        Ok(&self.law.instruments[self.instrument_id(name)?])
    }

    pub(super) fn instrument_id(&self, name: &str) -> Result<InstrumentId, IndexError> {
        self.law
            .instruments
            .iter()
            .position(|instrument| {
                last_part(&instrument.iri).eq_ignore_ascii_case(name) || instrument.iri == name
            })
            .ok_or_else(|| {
                let known = self.instruments();
                unknown("instrument with requirements", name, &known, &known)
            })
    }
}

/// The IRI of a concept from its scheme and name; an IRI stays as it is.
pub(crate) fn concept_iri(scheme: &str, name: &str) -> String {
    if name.starts_with("http") {
        name.to_owned()
    } else {
        let name = name
            .strip_prefix(scheme)
            .and_then(|rest| rest.strip_prefix(':'))
            .unwrap_or(name);
        format!("{}{scheme}/{name}", vocab::CONCEPT)
    }
}

/// The last part of an IRI: the identifier within its kind.
pub(crate) fn last_part(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}
