//! The things that can be found, with every text that speaks of them, read from a snapshot by plain scans.

use super::answer::Kind;
use crate::coverage::{Said, iris, said, text};
use crate::store::Snapshot;
use crate::vocab::lm::{class, prop};
use crate::vocab::{self, foreign};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A text and the language it is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    pub(super) lang: Option<String>,
    pub(super) value: String,
}

/// Something that can be found.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) iri: String,
    pub(super) kind: Kind,
    /// Its classes, by IRI.
    pub(super) classes: Vec<String>,
    /// Names and titles in every language.
    pub(super) names: Vec<Text>,
    /// Numbers, codes, and the whole citation.
    pub(super) numbers: Vec<Text>,
    /// Notes and definitions.
    pub(super) texts: Vec<Text>,
    /// Things whose names count a little for this one: where it stands, what it is about.
    pub(super) near: Vec<String>,
    /// The provision to cite it by.
    pub(super) provision: Option<String>,
    pub(super) instrument: Option<String>,
    pub(super) jurisdiction: Option<String>,
    /// Topics that it has itself.
    pub(super) topics: Vec<String>,
}

/// Everything that can be found, in the order of the IRIs, and what all of it shares.
#[derive(Debug)]
pub(super) struct Things {
    pub(super) list: Vec<Thing>,
    /// Names by IRI, for [`Thing::near`].
    pub(super) names: HashMap<String, Vec<Text>>,
    /// For each topic, itself and the broader ones.
    pub(super) broader: HashMap<String, BTreeSet<String>>,
    /// Codes of jurisdictions by IRI.
    pub(super) codes: HashMap<String, String>,
}

/// Properties whose values name a thing.
const NAMES: [&str; 6] = [
    foreign::SKOS_PREF_LABEL,
    foreign::SKOS_ALT_LABEL,
    foreign::RDFS_LABEL,
    foreign::ELI_TITLE,
    foreign::ELI_TITLE_SHORT,
    foreign::DCTERMS_TITLE,
];

/// Properties whose values are numbers and codes.
const NUMBERS: [&str; 5] = [
    foreign::ELI_NUMBER,
    foreign::DCTERMS_IDENTIFIER,
    foreign::SKOS_NOTATION,
    prop::FORMERLY_NUMBERED,
    prop::PINPOINT,
];

/// Properties whose values say more about a thing.
const TEXTS: [&str; 4] = [
    foreign::SKOS_DEFINITION,
    foreign::SKOS_SCOPE_NOTE,
    foreign::SKOS_NOTE,
    foreign::DCTERMS_PUBLISHER,
];

impl Things {
    /// Reads a snapshot; derived statements are of no use here and do no harm.
    pub(super) fn read(snapshot: &Snapshot) -> Self {
        Reader::new(snapshot).things()
    }
}

struct Reader {
    types: Said,
    kinds: HashMap<String, Kind>,
    names: HashMap<String, Vec<Text>>,
    numbers: HashMap<String, Vec<Text>>,
    texts: HashMap<String, Vec<Text>>,
    short_titles: HashMap<String, Vec<Text>>,
    identifiers: Said,
    parts: Said,
    versions: Said,
    owners: Said,
    topics: Said,
    broader: Said,
    schemes: Said,
    /// Norms and requirements → the provisions that establish or require them.
    homes: HashMap<String, BTreeSet<String>>,
    /// Provisions → the norms and requirements in them.
    contents: HashMap<String, BTreeSet<String>>,
}

impl Reader {
    fn new(snapshot: &Snapshot) -> Self {
        let mut reader = Self {
            types: said(snapshot, foreign::RDF_TYPE),
            kinds: kinds(snapshot),
            names: texts(snapshot, &NAMES),
            numbers: texts(snapshot, &NUMBERS),
            texts: texts(snapshot, &TEXTS),
            short_titles: texts(snapshot, &[foreign::ELI_TITLE_SHORT]),
            identifiers: said(snapshot, foreign::DCTERMS_IDENTIFIER),
            parts: said(snapshot, foreign::ELI_IS_PART_OF),
            versions: said(snapshot, foreign::ELI_IS_MEMBER_OF),
            owners: said(snapshot, prop::OF_PARTY),
            topics: said(snapshot, prop::TOPIC),
            broader: said(snapshot, foreign::SKOS_BROADER),
            schemes: said(snapshot, foreign::SKOS_IN_SCHEME),
            homes: HashMap::new(),
            contents: HashMap::new(),
        };
        for predicate in [prop::ESTABLISHES, prop::REQUIRES] {
            for (place, content) in snapshot.pairs(predicate) {
                if let Term::NamedNode(content) = content {
                    reader.place(&place, content.as_str());
                }
            }
        }
        reader
    }

