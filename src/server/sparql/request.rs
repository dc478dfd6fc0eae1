//! Understands a request to the endpoint: its method, its parameters, its body, what it wants back.

use super::format::{Chosen, GraphFormat, RowFormat, Wanted, accepted, offered};
use super::limits::Limits;
use super::protocol::accept;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use headers_accept::Accept;
use http_body_util::BodyExt as _;
use mediatype::{MediaType, ReadParams as _, names};
use percent_encoding::percent_decode_str;
use std::str::FromStr;
use std::time::Duration;
use tokio::time::timeout;
use url::form_urlencoded;

/// How long a client may take to send its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a request asks.
#[derive(Debug)]
pub(super) enum Asked {
    /// What the endpoint is.
    Description(Chosen<GraphFormat>),
    /// A query.
    Query {
        query: String,
        default_graphs: Vec<String>,
        named_graphs: Vec<String>,
        wanted: Wanted,
        /// Whether address and Accept header say all of it.
        cacheable: bool,
    },
}

/// Why a request is not understood, or goes elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// A person who wants to write a query.
    #[error("The query editor is at {target}.")]
    Editor { target: String },
    /// The address is too long.
    #[error(
        "The address has {length} bytes; at most {limit} are taken. Send a long query as the body of a POST."
    )]
    Address { length: usize, limit: usize },
    /// The body is too long.
    #[error("The request has more than {limit} bytes, which is more than a query here may have.")]
    Body { limit: usize },
    /// The body does not come.
    #[error("The request did not arrive in {} seconds.", PATIENCE.as_secs())]
    Slow,
    /// The connection broke.
    #[error("The request could not be read to its end.")]
    Broken,
    /// A body of another kind.
    #[error(
        "A POST carries a query as application/sparql-query, or as the field query of application/x-www-form-urlencoded, in UTF-8; not {given}."
    )]
    Kind { given: String },
    /// An update.
    #[error("The endpoint is read-only: it takes queries and no updates.")]
    Update,
    /// Not UTF-8.
    #[error("The {place} is not UTF-8.")]
    Encoding { place: &'static str },
    /// No query, or several.
    #[error("{0}")]
    Query(&'static str),
    /// An unknown name of a format.
    #[error(
        "Parameter format: {name:?} is none of json, xml, csv, tsv for rows, nor of ttl, nt, rdf, jsonld for graphs, nor a media type of these."
    )]
    Format { name: String },
    /// Nothing fits what the client accepts.
    #[error("Nothing that Accept names is offered. For rows: {}. For graphs: {}.", offered::<RowFormat>(), offered::<GraphFormat>())]
    NotAcceptable,
}

impl Refused {
    /// The status that says so.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Editor { .. } => StatusCode::SEE_OTHER,
            Self::Address { .. } => StatusCode::URI_TOO_LONG,
            Self::Body { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Kind { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Broken
            | Self::Update
            | Self::Encoding { .. }
            | Self::Query(_)
            | Self::Format { .. } => StatusCode::BAD_REQUEST,
        }
    }
}

/// Reads a request.
///
/// # Errors
/// When it is not one that the endpoint takes.
pub(super) async fn understand(request: Request, limits: &Limits) -> Result<Asked, Refused> {
    let (parts, body) = request.into_parts();
    let target = parts
        .uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if target > limits.url {
        return Err(Refused::Address {
            length: target,
            limit: limits.url,
        });
    }
    let address = parameters(parts.uri.query().unwrap_or_default(), "address")?;
    let accept = accept(&parts.headers);
    if parts.method != Method::POST {
        let asked = Parameters::read(address)?;
        return match asked.query {
            Some(_) => asked.into_query(&accept, true),
            None => description(&accept, asked.format.as_deref()),
        };
    }
    let kind = kind(&parts.headers)?;
    let limit = limits.body();
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        drain(body, limit).await;
        return Err(Refused::Body { limit });
    }
    let body = timeout(PATIENCE, to_bytes(body, limit))
        .await
        .map_err(|_| Refused::Slow)?
        .map_err(|error| why(&error, limit))?;
    let body = str::from_utf8(&body).map_err(|_| Refused::Encoding { place: "body" })?;
    let asked = match kind {
        Kind::Query => {
            let mut asked = Parameters::read(address)?;
            if asked.query.is_some() {
                return Err(Refused::Query(
                    "The query stands both in the address and in the body.",
                ));
            }
            asked.query = Some(body.to_owned());
            asked
        }
        Kind::Form => {
            // The fields of the form say everything (SPARQL 1.1 Protocol, section 2.1.2); only a format may stand outside.
            let outside = Parameters::read(address)?;
            if outside.query.is_some() {
                return Err(Refused::Query(
                    "The query stands in the address of a POST; it belongs in the body.",
                ));
            }
            let mut asked = Parameters::read(parameters(body, "body")?)?;
            asked.format = asked.format.or(outside.format);
            asked.default_graphs.extend(outside.default_graphs);
            asked.named_graphs.extend(outside.named_graphs);
            asked
        }
    };
    asked.into_query(&accept, false)
}

