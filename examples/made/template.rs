//! What made-up jurisdictions are made from: the law of real ones, and the concepts that real norms use.

use cyberlex::corpus::{Corpus, Document};
use cyberlex::vocab::foreign::{RDF_TYPE, SKOS_BROADER};
use cyberlex::vocab::lm::prop;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// A subject with everything that is said of it, in the order of the file.
#[derive(Clone)]
pub(super) struct Thing {
    pub(super) iri: String,
    pub(super) said: Vec<(String, Term)>,
}

impl Thing {
    /// As triples.
    pub(super) fn triples(self) -> Vec<Triple> {
        let subject = NamedNode::new_unchecked(self.iri);
        self.said
            .into_iter()
            .map(|(predicate, object)| {
                Triple::new(subject.clone(), NamedNode::new_unchecked(predicate), object)
            })
            .collect()
    }

    /// The IRIs that it is tied to by a predicate.
    pub(super) fn iris<'t>(&'t self, predicate: &'t str) -> impl Iterator<Item = &'t str> {
        let said = self.said.iter().filter(move |(p, _)| p == predicate);
        said.filter_map(|(_, object)| iri_of(object))
    }

    /// Whether anything is said with a predicate.
    pub(super) fn has(&self, predicate: &str) -> bool {
        self.said.iter().any(|(p, _)| p == predicate)
    }

    /// Its class; things of ours have one.
    pub(super) fn class(&self) -> &str {
        self.iris(RDF_TYPE).next().unwrap_or_default()
    }
}

/// The IRI of a term, if it is one.
pub(super) fn iri_of(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The law of one real jurisdiction.
pub(super) struct Template {
    pub(super) code: String,
    /// The jurisdiction itself.
    pub(super) place: Thing,
    /// Its readings, acts, provisions, norms, penalties and surveys.
    pub(super) law: Vec<Thing>,
    /// Its party statuses and reservations.
    pub(super) treaties: Vec<Thing>,
}

/// Reads every jurisdiction of the corpus, in order of their codes.
pub(super) fn read(corpus: &Corpus) -> Vec<Template> {
    let parties: Vec<Thing> = corpus
        .documents
        .iter()
        .filter(|document| document.name.starts_with("corpus/parties/"))
        .flat_map(things)
        .collect();
    corpus
        .documents
        .iter()
        .filter_map(|document| {
            let name = document.name.strip_prefix("corpus/jurisdictions/")?;
            let code = name.strip_suffix(".ttl")?.to_owned();
            let iri = format!("https://w3id.org/cyberlex/id/jurisdiction/{code}");
            let (place, law): (Vec<Thing>, Vec<Thing>) = things(document)
                .into_iter()
                .partition(|thing| thing.iri == iri);
            Some(Template {
                treaties: treaties(&parties, &iri),
                place: place.into_iter().next()?,
                code,
                law,
            })
        })
        .collect()
}

/// The party statuses of a jurisdiction, with their reservations.
fn treaties(parties: &[Thing], place: &str) -> Vec<Thing> {
    let statuses = parties
        .iter()
        .filter(|thing| thing.iris(prop::PARTY).any(|party| party == place));
    statuses
        .flat_map(|status| {
            let of_status = parties
                .iter()
                .filter(|thing| status.iris(prop::RESERVATION).any(|r| r == thing.iri));
            [status].into_iter().chain(of_status)
        })
        .cloned()
        .collect()
}

/// The subjects of a file, in the order in which they are first named.
fn things(document: &Document) -> Vec<Thing> {
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut things: Vec<Thing> = Vec::new();
    for statement in &document.statements {
        let NamedOrBlankNode::NamedNode(subject) = &statement.triple.subject else {
            continue;
        };
        let position = *positions.entry(subject.as_str()).or_insert_with(|| {
            things.push(Thing {
                iri: subject.as_str().to_owned(),
                said: Vec::new(),
            });
            things.len() - 1
        });
        things[position].said.push((
            statement.triple.predicate.as_str().to_owned(),
            statement.triple.object.clone(),
        ));
    }
    things
}

/// What can stand in the place of a concept: others that real norms of the class have for the property, those with the same
/// broader concept first.
pub(super) struct Choices {
    used: BTreeMap<(String, String), Vec<String>>,
    broader: BTreeMap<String, BTreeSet<String>>,
    /// Regions of the UN, and organisations, that have a member.
    pub(super) regions: Vec<String>,
    pub(super) groups: Vec<String>,
}

impl Choices {
    /// Reads the corpus.
    pub(super) fn read(corpus: &Corpus) -> Self {
        let mut used: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let mut broader: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let (mut regions, mut groups) = (BTreeSet::new(), BTreeSet::new());
        for document in &corpus.documents {
            for thing in things(document) {
                if document.name.starts_with("corpus/jurisdictions/") {
                    for (property, object) in &thing.said {
                        let (true, Some(iri)) = (is_element(property), iri_of(object)) else {
                            continue;
                        };
                        used.entry((thing.class().to_owned(), property.clone()))
                            .or_default()
                            .insert(iri.to_owned());
                    }
                }
                let wide = thing.iris(SKOS_BROADER).map(str::to_owned);
                broader.entry(thing.iri.clone()).or_default().extend(wide);
                let into = match document.name.as_str() {
                    "corpus/regions.ttl" => &mut regions,
                    _ => &mut groups,
                };
                into.extend(thing.iris(prop::IN_GROUP).map(str::to_owned));
            }
        }
        Self {
            used: used
                .into_iter()
                .map(|(key, values)| (key, values.into_iter().collect()))
                .collect(),
            broader,
            regions: regions.into_iter().collect(),
            groups: groups.into_iter().collect(),
        }
    }

    /// What else norms of a class have for a property.
    pub(super) fn instead(&self, class: &str, property: &str, value: &str) -> Vec<&str> {
        let key = (class.to_owned(), property.to_owned());
        let all = self.used.get(&key).map_or(&[][..], Vec::as_slice);
        let others = || {
            all.iter()
                .map(String::as_str)
                .filter(|other| *other != value)
        };
        let wide = self.broader.get(value);
        let near: Vec<&str> = others()
            .filter(|other| wide.is_some() && self.broader.get(*other) == wide)
            .collect();
        if near.is_empty() {
            others().collect()
        } else {
            near
        }
    }
}

/// The properties whose values say what a norm covers.
pub(super) const WIDENING: [&str; 9] = [
    prop::CONDUCT,
    prop::OBJECT,
    prop::ACTION,
    prop::DATA_CATEGORY,
    prop::RULE,
    prop::GUARANTEE,
    prop::MENTAL_ELEMENT,
    prop::ADDRESSEE,
    prop::OFFENCE_SCOPE,
];

/// The properties whose values narrow it.
pub(super) const NARROWING: [&str; 4] = [
    prop::REQUIRES_CIRCUMSTANCE,
    prop::HARM_THRESHOLD,
    prop::EXEMPTS,
    prop::THRESHOLD,
];

fn is_element(property: &str) -> bool {
    WIDENING.contains(&property) || NARROWING.contains(&property)
}
