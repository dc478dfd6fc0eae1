//! Reads the law out of a store by plain scans, one a predicate.

use super::concepts::{ConceptId, Concepts};
use super::error::IndexError;
use super::index::last_part;
use super::law::{
    Article, Elements, Instrument, Jurisdiction, JurisdictionId, Law, Norm, Property, Requirement,
    RequirementId, Reserved, Survey,
};
use super::party;
use super::profile::Acts;
use super::said::{
    Said, day, instances, interval, iri_of, iris, number, said, sorted, text, truth,
};
use super::source::Sources;
use super::texts::Texts;
use crate::model::{Basis, Imprisonment, Tier};
use crate::store::Snapshot;
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop, value};
use oxigraph::model::Term;
use std::collections::{BTreeSet, HashMap};

/// Reads a snapshot, asserted statements only.
///
/// # Errors
/// When the ontology declares no element property, so that nothing could be compared.
pub(crate) fn read(snapshot: &Snapshot) -> Result<Law, IndexError> {
    let mut reader = Reader::new(snapshot);
    if reader.law.properties.is_empty() {
        return Err(IndexError::NoElements);
    }
    reader.jurisdictions();
    reader.requirements();
    reader.norms();
    reader.surveys();
    reader.reservations();
    reader.law.acts = Acts::read(snapshot, &reader.places);
    reader.law.parties = party::read(snapshot, &reader.places);
    Ok(reader.law)
}

struct Reader<'a> {
    snapshot: &'a Snapshot,
    law: Law,
    bases: HashMap<String, Basis>,
    readings: Said,
    /// Jurisdiction IRI → position.
    places: HashMap<String, JurisdictionId>,
    /// Requirement IRI → position.
    asked: HashMap<String, RequirementId>,
    /// For each element property, its statements.
    elements: Vec<Said>,
    /// The same for those that never enter coverage.
    neutral: Vec<Said>,
}

