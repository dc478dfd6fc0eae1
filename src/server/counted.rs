//! Every request in the log and in the metrics, however it is answered; an address that is too long gets no further.

use super::problem::Problem;
use super::state::App;
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;
use tower_http::request_id::RequestId;

/// What of an address is logged, in characters.
const SHOWN: usize = 512;

/// Logs and counts a request, and refuses an address that is too long. `answer` says beside the response whether it was
/// given before.
pub(super) async fn counted<F: Future<Output = (Response, bool)>>(
    app: &App,
    request: Request,
    answer: impl FnOnce(Request) -> F,
) -> Response {
    let begun = Instant::now();
    let id = request.extensions().get::<RequestId>().cloned();
    let method = request.method().clone();
    let target = request.uri().to_string();
    app.metrics.running.inc();
    let (response, again) = if target.len() > app.config.max_url {
        (too_long(target.len(), app.config.max_url), false)
    } else {
        answer(request).await
    };
    app.metrics.running.dec();
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let route = response
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str);
    app.metrics.answered(route, method.as_str(), status, took);
    if again {
        app.metrics.again.inc();
    }
    let id = id.as_ref().and_then(|id| id.header_value().to_str().ok());
    let shown = target
        .char_indices()
        .nth(SHOWN)
        .map_or(target.as_str(), |(end, _)| &target[..end]);
    tracing::info!(id = id.unwrap_or_default(), %method, target = %shown, status, milliseconds = took.as_secs_f64() * 1000.0, "answered");
    response
}

fn too_long(length: usize, limit: usize) -> Response {
    Problem::new(
        StatusCode::URI_TOO_LONG,
        format!("The address has {length} bytes; at most {limit} are taken."),
    )
    .with_hint("Send a long query as the body of a POST.")
    .into_response()
}

/// Notes on a response which route it came from, for the count.
pub(super) async fn routed(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}
