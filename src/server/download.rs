//! `/download`: the whole graph as files, in RDF formats and as tables, each made once when first asked for and kept
//! compressed.

use super::asked::Asked;
use super::negotiate::{self, Format};
use super::page::{Page, html};
use super::pages::{Answered, work};
use super::problem::Problem;
use super::state::App;
use crate::store::StoreError;
use crate::view::class_tables;
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW,
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use std::io::{self, Cursor, Read as _, Write};
use std::sync::{Arc, OnceLock};
use tokio_stream::wrappers::ReceiverStream;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// Bytes handed on at once to a client that takes no gzip.
const CHUNK: usize = 64 * 1024;

/// The formats of the whole graph: suffix, media type, and whether named graphs are kept apart in it. The last is no RDF:
/// tables, one a class.
pub(super) const FORMATS: [(&str, &str, bool); 7] = [
    ("ttl", "text/turtle", false),
    ("nt", "application/n-triples", false),
    ("nq", "application/n-quads", true),
    ("trig", "application/trig", true),
    ("jsonld", "application/ld+json", true),
    ("rdf", "application/rdf+xml", false),
    ("csv.zip", "application/zip", false),
];

/// A file of the whole graph, compressed.
struct File {
    gzip: Bytes,
    /// Its size before.
    bytes: u64,
}

/// The files that were asked for so far; at most one a format, some megabytes in all.
#[derive(Default)]
pub(super) struct Downloads([OnceLock<Result<File, String>>; FORMATS.len()]);

/// A file that can be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Distribution {
    /// `cyberlex-0123456789ab.ttl`.
    pub(super) file: String,
    /// Where it is on the site.
    pub(super) path: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its size in bytes, uncompressed.
    pub(super) bytes: u64,
    /// Its size in bytes as it is sent to a client that takes gzip.
    pub(super) compressed: u64,
    /// Whether it says which graph each statement is in.
    pub(super) graphs: bool,
}

impl Distribution {
    /// Its size for people.
    fn megabytes(&self) -> String {
        megabytes(self.bytes)
    }

    fn compressed_megabytes(&self) -> String {
        megabytes(self.compressed)
    }
}

/// A size in megabytes with one decimal; a double holds sizes far beyond these exactly.
fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1_000_000.0)
}

/// Every file of the whole graph. What was not asked for before is made now, which takes seconds: not to be called on a
/// thread that answers requests.
///
/// # Errors
/// When a file cannot be made.
pub(super) fn distributions(app: &App) -> Result<Vec<Distribution>, Problem> {
    (0..FORMATS.len())
        .map(|position| {
            let (suffix, media_type, graphs) = FORMATS[position];
            let file = made(app, position)?;
            Ok(Distribution {
                file: file_name(app.version(), suffix),
                path: path(app.version(), suffix),
                media_type,
                bytes: file.bytes,
                compressed: file.gzip.len() as u64,
                graphs,
            })
        })
        .collect()
}

/// The path of the file of a version of the data in the format with a suffix.
pub(super) fn path(version: &str, suffix: &str) -> String {
    format!("/download/{}", file_name(version, suffix))
}

/// The name of a file says of which version it is, wherever it ends up.
fn file_name(version: &str, suffix: &str) -> String {
    let short = version.get(..12).unwrap_or(version);
    format!("cyberlex-{short}.{suffix}")
}

/// A file, made if nobody asked for it before; who asks meanwhile waits for it.
fn made(app: &App, position: usize) -> Result<&File, Problem> {
    app.downloads.0[position]
        .get_or_init(|| make(app, position).map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| Problem::internal(error))
}

fn make(app: &App, position: usize) -> Result<File, StoreError> {
    let format = match FORMATS[position].0 {
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "jsonld" => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        "rdf" => RdfFormat::RdfXml,
        "csv.zip" => return tables(app),
        _ => RdfFormat::Turtle,
    };
    let project = &app.project;
    let counted = project
        .snapshot
        .dump(Counted::new(), format, project.prefixes.iter())?;
    packed(counted)
}

/// One table a class in an archive. Its files carry no time, so that the same data give the same bytes.
fn tables(app: &App) -> Result<File, StoreError> {
    let project = &app.project;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (stem, table) in class_tables(&project.snapshot.quads(), |i| project.prefixes.compact(i)) {
        archive
            .start_file(format!("{stem}.csv"), options)
            .map_err(io::Error::other)?;
        table.write_csv(&mut archive).map_err(io::Error::other)?;
    }
    let archive = archive.finish().map_err(io::Error::other)?.into_inner();
    let mut counted = Counted::new();
    counted.write_all(&archive)?;
    packed(counted)
}

