//! Reads the law out of a store by plain scans, one a predicate: here what all share, the rest in [`orders`].

use super::concepts::Concepts;
use super::error::IndexError;
use super::facts::{Facts, concept_ids, whole};
use super::index::last_part;
use super::law::{
    Article, Instrument, Jurisdiction, JurisdictionId, Law, Requirement, RequirementId, Reserved,
};
use super::orders::{self, Own};
use super::party;
use super::profile::Acts;
use super::properties::{neutral_properties, norms_only, properties};
use super::said::{Said, instances, interval, iri_of, iris, said, text, truth};
use super::source::Sources;
use super::statements::Statements;
use super::texts::Texts;
use crate::store::Snapshot;
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop, value};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::thread;

/// Jurisdiction IRI → position.
pub(super) type Places = HashMap<String, JurisdictionId>;

/// Reads a snapshot, asserted statements only.
///
/// # Errors
/// When the ontology declares no element property, so that nothing could be compared.
pub(crate) fn read(snapshot: &Snapshot) -> Result<Law, IndexError> {
    let statements = Statements::All(snapshot);
    let neutral = neutral_properties(snapshot);
    let mut law = Law {
        concepts: Arc::new(concepts(snapshot)),
        properties: Arc::new(properties(snapshot)),
        norms_only: Arc::new(norms_only(snapshot, &neutral)),
        neutral_properties: Arc::new(neutral),
        ..Law::default()
    };
    if law.properties.is_empty() {
        return Err(IndexError::NoElements);
    }
    law.jurisdictions = Arc::new(jurisdictions(snapshot, &law.concepts));
    law.by_code = Arc::new(by_code(&law.jurisdictions));
    let places = places(&law);
    // Each of these reads predicates of its own: side by side, on as many processors as there are.
    let (facts, mut own) = thread::scope(|scope| {
        let facts = scope.spawn(|| Facts::read(&statements, &law));
        let own = Own::read(&statements, &places);
        (finished(facts.join()), own)
    });
    let all = law.jurisdictions.len();
    let norms = own.take_norms();
    let (texts, sources, acts, found) = thread::scope(|scope| {
        let own = &own;
        let texts = scope.spawn(|| Texts::split(&statements, own.places(), all));
        let others = scope.spawn(|| {
            let sources = Sources::split(&statements, own.places(), all);
            (sources, Acts::split(&statements, own.places(), all))
        });
        let found = orders::Found::read(&statements, &facts, own, norms);
        let (sources, acts) = finished(others.join());
        (finished(texts.join()), sources, acts, found)
    });
    law.texts = texts;
    law.sources = sources;
    let reader = Reader {
        snapshot,
        facts: &facts,
        parts: own.parts(),
        requirements: Vec::new(),
        topic_sets: Vec::new(),
        asked: HashMap::new(),
    };
    reader.read(&mut law, &places);
    law.acts = Arc::new(acts.shared);
    law.parties = Arc::new(party::read(snapshot, &places));
    law.norms = orders::all(&law, found, acts.own);
    Ok(law)
}

