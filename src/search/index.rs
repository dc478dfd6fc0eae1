//! The index of a project: built once, asked many times, never changed.

use super::error::SearchError;
use super::fields::{Fields, Writer};
use super::things::{Thing, Things, last_part, topic_name};
use super::words::Stems;
use crate::catalog::Project;
use crate::coverage::Texts;
use crate::store::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::directory::RamDirectory;
use tantivy::{Index, ReloadPolicy, Searcher};

/// Memory of the writer; the real corpus needs a fifth of it, and a small one is given no more than it uses.
const WRITER_BYTES: usize = 50_000_000;

/// What a thing counts for in the facets, as codes.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) jurisdiction: Option<String>,
    pub(super) instrument: Option<String>,
    /// Names of its topics and of the broader ones.
    pub(super) topics: BTreeSet<String>,
}

/// Everything that can be found, indexed.
pub struct SearchIndex {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    /// In the order of their IRIs; a document of the index has the number of its thing.
    pub(super) things: Vec<Thing>,
    /// By the same number.
    pub(super) values: Vec<Values>,
    pub(super) texts: Texts,
    pub(super) stems: Stems,
    /// Languages of the data that have texts.
    pub(super) languages: BTreeSet<String>,
    /// Code → IRI.
    pub(super) jurisdictions: BTreeMap<String, String>,
    pub(super) instruments: BTreeMap<String, String>,
    pub(super) topics: BTreeMap<String, String>,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex")
            .field("things", &self.things.len())
            .finish_non_exhaustive()
    }
}

impl SearchIndex {
    /// Indexes a project, whether its rules have run or not, on the thread that asks for it.
    ///
    /// # Errors
    /// When the index cannot be written, for want of memory.
    pub fn build<G: AsRef<Snapshot>>(project: &Project<G>) -> Result<Self, SearchError> {
        let snapshot = project.snapshot.as_ref();
        let things = Things::read(snapshot);
        let (schema, fields) = Fields::new();
        // One segment, written in order on this thread: a document then has the number of its thing.
        let mut writer = Index::builder()
            .schema(schema)
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        let mut documents = Writer::new(&fields, &things);
        for thing in &things.list {
            writer.add_document(documents.document(thing))?;
        }
        let languages = documents.languages();
        let reader = writer
            .finalize()?
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let values = things.list.iter().map(|t| values(t, &things)).collect();
        let of_kind = |kind| {
            things
                .list
                .iter()
                .filter(move |thing| thing.kind == kind)
                .map(|thing| thing.iri.clone())
        };
        Ok(Self {
            searcher: reader.searcher(),
            fields,
            values,
            texts: Texts::read(snapshot),
            stems: Stems::new(),
            languages,
            jurisdictions: of_kind(super::Kind::Jurisdiction)
                .map(|iri| (code(&iri, &things).to_owned(), iri))
                .collect(),
            instruments: of_kind(super::Kind::Instrument)
                .map(|iri| (last_part(&iri).to_owned(), iri))
                .collect(),
            topics: of_kind(super::Kind::Concept)
                .filter_map(|iri| Some((topic_name(&iri)?.to_owned(), iri)))
                .collect(),
            things: things.list,
        })
    }

    /// How many things can be found.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// The identifiers of all instruments that a search can be narrowed to.
    pub fn instruments(&self) -> impl Iterator<Item = &str> {
        self.instruments.keys().map(String::as_str)
    }

    /// The names of all topics that a search can be narrowed to.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

/// The code of a jurisdiction.
fn code<'a>(iri: &'a str, things: &'a Things) -> &'a str {
    things
        .codes
        .get(iri)
        .map_or_else(|| last_part(iri), String::as_str)
}

fn values(thing: &Thing, things: &Things) -> Values {
    let jurisdiction = thing.jurisdiction.as_deref();
    Values {
        jurisdiction: jurisdiction.map(|iri| code(iri, things).to_owned()),
        instrument: thing.instrument.as_deref().map(|i| last_part(i).to_owned()),
        topics: thing
            .topics
            .iter()
            .flat_map(|topic| {
                let broader = things.broader.get(topic).into_iter().flatten();
                broader.chain([topic])
            })
            .map(|topic| last_part(topic).to_owned())
            .collect(),
    }
}
