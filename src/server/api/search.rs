//! Full-text search.

use super::Replied;
use super::answer::{Answered, answered};
use super::params::{Params, lang, several, window, wrong};
use super::schema::{AnyInstrument, AnyTopic, Failures, JurisdictionCode, Language};
use crate::search::{Found, Kind, Request};
use crate::server::asked::today;
use crate::server::problem::Problem;
use crate::server::state::App;
use axum::extract::State;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct SearchParams {
    /// Words in any language; in double quotes they must stand together. Any text is a search; an empty one finds
    /// everything that the filters leave.
    #[param(example = "illegal access")]
    q: String,
    /// Only of these jurisdictions: codes, repeated or separated by commas.
    #[param(value_type = Vec<JurisdictionCode>)]
    jurisdiction: Vec<String>,
    /// Only in these instruments, national acts among them.
    #[param(value_type = Vec<AnyInstrument>)]
    instrument: Vec<String>,
    /// Only on these topics and their narrower ones.
    #[param(value_type = Vec<AnyTopic>)]
    topic: Vec<String>,
    /// Only things of these kinds.
    #[param(value_type = Vec<Kind>)]
    kind: Vec<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
    /// The most hits in one answer; 20 by default.
    #[param(nullable = false, value_type = u32, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Hits to pass over.
    #[param(nullable = false, value_type = u32)]
    offset: Option<String>,
}

/// Things by words in their names, numbers, notes and definitions
///
/// Endings, accents and slips of spelling are forgiven; the answer says which words were taken for others, how the
/// hits spread, and marks what matched. A norm comes with the provision to cite it by.
#[utoipa::path(get, path = "/search", operation_id = "search", tag = "search", params(SearchParams),
    responses((status = 200, description = "The hits, best first.", body = Answered<Found>, content_type = "application/json"), Failures))]
pub(super) async fn search(
    State(app): State<Arc<App>>,
    Params(asked): Params<SearchParams>,
) -> Replied {
    super::work(move || {
        let lang = lang(asked.lang.as_ref())?;
        let window = window(asked.limit.as_ref(), asked.offset.as_ref(), 20)?;
        let request = Request {
            text: asked.q,
            lang: lang.clone(),
            jurisdictions: several("jurisdiction", &asked.jurisdiction)?,
            instruments: several("instrument", &asked.instrument)?,
            topics: several("topic", &asked.topic)?,
            kinds: kinds(&asked.kind)?,
            limit: window.limit,
            offset: window.offset,
        };
        let found = app.search()?.search(&request)?;
        answered(&app, today(), &lang, None, found)
    })
    .await
}

fn kinds(values: &[String]) -> Result<Vec<Kind>, Problem> {
    several("kind", values)?
        .iter()
        .map(|code| {
            Kind::from_code(code).ok_or_else(|| {
                let known = Kind::ALL.map(Kind::code).join(", ");
                wrong("kind", format!("kind={code}: expected one of {known}"))
            })
        })
        .collect()
}
