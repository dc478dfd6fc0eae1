//! What surrounds every request: prefix and suffix of the path, request id, log and metrics, answers that are kept, limits,
//! security headers, compression, entity tags, and the wording of problems.

use super::asked::{Suffix, today};
use super::counted::{counted, routed};
use super::negotiate::{self, Format};
use super::pages;
use super::problem::Problem;
use super::state::App;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, ETAG, HeaderName, IF_NONE_MATCH, VARY,
};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestId, SetRequestId};
use tower_http::timeout::RequestBodyTimeoutLayer;

/// The header that names a request in the log; a proxy's own is kept.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The header with the version of the data.
const DATA_VERSION: HeaderName = HeaderName::from_static("cyberlex-data-version");

/// No page asks for anything but its own files; nothing runs inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Parts of the site that tag their own answers or must not be kept.
const UNTAGGED: [&str; 6] = [
    "/sparql",
    "/api/",
    "/assets/",
    "/healthz",
    "/metrics",
    "/download",
];

/// The site with everything around it.
#[derive(Clone)]
pub struct Service {
    named: Named,
    prefix: Arc<str>,
}

/// What names each request and its answer.
type Named = SetRequestId<PropagateRequestId<Answering>, MakeRequestUuid>;

/// What counts a request, looks whether its answer is kept, and asks the router where it is not.
#[derive(Clone)]
pub struct Answering {
    router: Router,
    app: Arc<App>,
}

/// Puts the layers around a router. The first named is the innermost.
pub(super) fn around(router: Router<Arc<App>>, app: &Arc<App>) -> Service {
    let router = router
        .layer(from_fn_with_state(Arc::clone(app), tagged))
        .layer(from_fn_with_state(Arc::clone(app), worded))
        .layer(DefaultBodyLimit::max(app.config.max_body))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(
            app.config.patience,
        )))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(app), secured))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| Problem::internal(&"panic").into_response(),
        ))
        .layer(from_fn(routed))
        .with_state(Arc::clone(app));
    let answering = Answering {
        router,
        app: Arc::clone(app),
    };
    Service {
        named: SetRequestId::new(
            PropagateRequestId::new(answering, REQUEST_ID),
            REQUEST_ID,
            MakeRequestUuid,
        ),
        prefix: Arc::from(app.config.prefix()),
    }
}

impl tower_service::Service<Request> for Service {
    type Response = Response;
    type Error = Infallible;
    type Future = <Named as tower_service::Service<Request>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.named.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        if let Some((uri, suffix)) = rewritten(request.uri(), &self.prefix) {
            *request.uri_mut() = uri;
            if let Some(suffix) = suffix {
                request.extensions_mut().insert(suffix);
            }
        }
        self.named.call(request)
    }
}

impl tower_service::Service<Request> for Answering {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router always is.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Self { router, app } = self.clone();
        Box::pin(async move {
            let ask = async |request| match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            Ok(counted(&app, request, |request| {
                app.kept.answer(today(), request, ask)
            })
            .await)
        })
    }
}

/// The address without the prefix of the site (a proxy may send it or strip it) and without the suffix that names a
/// format; `None` where it has neither.
fn rewritten(uri: &Uri, prefix: &str) -> Option<(Uri, Option<Suffix>)> {
    let path = uri.path();
    let inner = path
        .strip_prefix(prefix)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        .unwrap_or(path);
    let inner = if inner.is_empty() { "/" } else { inner };
    let (bare, format) = match inner.rsplit_once('.') {
        Some((bare, suffix)) if has_suffixes(inner) => match Format::of_suffix(suffix) {
            Some(format) => (bare, Some(format)),
            None => (inner, None),
        },
        _ => (inner, None),
    };
    let bare = if bare == "/index" { "/" } else { bare };
    if bare == path {
        return None;
    }
    let whole = match uri.query() {
        Some(query) => format!("{bare}?{query}"),
        None => bare.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(whole).ok()?);
    Some((Uri::from_parts(parts).ok()?, format.map(Suffix)))
}

