//! The sides of a comparison: a jurisdiction with its norms in force, an instrument with what it asks for.

use super::answer::{Citation, Named};
use super::concepts::ConceptId;
use super::error::{IndexError, unknown};
use super::index::{Index, last_part};
use super::law::{
    Article, Instrument, InstrumentId, JurisdictionId, Norm, NormId, PropertyId, Requirement,
};
use crate::model::{Basis, Day, Tier};
use crate::vocab::lm::prop;
use serde::Serialize;
use std::cell::OnceCell;
use std::ops::Deref;
use utoipa::ToSchema;

/// What stands in one column of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A jurisdiction: its norms in force on the day.
    Jurisdiction(JurisdictionId),
    /// An instrument: its requirements.
    Instrument(InstrumentId),
}

/// Of which kind a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SideKind {
    /// A jurisdiction.
    Jurisdiction,
    /// An instrument.
    Instrument,
}

impl Side {
    /// Of which kind it is.
    pub fn kind(self) -> SideKind {
        match self {
            Self::Jurisdiction(_) => SideKind::Jurisdiction,
            Self::Instrument(_) => SideKind::Instrument,
        }
    }
}

impl SideKind {
    /// The word in stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jurisdiction => "jurisdiction",
            Self::Instrument => "instrument",
        }
    }
}

/// A side of a comparison and what to call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedSide {
    /// Whether it is a jurisdiction or an instrument.
    pub kind: SideKind,
    /// The code of the jurisdiction ("KEN"), or the identifier of the instrument ("budapest").
    pub code: String,
    /// Its IRI and name; for an instrument the short title.
    pub name: Named,
}

/// What a row of a comparison shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Facet {
    /// An element.
    Element(PropertyId),
    /// What a party may require in addition.
    Permitted,
    /// What a party may require in addition by a reservation.
    ByReservation,
}

/// A norm or a requirement.
#[derive(Clone, Copy)]
enum Rule<'a> {
    Norm(&'a Norm),
    Requirement(&'a Requirement),
}

/// A norm or a requirement of a side, with the provisions in which it stands.
pub(super) struct Entry<'a> {
    rule: Rule<'a>,
    pub(super) citations: Citations<'a>,
}

/// The provisions in which a norm or a requirement stands, looked up when they are shown.
pub(super) struct Citations<'a> {
    index: &'a Index,
    cited: Cited<'a>,
    lang: &'a str,
    found: OnceCell<Vec<Citation>>,
}

#[derive(Clone, Copy)]
enum Cited<'a> {
    Norm(NormId),
    Requirement(&'a Instrument, &'a Article, &'a Requirement),
}

impl Deref for Citations<'_> {
    type Target = Vec<Citation>;

    fn deref(&self) -> &Vec<Citation> {
        self.found.get_or_init(|| match self.cited {
            Cited::Norm(norm) => self.index.citations(&[norm], self.lang),
            Cited::Requirement(instrument, article, requirement) => {
                let title = self.index.law.texts.short_title(&instrument.iri, self.lang);
                vec![self.index.pinpointed(&title, article, requirement)]
            }
        })
    }
}

impl<'a> Entry<'a> {
    pub(super) fn topics(&self) -> &'a [ConceptId] {
        match self.rule {
            Rule::Norm(norm) => &norm.topics,
            Rule::Requirement(requirement) => &requirement.topics,
        }
    }

    pub(super) fn values(&self, facet: Facet) -> &'a [ConceptId] {
        match (self.rule, facet) {
            (Rule::Norm(norm), Facet::Element(property)) => norm.values(property),
            (Rule::Norm(_), _) => &[],
            (Rule::Requirement(asked), Facet::Element(property)) => asked.values(property),
            (Rule::Requirement(asked), Facet::Permitted) => &asked.permitted,
            (Rule::Requirement(asked), Facet::ByReservation) => &asked.reservable_narrowing,
        }
    }

    /// Whether somebody read the text: else what it does not state is unknown, not absent.
    pub(super) fn read(&self) -> bool {
        match self.rule {
            Rule::Norm(norm) => norm.read,
            Rule::Requirement(asked) => asked.limits_known,
        }
    }

    /// Whether it rests, in part at least, on what nobody checked against a text.
    pub(super) fn editorial(&self) -> bool {
        let basis = match self.rule {
            Rule::Norm(norm) => norm.basis,
            Rule::Requirement(asked) => asked.basis,
        };
        basis == Basis::Editorial
    }

    /// Whether an instrument leaves it to the parties.
    pub(super) fn optional(&self) -> bool {
        matches!(self.rule, Rule::Requirement(asked) if !asked.mandatory)
    }

    /// Whether an instrument lets a party reserve it away.
    pub(super) fn reservable(&self) -> bool {
        matches!(self.rule, Rule::Requirement(asked) if asked.reservable)
    }

    /// Whether there may be a penalty that nobody has read.
    pub(super) fn leaves_penalty_open(&self) -> bool {
        matches!(self.rule, Rule::Norm(_)) && !self.read() && self.basic_tiers().next().is_none()
    }

    /// The tiers of the basic penalty; an instrument sets none.
    pub(super) fn basic_tiers(&self) -> impl Iterator<Item = &'a Tier> + use<'a> {
        let tiers: &[Tier] = match self.rule {
            Rule::Norm(norm) => &norm.tiers,
            Rule::Requirement(_) => &[],
        };
        tiers.iter().filter(|tier| tier.is_basic())
    }
}

