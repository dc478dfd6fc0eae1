//! Who is party to what: signatures and consents with their days, as the corpus says them.

use super::answer::Named;
use super::index::{Index, last_part};
use super::law::JurisdictionId;
use super::said::{day, interval, iris, said, text};
use crate::model::{Day, Interval};
use crate::store::Snapshot;
use crate::vocab::lm::prop;
use serde::Serialize;
use std::collections::HashMap;

/// What one jurisdiction did about one instrument.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) iri: String,
    pub(crate) jurisdiction: JurisdictionId,
    pub(crate) instrument: String,
    signed_on: Option<Day>,
    consent_by: Option<String>,
    consent_on: Option<Day>,
    bound: Interval,
}

/// How a jurisdiction stands to an instrument on a day. That nothing is recorded is not one of them: it says
/// nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Bound by it.
    Bound,
    /// Has consented to be bound; the first day is still to come, or is not known.
    Consented,
    /// Has signed.
    Signed,
    /// Was bound, and no longer is.
    Left,
    /// The day lies before anything it did.
    Before,
}

impl Standing {
    /// The word in stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Consented => "consented",
            Self::Signed => "signed",
            Self::Left => "left",
            Self::Before => "before",
        }
    }
}

/// A party status as an answer.
#[derive(Debug, Clone, Serialize)]
pub struct PartyAnswer {
    /// Its IRI.
    pub iri: String,
    /// The instrument.
    pub instrument: Named,
    /// The instrument's short identifier.
    pub instrument_id: String,
    /// How the jurisdiction stands to it on the day.
    pub standing: Standing,
    /// The day of signature.
    pub signed_on: Option<Day>,
    /// "ratification", "accession" and so on.
    pub consent_by: Option<String>,
    /// The day of that consent.
    pub consent_on: Option<Day>,
    /// The first day on which it was bound.
    pub bound_from: Option<Day>,
    /// The first day on which it no longer was.
    pub bound_until: Option<Day>,
}

/// Reads every party status of a snapshot, by jurisdiction and IRI.
pub(crate) fn read(snapshot: &Snapshot, places: &HashMap<String, JurisdictionId>) -> Vec<Party> {
    let instruments = said(snapshot, prop::TO_INSTRUMENT);
    let signed = said(snapshot, prop::SIGNED_ON);
    let by = said(snapshot, prop::CONSENT_BY);
    let on = said(snapshot, prop::CONSENT_ON);
    let from = said(snapshot, prop::BOUND_FROM);
    let until = said(snapshot, prop::BOUND_UNTIL);
    let mut parties: Vec<Party> = said(snapshot, prop::PARTY)
        .into_iter()
        .filter_map(|(iri, party)| {
            Some(Party {
                jurisdiction: iris(Some(&party)).find_map(|iri| places.get(iri).copied())?,
                instrument: iris(instruments.get(&iri)).next()?.to_owned(),
                signed_on: day(signed.get(&iri)),
                consent_by: text(by.get(&iri)),
                consent_on: day(on.get(&iri)),
                bound: interval(&from, &until, &iri),
                iri,
            })
        })
        .collect();
    parties.sort_by(|a, b| (a.jurisdiction, &a.iri).cmp(&(b.jurisdiction, &b.iri)));
    parties
}

impl Party {
    fn standing(&self, day: Day) -> Standing {
        let by = |since: Option<Day>| since.is_some_and(|since| since <= day);
        if self.bound.until.is_some_and(|until| until <= day) {
            Standing::Left
        } else if by(self.bound.from) {
            Standing::Bound
        } else if by(self.consent_on) || (self.consent_on.is_none() && self.consent_by.is_some()) {
            Standing::Consented
        } else if by(self.signed_on) {
            Standing::Signed
        } else {
            Standing::Before
        }
    }
}

impl Index {
    /// How a jurisdiction stands to an instrument (its identifier or IRI) on a day; `None` where nothing is
    /// recorded, which is not the same as not being a party.
    pub fn standing(&self, place: JurisdictionId, instrument: &str, day: Day) -> Option<Standing> {
        self.party_statuses(place)
            .iter()
            .find(|party| {
                party.instrument == instrument || last_part(&party.instrument) == instrument
            })
            .map(|party| party.standing(day))
    }

    fn party_statuses(&self, place: JurisdictionId) -> &[Party] {
        let parties = &self.law.parties;
        let start = parties.partition_point(|party| party.jurisdiction < place);
        let end = parties.partition_point(|party| party.jurisdiction <= place);
        &parties[start..end]
    }

    /// Everything recorded of a jurisdiction's relation to instruments, as of a day.
    pub fn parties_of(&self, place: JurisdictionId, day: Day, lang: &str) -> Vec<PartyAnswer> {
        self.party_statuses(place)
            .iter()
            .map(|party| PartyAnswer {
                iri: party.iri.clone(),
                instrument: self.law.texts.short_named(&party.instrument, lang),
                instrument_id: last_part(&party.instrument).to_owned(),
                standing: party.standing(day),
                signed_on: party.signed_on,
                consent_by: party.consent_by.clone(),
                consent_on: party.consent_on,
                bound_from: party.bound.from,
                bound_until: party.bound.until,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(
        signed: Option<&str>,
        consent: Option<&str>,
        from: Option<&str>,
        until: Option<&str>,
    ) -> Party {
        let day = |text: Option<&str>| text.map(|text| text.parse().expect("a day"));
        Party {
            iri: String::new(),
            jurisdiction: 0,
            instrument: String::new(),
            signed_on: day(signed),
            consent_by: None,
            consent_on: day(consent),
            bound: Interval {
                from: day(from),
                until: day(until),
            },
        }
    }

    #[test]
    fn a_treaty_binds_from_its_first_day_to_the_day_before_its_end() {
        let party = party(
            Some("2001-11-23"),
            Some("2003-01-01"),
            Some("2004-07-01"),
            Some("2020-01-01"),
        );
        for (day, expected) in [
            ("2001-11-22", Standing::Before),
            ("2001-11-23", Standing::Signed),
            ("2003-01-01", Standing::Consented),
            ("2004-06-30", Standing::Consented),
            ("2004-07-01", Standing::Bound),
            ("2019-12-31", Standing::Bound),
            ("2020-01-01", Standing::Left),
        ] {
            assert_eq!(
                party.standing(day.parse().expect("a day")),
                expected,
                "{day}"
            );
        }
    }
}
