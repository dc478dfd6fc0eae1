//! The files that pages ask for: styles, scripts; embedded, and addressed with what they hold, so that they can be kept.
//!
//! The query editor is bundled by `build.rs`, where npm is there; where it is not, its files are empty and count as missing.

use super::problem::Problem;
use super::state::App;
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

#[derive(RustEmbed)]
#[folder = "src/server/assets"]
struct Files;

/// Includes a file of the bundle.
macro_rules! bundled {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(env!("OUT_DIR"), "/web/", $name)),
        )
    };
}

/// The editor, as `build.rs` left it.
static EDITOR: [(&str, &[u8]); 3] = [
    bundled!("query.js"),
    bundled!("query.css"),
    bundled!("query-licences.txt"),
];

/// The marks of the editor's files, each hashed once.
static EDITOR_MARKS: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    EDITOR
        .iter()
        .map(|(name, data)| (*name, mark(&Sha256::digest(data))))
        .collect()
});

/// The content of a file, with a mark that changes whenever the content does.
fn file(name: &str) -> Option<(Cow<'static, [u8]>, String)> {
    if let Some((name, data)) = EDITOR.iter().find(|(known, _)| *known == name) {
        let mark = EDITOR_MARKS.get(name)?.clone();
        return (!data.is_empty()).then_some((Cow::Borrowed(*data), mark));
    }
    let file = Files::get(name)?;
    let mark = mark(&file.metadata.sha256_hash());
    Some((file.data, mark))
}

/// Whether there is such a file: those of the editor may be missing.
pub(super) fn has(name: &str) -> bool {
    file(name).is_some()
}

/// The address of a file within the site, changed whenever the file is.
pub(super) fn url(name: &str) -> String {
    match file(name) {
        Some((_, mark)) => format!("/assets/{name}?v={mark}"),
        None => format!("/assets/{name}"),
    }
}

/// The first digits of a hash.
fn mark(hash: &[u8]) -> String {
    hash.iter().take(6).fold(String::new(), |mut mark, byte| {
        // Writing to a String cannot fail.
        let _ = write!(mark, "{byte:02x}");
        mark
    })
}

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (data, mark) = file(&name).ok_or_else(Problem::not_found)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    // Under an address that names its content a file never changes; under any other it has to be asked for again.
    let keep = if query.is_some_and(|query| query == format!("v={mark}")) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let tag = format!("\"{mark}\"");
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| same(known, &tag)));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        data.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}

/// Whether an entity tag of a client is ours, compared weakly (RFC 9110 section 13.1.2): compression weakens tags.
fn same(known: &str, tag: &str) -> bool {
    let known = known.trim();
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(name: &str, query: Option<String>, tag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(tag) = tag {
            headers.insert(IF_NONE_MATCH, HeaderValue::from_str(tag).expect("a tag"));
        }
        asset(Path(name.to_owned()), RawQuery(query), headers)
            .await
            .unwrap_or_else(IntoResponse::into_response)
    }

    #[tokio::test]
    async fn a_file_is_kept_under_the_address_that_names_its_content_only() {
        let address = url("site.css");
        let (_, query) = address.split_once('?').expect("a mark");
        let kept = get("site.css", Some(query.to_owned()), None).await;
        assert_eq!(kept.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(
            kept.headers()[CACHE_CONTROL]
                .to_str()
                .expect("text")
                .contains("immutable")
        );
        for other in [None, Some(String::from("v=000000000000"))] {
            let response = get("site.css", other, None).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[CACHE_CONTROL], "no-cache");
        }
        let tag = kept.headers()[ETAG].to_str().expect("text");
        for known in [tag.to_owned(), format!("\"x\", W/{tag}"), String::from("*")] {
            let response = get("site.css", None, Some(&known)).await;
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        assert_eq!(
            get("site.css", None, Some("\"x\"")).await.status(),
            StatusCode::OK
        );
        assert_eq!(
            get("nothing.css", None, None).await.status(),
            StatusCode::NOT_FOUND
        );
    }

    #[test]
    fn the_editor_is_there_as_a_whole_or_not_at_all() {
        let there = EDITOR.map(|(name, _)| has(name));
        assert!(there == [true; 3] || there == [false; 3], "{there:?}");
    }
}