impl<'a> Reader<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let properties = properties(snapshot);
        let elements = properties.iter().map(|p| said(snapshot, &p.iri)).collect();
        let neutral_properties = neutral_properties(snapshot);
        let neutral = neutral_properties
            .iter()
            .map(|p| said(snapshot, p))
            .collect();
        let bases = said(snapshot, prop::BASIS)
            .into_iter()
            .filter_map(|(reading, terms)| {
                Some((reading, weakest(terms.iter().filter_map(basis_of))?))
            })
            .collect();
        Self {
            snapshot,
            law: Law {
                concepts: concepts(snapshot),
                texts: Texts::read(snapshot),
                sources: Sources::read(snapshot),
                properties,
                norms_only: norms_only(snapshot, &neutral_properties),
                neutral_properties,
                ..Law::default()
            },
            bases,
            readings: said(snapshot, foreign::PROV_WAS_DERIVED_FROM),
            places: HashMap::new(),
            asked: HashMap::new(),
            elements,
            neutral,
        }
    }

    fn concept_ids(&self, terms: Option<&Vec<Term>>) -> Vec<ConceptId> {
        let mut ids: Vec<ConceptId> = iris(terms)
            .filter_map(|iri| self.law.concepts.id(iri))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The elements of a subject, of the properties that the filter lets through.
    fn elements(&self, subject: &str, keep: impl Fn(&Property) -> bool) -> Elements {
        Elements(
            self.law
                .properties
                .iter()
                .enumerate()
                .filter(|(_, property)| keep(property))
                .map(|(id, _)| (id, self.concept_ids(self.elements[id].get(subject))))
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        )
    }

    /// The elements of a subject that never enter coverage, numbered after the others.
    fn neutral(&self, subject: &str) -> Elements {
        let first = self.law.properties.len();
        Elements(
            self.neutral
                .iter()
                .enumerate()
                .map(|(i, said)| (first + i, self.concept_ids(said.get(subject))))
                .filter(|(_, values)| !values.is_empty())
                .collect(),
        )
    }

    /// The bases of the readings a subject rests on.
    fn bases(&self, subject: &str) -> impl Iterator<Item = Basis> {
        iris(self.readings.get(subject)).filter_map(|reading| self.bases.get(reading).copied())
    }

    /// Whether a subject rests on more than editorial knowledge.
    fn is_read(&self, subject: &str) -> bool {
        self.bases(subject).any(|basis| basis != Basis::Editorial)
    }

    /// Whether a subject rests on the words of a text and not on editorial knowledge beside them.
    fn rests_on_text(&self, subject: &str) -> bool {
        let text = |basis: Basis| basis <= Basis::OfficialTranslation;
        self.bases(subject).any(text) && self.bases(subject).all(|basis| basis != Basis::Editorial)
    }

    /// Whether an instrument, its provisions as far as they name readings, and all that it asks for rest on text.
    fn read_whole(&self, instrument: &str, asked: &[Article], parts: &Said) -> bool {
        let provisions = parts
            .keys()
            .filter(|provision| whole(provision, parts).as_deref() == Some(instrument));
        let requirements = asked.iter().flat_map(|article| &article.requirements);
        self.rests_on_text(instrument)
            && provisions
                .filter(|provision| self.readings.contains_key(*provision))
                .all(|provision| self.rests_on_text(provision))
            && requirements
                .map(|id| &self.law.requirements[*id].iri)
                .all(|requirement| self.rests_on_text(requirement))
    }

    /// The weakest basis of the readings a subject rests on; with none, nothing was read.
    fn basis(&self, subject: &str) -> Basis {
        weakest(self.bases(subject)).unwrap_or(Basis::Editorial)
    }

    fn jurisdictions(&mut self) {
        let identifiers = said(self.snapshot, foreign::DCTERMS_IDENTIFIER);
        let organisations: BTreeSet<String> = instances(self.snapshot, class::ORGANISATION)
            .into_iter()
            .collect();
        let mut iris = organisations.clone();
        for kind in [class::STATE, class::SUBNATIONAL_UNIT, class::TERRITORY] {
            iris.extend(instances(self.snapshot, kind));
        }
        for iri in iris {
            let code = text(identifiers.get(&iri)).unwrap_or_else(|| last_part(&iri).to_owned());
            self.places
                .insert(iri.clone(), self.law.jurisdictions.len());
            self.law.jurisdictions.push(Jurisdiction {
                organisation: organisations.contains(&iri),
                iri,
                code,
                memberships: Vec::new(),
            });
        }
        let groups = said(self.snapshot, prop::IN_GROUP);
        let from = said(self.snapshot, prop::MEMBER_FROM);
        let until = said(self.snapshot, prop::MEMBER_UNTIL);
        for (membership, member) in self.snapshot.pairs(prop::MEMBER) {
            let during = interval(&from, &until, &membership);
            let place = iri_of(&member)
                .and_then(|iri| self.places.get(iri))
                .copied();
            for group in self.concept_ids(groups.get(&membership)) {
                if let Some(place) = place {
                    self.law.jurisdictions[place]
                        .memberships
                        .push((group, during));
                }
            }
        }
    }

    fn requirements(&mut self) {
        let requires = said(self.snapshot, prop::REQUIRES);
        let parts = said(self.snapshot, foreign::ELI_IS_PART_OF);
        let mut by_instrument: HashMap<String, Vec<Article>> = HashMap::new();
        let single = Facets::read(self.snapshot);
        for (provision, asked) in &requires {
            let Some(instrument) = whole(provision, &parts) else {
                continue;
            };
            let mut asked: Vec<&str> = iris(Some(asked)).collect();
            asked.sort_by(|a, b| natord::compare(a, b));
            let requirements = asked
                .into_iter()
                .map(|iri| self.requirement(iri, &single))
                .collect();
            by_instrument.entry(instrument).or_default().push(Article {
                iri: provision.clone(),
                number: bare_number(&self.law.texts.number(provision)),
                requirements,
            });
        }
        for (iri, mut articles) in by_instrument {
            articles.sort_by(|a, b| natord::compare(&a.iri, &b.iri));
            self.law.instruments.push(Instrument {
                read_whole: self.read_whole(&iri, &articles, &parts),
                iri,
                articles,
            });
        }
        self.law.instruments.sort_by(|a, b| a.iri.cmp(&b.iri));
    }

    fn requirement(&mut self, iri: &str, facets: &Facets) -> RequirementId {
        let requirement = Requirement {
            iri: iri.to_owned(),
            topics: self.concept_ids(facets.topics.get(iri)),
            mandatory: iris(facets.obligations.get(iri)).all(|o| o != value::OPTIONAL),
            pinpoint: text(facets.pinpoints.get(iri)).unwrap_or_default(),
            widening: self.elements(iri, |property| property.widening),
            narrowing: self.elements(iri, |property| !property.widening),
            neutral: self.neutral(iri),
            permitted: self.concept_ids(facets.permitted.get(iri)),
            reservable_narrowing: self.concept_ids(facets.by_reservation.get(iri)),
            reservable: truth(facets.reservable.get(iri)),
            limits_known: self.is_read(iri),
            basis: self.basis(iri),
        };
        self.asked
            .insert(iri.to_owned(), self.law.requirements.len());
        self.law.requirements.push(requirement);
        self.law.requirements.len() - 1
    }

    fn norms(&mut self) {
        let parts = said(self.snapshot, foreign::ELI_IS_PART_OF);
        let versions = said(self.snapshot, foreign::ELI_IS_MEMBER_OF);
        let owners = said(self.snapshot, prop::OF_PARTY);
        let topics = said(self.snapshot, prop::TOPIC);
        let from = said(self.snapshot, prop::IN_FORCE_FROM);
        let until = said(self.snapshot, prop::IN_FORCE_UNTIL);
        let penalties = said(self.snapshot, prop::PENALTY);
        let reviews = said(self.snapshot, prop::REVIEW_STATE);
        let tiers = tiers(self.snapshot);
        let mut homes: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (provision, norm) in self.snapshot.pairs(prop::ESTABLISHES) {
            let Some(norm) = iri_of(&norm) else { continue };
            let stable = iris(versions.get(&provision))
                .next()
                .unwrap_or(&provision)
                .to_owned();
            homes.entry(norm.to_owned()).or_default().insert(stable);
        }
        let mut homes: Vec<_> = homes.into_iter().collect();
        homes.sort_by(|a, b| natord::compare(&a.0, &b.0));
        for (iri, provisions) in homes {
            let mut provisions: Vec<String> = provisions.into_iter().collect();
            provisions.sort_by(|a, b| natord::compare(a, b));
            let instrument = provisions
                .iter()
                .find_map(|p| whole(p, &parts))
                .unwrap_or_default();
            let narrowing = self.elements(&iri, |property| !property.widening);
            let counts = |property: &str| {
                self.law
                    .properties
                    .iter()
                    .position(|p| p.iri == property)
                    .map_or(0, |id| narrowing.of(id).len())
            };
            let norm = Norm {
                jurisdiction: iris(owners.get(&instrument))
                    .find_map(|owner| self.places.get(owner).copied()),
                topics: self.concept_ids(topics.get(&iri)),
                widening: self.elements(&iri, |property| property.widening),
                neutral: self.neutral(&iri),
                circumstances: counts(prop::REQUIRES_CIRCUMSTANCE) + counts(prop::HARM_THRESHOLD),
                narrowing,
                validity: interval(&from, &until, &iri),
                tiers: sorted(iris(penalties.get(&iri)))
                    .iter()
                    .filter_map(|p| tiers.get(*p).cloned())
                    .collect(),
                review: text(reviews.get(&iri)),
                read: self.is_read(&iri),
                basis: self.basis(&iri),
                provisions,
                instrument,
                iri,
            };
            if let Some(place) = norm.jurisdiction {
                let id = self.law.norms.len();
                self.law.norms_of.entry(place).or_default().push(id);
            }
            self.law.norms.push(norm);
        }
    }

    fn surveys(&mut self) {
        let from = said(self.snapshot, prop::SURVEYED_FROM);
        let topics = said(self.snapshot, prop::SURVEYED_TOPIC);
        let on = said(self.snapshot, prop::SURVEYED_ON);
        for (survey, place) in self.snapshot.pairs(prop::SURVEY_OF) {
            let Some(&place) = iri_of(&place).and_then(|iri| self.places.get(iri)) else {
                continue;
            };
            let topics = self.concept_ids(topics.get(&survey));
            let survey = Survey {
                from: day(from.get(&survey)),
                on: day(on.get(&survey)),
                topics,
            };
            self.law.surveys.entry(place).or_default().push(survey);
        }
    }

    fn reservations(&mut self) {
        let parties = said(self.snapshot, prop::PARTY);
        let adds = said(self.snapshot, prop::ADDS_PERMISSION);
        let removes = said(self.snapshot, prop::REMOVES_REQUIREMENT);
        let restricts = said(self.snapshot, prop::RESTRICTS_REQUIREMENT);
        let from = said(self.snapshot, prop::RESERVED_FROM);
        let until = said(self.snapshot, prop::RESERVED_UNTIL);
        for (party_status, reservation) in self.snapshot.pairs(prop::RESERVATION) {
            let place =
                iris(parties.get(&party_status)).find_map(|iri| self.places.get(iri).copied());
            let (Some(place), Some(reservation)) = (place, iri_of(&reservation)) else {
                continue;
            };
            let adds = self.concept_ids(adds.get(reservation));
            let during = interval(&from, &until, reservation);
            for (said, removes) in [(&removes, true), (&restricts, false)] {
                for requirement in
                    iris(said.get(reservation)).filter_map(|iri| self.asked.get(iri).copied())
                {
                    self.law.reserved.entry(place).or_default().push(Reserved {
                        requirement,
                        removes,
                        adds: adds.clone(),
                        during,
                    });
                }
            }
        }
    }
}

