//! `/sparql`: the SPARQL 1.1 Protocol, its query operation, over HTTP.

use super::Endpoint;
use super::description::About;
use super::format::{Chosen, Format, GraphFormat, Wanted, accepted, offered};
use super::message::{Failure, Question};
use super::metrics::Ending;
use super::pool::Answered;
use super::request::{Asked, Refused, understand};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
    RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The methods that read.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// Any method at `/sparql`.
pub(super) async fn sparql(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let mut response = match *request.method() {
        Method::OPTIONS => return preflight().await,
        Method::GET | Method::HEAD | Method::POST => answer(&endpoint, request).await,
        _ => {
            let mut response = plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "The endpoint is read-only: it takes GET and POST.",
            );
            let allowed = HeaderValue::from_static(METHODS);
            response.headers_mut().insert(ALLOW, allowed);
            response
        }
    };
    let status = response.status().as_u16();
    endpoint
        .metrics
        .queries
        .get_or_create(&Ending { status })
        .inc();
    let headers = response.headers_mut();
    read_by_anyone(headers);
    announce(headers, &endpoint);
    response
}

async fn answer(endpoint: &Endpoint, request: Request) -> Response {
    let headers = request.headers().clone();
    let asked = match understand(request, &endpoint.limits).await {
        Ok(asked) => asked,
        Err(refused) => return refuse(refused),
    };
    match asked {
        Asked::Description(format) => describe(endpoint, &headers, About::Service, format).await,
        Asked::Query {
            query,
            default_graphs,
            named_graphs,
            wanted,
            cacheable,
        } => {
            if cacheable && let Some(response) = unchanged(endpoint, &headers, wanted) {
                return response;
            }
            let limits = &endpoint.limits;
            let question = Question {
                query,
                default_graphs,
                named_graphs,
                rows_as: wanted.rows.map(|chosen| chosen.format),
                graph_as: wanted.graph.map(|chosen| chosen.format),
                seconds: limits.seconds,
                rows: limits.rows,
                bytes: limits.bytes,
            };
            ask(endpoint, question, wanted, cacheable).await
        }
    }
}

