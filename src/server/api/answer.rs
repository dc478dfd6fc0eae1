//! What every answer of the API carries beside the answer itself: the data, the day, the query with the same rows.

use super::params::Window;
use crate::model::Day;
use crate::server::problem::Problem;
use crate::server::state::App;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use url::form_urlencoded::Serializer;
use utoipa::ToSchema;

/// An answer with what it takes to compute it again.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Answered<T> {
    /// The version of the data: a hash over all its files.
    #[schema(example = "8c0a5fe1f6b1a0c4d2e3f4a5b6c7d8e9")]
    pub(super) version: String,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub(super) day: Day,
    /// Language of the labels.
    #[schema(example = "en")]
    pub(super) lang: String,
    /// The catalogue query that gives the same rows; null where the catalogue has none.
    pub(super) same_rows: Option<SameRows>,
    /// The answer.
    pub(super) answer: T,
}

/// A catalogue query with its parameters.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SameRows {
    /// The name of the query.
    #[schema(example = "coverage-matrix")]
    pub(super) query: String,
    /// Its parameters.
    pub(super) params: BTreeMap<String, String>,
    /// Where this API answers it, from the root of the site.
    #[schema(example = "/api/v1/queries/coverage-matrix/rows?against=budapest&day=2026-11-22")]
    pub(super) url: String,
}

/// Which part of a list an answer holds.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Paging {
    /// How many items there are in all.
    pub(super) total: usize,
    /// Items passed over.
    pub(super) offset: usize,
    /// The most items in one answer.
    pub(super) limit: usize,
    /// Whether more items follow.
    pub(super) more: bool,
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed<T> {
    /// Which part it is.
    pub(super) paging: Paging,
    /// The items.
    pub(super) items: Vec<T>,
}

impl Paging {
    /// The paging of a window on so many items.
    pub(super) fn of(window: Window, total: usize) -> Self {
        Self {
            total,
            offset: window.offset,
            limit: window.limit,
            more: window.offset.saturating_add(window.limit) < total,
        }
    }
}

impl<T> Listed<T> {
    /// The items that a window leaves.
    pub(super) fn new(items: Vec<T>, window: Window) -> Self {
        Self {
            paging: Paging::of(window, items.len()),
            items: items
                .into_iter()
                .skip(window.offset)
                .take(window.limit)
                .collect(),
        }
    }
}

impl SameRows {
    /// A query with its parameters.
    pub(super) fn new(app: &App, query: &str, params: &[(&str, &str)]) -> Self {
        let mut encoded = Serializer::new(String::new());
        encoded.extend_pairs(params);
        let encoded = encoded.finish();
        let mark = if encoded.is_empty() { "" } else { "?" };
        Self {
            query: query.to_owned(),
            params: params
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            url: format!(
                "{}/api/v1/queries/{query}/rows{mark}{encoded}",
                app.config.prefix()
            ),
        }
    }
}

/// An answer as a response.
pub(super) fn answered<T: Serialize>(
    app: &App,
    day: Day,
    lang: &str,
    same_rows: Option<SameRows>,
    answer: T,
) -> Result<Response, Problem> {
    json(&Answered {
        version: app.version().to_owned(),
        day,
        lang: lang.to_owned(),
        // A project of one's own may leave out queries.
        same_rows: same_rows.filter(|same| app.project.catalog.get(&same.query).is_ok()),
        answer,
    })
}

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Response, Problem> {
    let text = serde_json::to_string(value).map_err(|e| Problem::internal(&e))?;
    let mut response = text.into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