/// What is said of requirements beside their elements.
struct Facets {
    topics: Said,
    obligations: Said,
    pinpoints: Said,
    permitted: Said,
    by_reservation: Said,
    reservable: Said,
}

impl Facets {
    fn read(snapshot: &Snapshot) -> Self {
        Self {
            topics: said(snapshot, prop::TOPIC),
            obligations: said(snapshot, prop::OBLIGATION),
            pinpoints: said(snapshot, prop::PINPOINT),
            permitted: said(snapshot, prop::PERMITS_CIRCUMSTANCE),
            by_reservation: said(snapshot, prop::PERMITS_BY_RESERVATION),
            reservable: said(snapshot, prop::RESERVABLE),
        }
    }
}

/// The element properties, in order of their IRI.
fn properties(snapshot: &Snapshot) -> Vec<Property> {
    let primary = said(snapshot, prop::PRIMARY);
    let silent = said(snapshot, prop::SILENT_MEANS_ANY);
    let mut properties: Vec<Property> = snapshot
        .pairs(prop::POLARITY)
        .into_iter()
        .filter_map(|(iri, polarity)| {
            let widening = match iri_of(&polarity)? {
                value::WIDENING => true,
                value::NARROWING => false,
                _ => return None,
            };
            let primary = primary.contains_key(&iri);
            let silent_means_any = silent.contains_key(&iri);
            Some(Property {
                iri,
                widening,
                primary,
                silent_means_any,
            })
        })
        .collect();
    properties.sort_by(|a, b| a.iri.cmp(&b.iri));
    properties
}

