//! What there is to choose from, and what the data is.

use super::Replied;
use super::answer::{Answered, Listed, SameRows, answered};
use super::params::{Params, day, from_index, lang, truth, window};
use super::schema::{Failures, GroupName, Language};
use crate::coverage::{GroupEntry, InstrumentEntry, PlaceEntry, TopicEntry};
use crate::server::asked::today;
use crate::server::problem::Problem;
use crate::server::state::App;
use crate::vocab;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// How many items come at once, if no other number is asked for: all jurisdictions there are.
const ITEMS: usize = 500;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct PlacesParams {
    /// Only those whose law was read, or only those whose law was not.
    #[param(nullable = false, value_type = bool)]
    encoded: Option<String>,
    /// Only members of this group on the day.
    #[param(nullable = false, value_type = GroupName)]
    group: Option<String>,
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
    /// The most items in one answer; 500 by default.
    #[param(nullable = false, value_type = u32, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Items to pass over.
    #[param(nullable = false, value_type = u32)]
    offset: Option<String>,
}

/// The jurisdictions, by name
///
/// All States are named; `encoded` says whose law was read. That of all others is unknown, not absent.
#[utoipa::path(get, path = "/jurisdictions", operation_id = "jurisdictions", tag = "choices", params(PlacesParams),
    responses((status = 200, description = "The jurisdictions.", body = Answered<Listed<PlaceEntry>>, content_type = "application/json"), Failures))]
pub(super) async fn jurisdictions(
    State(app): State<Arc<App>>,
    Params(asked): Params<PlacesParams>,
) -> Replied {
    super::work(move || {
        let (day, lang) = (day(asked.as_of.as_ref())?, lang(asked.lang.as_ref())?);
        let window = window(asked.limit.as_ref(), asked.offset.as_ref(), ITEMS)?;
        let encoded = truth("encoded", asked.encoded.as_ref())?;
        let members = asked
            .group
            .as_deref()
            .map(|group| app.index.group(group, day).map_err(from_index))
            .transpose()?;
        let mut places = app.index.places(&lang);
        places.retain(|place| {
            encoded.is_none_or(|wanted| place.encoded == wanted)
                && members
                    .as_ref()
                    .is_none_or(|members| members.contains(&place.id))
        });
        answered(&app, day, &lang, None, Listed::new(places, window))
    })
    .await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct ListParams {
    /// The day asked about; today by default.
    #[param(nullable = false, format = Date, example = "2026-01-31")]
    as_of: Option<String>,
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
    /// The most items in one answer; 500 by default.
    #[param(nullable = false, value_type = u32, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Items to pass over.
    #[param(nullable = false, value_type = u32)]
    offset: Option<String>,
}

impl ListParams {
    /// Answers with a list that depends on day and language.
    fn answer<T: Serialize>(
        &self,
        app: &App,
        same: Option<(&str, &[(&str, &str)])>,
        list: impl FnOnce(crate::model::Day, &str) -> Vec<T>,
    ) -> Result<axum::response::Response, Problem> {
        let (day, lang) = (day(self.as_of.as_ref())?, lang(self.lang.as_ref())?);
        let window = window(self.limit.as_ref(), self.offset.as_ref(), ITEMS)?;
        let same = same.map(|(query, params)| SameRows::new(app, query, params));
        answered(app, day, &lang, same, Listed::new(list(day, &lang), window))
    }
}

/// The instruments that law can be held against, with their articles
#[utoipa::path(get, path = "/instruments", operation_id = "instruments", tag = "choices", params(ListParams),
    responses((status = 200, description = "The instruments.", body = Answered<Listed<InstrumentEntry>>, content_type = "application/json"), Failures))]
pub(super) async fn instruments(
    State(app): State<Arc<App>>,
    Params(asked): Params<ListParams>,
) -> Replied {
    super::work(move || {
        let same: (&str, &[(&str, &str)]) = ("instruments-read", &[]);
        asked.answer(&app, Some(same), |_, lang| {
            app.index.instrument_entries(lang)
        })
    })
    .await
}

/// The groups of jurisdictions, with how many members they have on the day
#[utoipa::path(get, path = "/groups", operation_id = "groups", tag = "choices", params(ListParams),
    responses((status = 200, description = "The groups.", body = Answered<Listed<GroupEntry>>, content_type = "application/json"), Failures))]
pub(super) async fn groups(
    State(app): State<Arc<App>>,
    Params(asked): Params<ListParams>,
) -> Replied {
    super::work(move || asked.answer(&app, None, |day, lang| app.index.group_entries(day, lang)))
        .await
}

/// The topics under which there is law, with how many norms they have
#[utoipa::path(get, path = "/topics", operation_id = "topics", tag = "choices", params(ListParams),
    responses((status = 200, description = "The topics.", body = Answered<Listed<TopicEntry>>, content_type = "application/json"), Failures))]
pub(super) async fn topics(
    State(app): State<Arc<App>>,
    Params(asked): Params<ListParams>,
) -> Replied {
    super::work(move || asked.answer(&app, None, |_, lang| app.index.topic_entries(lang))).await
}

/// What the data is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Meta {
    /// The version of the program.
    #[schema(example = "0.1.0")]
    program: String,
    /// The licence of the data.
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    licence: String,
    /// Whom to name.
    attribution: String,
    /// Statements that the files make.
    statements: usize,
    /// Statements that the rules derived from them.
    derived: usize,
    /// Files.
    files: usize,
    /// Catalogue queries.
    queries: usize,
    /// Things that the search can find.
    searchable: usize,
    /// How many things there are of each class.
    classes: Vec<ClassCount>,
}

/// How many things a class has.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClassCount {
    /// The class.
    #[schema(example = "https://w3id.org/cyberlex/ontology#Offence")]
    iri: String,
    /// What to call it.
    label: String,
    /// Its things.
    count: usize,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct MetaParams {
    /// Language of the labels: ar, en, es, fr, ru or zh.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
}

/// What the data is: its version, its licence, how much there is of what
#[utoipa::path(get, path = "/meta", operation_id = "meta", tag = "choices", params(MetaParams),
    responses((status = 200, description = "The description.", body = Answered<Meta>, content_type = "application/json"), Failures))]
pub(super) async fn meta(
    State(app): State<Arc<App>>,
    Params(asked): Params<MetaParams>,
) -> Replied {
    super::work(move || {
        let lang = lang(asked.lang.as_ref())?;
        let snapshot = &app.project.snapshot;
        let all = snapshot.len();
        let meta = Meta {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            licence: String::from("https://creativecommons.org/licenses/by/4.0/"),
            attribution: String::from("The cyberlex authors"),
            statements: all - snapshot.derived(),
            derived: snapshot.derived(),
            files: app.project.corpus.documents.len(),
            queries: app.project.catalog.iter().count(),
            searchable: app.search.len(),
            classes: snapshot
                .counts()
                .into_iter()
                .filter(|(class, _)| class.starts_with(vocab::LM))
                .map(|(iri, count)| ClassCount {
                    label: app.project.name_of(&iri, &lang),
                    iri,
                    count,
                })
                .collect(),
        };
        answered(&app, today(), &lang, None, meta)
    })
    .await
}
