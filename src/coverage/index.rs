//! The index that answers: the law as rows, and the derived links, read from a snapshot once.

use super::columns::Columns;
use super::error::{IndexError, unknown};
use super::law::{Instrument, InstrumentId, JurisdictionId, Law};
use super::links::{self, Link};
use super::read;
use crate::model::Day;
use crate::store::Snapshot;
use crate::vocab;

/// The law of all jurisdictions, compared with what all instruments ask.
/// A copy shares all of it.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) law: Law,
}

impl Index {
    /// Reads a snapshot. Only asserted statements are used; the links are derived here.
    ///
    /// # Errors
    /// When the snapshot holds no ontology.
    pub fn new(snapshot: &Snapshot) -> Result<Self, IndexError> {
        Ok(Self {
            law: read::read(snapshot)?,
        })
    }

    /// The index with the law of one jurisdiction (its code or IRI) read again: its acts with their provisions and norms,
    /// its surveys, what they are called and rest on. The snapshot has to hold all of that, and may hold more. What stands
    /// elsewhere stays as it was: the jurisdiction's own name, memberships, treaties and reservations, and what
    /// instruments ask for. This index stays whole; whoever asks it meanwhile gets its answers.
    ///
    /// The cost is that of one jurisdiction's law, however many there are.
    ///
    /// # Errors
    /// When the index knows no such jurisdiction.
    pub fn replace(&self, place: &str, snapshot: &Snapshot) -> Result<Self, IndexError> {
        let place = self.jurisdiction(place)?;
        let mut law = self.law.clone();
        read::replace(&mut law, place, snapshot);
        Ok(Self { law })
    }

    /// The columns that answer, of each jurisdiction: what [`Index::counts`] and [`Index::states`] walk over.
    pub fn columns(&self) -> impl Iterator<Item = &Columns> {
        (0..self.law.jurisdictions.len()).map(|place| &self.law.norms.of(place).columns)
    }

    /// Every link as (norm IRI, requirement IRI, link), for tests and dumps.
    pub fn all_links(&self) -> impl Iterator<Item = (&str, &str, Link)> {
        let requirements = self.law.requirements.iter().enumerate();
        requirements.flat_map(move |(id, requirement)| {
            self.law.norms.linked(id).map(move |norm| {
                let row = &self.law.norms[norm];
                let link = links::link(&self.law, requirement, norm, row);
                (row.iri.as_str(), requirement.iri.as_str(), link)
            })
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

    /// The jurisdictions for which anything was encoded, by code.
    pub fn encoded(&self) -> Vec<JurisdictionId> {
        let places = self.law.by_code.iter().map(|(_, place)| *place);
        places.filter(|place| self.law.is_encoded(*place)).collect()
    }

    /// Whether any of a jurisdiction's law was encoded.
    pub fn is_encoded(&self, place: JurisdictionId) -> bool {
        self.law.is_encoded(place)
    }

    /// The jurisdiction with a code (any case) or IRI.
    ///
    /// # Errors
    /// When there is none; the nearest code is suggested.
    pub fn jurisdiction(&self, name: &str) -> Result<JurisdictionId, IndexError> {
        let places = &self.law.jurisdictions;
        let code = name.to_uppercase();
        let first = self.law.by_code.partition_point(|(known, _)| *known < code);
        if let Some((_, place)) = self
            .law
            .by_code
            .get(first)
            .filter(|(known, _)| *known == code)
        {
            return Ok(*place);
        }
        let by_iri = places.binary_search_by(|place| place.iri.as_str().cmp(name));
        by_iri.map_err(|_| {
            let encoded: Vec<&str> = self
                .encoded()
                .into_iter()
                .map(|id| places[id].code.as_str())
                .collect();
            let all: Vec<&str> = places.iter().map(|place| place.code.as_str()).collect();
            unknown("jurisdiction", &code, &all, &encoded)
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