/// Properties with concepts for values that never enter coverage, in order of their IRI.
fn neutral_properties(snapshot: &Snapshot) -> Vec<String> {
    let schemes = said(snapshot, prop::ELEMENT_SCHEME);
    sorted(
        snapshot
            .pairs(prop::POLARITY)
            .iter()
            .filter(|(iri, polarity)| {
                iri_of(polarity) == Some(value::NEUTRAL) && schemes.contains_key(iri)
            })
            .map(|(iri, _)| iri.as_str()),
    )
    .into_iter()
    .map(str::to_owned)
    .collect()
}

/// Those of the properties whose domain is the norm.
fn norms_only(snapshot: &Snapshot, properties: &[String]) -> Vec<String> {
    let domains = said(snapshot, foreign::RDFS_DOMAIN);
    let of_norms = |property: &&String| {
        iris(domains.get(property.as_str())).any(|domain| domain == class::NORM)
    };
    properties.iter().filter(of_norms).cloned().collect()
}

fn concepts(snapshot: &Snapshot) -> Concepts {
    let mut all: Vec<String> = snapshot
        .pairs(foreign::SKOS_IN_SCHEME)
        .into_iter()
        .map(|(iri, _)| iri)
        .collect();
    all.sort();
    let broader: Vec<(String, String)> = snapshot
        .pairs(foreign::SKOS_BROADER)
        .into_iter()
        .filter_map(|(narrow, broad)| Some((narrow, iri_of(&broad)?.to_owned())))
        .collect();
    Concepts::new(all, &broader)
}

