//! Schemas of parameter values that the data decides: codes and names, filled in when the document is made.

use crate::server::problem::Problem;
use crate::server::state::App;
use std::collections::BTreeMap;
use utoipa::openapi::schema::{Object, Schema, Type};
use utoipa::openapi::{Content, ObjectBuilder, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

/// Values that are one of a list in the data.
macro_rules! listed {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            pub(super) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    Object::with_type(Type::String).into()
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

listed! {
    /// ISO 3166-1 alpha-3 code, `KEN`.
    JurisdictionCode,
    /// An instrument with requirements, `budapest`.
    InstrumentId,
    /// A jurisdiction by its code, or an instrument with requirements: `KEN`, `budapest`.
    SideName,
    /// Any instrument, `ken-cmca-2018`.
    AnyInstrument,
    /// A topic under which there is law, `illegal-access`.
    TopicName,
    /// Any topic.
    AnyTopic,
    /// A group with members, `ecowas`.
    GroupName,
    /// A catalogue query, `penalties-ranked`.
    QueryName,
    /// A language of labels, `en`.
    Language,
}

/// What each of them can be on this data.
pub(super) fn values(app: &App) -> BTreeMap<&'static str, Vec<String>> {
    let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut places: Vec<String> = app
        .index
        .places("en")
        .into_iter()
        .map(|place| place.code)
        .collect();
    places.sort();
    let instruments = owned(app.index.instruments());
    let sides = places.iter().chain(&instruments).cloned().collect();
    let topics = app
        .index
        .topic_entries("en")
        .into_iter()
        .map(|topic| topic.id);
    BTreeMap::from([
        ("JurisdictionCode", places),
        ("InstrumentId", instruments),
        ("SideName", sides),
        ("AnyInstrument", owned(app.search.instruments().collect())),
        ("TopicName", topics.collect()),
        ("AnyTopic", owned(app.search.topics().collect())),
        ("GroupName", app.index.groups()),
        (
            "QueryName",
            app.project
                .catalog
                .iter()
                .map(|query| query.name.clone())
                .collect(),
        ),
        (
            "Language",
            owned(crate::server::asked::LABEL_LANGUAGES.to_vec()),
        ),
    ])
}

/// A text that is one of these.
pub(super) fn one_of(values: &[String], description: &str) -> Schema {
    let mut schema = ObjectBuilder::new().schema_type(Type::String);
    if !description.is_empty() {
        schema = schema.description(Some(description));
    }
    if !values.is_empty() {
        schema = schema.enum_values(Some(values.to_vec()));
    }
    Schema::Object(schema.build())
}

/// The answers that every operation may give beside its own.
pub(super) struct Failures;

impl IntoResponses for Failures {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [
            ("304", "Who sent If-None-Match has the answer already."),
            (
                "400",
                "A parameter is unknown, missing, or not one of its kind.",
            ),
            ("404", "There is nothing of this name."),
            ("414", "The address is too long."),
            ("500", "The server failed."),
        ]
        .into_iter()
        .map(|(status, description)| {
            let mut response = ResponseBuilder::new().description(description);
            if status != "304" {
                response = response.content("application/problem+json", problem());
            }
            (status.to_owned(), response.build().into())
        })
        .collect()
    }
}

fn problem() -> Content {
    let example = serde_json::json!({
        "status": 400,
        "title": "Bad Request",
        "detail": "there is no jurisdiction KEM (did you mean KEN?); known: ARE, CAN, …",
        "parameter": "jurisdiction",
    });
    let mut content = Content::new(Some(utoipa::openapi::Ref::from_schema_name(
        <Problem as ToSchema>::name(),
    )));
    content.example = Some(example);
    content
}