/// Whether the end of a path names a format there: not where files with names of their own are.
fn has_suffixes(path: &str) -> bool {
    ![
        "/assets/",
        "/download/",
        "/api/",
        "/.well-known/",
        "/query/",
    ]
    .iter()
    .any(|start| path.starts_with(start))
}

/// Sets the headers that keep a page to itself, and says of which version of the data the answer is: behind a balancer,
/// two servers may have two.
async fn secured(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(version) = HeaderValue::from_str(app.version()) {
        headers.insert(DATA_VERSION, version);
    }
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), interest-cohort=()",
        ),
    ] {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Words a problem for who asked: a page where HTML is liked best, a problem document for a program.
async fn worded(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let head = Head::of(&request);
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    let types = [
        "text/html",
        "application/problem+json",
        "application/json",
        "text/plain",
    ];
    let mut worded = match negotiate::best(&head.accept, &types) {
        Some(0) if !head.accept.is_empty() && !head.accept.starts_with("*/*") => {
            pages::problem(&app, &problem, head)
        }
        Some(1 | 2) => problem.document(),
        _ => problem.respond("text/plain; charset=utf-8", problem.text()),
    };
    worded
        .headers_mut()
        .append(VARY, HeaderValue::from_static("accept, accept-language"));
    worded
}

/// What is needed of a request after it has been handed on.
pub(super) struct Head {
    pub(super) accept: String,
    pub(super) parts: axum::http::request::Parts,
}

impl Head {
    fn of(request: &Request) -> Self {
        let mut copy = Request::new(Body::empty());
        *copy.uri_mut() = request.uri().clone();
        *copy.headers_mut() = request.headers().clone();
        let (parts, _) = copy.into_parts();
        let text = |name: HeaderName| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            accept: text(ACCEPT),
            parts,
        }
    }
}

/// Tags a page with what it depends on beside its address: the data, the program, the day, and what the client
/// accepts; and answers 304 to who has it already (RFC 9110 section 13.1.2).
async fn tagged(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !read || UNTAGGED.iter().any(|start| path.starts_with(start)) {
        return next.run(request).await;
    }
    let tag = tag(&app, &request);
    let known = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|known| known.trim() == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        next.run(request).await
    };
    if response.status().is_success() || known {
        let headers = response.headers_mut();
        if let Ok(value) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, value);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.append(VARY, HeaderValue::from_static("accept, accept-language"));
    }
    response
}

fn tag(app: &App, request: &Request) -> String {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    today().to_string().hash(&mut hasher);
    for name in [ACCEPT, ACCEPT_LANGUAGE] {
        for value in request.headers().get_all(&name) {
            value.as_bytes().hash(&mut hasher);
        }
        0_u8.hash(&mut hasher);
    }
    let version = app.version().get(..16).unwrap_or(app.version());
    format!("W/\"{version}-{:016x}\"", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_and_suffix_are_taken_off() {
        let case = |uri: &str, prefix: &str| {
            let uri: Uri = uri.parse().expect("a URI");
            rewritten(&uri, prefix).map(|(uri, suffix)| (uri.to_string(), suffix.map(|s| s.0)))
        };
        assert_eq!(case("/matrix?against=budapest", ""), None);
        assert_eq!(
            case("/matrix.csv?against=budapest", ""),
            Some(("/matrix?against=budapest".into(), Some(Format::Csv)))
        );
        assert_eq!(case("/law/matrix", "/law"), Some(("/matrix".into(), None)));
        assert_eq!(case("/law", "/law"), Some(("/".into(), None)));
        assert_eq!(case("/lawless", "/law"), None);
        assert_eq!(case("/doc/id/instrument/can-cc/s163.1", ""), None);
        assert_eq!(
            case("/doc/id/instrument/can-cc/s163.1.ttl", ""),
            Some((
                "/doc/id/instrument/can-cc/s163.1".into(),
                Some(Format::Turtle)
            ))
        );
        assert_eq!(case("/assets/site.json", ""), None);
        assert_eq!(
            case("/index.csv", ""),
            Some(("/".into(), Some(Format::Csv)))
        );
    }
}
