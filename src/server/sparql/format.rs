//! The formats of answers: their media types, the names that clients call them by, and which one a client gets.

use headers_accept::Accept;
use mediatype::MediaType;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A format for rows and truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum RowFormat {
    Json,
    Xml,
    Csv,
    Tsv,
}

/// A format for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum GraphFormat {
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
}

/// A format that has media types.
pub(super) trait Format: Copy + PartialEq + 'static {
    /// Every media type under which a format is given, the server's first choice first, the proper one of each format
    /// before its other names.
    const TYPES: &'static [(&'static str, Self)];

    /// A name for entity tags, and in lists.
    fn name(self) -> &'static str;

    /// The proper media types, for messages and descriptions.
    fn proper() -> Vec<(&'static str, Self)> {
        let mut seen: Vec<(&'static str, Self)> = Vec::new();
        for (media_type, format) in Self::TYPES {
            if !seen.iter().any(|(_, known)| known == format) {
                seen.push((media_type, *format));
            }
        }
        seen
    }
}

impl Format for RowFormat {
    const TYPES: &'static [(&'static str, Self)] = &[
        ("application/sparql-results+json", Self::Json),
        ("application/sparql-results+xml", Self::Xml),
        ("text/csv", Self::Csv),
        ("text/tab-separated-values", Self::Tsv),
        ("application/json", Self::Json),
        ("application/xml", Self::Xml),
        ("text/xml", Self::Xml),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
        }
    }
}

impl Format for GraphFormat {
    const TYPES: &'static [(&'static str, Self)] = &[
        ("text/turtle", Self::Turtle),
        ("application/n-triples", Self::NTriples),
        ("application/rdf+xml", Self::RdfXml),
        ("application/ld+json", Self::JsonLd),
        ("application/x-turtle", Self::Turtle),
        ("text/plain", Self::NTriples),
        ("application/json", Self::JsonLd),
        ("application/xml", Self::RdfXml),
        ("text/xml", Self::RdfXml),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }
}

impl RowFormat {
    /// The writer's name for it.
    pub(super) fn writer(self) -> QueryResultsFormat {
        match self {
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
        }
    }
}

impl GraphFormat {
    /// The writer's name for it.
    pub(super) fn writer(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

/// A format and the media type by which the client asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen<F> {
    pub(super) format: F,
    pub(super) media_type: &'static str,
}

impl<F: Format> Chosen<F> {
    /// The value of Content-Type. Only text needs to say that it is UTF-8.
    pub(super) fn content_type(self) -> String {
        if self.media_type.starts_with("text/") {
            format!("{}; charset=utf-8", self.media_type)
        } else {
            self.media_type.to_owned()
        }
    }
}

/// What a client would take for rows and for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) rows: Option<Chosen<RowFormat>>,
    pub(super) graph: Option<Chosen<GraphFormat>>,
}

impl Wanted {
    /// By the Accept header (RFC 9110 section 12.5.1): none, or one that cannot be read, accepts anything.
    pub(super) fn accepted(header: &str) -> Self {
        Self {
            rows: accepted(header),
            graph: accepted(header),
        }
    }

    /// By the name in a `format` parameter: a short name or a media type. `None` where no format has it.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let row = match name.as_str() {
            "json" | "srj" | "sparql-results+json" => Some(RowFormat::Json),
            "xml" | "srx" | "sparql-results+xml" => Some(RowFormat::Xml),
            "csv" => Some(RowFormat::Csv),
            "tsv" => Some(RowFormat::Tsv),
            other => named::<RowFormat>(other),
        };
        let graph = match name.as_str() {
            "ttl" | "turtle" | "n3" => Some(GraphFormat::Turtle),
            "nt" | "ntriples" | "n-triples" => Some(GraphFormat::NTriples),
            "rdf" | "rdfxml" | "rdf+xml" | "xml" => Some(GraphFormat::RdfXml),
            "jsonld" | "json-ld" | "json" => Some(GraphFormat::JsonLd),
            other => named::<GraphFormat>(other),
        };
        (row.is_some() || graph.is_some()).then(|| Self {
            rows: row.map(chosen),
            graph: graph.map(chosen),
        })
    }
}

fn named<F: Format>(name: &str) -> Option<F> {
    F::TYPES
        .iter()
        .find(|(media_type, _)| *media_type == name)
        .map(|(_, format)| *format)
}

/// A format under its proper media type.
fn chosen<F: Format>(format: F) -> Chosen<F> {
    let proper = F::TYPES.iter().find(|(_, known)| *known == format);
    Chosen {
        format,
        media_type: proper.map_or("application/octet-stream", |(media_type, _)| media_type),
    }
}

/// The format that an Accept header likes best, under the name that it uses.
pub(super) fn accepted<F: Format>(header: &str) -> Option<Chosen<F>> {
    let first = F::TYPES.first().map(|(media_type, format)| Chosen {
        format: *format,
        media_type,
    });
    if header.trim().is_empty() {
        return first;
    }
    let Ok(accept) = Accept::from_str(header) else {
        return first;
    };
    let types: Vec<MediaType<'_>> = F::TYPES
        .iter()
        .filter_map(|(media_type, _)| MediaType::parse(media_type).ok())
        .collect();
    let best = accept.negotiate(types.iter())?;
    let position = types.iter().position(|known| known == best)?;
    F::TYPES.get(position).map(|(media_type, format)| Chosen {
        format: *format,
        media_type,
    })
}

/// The proper media types of a format, for a message.
pub(super) fn offered<F: Format>() -> String {
    let types: Vec<&str> = F::proper().into_iter().map(|(name, _)| name).collect();
    types.join(", ")
}