/// What a thread gave; where it panicked, so does this one.
fn finished<T>(joined: thread::Result<T>) -> T {
    joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Reads the law of one jurisdiction again, from a snapshot that holds all of it.
pub(super) fn replace(law: &mut Law, place: JurisdictionId, snapshot: &Snapshot) {
    let subjects = orders::subjects(snapshot, &law.jurisdictions[place].iri);
    let statements = Statements::of(snapshot, &subjects);
    let facts = Facts::read(&statements, law);
    let mut own = Own::read(&statements, &places(law));
    let all = law.jurisdictions.len();
    let texts = Texts::split(&statements, own.places(), all);
    let sources = Sources::split(&statements, own.places(), all);
    let acts = Acts::split(&statements, own.places(), all)
        .own
        .swap_remove(place);
    let norms = own.take_norms();
    let found = orders::Found::read(&statements, &facts, &own, norms);
    let order = orders::one(law, place, found, acts);
    law.texts.replace(place, &texts);
    law.sources.replace(place, &sources);
    law.norms.replace(place, order);
}

/// The positions of the jurisdictions by their IRI.
pub(super) fn places(law: &Law) -> Places {
    let places = law.jurisdictions.iter().enumerate();
    places.map(|(id, place)| (place.iri.clone(), id)).collect()
}

fn jurisdictions(snapshot: &Snapshot, concepts: &Concepts) -> Vec<Jurisdiction> {
    let identifiers = said(snapshot, foreign::DCTERMS_IDENTIFIER);
    let organisations: BTreeSet<String> = instances(snapshot, class::ORGANISATION)
        .into_iter()
        .collect();
    let mut iris = organisations.clone();
    for kind in [class::STATE, class::SUBNATIONAL_UNIT, class::TERRITORY] {
        iris.extend(instances(snapshot, kind));
    }
    let mut places = HashMap::new();
    let mut jurisdictions = Vec::new();
    for iri in iris {
        let code = text(identifiers.get(&iri)).unwrap_or_else(|| last_part(&iri).to_owned());
        places.insert(iri.clone(), jurisdictions.len());
        jurisdictions.push(Jurisdiction {
            organisation: organisations.contains(&iri),
            iri,
            code,
            memberships: Vec::new(),
        });
    }
    let groups = said(snapshot, prop::IN_GROUP);
    let from = said(snapshot, prop::MEMBER_FROM);
    let until = said(snapshot, prop::MEMBER_UNTIL);
    for (membership, member) in snapshot.pairs(prop::MEMBER) {
        let during = interval(&from, &until, &membership);
        let place = iri_of(&member).and_then(|iri| places.get(iri)).copied();
        for group in concept_ids(concepts, groups.get(&membership)) {
            if let Some(place) = place {
                jurisdictions[place].memberships.push((group, during));
            }
        }
    }
    jurisdictions
}

fn by_code(jurisdictions: &[Jurisdiction]) -> Vec<(String, JurisdictionId)> {
    let codes = jurisdictions.iter().map(|place| place.code.to_uppercase());
    let mut by_code: Vec<(String, JurisdictionId)> =
        codes.enumerate().map(|(id, code)| (code, id)).collect();
    by_code.sort();
    by_code
}

/// Reads what instruments ask for, and what parties reserved.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    facts: &'a Facts,
    parts: &'a Said,
    requirements: Vec<Requirement>,
    topic_sets: Vec<Vec<u32>>,
    /// Requirement IRI → position.
    asked: HashMap<String, RequirementId>,
}

