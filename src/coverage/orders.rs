//! Reads the law of jurisdictions: acts, norms and surveys, of all of them or of one.

use super::columns::Columns;
use super::facts::{Facts, whole};
use super::law::{JurisdictionId, Law, Norm, Survey};
use super::links::Plan;
use super::order::{LegalOrder, Norms};
use super::profile::Acts;
use super::read::Places;
use super::said::{Said, day, interval, iri_of, iris, number, sorted, text, truth};
use super::statements::Statements;
use crate::model::{Imprisonment, Tier};
use crate::store::Snapshot;
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop};
use oxigraph::model::{NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A norm: its IRI, the stable provisions that establish it in their order, and the instrument they are part of.
pub(super) struct Placed {
    iri: String,
    provisions: Vec<String>,
    instrument: String,
    owner: Option<JurisdictionId>,
}

/// What is whose: acts with their provisions and norms, penalties and surveys.
pub(super) struct Own {
    parts: Said,
    norms: Vec<Placed>,
    /// Norm → its penalties.
    penalties: Said,
    /// Survey → whose law it is of.
    surveys: BTreeMap<String, JurisdictionId>,
    places: HashMap<String, JurisdictionId>,
}

impl Own {
    /// Follows the statements from jurisdictions to acts, provisions, norms and penalties.
    pub(super) fn read(statements: &Statements<'_>, known: &Places) -> Self {
        let parts = statements.said(foreign::ELI_IS_PART_OF);
        let versions = statements.said(foreign::ELI_IS_MEMBER_OF);
        let first = |terms: Option<&Vec<Term>>| iris(terms).find_map(|iri| known.get(iri).copied());
        let mut places: HashMap<String, JurisdictionId> = statements
            .said(prop::OF_PARTY)
            .into_iter()
            .filter_map(|(act, parties)| Some((act, first(Some(&parties))?)))
            .collect();
        let norms = placed(statements, &parts, &versions, &places);
        let stable = |text: &'_ String| iris(versions.get(text)).next().map(str::to_owned);
        let texts: Vec<(String, JurisdictionId)> = parts
            .keys()
            .chain(versions.keys())
            .filter_map(|text| {
                let stable = stable(text);
                let act = whole(stable.as_deref().unwrap_or(text), &parts)?;
                Some((text.clone(), *places.get(act)?))
            })
            .collect();
        places.extend(texts);
        let penalties = statements.said(prop::PENALTY);
        for norm in &norms {
            let Some(owner) = norm.owner else { continue };
            places.insert(norm.iri.clone(), owner);
            places.extend(iris(penalties.get(&norm.iri)).map(|p| (p.to_owned(), owner)));
        }
        let surveys: BTreeMap<String, JurisdictionId> = statements
            .said(prop::SURVEY_OF)
            .into_iter()
            .filter_map(|(survey, of)| Some((survey, first(Some(&of))?)))
            .collect();
        places.extend(
            surveys
                .iter()
                .map(|(survey, place)| (survey.clone(), *place)),
        );
        Self {
            parts,
            norms,
            penalties,
            surveys,
            places,
        }
    }

    /// The norms, for which all that was read here is looked up.
    pub(super) fn take_norms(&mut self) -> Vec<Placed> {
        std::mem::take(&mut self.norms)
    }

    /// Whose each thing is.
    pub(super) fn places(&self) -> &HashMap<String, JurisdictionId> {
        &self.places
    }

    /// Which text each text is part of.
    pub(super) fn parts(&self) -> &Said {
        &self.parts
    }
}

/// Every norm with its place, in the order of their IRIs.
fn placed(
    statements: &Statements<'_>,
    parts: &Said,
    versions: &Said,
    owners: &HashMap<String, JurisdictionId>,
) -> Vec<Placed> {
    let mut homes: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (provision, norms) in statements.said(prop::ESTABLISHES) {
        let stable = iris(versions.get(&provision)).next().unwrap_or(&provision);
        for norm in iris(Some(&norms)) {
            let home = homes.entry(norm.to_owned()).or_default();
            home.insert(stable.to_owned());
        }
    }
    let mut norms: Vec<Placed> = homes
        .into_iter()
        .map(|(iri, provisions)| {
            let mut provisions: Vec<String> = provisions.into_iter().collect();
            provisions.sort_by(|a, b| natord::compare(a, b));
            let instrument = provisions
                .iter()
                .find_map(|provision| whole(provision, parts))
                .unwrap_or_default()
                .to_owned();
            Placed {
                owner: owners.get(&instrument).copied(),
                iri,
                provisions,
                instrument,
            }
        })
        .collect();
    norms.sort_by(|a, b| (a.owner.cmp(&b.owner)).then_with(|| natord::compare(&a.iri, &b.iri)));
    norms
}

/// Norms and surveys, with whose law they are of.
pub(super) struct Found {
    norms: Vec<Norm>,
    surveys: Vec<(JurisdictionId, Survey)>,
}

impl Found {
    /// Looks up what is said of norms and surveys.
    pub(super) fn read(
        statements: &Statements<'_>,
        facts: &Facts,
        own: &Own,
        placed: Vec<Placed>,
    ) -> Self {
        Self {
            norms: norms(statements, facts, own, placed),
            surveys: surveys(statements, facts, own),
        }
    }
}

/// The law of every jurisdiction.
pub(super) fn all(law: &Law, found: Found, acts: Vec<Acts>) -> Norms {
    let mut acts = acts.into_iter();
    let mut orders: Vec<LegalOrder> = (0..=law.jurisdictions.len())
        .map(|order| LegalOrder {
            acts: match order {
                0 => Acts::default(),
                _ => acts.next().unwrap_or_default(),
            },
            ..LegalOrder::default()
        })
        .collect();
    for (place, survey) in found.surveys {
        orders[place + 1].surveys.push(survey);
    }
    for norm in found.norms {
        let order = norm.jurisdiction.map_or(0, |place| place + 1);
        orders[order].norms.push(norm);
    }
    derive(law, &mut orders);
    Norms::new(orders)
}

/// Makes the columns of every jurisdiction, on as many cores as there are.
fn derive(law: &Law, orders: &mut [LegalOrder]) {
    let plan = Plan::new(law);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (next, mut slots) = (AtomicUsize::new(0), Vec::new());
    thread::scope(|scope| {
        let orders = &*orders;
        let work = || {
            let mut made = Vec::new();
            loop {
                let position = next.fetch_add(1, Ordering::Relaxed);
                let Some(order) = orders.get(position) else {
                    return made;
                };
                let (norms, surveys) = (&order.norms, &order.surveys);
                made.push((position, Columns::new(law, &plan, position, norms, surveys)));
            }
        };
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        slots.extend(work());
        for other in others {
            match other.join() {
                Ok(made) => slots.extend(made),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    for (position, columns) in slots {
        orders[position].columns = columns;
    }
}

/// The law of one jurisdiction, from what is said of it.
pub(super) fn one(law: &Law, place: JurisdictionId, found: Found, acts: Acts) -> LegalOrder {
    let own = found.surveys.into_iter();
    let surveys: Vec<Survey> = own
        .filter_map(|(of, survey)| (of == place).then_some(survey))
        .collect();
    let mut norms = found.norms;
    norms.retain(|norm| norm.jurisdiction == Some(place));
    LegalOrder {
        columns: Columns::new(law, &Plan::new(law), place + 1, &norms, &surveys),
        norms,
        surveys,
        acts,
    }
}

/// Everything that has to be looked up to read the law of one jurisdiction: its acts and surveys, the provisions and their
/// versions, norms, penalties, and what they rest on.
pub(super) fn subjects(snapshot: &Snapshot, place: &str) -> BTreeSet<String> {
    let pointing = |predicate: &str, at: &str| match NamedNode::new(at) {
        Ok(node) => snapshot.subjects(predicate, Some(&Term::NamedNode(node))),
        Err(_) => Vec::new(),
    };
    let mut found = BTreeSet::new();
    let mut open = pointing(prop::OF_PARTY, place);
    while let Some(text) = open.pop() {
        for predicate in [foreign::ELI_IS_PART_OF, foreign::ELI_IS_MEMBER_OF] {
            open.extend(
                pointing(predicate, &text)
                    .into_iter()
                    .filter(|t| !found.contains(t)),
            );
        }
        found.insert(text);
    }
    found.extend(pointing(prop::SURVEY_OF, place));
    for predicate in [
        prop::ESTABLISHES,
        prop::PENALTY,
        foreign::PROV_WAS_DERIVED_FROM,
    ] {
        let further: Vec<String> = found
            .iter()
            .flat_map(|subject| snapshot.objects(subject, predicate))
            .filter_map(|term| iri_of(&term).map(str::to_owned))
            .collect();
        found.extend(further);
    }
    found
}

/// Every norm, by jurisdiction and in the order of their IRIs.
fn norms(statements: &Statements<'_>, facts: &Facts, own: &Own, placed: Vec<Placed>) -> Vec<Norm> {
    let from = statements.said(prop::IN_FORCE_FROM);
    let until = statements.said(prop::IN_FORCE_UNTIL);
    let reviews = statements.said(prop::REVIEW_STATE);
    let tiers = tiers(statements);
    let norm = |placed: Placed| {
        let Placed {
            iri,
            provisions,
            instrument,
            owner,
        } = placed;
        let narrowing = facts.elements(&iri, |property| !property.widening);
        Norm {
            jurisdiction: owner,
            topics: facts.topics(&iri),
            widening: facts.elements(&iri, |property| property.widening),
            neutral: facts.neutral(&iri),
            circumstances: facts.count(&narrowing, prop::REQUIRES_CIRCUMSTANCE)
                + facts.count(&narrowing, prop::HARM_THRESHOLD),
            narrowing,
            validity: interval(&from, &until, &iri),
            tiers: sorted(iris(own.penalties.get(&iri)))
                .iter()
                .filter_map(|p| tiers.get(*p).cloned())
                .collect(),
            review: text(reviews.get(&iri)),
            read: facts.is_read(&iri),
            basis: facts.basis(&iri),
            provisions,
            instrument,
            iri,
        }
    };
    placed.into_iter().map(norm).collect()
}

/// Every survey with the jurisdiction whose law was searched, in the order of their IRIs.
fn surveys(statements: &Statements<'_>, facts: &Facts, own: &Own) -> Vec<(JurisdictionId, Survey)> {
    let from = statements.said(prop::SURVEYED_FROM);
    let topics = statements.said(prop::SURVEYED_TOPIC);
    let on = statements.said(prop::SURVEYED_ON);
    own.surveys
        .iter()
        .map(|(survey, place)| {
            let survey = Survey {
                from: day(from.get(survey)),
                on: day(on.get(survey)),
                topics: facts.concept_ids(topics.get(survey)),
            };
            (*place, survey)
        })
        .collect()
}

/// Every tier of a penalty, by its IRI.
fn tiers(statements: &Statements<'_>) -> HashMap<String, Tier> {
    let max = statements.said(prop::IMPRISONMENT_MAX_MONTHS);
    let min = statements.said(prop::IMPRISONMENT_MIN_MONTHS);
    let life = statements.said(prop::LIFE_IMPRISONMENT);
    let fine = statements.said(prop::FINE_MAX);
    let currency = statements.said(prop::FINE_CURRENCY);
    let unit = statements.said(prop::FINE_UNIT);
    let unlimited = statements.said(prop::UNLIMITED_FINE);
    let aggravated = statements.said(prop::AGGRAVATED_BY);
    let person = statements.said(prop::APPLIES_TO);
    statements
        .instances(class::PENALTY)
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