    fn place(&mut self, place: &str, content: &str) {
        let stable = self.stable(place);
        self.homes
            .entry(content.to_owned())
            .or_default()
            .insert(stable.clone());
        self.contents
            .entry(stable)
            .or_default()
            .insert(content.to_owned());
    }

    /// The provision of which a dated version is a member, else itself.
    fn stable(&self, place: &str) -> String {
        iris(self.versions.get(place))
            .next()
            .unwrap_or(place)
            .to_owned()
    }

    fn things(self) -> Things {
        let mut list: Vec<Thing> = self
            .types
            .keys()
            .filter(|iri| !self.versions.contains_key(*iri))
            .filter_map(|iri| self.thing(iri))
            .collect();
        list.sort_by(|a, b| a.iri.cmp(&b.iri));
        let broader = self
            .schemes
            .keys()
            .map(|concept| (concept.clone(), self.upwards(concept)))
            .collect();
        let codes = self
            .identifiers
            .iter()
            .filter_map(|(iri, terms)| Some((iri.clone(), text(Some(terms))?)))
            .collect();
        Things {
            list,
            names: self.names,
            broader,
            codes,
        }
    }

    /// A concept and everything broader; a cycle ends where it began.
    fn upwards(&self, concept: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![concept.to_owned()];
        while let Some(next) = open.pop() {
            open.extend(iris(self.broader.get(&next)).map(str::to_owned));
            if !found.insert(next) {
                open.retain(|iri| !found.contains(iri));
            }
        }
        found
    }

    fn thing(&self, iri: &str) -> Option<Thing> {
        let classes: Vec<String> = iris(self.types.get(iri)).map(str::to_owned).collect();
        let kind = classes.iter().filter_map(|c| self.kinds.get(c)).min()?;
        let provision = match kind {
            Kind::Provision => Some(iri.to_owned()),
            _ => self.homes.get(iri).and_then(first),
        };
        let instrument = match kind {
            Kind::Instrument => Some(iri.to_owned()),
            _ => provision.as_deref().and_then(|p| self.whole(p)),
        };
        let jurisdiction = match kind {
            Kind::Jurisdiction => Some(iri.to_owned()),
            _ => instrument
                .as_ref()
                .and_then(|i| iris(self.owners.get(i)).next().map(str::to_owned)),
        };
        let mut thing = Thing {
            iri: iri.to_owned(),
            kind: *kind,
            names: of(&self.names, iri),
            numbers: of(&self.numbers, iri),
            texts: of(&self.texts, iri),
            near: Vec::new(),
            topics: self.topics_of(*kind, iri),
            classes,
            provision,
            instrument,
            jurisdiction,
        };
        self.complete(&mut thing);
        Some(thing)
    }

    /// Adds what a reader would take for part of the thing though the graph says it of something else.
    fn complete(&self, thing: &mut Thing) {
        if thing.kind == Kind::Provision {
            for version in self.contents_versions(&thing.iri) {
                thing.texts.extend(of(&self.texts, version));
            }
            thing.numbers.extend(self.citations(thing));
        }
        if let (Kind::Norm | Kind::Requirement, Some(place)) = (thing.kind, &thing.provision) {
            // A norm has no name of its own: a reader knows it by the heading above it.
            thing.names.extend(of(&self.names, place));
        }
        if thing.kind == Kind::Instrument {
            thing.numbers.push(plain(last_part(&thing.iri)));
        }
        if thing.kind == Kind::Concept || thing.kind == Kind::Term {
            thing.numbers.push(plain(last_part(&thing.iri)));
        }
        let whole = thing.instrument.iter().filter(|i| **i != thing.iri);
        let place = thing.jurisdiction.iter().filter(|j| **j != thing.iri);
        let near: BTreeSet<&String> = whole.chain(place).chain(&thing.topics).collect();
        thing.near = near
            .into_iter()
            .filter(|n| **n != thing.iri)
            .cloned()
            .collect();
    }

    fn contents_versions(&self, stable: &str) -> impl Iterator<Item = &str> {
        self.versions
            .iter()
            .filter(move |(_, of)| iris(Some(of)).any(|iri| iri == stable))
            .map(|(version, _)| version.as_str())
            .collect::<BTreeSet<_>>()
            .into_iter()
    }

    /// "Computer Misuse and Cybercrimes Act 2018 s 14", with the word for the unit written out as well, and the
    /// identifier of the act before it.
    fn citations(&self, thing: &Thing) -> Vec<Text> {
        let Some(instrument) = &thing.instrument else {
            return Vec::new();
        };
        let numbers = of(&self.numbers, &thing.iri);
        let mut found = Vec::new();
        for number in &numbers {
            let written = written_out(&number.value);
            for title in of(&self.short_titles, instrument) {
                found.push(Text {
                    lang: title.lang,
                    value: format!("{} {}", title.value, number.value),
                });
            }
            found.push(plain(&format!("{} {written}", last_part(instrument))));
        }
        found
    }