/// Asks a worker, while there is room for one more answer.
async fn ask(endpoint: &Endpoint, question: Question, wanted: Wanted, cacheable: bool) -> Response {
    let Ok(permit) = Arc::clone(&endpoint.answers).try_acquire_owned() else {
        return failed(&Failure::Busy(endpoint.limits.seconds));
    };
    let Answered { head, content } = match endpoint.pool.ask(question).await {
        Ok(answered) => answered,
        Err(failure) => return failed(&failure),
    };
    let (content_type, tag) = if head.rows {
        described(endpoint, wanted.rows)
    } else {
        described(endpoint, wanted.graph)
    };
    let length = content.length();
    let mut response = Response::new(content.holding(permit).into_body());
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    set(headers, CONTENT_TYPE, &content_type);
    headers.insert(VARY, HeaderValue::from_static("accept"));
    if cacheable && head.lasting {
        set(headers, ETAG, &tag);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    } else {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn described<F: Format>(endpoint: &Endpoint, chosen: Option<Chosen<F>>) -> (String, String) {
    chosen.map_or_else(Default::default, |chosen| {
        (
            chosen.content_type(),
            entity_tag(&endpoint.version, chosen.format.name()),
        )
    })
}

/// 304 for who has the answer already: the same data give the same answer to the same address.
fn unchanged(endpoint: &Endpoint, headers: &HeaderMap, wanted: Wanted) -> Option<Response> {
    let tags = [
        described(endpoint, wanted.rows).1,
        described(endpoint, wanted.graph).1,
    ];
    let known = known_to(headers, &[&tags[0], &tags[1]])?;
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    set(response.headers_mut(), ETAG, known);
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("accept"));
    Some(response)
}

/// `GET /.well-known/void`: the data set.
pub(super) async fn void(State(endpoint): State<Arc<Endpoint>>, headers: HeaderMap) -> Response {
    let mut response = match accepted(&accept(&headers)) {
        Some(chosen) => describe(&endpoint, &headers, About::Dataset, chosen).await,
        None => unfit::<GraphFormat>(),
    };
    read_by_anyone(response.headers_mut());
    response
}

async fn describe(
    endpoint: &Endpoint,
    headers: &HeaderMap,
    about: About,
    chosen: Chosen<GraphFormat>,
) -> Response {
    let kind = match about {
        About::Service => "service",
        About::Dataset => "void",
    };
    let tag = entity_tag(
        &endpoint.version,
        &format!("{kind}-{}", chosen.format.name()),
    );
    let mut response = if known_to(headers, &[&tag]).is_some() {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match endpoint.description.write(about, chosen.format).await {
            Ok(content) => Body::from(content).into_response(),
            Err(error) => {
                tracing::error!(%error, "no description");
                return plain(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The description could not be made.",
                );
            }
        }
    };
    let headers = response.headers_mut();
    set(headers, CONTENT_TYPE, &chosen.content_type());
    set(headers, ETAG, &tag);
    headers.insert(VARY, HeaderValue::from_static("accept"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// What may be asked from a page of another site (the CORS protocol of the Fetch standard).
pub(super) async fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static(METHODS));
    read_by_anyone(headers);
    for (name, value) in [
        ("access-control-allow-methods", METHODS),
        (
            "access-control-allow-headers",
            "accept, content-type, if-none-match",
        ),
        ("access-control-max-age", "86400"),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    response
}

/// Lets pages of other sites read the response.
pub(super) fn read_by_anyone(headers: &mut HeaderMap) {
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        (
            "access-control-expose-headers",
            "etag, retry-after, cyberlex-data-version, cyberlex-limit-seconds, cyberlex-limit-rows, cyberlex-limit-bytes",
        ),
        // The site's own policy keeps answers from being embedded elsewhere; these are there to be read elsewhere.
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
}

/// The limits, on every response of the endpoint.
fn announce(headers: &mut HeaderMap, endpoint: &Endpoint) {
    let limits = &endpoint.limits;
    for (name, value) in [
        ("cyberlex-limit-seconds", limits.seconds),
        ("cyberlex-limit-rows", limits.rows),
        ("cyberlex-limit-bytes", limits.bytes),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
    set(
        headers,
        HeaderName::from_static("cyberlex-data-version"),
        &endpoint.version,
    );
}

fn refuse(refused: Refused) -> Response {
    let status = refused.status();
    let mut response = plain(status, refused.to_string());
    if let Refused::Editor { target } = refused {
        set(response.headers_mut(), LOCATION, &target);
        let vary = HeaderValue::from_static("accept");
        response.headers_mut().insert(VARY, vary);
    }
    if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        response.headers_mut().insert(
            HeaderName::from_static("accept-post"),
            HeaderValue::from_static("application/x-www-form-urlencoded, application/sparql-query"),
        );
    }
    response
}

/// The status that says what kind of failure it was. A query that is refused or too large is at fault itself and would be
/// so again (RFC 9110 section 15.5.1); what took too long upstream is 504; what the server had no room for is 503.
fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Syntax(_)
        | Failure::Refused(_)
        | Failure::Rows(_)
        | Failure::Bytes(_)
        | Failure::Evaluation(_) => StatusCode::BAD_REQUEST,
        Failure::Format { .. } => StatusCode::NOT_ACCEPTABLE,
        Failure::Deadline(_) => StatusCode::GATEWAY_TIMEOUT,
        Failure::Memory(_) | Failure::Crash => StatusCode::INTERNAL_SERVER_ERROR,
        Failure::Busy(_) | Failure::Stopping => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn failed(failure: &Failure) -> Response {
    let mut response = plain(status(failure), failure.to_string());
    if let Failure::Busy(seconds) = failure {
        let value = HeaderValue::from(*seconds);
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

/// 406 with what there is.
fn unfit<F: Format>() -> Response {
    plain(
        StatusCode::NOT_ACCEPTABLE,
        format!(
            "Nothing that Accept names is offered. Ask for one of: {}.",
            offered::<F>()
        ),
    )
}

/// A message for a person.
pub(super) fn plain(status: StatusCode, message: impl Into<String>) -> Response {
    let mut message: String = message.into();
    message.push('\n');
    let mut response = (status, message).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The tag of a representation of one version of the data; weak, since it may be compressed on its way (RFC 9110 section
/// 8.8.1).
pub(super) fn entity_tag(version: &str, representation: &str) -> String {
    let version = version.get(..16).unwrap_or(version);
    format!("W/\"{version}-{representation}\"")
}

/// The first of some tags that a client has (RFC 9110 section 13.1.2). `*` says nothing about an answer that was never
/// given.
pub(super) fn known_to<'t>(headers: &HeaderMap, tags: &[&'t str]) -> Option<&'t str> {
    let known: Vec<&str> = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    tags.iter()
        .copied()
        .find(|tag| !tag.is_empty() && known.iter().any(|known| opaque(known) == opaque(tag)))
}

/// Everything that a client accepts.
pub(super) fn accept(headers: &HeaderMap) -> String {
    let values: Vec<&str> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    values.join(", ")
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