fn packed(counted: Counted<GzEncoder<Vec<u8>>>) -> Result<File, StoreError> {
    let bytes = counted.bytes;
    Ok(File {
        gzip: Bytes::from(counted.inner.finish()?),
        bytes,
    })
}

/// A writer that counts what passes.
struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl Counted<GzEncoder<Vec<u8>>> {
    fn new() -> Self {
        Self {
            inner: GzEncoder::new(Vec::new(), Compression::default()),
            bytes: 0,
        }
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/download", get(list))
        .route("/download/", get(list))
        .route("/download/{file}", get(file).options(open))
}

#[derive(Template)]
#[template(path = "download.html")]
struct ListPage<'a> {
    page: Page<'a>,
    files: Vec<Distribution>,
    statements: usize,
    derived: usize,
}

async fn list(asked: Asked) -> Answered {
    work(move || {
        asked.format(&[Format::Html])?;
        let snapshot = &asked.app.project.snapshot;
        html(&ListPage {
            page: Page::titled(&asked, "about", "download-title"),
            files: distributions(&asked.app)?,
            statements: snapshot.len(),
            derived: snapshot.derived(),
        })
    })
    .await
}

/// The answer to a browser that asks first whether a page of another site may read the file (the Fetch standard, CORS
/// preflight).
async fn open() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (ALLOW, "GET, HEAD, OPTIONS"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// `/download/cyberlex-<version>.<suffix>`
async fn file(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answered {
    let position = FORMATS
        .iter()
        .position(|(suffix, ..)| file_name(app.version(), suffix) == name)
        .ok_or_else(|| not_this(&app, &name))?;
    let gzip = takes_gzip(&headers);
    // A strong tag: the same version and format are the same bytes (RFC 9110 section 8.8.3), and so each coding has its own.
    let coding = if gzip { "-gzip" } else { "" };
    let tag = format!("\"{name}{coding}\"");
    if is_known(&headers, &tag) {
        return Ok(headed(StatusCode::NOT_MODIFIED.into_response(), &tag));
    }
    let content = {
        let app = Arc::clone(&app);
        work(move || made(&app, position).map(|file| (file.gzip.clone(), file.bytes))).await?
    };
    let mut response = if gzip {
        let mut response = Body::from(content.0).into_response();
        response
            .headers_mut()
            .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        let mut response = Body::from_stream(plain(content.0)).into_response();
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(content.1));
        response
    };
    let headers = response.headers_mut();
    let (_, media_type, _) = FORMATS[position];
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(headed(response, &tag))
}

/// Tag and lifetime: what has a version in its name never changes.
fn headed(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    // Data for anyone, pages of other sites too.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The file uncompressed, a piece at a time, so that a slow client holds one piece in memory and not the whole.
fn plain(gzip: Bytes) -> ReceiverStream<io::Result<Bytes>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::task::spawn_blocking(move || {
        let mut decoder = GzDecoder::new(gzip.as_ref());
        loop {
            let mut piece = Vec::with_capacity(CHUNK);
            let read = decoder.by_ref().take(CHUNK as u64).read_to_end(&mut piece);
            let ended = matches!(read, Ok(0));
            let failed = read.is_err();
            // Nobody listens any more: the client has gone.
            if ended || sender.blocking_send(read.map(|_| piece.into())).is_err() || failed {
                return;
            }
        }
    });
    ReceiverStream::new(receiver)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let codings: Vec<&str> = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    negotiate::takes_coding(&codings.join(","), "gzip")
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag)
}

/// The file is that of another version, or none at all.
fn not_this(app: &App, name: &str) -> Problem {
    let suffix = name.split_once('.').map_or("", |(_, suffix)| suffix);
    let known = FORMATS.iter().any(|(known, ..)| *known == suffix);
    let current = file_name(app.version(), if known { suffix } else { "ttl" });
    let there = if name.starts_with("cyberlex-") && known {
        format!("This server has one version of the data. The file of that version is {current}.")
    } else {
        let suffixes: Vec<&str> = FORMATS.iter().map(|(suffix, ..)| *suffix).collect();
        format!(
            "The files are called like {current}; there are: {}.",
            suffixes.join(", ")
        )
    };
    Problem::not_found().with_hint(there)
}
