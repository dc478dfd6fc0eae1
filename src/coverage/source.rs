//! The texts that were read: what an answer leads to in the end.

use super::index::Index;
use super::said::{Said, day, iris, said, text};
use crate::model::{Basis, Day};
use crate::store::{Snapshot, best_text_and_language};
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop};
use serde::Serialize;
use std::collections::BTreeMap;

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

/// All readings, and what rests on which.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    readings: BTreeMap<String, Reading>,
    derived: Said,
}

impl Sources {
    /// How many texts were read.
    pub(crate) fn len(&self) -> usize {
        self.readings.len()
    }

    pub(crate) fn read(snapshot: &Snapshot) -> Self {
        let titles = said(snapshot, foreign::DCTERMS_TITLE);
        let publishers = said(snapshot, foreign::DCTERMS_PUBLISHER);
        let urls = said(snapshot, prop::URL);
        let days = said(snapshot, prop::CONSULTED_ON);
        let versions = said(snapshot, prop::TEXT_VERSION);
        let languages = said(snapshot, foreign::DCTERMS_LANGUAGE);
        let bases = said(snapshot, prop::BASIS);
        let readings = super::said::instances(snapshot, class::SOURCE_READING)
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
                (iri, reading)
            })
            .collect();
        Self {
            readings,
            derived: said(snapshot, foreign::PROV_WAS_DERIVED_FROM),
        }
    }
}

impl Index {
    /// The texts that a statement about a thing rests on, in order of their IRI.
    pub fn readings_of(&self, iri: &str) -> Vec<&Reading> {
        let sources = &self.law.sources;
        let mut found: Vec<&Reading> = iris(sources.derived.get(iri))
            .filter_map(|reading| sources.readings.get(reading))
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
