//! Coverage, gaps, comparison and dual criminality, as the coverage index gives them.

use super::answer::{Paging, SameRows, answered};
use super::params::{
    Params, Window, day, from_index, lang, places, required, several, sides, window, wrong,
};
use super::schema::{
    AnyTopic, Failures, GroupName, InstrumentId, JurisdictionCode, SideName, TopicName,
};
use super::{Replied, answer::Answered};
use crate::coverage::{Comparison, DualCriminality, GapList, Matrix};
use crate::server::state::App;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// How many rows of coverage come at once, if no other number is asked for.
const ROWS: usize = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
#[derive(Default)]
pub(super) struct CoverageParams {
    /// The instrument that asks.
    #[param(required = true, nullable = false, value_type = InstrumentId, example = "budapest")]
    against: Option<String>,
    /// Whose law: codes, repeated or separated by commas. Without it and without a group, everyone whose law was read.
    #[param(value_type = Vec<JurisdictionCode>, example = json!(["KEN"]))]
    jurisdiction: Vec<String>,
    /// The members of a group on the day, instead of jurisdictions.
    #[param(nullable = false, value_type = GroupName)]
    group: Option<String>,
    /// Only this article and what lies within it.
    #[param(nullable = false, example = "2")]
    article: Option<String>,
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = super::schema::Language)]
    lang: Option<String>,
    /// The most rows in one answer; 100 by default.
    #[param(nullable = false, value_type = u32, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Rows to pass over.
    #[param(nullable = false, value_type = u32)]
    offset: Option<String>,
}

/// Coverage of an instrument: a row for each jurisdiction and article.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CoverageAnswer {
    /// Which rows these are.
    paging: Paging,
    #[serde(flatten)]
    matrix: Matrix,
}

/// Which articles of an instrument the law of jurisdictions covers on a day, and why
///
/// Rows by jurisdiction, then in the order of the text. Each says its status, the provisions it rests on with their
/// elements and penalties, and how every requirement of the article stands.
#[utoipa::path(get, path = "/coverage", operation_id = "coverage", tag = "law", params(CoverageParams),
    responses((status = 200, description = "The rows.", body = Answered<CoverageAnswer>, content_type = "application/json"), Failures))]
pub(super) async fn coverage(
    State(app): State<Arc<App>>,
    Params(asked): Params<CoverageParams>,
) -> Replied {
    super::work(move || {
        let against = required(
            "against",
            asked.against.as_ref(),
            "an instrument such as budapest",
        )?;
        let (day, lang) = (day(asked.as_of.as_ref())?, lang(asked.lang.as_ref())?);
        let window = window(asked.limit.as_ref(), asked.offset.as_ref(), ROWS)?;
        let index = &app.index;
        let chosen = match &asked.group {
            Some(_) if !asked.jurisdiction.is_empty() => {
                let detail = "group and jurisdiction exclude each other; give one of them";
                return Err(wrong("group", detail.to_owned()));
            }
            Some(group) => index.group(group, day).map_err(from_index)?,
            None if asked.jurisdiction.is_empty() => index.encoded(),
            None => places(index, &asked.jurisdiction)?,
        };
        let matrix = index
            .matrix(against, &chosen, day, asked.article.as_deref(), &lang)
            .map_err(from_index)?;
        let day_text = day.to_string();
        let id = matrix
            .rows
            .first()
            .map_or(against, |row| row.instrument_id.as_str());
        let same = match chosen.as_slice() {
            [one] => SameRows::new(
                &app,
                "requirement-states",
                &[
                    ("jurisdiction", index.code(*one)),
                    ("against", id),
                    ("day", &day_text),
                ],
            ),
            _ => SameRows::new(
                &app,
                "coverage-matrix",
                &[("against", id), ("day", &day_text)],
            ),
        };
        answered(&app, day, &lang, Some(same), part(matrix, window))
    })
    .await
}

fn part(mut matrix: Matrix, window: Window) -> CoverageAnswer {
    let paging = Paging::of(window, matrix.rows.len());
    matrix.rows = matrix
        .rows
        .into_iter()
        .skip(window.offset)
        .take(window.limit)
        .collect();
    CoverageAnswer { paging, matrix }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct GapsParams {
    /// Whose law.
    #[param(required = true, nullable = false, value_type = JurisdictionCode, example = "KEN")]
    jurisdiction: Option<String>,
    /// The instrument that asks.
    #[param(required = true, nullable = false, value_type = InstrumentId, example = "budapest")]
    against: Option<String>,
    /// Only this article and what lies within it.
    #[param(nullable = false, example = "6")]
    article: Option<String>,
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = super::schema::Language)]
    lang: Option<String>,
}

/// What a jurisdiction misses of an instrument, why, and whose provisions meet it
///
/// Requirements that are met only under conditions, nearly met, missing after a search, or not yet searched.
#[utoipa::path(get, path = "/gaps", operation_id = "gaps", tag = "law", params(GapsParams),
    responses((status = 200, description = "The gaps.", body = Answered<GapList>, content_type = "application/json"), Failures))]
