//! For machines that watch the server: is it alive, and how busy.

use crate::server::state::App;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use std::sync::Arc;

/// Says that the server answers, and from which data.
pub(super) async fn healthz(State(app): State<Arc<App>>) -> impl IntoResponse {
    let body = serde_json::json!({
        "status": "ok",
        "program": env!("CARGO_PKG_VERSION"),
        "data": app.version(),
    });
    (
        [
            (CONTENT_TYPE, "application/json"),
            (CACHE_CONTROL, "no-store"),
        ],
        body.to_string(),
    )
}

/// Counters in the text format of OpenMetrics.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [
            (
                CONTENT_TYPE,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ),
            (CACHE_CONTROL, "no-store"),
        ],
        app.metrics.text(),
    )
}
