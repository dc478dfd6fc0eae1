//! The whole graph as a file, in each RDF format, under an address that carries the version of the data.

pub(super) use crate::server::download::FORMATS;

use super::Endpoint;
use super::protocol::{entity_tag, known_to, plain, read_by_anyone};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::TripleRef;
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The name of the files before their suffix.
const STEM: &str = "cyberlex";

/// What downloads are made of.
#[derive(Debug)]
pub(super) struct Downloads {
    image: Bytes,
    version: String,
    prefixes: Arc<Vec<(String, String)>>,
}

impl Downloads {
    /// Takes the graph as N-Quads.
    pub(super) fn new(image: Bytes, version: &str, prefixes: Vec<(String, String)>) -> Self {
        Self {
            image,
            version: version.to_owned(),
            prefixes: Arc::new(prefixes),
        }
    }
}

/// The path of a download.
pub(super) fn path(version: &str, suffix: &str) -> String {
    format!("/download/{version}/{STEM}.{suffix}")
}

fn format(suffix: &str) -> Option<RdfFormat> {
    Some(match suffix {
        "ttl" => RdfFormat::Turtle,
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "jsonld" => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        "rdf" => RdfFormat::RdfXml,
        _ => return None,
    })
}

/// `GET /download/VERSION/cyberlex.SUFFIX`
pub(super) async fn download(
    State(endpoint): State<Arc<Endpoint>>,
    Path((version, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let downloads = &endpoint.downloads;
    let suffix = file
        .strip_prefix(STEM)
        .and_then(|rest| rest.strip_prefix('.'));
    let known = suffix.and_then(|suffix| {
        let media_type = FORMATS.iter().find(|(known, ..)| *known == suffix)?.1;
        Some((suffix, media_type, format(suffix)?))
    });
    let Some((suffix, media_type, format)) = known else {
        let suffixes: Vec<&str> = FORMATS.iter().map(|(suffix, ..)| *suffix).collect();
        return plain(
            StatusCode::NOT_FOUND,
            format!(
                "There is no file {file}. The data are {STEM}. with one of: {}.",
                suffixes.join(", ")
            ),
        );
    };
    if version != downloads.version {
        return plain(
            StatusCode::NOT_FOUND,
            format!(
                "This server has version {} of the data, not {version}: {}{}",
                downloads.version,
                endpoint.site,
                path(&downloads.version, suffix)
            ),
        );
    }
    let tag = entity_tag(&endpoint.version, suffix);
    let mut response = if known_to(&headers, &[&tag]).is_some() {
        StatusCode::NOT_MODIFIED.into_response()
    } else if suffix == "nq" {
        let mut response = Body::from(downloads.image.clone()).into_response();
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(downloads.image.len()));
        response
    } else {
        written(
            downloads.image.clone(),
            format,
            Arc::clone(&downloads.prefixes),
        )
        .into_response()
    };
    let set = response.headers_mut();
    set.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    set.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Ok(value) = HeaderValue::from_str(&tag) {
        set.insert(ETAG, value);
    }
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{STEM}.{suffix}\"")) {
        set.insert(CONTENT_DISPOSITION, value);
    }
    read_by_anyone(set);
    response
}

/// The graph in another format, written while it is sent. A failure breaks the connection off.
fn written(image: Bytes, format: RdfFormat, prefixes: Arc<Vec<(String, String)>>) -> Body {
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let mut pieces = Pieces {
            sender: sender.clone(),
            piece: Vec::with_capacity(Pieces::SIZE),
        };
        if let Err(error) = write(&image, format, &prefixes, &mut pieces) {
            let _ = sender.blocking_send(Err(error));
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

fn write(
    image: &[u8],
    format: RdfFormat,
    prefixes: &[(String, String)],
    pieces: &mut Pieces,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in prefixes {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *pieces);
    for quad in RdfParser::from_format(RdfFormat::NQuads)
        .lenient()
        .for_slice(image)
    {
        let quad = quad?;
        if format.supports_datasets() {
            serializer.serialize_quad(&quad)?;
        } else {
            serializer.serialize_triple(TripleRef::from(quad.as_ref()))?;
        }
    }
    serializer.finish()?;
    pieces.flush()
}

/// What is written, in pieces of some size, as fast as they are taken.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pieces {
    const SIZE: usize = 128 << 10;
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= Self::SIZE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(Self::SIZE));
        self.sender
            .blocking_send(Ok(Bytes::from(piece)))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