pub(super) async fn gaps(
    State(app): State<Arc<App>>,
    Params(asked): Params<GapsParams>,
) -> Replied {
    super::work(move || {
        let code = required(
            "jurisdiction",
            asked.jurisdiction.as_ref(),
            "a code such as KEN",
        )?;
        let against = required(
            "against",
            asked.against.as_ref(),
            "an instrument such as budapest",
        )?;
        let (day, lang) = (day(asked.as_of.as_ref())?, lang(asked.lang.as_ref())?);
        let place = app.index.jurisdiction(code).map_err(from_index)?;
        let gaps = app
            .index
            .gaps(place, against, asked.article.as_deref(), day, &lang)
            .map_err(from_index)?;
        let same = SameRows::new(
            &app,
            "gaps",
            &[
                ("jurisdiction", gaps.code.as_str()),
                ("against", against),
                ("day", &day.to_string()),
            ],
        );
        answered(&app, day, &lang, Some(same), gaps)
    })
    .await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct CompareParams {
    /// Two to six sides: codes of jurisdictions and identifiers of instruments, mixed freely; repeated or separated by
    /// commas. They are the columns, in this order.
    #[param(value_type = Vec<SideName>, min_items = 2, max_items = 6, example = json!(["KEN", "ROU", "budapest"]))]
    side: Vec<String>,
    /// The older name of the same, for jurisdictions only; not together with `side`.
    #[param(value_type = Vec<JurisdictionCode>, min_items = 2, max_items = 6)]
    jurisdiction: Vec<String>,
    /// Only these topics and their narrower ones; repeated or separated by commas.
    #[param(value_type = Vec<AnyTopic>, example = json!(["illegal-access"]))]
    topic: Vec<String>,
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = super::schema::Language)]
    lang: Option<String>,
}

/// Jurisdictions and instruments side by side, topic by topic and element by element
///
/// Of a jurisdiction the norms in force on the day, of an instrument its requirements. Every list within a topic has a
/// member for each side, in the order asked for. An empty list says "none" only where `surveyed` or `known` is true.
#[utoipa::path(get, path = "/compare", operation_id = "compare", tag = "law", params(CompareParams),
    responses((status = 200, description = "The topics on which at least one side has something.", body = Answered<Comparison>, content_type = "application/json"), Failures))]
pub(super) async fn compare(
    State(app): State<Arc<App>>,
    Params(asked): Params<CompareParams>,
) -> Replied {
    super::work(move || {
        let (day, lang) = (day(asked.as_of.as_ref())?, lang(asked.lang.as_ref())?);
        let sides = sides(&app.index, &asked.side, &asked.jurisdiction)?;
        let topics = several("topic", &asked.topic)?;
        let comparison = app
            .index
            .compare(&sides, &topics, day, &lang)
            .map_err(from_index)?;
        answered(&app, day, &lang, None, comparison)
    })
    .await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct DualParams {
    /// The instrument whose requirements are the measure; budapest by default.
    #[param(nullable = false, value_type = InstrumentId, example = "budapest")]
    against: Option<String>,
    /// The topic, narrower ones included; illegal-access by default.
    #[param(nullable = false, value_type = TopicName, example = "illegal-access")]
    topic: Option<String>,
    /// The least maximum of imprisonment, in months; 12 by default.
    #[param(nullable = false, value_type = f64, minimum = 0, maximum = 1200, example = 12)]
    months: Option<String>,
    /// Only pairs that this jurisdiction belongs to.
    #[param(nullable = false, value_type = JurisdictionCode)]
    jurisdiction: Option<String>,
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = super::schema::Language)]
    lang: Option<String>,
}

/// Between which jurisdictions the same is punishable on both sides with at least so many months
///
/// Pairs with the number of requirements that both punish, and for each requirement who punishes it by which
/// provisions. The greatest penalty that a norm allows counts, raised tiers included.
#[utoipa::path(get, path = "/dual-criminality", operation_id = "dual-criminality", tag = "law", params(DualParams),
    responses((status = 200, description = "The pairs.", body = Answered<DualCriminality>, content_type = "application/json"), Failures))]
pub(super) async fn dual_criminality(
    State(app): State<Arc<App>>,
    Params(asked): Params<DualParams>,
) -> Replied {
    super::work(move || {
        let (day, lang) = (day(asked.as_of.as_ref())?, lang(asked.lang.as_ref())?);
        let against = asked.against.as_deref().unwrap_or("budapest");
        let topic = asked.topic.as_deref().unwrap_or("illegal-access");
        let months = months(asked.months.as_deref().unwrap_or("12"))?;
        let only = asked
            .jurisdiction
            .as_deref()
            .map(|code| app.index.jurisdiction(code).map_err(from_index))
            .transpose()?;
        let dual = app
            .index
            .dual_criminality(against, topic, months, only, day, &lang)
            .map_err(from_index)?;
        let same = SameRows::new(
            &app,
            "dual-criminality",
            &[
                ("against", against),
                ("topic", topic),
                ("months", &months.to_string()),
                ("day", &day.to_string()),
            ],
        );
        answered(&app, day, &lang, Some(same), dual)
    })
    .await
}

fn months(text: &str) -> Result<f64, crate::server::problem::Problem> {
    text.parse()
        .ok()
        .filter(|months| (0.0..=1200.0).contains(months))
        .ok_or_else(|| {
            let expected = "a number of months from 0 to 1200, such as 12";
            crate::server::problem::Problem::parameter("months", text, expected)
        })
}
