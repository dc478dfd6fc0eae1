//! The OpenAPI document: what the code says of its operations, with the values that the data allows and an operation for
//! each catalogue query.

use super::answer::Answered;
use super::queries::QueryRows;
use super::schema::{
    AnyInstrument, AnyTopic, Failures, GroupName, InstrumentId, JurisdictionCode, Language,
    QueryName, SideName, TopicName, one_of, values,
};
use crate::catalog::{NamedQuery, Param, ParamType};
use crate::search::Kind;
use crate::server::problem::Problem;
use crate::server::state::App;
use std::collections::BTreeMap;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{
    Content, OpenApi, PathItem, Ref, RefOr, Required, ResponseBuilder, ResponsesBuilder,
    ServerBuilder,
};
use utoipa::{IntoResponses, OpenApi as _};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "cyberlex",
        description = "The world's cybercrime law: what each law covers, since when, by which provision, and how we know. \
            Everything can be read without a key. Every answer names the version of the data, the day asked about, and \
            the catalogue query that gives the same rows. Unknown is never none: a law that was not read is shown as not read.",
        license(name = "CC BY 4.0 (data)", url = "https://creativecommons.org/licenses/by/4.0/")
    ),
    tags(
        (name = "law", description = "How far the law reaches"),
        (name = "search", description = "Finding things by words"),
        (name = "questions", description = "The catalogue queries"),
        (name = "choices", description = "What there is to choose from")
    ),
    components(schemas(
        Problem,
        Answered<QueryRows>,
        AnyInstrument,
        AnyTopic,
        GroupName,
        InstrumentId,
        JurisdictionCode,
        Kind,
        Language,
        QueryName,
        SideName,
        TopicName
    ))
)]
struct Base;

/// The document without its operations.
pub(super) fn base() -> OpenApi {
    Base::openapi()
}

/// The document with everything that the data decides.
pub(super) fn complete(mut api: OpenApi, app: &App) -> OpenApi {
    let root = match app.config.prefix() {
        "" => "/",
        prefix => prefix,
    };
    api.servers = Some(vec![ServerBuilder::new().url(root).build()]);
    let values = values(app);
    if let Some(components) = &mut api.components {
        for (name, values) in &values {
            if let Some(schema) = components.schemas.get_mut(*name) {
                *schema = RefOr::T(one_of(values, describe(name)));
            }
        }
    }
    for query in app.project.catalog.iter() {
        let path = format!("/api/v1/queries/{}/rows", query.name);
        let item = PathItem::new(HttpMethod::Get, rows_of(query));
        api.paths.paths.insert(path, item);
    }
    api
}

/// What a value that the data decides is.
fn describe(name: &str) -> &'static str {
    match name {
        "JurisdictionCode" => "The code of a jurisdiction: ISO 3166-1 alpha-3 for States.",
        "SideName" => "A jurisdiction by its code, or an instrument that law can be held against.",
        "InstrumentId" => "An instrument that law can be held against.",
        "AnyInstrument" => "An instrument, national acts among them.",
        "TopicName" => "A topic under which there is law.",
        "AnyTopic" => "A topic.",
        "GroupName" => "A group of jurisdictions.",
        "QueryName" => "A catalogue query.",
        _ => "A language of labels.",
    }
}

/// The operation that gives the rows of a query.
fn rows_of(query: &NamedQuery) -> Operation {
    let columns: Vec<String> = query
        .front
        .columns
        .iter()
        .map(|column| format!("- `{}`: {}", column.name, column.doc))
        .collect();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format!("rows-{}", query.name)))
        .tag("questions")
        .summary(Some(query.front.title.clone()))
        .description(Some(format!(
            "{}\n\n{}",
            query.front.question,
            columns.join("\n")
        )));
    for param in &query.front.params {
        operation = operation.parameter(parameter(param));
    }
    for own in own() {
        operation = operation.parameter(own);
    }
    // The name that the derived schemas give to a type with a parameter.
    let body = Content::new(Some(Ref::from_schema_name("Answered_QueryRows")));
    let rows = ResponseBuilder::new()
        .description("The rows.")
        .content("application/json", body);
    let mut responses = ResponsesBuilder::new().response("200", rows).build();
    let failures: BTreeMap<_, _> = Failures::responses();
    responses.responses.extend(failures);
    operation.responses(responses).build()
}

fn parameter(param: &Param) -> Parameter {
    let required = if param.default.is_some() {
        Required::False
    } else {
        Required::True
    };
    let mut parameter = ParameterBuilder::new()
        .name(&param.name)
        .parameter_in(ParameterIn::Query)
        .required(required)
        .description(Some(described(param)))
        .schema(Some(schema_of(param)));
    let example = param
        .test
        .first()
        .or(param.default.as_ref())
        .filter(|e| *e != "today");
    if let Some(example) = example {
        parameter = parameter.example(Some(typed(param.kind, example)));
    }
    parameter.build()
}

fn described(param: &Param) -> String {
    match param.default.as_deref() {
        None => param.doc.clone(),
        Some("") => format!("{}; any by default", param.doc),
        Some(default) => format!("{}; {default} by default", param.doc),
    }
}

/// An example as a value of its type.
fn typed(kind: ParamType, text: &str) -> serde_json::Value {
    match kind {
        ParamType::Integer | ParamType::Decimal => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}

fn schema_of(param: &Param) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let open = param.default.as_deref() == Some("");
    match param.kind {
        ParamType::Date => text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into(),
        ParamType::Jurisdiction if !open => Ref::from_schema_name("JurisdictionCode").into(),
        ParamType::Instrument if !open => Ref::from_schema_name("InstrumentId").into(),
        ParamType::Topic if !open => Ref::from_schema_name("AnyTopic").into(),
        ParamType::Group if !open => Ref::from_schema_name("GroupName").into(),
        ParamType::Integer => ObjectBuilder::new().schema_type(Type::Integer).into(),
        ParamType::Decimal => ObjectBuilder::new().schema_type(Type::Number).into(),
        _ => text().into(),
    }
}

/// The parameters that every rows operation has.
fn own() -> [Parameter; 3] {
    let own = |name: &str, description: &str, schema: RefOr<Schema>| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema))
            .build()
    };
    let number = |least: i32| {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least))
    };
    [
        own(
            "lang",
            "Language of the labels.",
            Ref::from_schema_name("Language").into(),
        ),
        own(
            "limit",
            "The most rows in one answer; 500 by default.",
            number(1).maximum(Some(1000)).into(),
        ),
        own(
            "offset",
            "Rows to pass over.",
            number(0).maximum(Some(u32::MAX)).into(),
        ),
    ]
}
