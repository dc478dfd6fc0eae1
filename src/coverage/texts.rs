//! What things are called, in every language the corpus has.

use super::answer::Named;
use super::index::last_part;
use super::said::{Said, said};
use crate::store::{Snapshot, best_text_and_language};
use crate::vocab::foreign;

/// Labels, titles, short titles, numbers and notes by IRI.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    labels: Said,
    short_titles: Said,
    numbers: Said,
    notes: Said,
}

impl Texts {
    /// Reads all texts of a snapshot.
    pub(crate) fn read(snapshot: &Snapshot) -> Self {
        let mut labels = said(snapshot, foreign::SKOS_PREF_LABEL);
        for predicate in [foreign::ELI_TITLE, foreign::RDFS_LABEL] {
            for (iri, terms) in said(snapshot, predicate) {
                labels.entry(iri).or_default().extend(terms);
            }
        }
        Self {
            labels,
            short_titles: said(snapshot, foreign::ELI_TITLE_SHORT),
            numbers: said(snapshot, foreign::ELI_NUMBER),
            notes: said(snapshot, foreign::SKOS_NOTE),
        }
    }

    /// A thing and what to call it: its label or title in the language, else in English, else in any; else
    /// the last part of its IRI.
    pub(crate) fn named(&self, iri: &str, lang: &str) -> Named {
        let (label, lang) = pick_with_language(&self.labels, iri, lang)
            .unwrap_or_else(|| (last_part(iri).to_owned(), String::new()));
        Named {
            iri: iri.to_owned(),
            label,
            lang,
        }
    }

    /// An instrument and its short title, else its title.
    pub(crate) fn short_named(&self, iri: &str, lang: &str) -> Named {
        match pick_with_language(&self.short_titles, iri, lang) {
            Some((label, lang)) => Named {
                iri: iri.to_owned(),
                label,
                lang,
            },
            None => self.named(iri, lang),
        }
    }

    /// What to call a thing, without its language.
    pub(crate) fn label(&self, iri: &str, lang: &str) -> String {
        self.named(iri, lang).label
    }

    /// The short title of an instrument, else its title.
    pub(crate) fn short_title(&self, iri: &str, lang: &str) -> String {
        self.short_named(iri, lang).label
    }

    /// The number of a provision as a lawyer cites it ("s 14"); empty if it has none.
    pub(crate) fn number(&self, iri: &str) -> String {
        pick(&self.numbers, iri, "").unwrap_or_default()
    }

    /// The note on a norm or requirement.
    pub(crate) fn note(&self, iri: &str, lang: &str) -> Option<String> {
        pick(&self.notes, iri, lang)
    }
}

fn pick(map: &Said, iri: &str, lang: &str) -> Option<String> {
    Some(pick_with_language(map, iri, lang)?.0)
}

fn pick_with_language(map: &Said, iri: &str, lang: &str) -> Option<(String, String)> {
    best_text_and_language(map.get(iri)?, lang)
}
