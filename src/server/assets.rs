//! The files that pages ask for: styles, scripts; embedded, and addressed with what they hold, so that they can be kept.

use super::state::App;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::fmt::Write as _;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "src/server/assets"]
struct Files;

/// The address of a file within the site, changed whenever the file is.
pub(super) fn url(name: &str) -> String {
    match Files::get(name) {
        Some(file) => format!("/assets/{name}?v={}", mark(&file)),
        None => format!("/assets/{name}"),
    }
}

/// The first digits of the hash of a file.
fn mark(file: &EmbeddedFile) -> String {
    file.metadata
        .sha256_hash()
        .iter()
        .take(6)
        .fold(String::new(), |mut mark, byte| {
            // Writing to a String cannot fail.
            let _ = write!(mark, "{byte:02x}");
            mark
        })
}

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Response {
    let Some(file) = Files::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    let tag = format!("\"{}\"", mark(&file));
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}