    fn topics_of(&self, kind: Kind, iri: &str) -> Vec<String> {
        let direct = |iri: &str| {
            iris(self.topics.get(iri))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let topics: BTreeSet<String> = match kind {
            Kind::Provision => self
                .contents
                .get(iri)
                .into_iter()
                .flatten()
                .flat_map(|content| direct(content))
                .collect(),
            Kind::Concept if topic_name(iri).is_some() => BTreeSet::from([iri.to_owned()]),
            _ => direct(iri).into_iter().collect(),
        };
        topics.into_iter().collect()
    }

    /// The instrument that a provision is part of, directly or through larger provisions.
    fn whole(&self, provision: &str) -> Option<String> {
        let mut here = provision;
        let mut seen = HashSet::from([provision]);
        while let Some(larger) = iris(self.parts.get(here)).next() {
            if !seen.insert(larger) {
                return None;
            }
            here = larger;
        }
        (here != provision).then(|| here.to_owned())
    }
}

/// The name of a topic, of its IRI.
pub(super) fn topic_name(iri: &str) -> Option<&str> {
    iri.strip_prefix(vocab::CONCEPT)?.strip_prefix("topic/")
}

fn first(homes: &BTreeSet<String>) -> Option<String> {
    let mut homes: Vec<&String> = homes.iter().collect();
    homes.sort_by(|a, b| natord::compare(a, b));
    homes.first().map(|home| (*home).clone())
}

fn plain(value: &str) -> Text {
    Text {
        lang: None,
        value: value.to_owned(),
    }
}

fn of(map: &HashMap<String, Vec<Text>>, iri: &str) -> Vec<Text> {
    map.get(iri).cloned().unwrap_or_default()
}

/// "s 14" as "section 14": citations are typed either way.
fn written_out(number: &str) -> String {
    let mut words = number.split_whitespace();
    let unit = match words.next() {
        Some("s" | "ss" | "§" | "§§") => "section",
        Some("art" | "arts") => "article",
        Some("sch") => "schedule",
        Some("reg") => "regulation",
        Some("para") => "paragraph",
        other => other.unwrap_or_default(),
    };
    std::iter::once(unit)
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The part of an IRI after the last slash or hash.
pub(super) fn last_part(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// The literals of several properties by subject, in order.
fn texts(snapshot: &Snapshot, predicates: &[&str]) -> HashMap<String, Vec<Text>> {
    let mut map: HashMap<String, Vec<Text>> = HashMap::new();
    for predicate in predicates {
        let mut pairs: BTreeMap<String, BTreeSet<Text>> = BTreeMap::new();
        for (subject, object) in snapshot.pairs(predicate) {
            if let Term::Literal(literal) = object {
                pairs.entry(subject).or_default().insert(Text {
                    lang: literal.language().map(str::to_owned),
                    value: literal.value().to_owned(),
                });
            }
        }
        for (subject, texts) in pairs {
            let known = map.entry(subject).or_default();
            for text in texts {
                if !known.contains(&text) {
                    known.push(text);
                }
            }
        }
    }
    map
}

/// The kind of each class: that of the class it is a subclass of, in any number of steps.
fn kinds(snapshot: &Snapshot) -> HashMap<String, Kind> {
    let mut kinds: HashMap<String, Kind> = [
        (class::PROVISION, Kind::Provision),
        (class::NORM, Kind::Norm),
        (class::REQUIREMENT, Kind::Requirement),
        (class::INSTRUMENT, Kind::Instrument),
        (class::JURISDICTION, Kind::Jurisdiction),
        (foreign::SKOS_CONCEPT, Kind::Concept),
        (foreign::SKOS_CONCEPT_SCHEME, Kind::Concept),
        (foreign::OWL_CLASS, Kind::Term),
        (foreign::OWL_OBJECT_PROPERTY, Kind::Term),
        (foreign::OWL_DATATYPE_PROPERTY, Kind::Term),
        (class::SOURCE_READING, Kind::Source),
    ]
    .into_iter()
    .map(|(class, kind)| (class.to_owned(), kind))
    .collect();
    let subclasses = said(snapshot, foreign::RDFS_SUB_CLASS_OF);
    loop {
        let new: Vec<(String, Kind)> = subclasses
            .iter()
            .filter(|(sub, _)| !kinds.contains_key(*sub))
            .filter_map(|(sub, wide)| {
                let kind = iris(Some(wide)).find_map(|wide| kinds.get(wide))?;
                Some((sub.clone(), *kind))
            })
            .collect();
        if new.is_empty() {
            return kinds;
        }
        kinds.extend(new);
    }
}