/// Reads a body that is too long to its end, within reason, so that a client that is still sending gets the answer and
/// not a broken connection (RFC 9112 section 9.6).
async fn drain(mut body: Body, limit: usize) {
    /// How many times the limit are still read, and for how long.
    const REASON: (usize, Duration) = (8, Duration::from_secs(5));
    let most = limit.saturating_mul(REASON.0);
    let reading = async {
        let mut read = 0_usize;
        while let Some(Ok(frame)) = body.frame().await {
            read = read.saturating_add(frame.data_ref().map_or(0, |data| data.len()));
            if read > most {
                break;
            }
        }
    };
    // Whatever is left then is the client's loss.
    let _ = timeout(REASON.1, reading).await;
}

/// Why a body could not be read: it is longer than allowed, too slow for the site, or broken off.
fn why(error: &axum::Error, limit: usize) -> Refused {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return Refused::Body { limit };
        }
        if error.is::<tower_http::timeout::TimeoutError>() {
            return Refused::Slow;
        }
        cause = error.source();
    }
    Refused::Broken
}

/// What kinds of body there are.
enum Kind {
    Query,
    Form,
}

fn kind(headers: &HeaderMap) -> Result<Kind, Refused> {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("no Content-Type");
    let wrong = || Refused::Kind {
        given: given.to_owned(),
    };
    let media_type = MediaType::parse(given).map_err(|_| wrong())?;
    let charset = media_type.get_param(names::CHARSET);
    if charset.is_some_and(|charset| !charset.unquoted_str().eq_ignore_ascii_case("utf-8")) {
        return Err(wrong());
    }
    match media_type
        .essence()
        .to_string()
        .to_ascii_lowercase()
        .as_str()
    {
        "application/sparql-query" => Ok(Kind::Query),
        "application/x-www-form-urlencoded" => Ok(Kind::Form),
        "application/sparql-update" => Err(Refused::Update),
        _ => Err(wrong()),
    }
}

/// The pairs of a form or of an address, all of it UTF-8.
fn parameters(text: &str, place: &'static str) -> Result<Vec<(String, String)>, Refused> {
    percent_decode_str(text)
        .decode_utf8()
        .map_err(|_| Refused::Encoding { place })?;
    Ok(form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect())
}

/// The parameters of the query operation (SPARQL 1.1 Protocol, section 2.1), and `format`. Others are left alone: clients
/// send some of their own.
#[derive(Default)]
struct Parameters {
    query: Option<String>,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    format: Option<String>,
}

impl Parameters {
    fn read(pairs: Vec<(String, String)>) -> Result<Self, Refused> {
        let mut found = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "query" if found.query.is_some() => {
                    return Err(Refused::Query(
                        "The parameter query is given more than once.",
                    ));
                }
                "query" => found.query = Some(value),
                "default-graph-uri" => found.default_graphs.push(value),
                "named-graph-uri" => found.named_graphs.push(value),
                "format" => {
                    found.format.get_or_insert(value);
                }
                "update" | "using-graph-uri" | "using-named-graph-uri" => {
                    return Err(Refused::Update);
                }
                _ => {}
            }
        }
        Ok(found)
    }

    fn into_query(self, accept: &str, cacheable: bool) -> Result<Asked, Refused> {
        let wanted = match self.format {
            Some(name) => Wanted::named(&name).ok_or(Refused::Format { name })?,
            None => Wanted::accepted(accept),
        };
        if wanted.rows.is_none() && wanted.graph.is_none() {
            return Err(Refused::NotAcceptable);
        }
        Ok(Asked::Query {
            query: self.query.ok_or(Refused::Query(
                "There is no query: give it as the parameter query, or as the body of a POST with Content-Type application/sparql-query.",
            ))?,
            default_graphs: self.default_graphs,
            named_graphs: self.named_graphs,
            wanted,
            cacheable,
        })
    }
}

/// No query: a person is sent to the editor, a program gets the service description.
fn description(accept: &str, format: Option<&str>) -> Result<Asked, Refused> {
    if let Some(name) = format {
        let wanted = Wanted::named(name).and_then(|wanted| wanted.graph);
        return wanted.map(Asked::Description).ok_or(Refused::Format {
            name: name.to_owned(),
        });
    }
    if prefers_html(accept) {
        return Err(Refused::Editor {
            // Relative to `/sparql`, so that the prefix of the site is kept (RFC 9110 section 10.2.2).
            target: String::from("query"),
        });
    }
    accepted(accept)
        .map(Asked::Description)
        .ok_or(Refused::NotAcceptable)
}

/// Whether a client likes HTML best, as browsers do; `*/*` alone is no such liking.
fn prefers_html(header: &str) -> bool {
    let (Ok(accept), Ok(html)) = (Accept::from_str(header), MediaType::parse("text/html")) else {
        return false;
    };
    let turtle = MediaType::parse("text/turtle");
    let offers: Vec<MediaType<'_>> = turtle.into_iter().chain([html.clone()]).collect();
    accept
        .negotiate(offers.iter())
        .is_some_and(|best| *best == html)
}
