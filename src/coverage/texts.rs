//! What things are called, in every language the corpus has.
//!
//! What belongs to a jurisdiction's own law stands apart, so that it can be replaced with it.

use super::answer::Named;
use super::index::last_part;
use super::law::JurisdictionId;
use super::said::Said;
use super::statements::Statements;
use crate::store::{Snapshot, language_rank};
use crate::vocab::foreign;
use oxigraph::model::Term;
use std::collections::HashMap;
use std::sync::Arc;

/// Labels, titles, short titles, numbers and notes by IRI.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    shared: Arc<Layer>,
    /// By jurisdiction.
    own: Vec<Arc<Layer>>,
}

/// The texts that are kept together.
#[derive(Debug, Default)]
pub(super) struct Layer {
    labels: Words,
    short_titles: Words,
    numbers: Words,
    notes: Words,
}

/// By IRI, what is said with its language; in order of language and text.
type Words = HashMap<String, Box<[(Box<str>, Box<str>)]>>;

/// Which texts of a layer are meant.
type Kind = fn(&Layer) -> &Words;

impl Texts {
    /// Reads all texts of a snapshot.
    pub(crate) fn read(snapshot: &Snapshot) -> Self {
        Self::split(&Statements::All(snapshot), &HashMap::new(), 0)
    }

    /// Reads all texts, and keeps those of what is a jurisdiction's own apart.
    pub(super) fn split(
        statements: &Statements<'_>,
        whose: &HashMap<String, JurisdictionId>,
        places: usize,
    ) -> Self {
        let mut layers: Vec<Layer> = (0..=places).map(|_| Layer::default()).collect();
        let mut sort = |said: Said, kind: fn(&mut Layer) -> &mut Words| {
            for (iri, terms) in said {
                let layer = whose.get(&iri).map_or(0, |place| place + 1);
                kind(&mut layers[layer]).insert(iri, words(terms));
            }
        };
        let mut labels = statements.said(foreign::SKOS_PREF_LABEL);
        for predicate in [foreign::ELI_TITLE, foreign::RDFS_LABEL] {
            for (iri, terms) in statements.said(predicate) {
                labels.entry(iri).or_default().extend(terms);
            }
        }
        sort(labels, |layer| &mut layer.labels);
        let short = statements.said(foreign::ELI_TITLE_SHORT);
        sort(short, |layer| &mut layer.short_titles);
        let numbers = statements.said(foreign::ELI_NUMBER);
        sort(numbers, |layer| &mut layer.numbers);
        sort(statements.said(foreign::SKOS_NOTE), |layer| {
            &mut layer.notes
        });
        let mut layers = layers.into_iter().map(Arc::new);
        Self {
            shared: layers.next().unwrap_or_default(),
            own: layers.collect(),
        }
    }

    /// Takes the texts of one jurisdiction's own law from others.
    pub(super) fn replace(&mut self, place: JurisdictionId, others: &Self) {
        self.own[place] = Arc::clone(&others.own[place]);
    }

    /// A thing and what to call it: its label or title in the language, else in English, else in any; else
    /// the last part of its IRI.
    pub(crate) fn named(&self, iri: &str, lang: &str) -> Named {
        let (label, lang) = self
            .best(None, iri, lang, |layer| &layer.labels)
            .unwrap_or((last_part(iri), ""));
        Named {
            iri: iri.to_owned(),
            label: label.to_owned(),
            lang: lang.to_owned(),
        }
    }

    /// An instrument and its short title, else its title.
    pub(crate) fn short_named(&self, iri: &str, lang: &str) -> Named {
        match self.best(None, iri, lang, |layer| &layer.short_titles) {
            Some((label, lang)) => Named {
                iri: iri.to_owned(),
                label: label.to_owned(),
                lang: lang.to_owned(),
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

    /// The same of a jurisdiction's act.
    pub(super) fn short_title_of(&self, place: Place, iri: &str, lang: &str) -> String {
        match self.best(place, iri, lang, |layer| &layer.short_titles) {
            Some((title, _)) => title.to_owned(),
            None => self.label(iri, lang),
        }
    }

    /// The number of a provision as a lawyer cites it ("s 14"); empty if it has none.
    pub(crate) fn number(&self, iri: &str) -> String {
        self.number_of(None, iri)
    }

    /// The same of a provision in a jurisdiction's law.
    pub(super) fn number_of(&self, place: Place, iri: &str) -> String {
        let number = self.best(place, iri, "", |layer| &layer.numbers);
        number.map_or_else(String::new, |(number, _)| number.to_owned())
    }

    /// The note on a norm.
    pub(super) fn note_of(&self, place: Place, iri: &str, lang: &str) -> Option<String> {
        let (note, _) = self.best(place, iri, lang, |layer| &layer.notes)?;
        Some(note.to_owned())
    }

    /// The note on a requirement.
    pub(crate) fn note(&self, iri: &str, lang: &str) -> Option<String> {
        let (note, _) = best(self.shared.notes.get(iri)?, lang)?;
        Some(note.to_owned())
    }

    /// The best text in a language, and the language it is in; looked for first where it should be, then where else it may.
    fn best(&self, place: Place, iri: &str, lang: &str, kind: Kind) -> Option<(&str, &str)> {
        let near = place.and_then(|place| self.own.get(place));
        let layers = near.into_iter().chain([&self.shared]).chain(&self.own);
        let mut found = layers.filter_map(|layer| kind(layer).get(iri));
        best(found.next()?, lang)
    }
}

/// In whose law something stands, where that is known.
type Place = Option<JurisdictionId>;

fn best<'t>(words: &'t [(Box<str>, Box<str>)], lang: &str) -> Option<(&'t str, &'t str)> {
    let (tag, text) = words
        .iter()
        .min_by_key(|(tag, _)| language_rank(tag, lang))?;
    Some((text, tag))
}

/// The literals among terms, in order of language and text.
fn words(terms: Vec<Term>) -> Box<[(Box<str>, Box<str>)]> {
    let mut words: Vec<(Box<str>, Box<str>)> = terms
        .into_iter()
        .filter_map(|term| match term {
            Term::Literal(literal) => {
                let (text, _, lang) = literal.destruct();
                Some((lang.unwrap_or_default().into(), text.into()))
            }
            _ => None,
        })
        .collect();
    words.sort_unstable();
    words.into()
}