fn tiers(snapshot: &Snapshot) -> HashMap<String, Tier> {
    let max = said(snapshot, prop::IMPRISONMENT_MAX_MONTHS);
    let min = said(snapshot, prop::IMPRISONMENT_MIN_MONTHS);
    let life = said(snapshot, prop::LIFE_IMPRISONMENT);
    let fine = said(snapshot, prop::FINE_MAX);
    let currency = said(snapshot, prop::FINE_CURRENCY);
    let unit = said(snapshot, prop::FINE_UNIT);
    let unlimited = said(snapshot, prop::UNLIMITED_FINE);
    let aggravated = said(snapshot, prop::AGGRAVATED_BY);
    let person = said(snapshot, prop::APPLIES_TO);
    instances(snapshot, class::PENALTY)
        .into_iter()
        .map(|iri| {
            let tier = Tier {
                max_imprisonment: if truth(life.get(&iri)) {
                    Some(Imprisonment::Life)
                } else {
                    number(max.get(&iri)).map(Imprisonment::Months)
                },
                min_months: number(min.get(&iri)),
                fine_max: number(fine.get(&iri)),
                fine_unit: text(currency.get(&iri)).or_else(|| text(unit.get(&iri))),
                unlimited_fine: truth(unlimited.get(&iri)),
                aggravated: aggravated.contains_key(&iri),
                legal_person: text(person.get(&iri)).as_deref() == Some("legal"),
                iri: iri.clone(),
            };
            (iri, tier)
        })
        .collect()
}

/// The instrument that a provision is part of, directly or through larger provisions.
fn whole(provision: &str, parts: &Said) -> Option<String> {
    let mut here = provision;
    // A text nests a few levels deep; the bound ends a cycle in broken data.
    for _ in 0..16 {
        match iris(parts.get(here)).next() {
            Some(larger) => here = larger,
            None => break,
        }
    }
    (here != provision).then(|| here.to_owned())
}

/// "art 29(1)(a)" without the word that names the unit; other forms stay whole.
fn bare_number(number: &str) -> String {
    number.strip_prefix("art ").unwrap_or(number).to_owned()
}

fn basis_of(term: &Term) -> Option<Basis> {
    Basis::from_iri(iri_of(term)?)
}

fn weakest(bases: impl Iterator<Item = Basis>) -> Option<Basis> {
    bases.max()
}