impl Reader<'_> {
    fn read(mut self, law: &mut Law, places: &Places) {
        law.instruments = Arc::new(self.instruments(&law.texts));
        law.reserved = Arc::new(self.reservations(places));
        law.requirements = Arc::new(self.requirements);
        law.topic_sets = Arc::new(self.topic_sets);
    }

    fn instruments(&mut self, texts: &Texts) -> Vec<Instrument> {
        let requires = said(self.snapshot, prop::REQUIRES);
        let mut by_instrument: HashMap<&str, Vec<Article>> = HashMap::new();
        let facets = Facets::read(self.snapshot);
        let parts = self.parts;
        for (provision, asked) in &requires {
            let Some(instrument) = whole(provision, parts) else {
                continue;
            };
            let mut asked: Vec<&str> = iris(Some(asked)).collect();
            asked.sort_by(|a, b| natord::compare(a, b));
            let requirements = asked
                .into_iter()
                .map(|iri| self.requirement(iri, &facets))
                .collect();
            by_instrument.entry(instrument).or_default().push(Article {
                iri: provision.clone(),
                number: bare_number(&texts.number(provision)),
                requirements,
            });
        }
        let shaky = self.shaky();
        let mut instruments: Vec<Instrument> = by_instrument
            .into_iter()
            .map(|(iri, mut articles)| {
                articles.sort_by(|a, b| natord::compare(&a.iri, &b.iri));
                Instrument {
                    read_whole: !shaky.contains(iri) && self.read_whole(iri, &articles),
                    iri: iri.to_owned(),
                    articles,
                }
            })
            .collect();
        instruments.sort_by(|a, b| a.iri.cmp(&b.iri));
        instruments
    }

    /// The instruments with a provision that names readings and does not rest on text.
    fn shaky(&self) -> HashSet<&str> {
        self.parts
            .keys()
            .filter(|provision| {
                self.facts.readings(provision).is_some() && !self.facts.rests_on_text(provision)
            })
            .filter_map(|provision| whole(provision, self.parts))
            .collect()
    }

    /// Whether an instrument and all that it asks for rest on text.
    fn read_whole(&self, instrument: &str, asked: &[Article]) -> bool {
        let requirements = asked.iter().flat_map(|article| &article.requirements);
        self.facts.rests_on_text(instrument)
            && requirements
                .map(|id| &self.requirements[*id].iri)
                .all(|requirement| self.facts.rests_on_text(requirement))
    }

    fn requirement(&mut self, iri: &str, facets: &Facets) -> RequirementId {
        let facts = self.facts;
        let topics = facts.topics(iri);
        let requirement = Requirement {
            iri: iri.to_owned(),
            topic_set: self.topic_set(&topics),
            topics,
            mandatory: iris(facets.obligations.get(iri)).all(|o| o != value::OPTIONAL),
            pinpoint: text(facets.pinpoints.get(iri)).unwrap_or_default(),
            widening: facts.elements(iri, |property| property.widening),
            narrowing: facts.elements(iri, |property| !property.widening),
            neutral: facts.neutral(iri),
            permitted: facts.concept_ids(facets.permitted.get(iri)),
            reservable_narrowing: facts.concept_ids(facets.by_reservation.get(iri)),
            reservable: truth(facets.reservable.get(iri)),
            limits_known: facts.is_read(iri),
            basis: facts.basis(iri),
        };
        self.asked.insert(iri.to_owned(), self.requirements.len());
        self.requirements.push(requirement);
        self.requirements.len() - 1
    }

    fn topic_set(&mut self, topics: &[u32]) -> usize {
        let known = self.topic_sets.iter().position(|set| set == topics);
        known.unwrap_or_else(|| {
            self.topic_sets.push(topics.to_vec());
            self.topic_sets.len() - 1
        })
    }

    /// What each jurisdiction reserved.
    fn reservations(&self, places: &Places) -> Vec<Vec<Reserved>> {
        let mut reserved: Vec<Vec<Reserved>> = vec![Vec::new(); places.len()];
        let parties = said(self.snapshot, prop::PARTY);
        let adds = said(self.snapshot, prop::ADDS_PERMISSION);
        let removes = said(self.snapshot, prop::REMOVES_REQUIREMENT);
        let restricts = said(self.snapshot, prop::RESTRICTS_REQUIREMENT);
        let from = said(self.snapshot, prop::RESERVED_FROM);
        let until = said(self.snapshot, prop::RESERVED_UNTIL);
        for (party_status, reservation) in self.snapshot.pairs(prop::RESERVATION) {
            let place = iris(parties.get(&party_status)).find_map(|iri| places.get(iri).copied());
            let (Some(place), Some(reservation)) = (place, iri_of(&reservation)) else {
                continue;
            };
            let adds = self.facts.concept_ids(adds.get(reservation));
            let during = interval(&from, &until, reservation);
            for (said, removes) in [(&removes, true), (&restricts, false)] {
                for requirement in
                    iris(said.get(reservation)).filter_map(|iri| self.asked.get(iri).copied())
                {
                    reserved[place].push(Reserved {
                        requirement,
                        removes,
                        adds: adds.clone(),
                        during,
                    });
                }
            }
        }
        for reserved in &mut reserved {
            reserved.sort_by_key(|r| r.requirement);
        }
        reserved
    }
}

/// What is said of requirements beside their elements.
struct Facets {
    obligations: Said,
    pinpoints: Said,
    permitted: Said,
    by_reservation: Said,
    reservable: Said,
}

impl Facets {
    fn read(snapshot: &Snapshot) -> Self {
        Self {
            obligations: said(snapshot, prop::OBLIGATION),
            pinpoints: said(snapshot, prop::PINPOINT),
            permitted: said(snapshot, prop::PERMITS_CIRCUMSTANCE),
            by_reservation: said(snapshot, prop::PERMITS_BY_RESERVATION),
            reservable: said(snapshot, prop::RESERVABLE),
        }
    }
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

/// "art 29(1)(a)" without the word that names the unit; other forms stay whole.
fn bare_number(number: &str) -> String {
    number.strip_prefix("art ").unwrap_or(number).to_owned()
}
