//! What surrounds every request to the API: problems as documents, entity tags, and reading from other sites.

use crate::server::asked::today;
use crate::server::problem::Problem;
use crate::server::state::App;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, CACHE_CONTROL, ETAG, HeaderName,
    IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

const METHODS: &str = "GET, HEAD, OPTIONS";

/// Words every problem as a document (RFC 9457), whatever the client accepts: this is the part for programs.
pub(super) async fn documented(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>() else {
        return response;
    };
    let mut documented = problem.document();
    // Such as Allow, which goes with 405.
    for (name, value) in response.headers() {
        if !documented.headers().contains_key(name) && name == ALLOW {
            documented.headers_mut().insert(name, value.clone());
        }
    }
    documented
}

/// Lets pages of other sites read (Fetch standard, CORS), and answers OPTIONS.
pub(super) async fn shared(request: Request, next: Next) -> Response {
    let asks = *request.method() == Method::OPTIONS;
    let mut response = if asks {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let mut set = |name: HeaderName, value: &'static str| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    };
    set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(ACCESS_CONTROL_EXPOSE_HEADERS, "etag, x-request-id");
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    );
    if asks {
        set(ALLOW, METHODS);
        set(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        set(ACCESS_CONTROL_ALLOW_HEADERS, "accept, if-none-match");
        set(ACCESS_CONTROL_MAX_AGE, "86400");
    }
    response
}

/// Tags an answer with what it depends on: the data, the program, the day it is, the address. Who has it already gets
/// 304 (RFC 9110 section 13.1.2).
pub(super) async fn tagged(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let tag = tag(&app, &request);
    let known = knows(request.headers(), &tag);
    let mut response = next.run(request).await;
    if !response.status().is_success() {
        return response;
    }
    if known {
        response = StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, value);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || strong(known) == strong(tag))
}

fn tag(app: &App, request: &Request) -> String {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    today().to_string().hash(&mut hasher);
    request.uri().path().hash(&mut hasher);
    request.uri().query().hash(&mut hasher);
    let version = app.version().get(..16).unwrap_or(app.version());
    // Weak, since the same answer may come compressed in several ways.
    format!("W/\"{version}-{:016x}\"", hasher.finish())
}