impl Index {
    /// The jurisdiction with a code or IRI, or the instrument with an identifier or IRI; in any case of letters.
    ///
    /// # Errors
    /// When there is neither; the nearest of both is suggested.
    pub fn side(&self, name: &str) -> Result<Side, IndexError> {
        if let Ok(place) = self.jurisdiction(name) {
            return Ok(Side::Jurisdiction(place));
        }
        self.instrument_id(name).map(Side::Instrument).map_err(|_| {
            let codes = |ids: Vec<JurisdictionId>| ids.into_iter().map(|id| self.code(id));
            let mut known: Vec<&str> = codes(self.encoded()).collect();
            known.extend(self.instruments());
            let all: Vec<&str> = codes((0..self.law.jurisdictions.len()).collect()).collect();
            unknown("jurisdiction or instrument", name, &all, &known)
        })
    }

    /// A side and what to call it.
    pub(super) fn compared_side(&self, side: Side, lang: &str) -> ComparedSide {
        match side {
            Side::Jurisdiction(place) => ComparedSide {
                kind: SideKind::Jurisdiction,
                code: self.code(place).to_owned(),
                name: self.named_label(&self.law.jurisdictions[place].iri, lang),
            },
            Side::Instrument(id) => ComparedSide {
                kind: SideKind::Instrument,
                code: last_part(&self.law.instruments[id].iri).to_owned(),
                name: self
                    .law
                    .texts
                    .short_named(&self.law.instruments[id].iri, lang),
            },
        }
    }

    /// The norms of a jurisdiction in force on a day, or the requirements of an instrument, in their order.
    pub(super) fn entries<'a>(&'a self, side: Side, day: Day, lang: &'a str) -> Vec<Entry<'a>> {
        let entry = |rule, cited| Entry {
            rule,
            citations: Citations {
                index: self,
                cited,
                lang,
                found: OnceCell::new(),
            },
        };
        match side {
            Side::Jurisdiction(place) => self
                .law
                .in_force(place, day)
                .map(|id| entry(Rule::Norm(&self.law.norms[id]), Cited::Norm(id)))
                .collect(),
            Side::Instrument(id) => {
                let instrument = &self.law.instruments[id];
                let asked = instrument
                    .articles
                    .iter()
                    .flat_map(|article| article.requirements.iter().map(move |id| (article, *id)));
                asked
                    .map(|(article, id)| {
                        let requirement = &self.law.requirements[id];
                        let cited = Cited::Requirement(instrument, article, requirement);
                        entry(Rule::Requirement(requirement), cited)
                    })
                    .collect()
            }
        }
    }

    /// The article of a requirement, as exactly as the requirement says where it stands.
    fn pinpointed(&self, title: &str, article: &Article, requirement: &Requirement) -> Citation {
        let whole = self.law.texts.number(&article.iri);
        let within = requirement.pinpoint.starts_with(&article.number);
        let number = match whole.strip_suffix(&article.number) {
            Some(unit) if within => format!("{unit}{}", requirement.pinpoint),
            _ => whole,
        };
        Citation {
            iri: article.iri.clone(),
            text: format!("{title} {number}").trim_end().to_owned(),
            number,
        }
    }

    /// Whether silence of a side on a topic means that there is nothing: a jurisdiction was searched for it, an instrument
    /// was read whole.
    pub(super) fn surveyed(&self, side: Side, topic: ConceptId, day: Day) -> bool {
        match side {
            Side::Jurisdiction(place) => self.law.searched_on(place, &[topic], day).is_some(),
            Side::Instrument(id) => self.law.instruments[id].read_whole,
        }
    }

    /// The rows that a comparison can have, with the property that names each.
    pub(super) fn facets(&self) -> impl Iterator<Item = (Facet, &str)> {
        self.element_properties()
            .map(|(property, iri)| (Facet::Element(property), iri))
            .chain([
                (Facet::Permitted, prop::PERMITS_CIRCUMSTANCE),
                (Facet::ByReservation, prop::PERMITS_BY_RESERVATION),
            ])
    }

    /// Whether a side of a kind can say such a thing at all: only an instrument permits, only norms say who orders.
    pub(super) fn can_say(&self, kind: SideKind, facet: Facet) -> bool {
        match (kind, facet) {
            (SideKind::Jurisdiction, _) => matches!(facet, Facet::Element(_)),
            (SideKind::Instrument, Facet::Element(property)) => self
                .element_properties()
                .find(|(known, _)| *known == property)
                .is_none_or(|(_, iri)| !self.law.norms_only.iter().any(|only| only == iri)),
            (SideKind::Instrument, _) => true,
        }
    }

    /// Whether an entry says nothing of a facet and might: nobody read the text, and what is known without it is no more
    /// than topic and primary elements.
    pub(super) fn leaves_open(&self, entry: &Entry<'_>, facet: Facet) -> bool {
        let primary = match facet {
            Facet::Element(property) => self
                .law
                .properties
                .get(property)
                .is_some_and(|property| property.primary),
            _ => false,
        };
        let kind = match entry.rule {
            Rule::Norm(_) => SideKind::Jurisdiction,
            Rule::Requirement(_) => SideKind::Instrument,
        };
        !entry.read() && !primary && self.can_say(kind, facet) && entry.values(facet).is_empty()
    }
}
