//! What is asked of the search and what it answers: plain values that every face shows as they are.

use crate::coverage::{Citation, Named};
use serde::Serialize;
use utoipa::ToSchema;

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A numbered piece of a text.
    Provision,
    /// What a provision lays down.
    Norm,
    /// What a provision of an international instrument asks for.
    Requirement,
    /// A treaty, act, code, directive, model law.
    Instrument,
    /// A legal order.
    Jurisdiction,
    /// A topic, an element, a group: a term of one of the concept schemes.
    Concept,
    /// A class or property of the ontology.
    Term,
    /// A document that was read.
    Source,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Provision,
        Self::Norm,
        Self::Requirement,
        Self::Instrument,
        Self::Jurisdiction,
        Self::Concept,
        Self::Term,
        Self::Source,
    ];

    /// The word in requests and stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Norm => "norm",
            Self::Requirement => "requirement",
            Self::Instrument => "instrument",
            Self::Jurisdiction => "jurisdiction",
            Self::Concept => "concept",
            Self::Term => "term",
            Self::Source => "source",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A search. Within a filter any of the values will do; all filters must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Words; those in double quotes must stand together. Any text is a search, an empty one finds everything that
    /// the filters leave.
    pub text: String,
    /// Language of the labels in the answer.
    pub lang: String,
    /// Codes of jurisdictions, in any case.
    pub jurisdictions: Vec<String>,
    /// Identifiers of instruments.
    pub instruments: Vec<String>,
    /// Names of topics; narrower ones are included.
    pub topics: Vec<String>,
    /// Kinds of things.
    pub kinds: Vec<Kind>,
    /// At most so many hits.
    pub limit: usize,
    /// Hits to pass over first.
    pub offset: usize,
}

impl Request {
    /// A search for words, without filters: the first twenty hits, in English.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            lang: String::from("en"),
            jurisdictions: Vec::new(),
            instruments: Vec::new(),
            topics: Vec::new(),
            kinds: Vec::new(),
            limit: 20,
            offset: 0,
        }
    }
}

/// A piece of a text, and whether it is what was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Segment {
    /// The piece.
    pub text: String,
    /// Whether it matches a word of the search.
    pub matched: bool,
}

/// A text with its matches marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Marked {
    /// The language of the text, where it has one.
    pub lang: Option<String>,
    /// Its pieces; together they are the text, or the part around the first match between "…".
    pub segments: Vec<Segment>,
}

impl Marked {
    /// The text without marks.
    pub fn plain(&self) -> String {
        self.segments.iter().map(|s| s.text.as_str()).collect()
    }
}

/// A thing that goes by a short code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coded {
    /// "KEN", "budapest", "illegal-access".
    pub code: String,
    /// Its IRI.
    pub iri: String,
    /// What to call it in the language of the answer.
    pub label: String,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    /// Its IRI.
    pub iri: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its classes, such as "offence".
    pub classes: Vec<Named>,
    /// What it is called, in the language of the answer where it has a name there.
    pub name: Marked,
    /// The provision to cite it by: itself, or the first that establishes or requires it.
    pub citation: Option<Citation>,
    /// The legal order that it belongs to.
    pub jurisdiction: Option<Coded>,
    /// The text that it stands in.
    pub instrument: Option<Coded>,
    /// What it is about.
    pub topics: Vec<Coded>,
    /// The text beside the name that speaks best for the match, or its note.
    pub snippet: Option<Marked>,
    /// How well it fits; only to compare hits of one search.
    pub score: f64,
}

/// How many hits have a value of a facet: as many as choosing that value alone would give under the other filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetCount {
    /// The value, as a filter takes it.
    pub code: String,
    /// What to call it.
    pub label: String,
    /// The language that the label is in; empty where it says none.
    pub lang: String,
    /// Hits.
    pub count: usize,
}

/// The counts of every facet, most first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Facets {
    /// By legal order.
    pub jurisdictions: Vec<FacetCount>,
    /// By instrument.
    pub instruments: Vec<FacetCount>,
    /// By topic; a hit counts for the broader topics too.
    pub topics: Vec<FacetCount>,
    /// By kind of thing.
    pub kinds: Vec<FacetCount>,
}

/// A word for which others were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Correction {
    /// The word as typed.
    pub given: String,
    /// The words of the data that it was taken for, nearest first.
    pub taken_for: Vec<String>,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Found {
    /// How many hits there are in all.
    pub total: usize,
    /// Hits that were passed over.
    pub offset: usize,
    /// The most hits that were asked for.
    pub limit: usize,
    /// The hits, best first; of equals, in the order of their IRIs.
    pub hits: Vec<Hit>,
    /// How the hits spread.
    pub facets: Facets,
    /// Words that the data does not have, or has far less often than one spelt nearly alike.
    pub corrections: Vec<Correction>,
    /// Whether no thing has all the words, so that some of them were enough.
    pub some_words: bool,
    /// Words beyond the most that a search takes.
    pub ignored: Vec<String>,
}
