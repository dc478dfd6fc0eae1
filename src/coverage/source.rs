//! The texts that were read: what an answer leads to in the end.

use super::index::Index;
use super::law::JurisdictionId;
use super::said::{day, iris, text};
use super::statements::Statements;
use crate::model::{Basis, Day};
use crate::store::best_text_and_language;
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A text that was read (`lm:SourceReading`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Its IRI.
    pub iri: String,
    /// What was read.
    pub title: String,
    /// The language that the title is in; empty where it says none.
    pub title_lang: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The day on which it was read.
    pub consulted_on: Option<Day>,
    /// The state of the law that it shows.
    pub text_version: Option<String>,
    /// The language of the text.
    pub language: Option<String>,
    /// What kind of text it is.
    pub basis: Basis,
}

/// All readings, and what rests on which. What rests under a jurisdiction's own law stands apart, so that it can be replaced
/// with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    shared: Arc<Layer>,
    /// By jurisdiction.
    own: Vec<Arc<Layer>>,
}

/// Readings by IRI, and for each thing the IRIs of those it rests on.
#[derive(Debug, Default)]
struct Layer {
    readings: BTreeMap<String, Arc<Reading>>,
    derived: HashMap<String, Vec<String>>,
}

impl Sources {
    /// How many texts were read.
    pub(crate) fn len(&self) -> usize {
        let readings = self.layers().flat_map(|layer| layer.readings.keys());
        readings.collect::<HashSet<_>>().len()
    }

    fn layers(&self) -> impl Iterator<Item = &Layer> {
        [&self.shared].into_iter().chain(&self.own).map(Arc::as_ref)
    }

    /// Reads all readings, and puts those that a jurisdiction's own law rests on beside it.
    pub(super) fn split(
        statements: &Statements<'_>,
        whose: &HashMap<String, JurisdictionId>,
        places: usize,
    ) -> Self {
        let mut all = readings(statements);
        let mut layers: Vec<Layer> = (0..=places).map(|_| Layer::default()).collect();
        let mut owned = HashSet::new();
        for (thing, on) in statements.said(foreign::PROV_WAS_DERIVED_FROM) {
            let place = whose.get(&thing);
            let layer = &mut layers[place.map_or(0, |place| place + 1)];
            let on: Vec<String> = iris(Some(&on)).map(str::to_owned).collect();
            for (iri, reading) in on.iter().filter_map(|iri| all.get_key_value(iri)) {
                if place.is_some() {
                    layer.readings.insert(iri.clone(), Arc::clone(reading));
                    owned.insert(iri.clone());
                }
            }
            layer.derived.insert(thing, on);
        }
        all.retain(|iri, _| !owned.contains(iri));
        layers[0].readings = all;
        let mut layers = layers.into_iter().map(Arc::new);
        Self {
            shared: layers.next().unwrap_or_default(),
            own: layers.collect(),
        }
    }

    /// Takes what one jurisdiction's own law rests on from others.
    pub(super) fn replace(&mut self, place: JurisdictionId, others: &Self) {
        self.own[place] = Arc::clone(&others.own[place]);
    }

    /// A reading, as it stands beside what rests on it or else where it stands.
    fn reading<'s>(&'s self, near: &'s Layer, iri: &str) -> Option<&'s Reading> {
        let mut layers = [near].into_iter().chain(self.layers());
        let found = layers.find_map(|layer| layer.readings.get(iri));
        found.map(Arc::as_ref)
    }
}

fn readings(statements: &Statements<'_>) -> BTreeMap<String, Arc<Reading>> {
    let titles = statements.said(foreign::DCTERMS_TITLE);
    let publishers = statements.said(foreign::DCTERMS_PUBLISHER);
    let urls = statements.said(prop::URL);
    let days = statements.said(prop::CONSULTED_ON);
    let versions = statements.said(prop::TEXT_VERSION);
    let languages = statements.said(foreign::DCTERMS_LANGUAGE);
    let bases = statements.said(prop::BASIS);
    statements
        .instances(class::SOURCE_READING)
        .into_iter()
        .map(|iri| {
            let (title, title_lang) = titles
                .get(&iri)
                .and_then(|terms| best_text_and_language(terms, "en"))
                .unwrap_or_else(|| (super::index::last_part(&iri).to_owned(), String::new()));
            let reading = Reading {
                title,
                title_lang,
                publisher: text(publishers.get(&iri)),
                url: text(urls.get(&iri)),
                consulted_on: day(days.get(&iri)),
                text_version: text(versions.get(&iri)),
                language: text(languages.get(&iri)),
                basis: iris(bases.get(&iri))
                    .find_map(Basis::from_iri)
                    .unwrap_or(Basis::Editorial),
                iri: iri.clone(),
            };
            (iri, Arc::new(reading))
        })
        .collect()
}

impl Index {
    /// The texts that a statement about a thing rests on, in order of their IRI.
    pub fn readings_of(&self, iri: &str) -> Vec<&Reading> {
        let sources = &self.law.sources;
        let Some(layer) = sources.layers().find(|l| l.derived.contains_key(iri)) else {
            return Vec::new();
        };
        let on = layer.derived.get(iri).into_iter().flatten();
        let mut found: Vec<&Reading> = on
            .filter_map(|reading| sources.reading(layer, reading))
            .collect();
        found.sort_by(|a, b| a.iri.cmp(&b.iri));
        found
    }

    /// The texts that several things rest on, each once.
    pub fn readings_of_all<'i>(&self, iris: impl IntoIterator<Item = &'i str>) -> Vec<&Reading> {
        let mut found: Vec<&Reading> = iris
            .into_iter()
            .flat_map(|iri| self.readings_of(iri))
            .collect();
        found.sort_by(|a, b| a.iri.cmp(&b.iri));
        found.dedup_by(|a, b| a.iri == b.iri);
        found
    }
}
