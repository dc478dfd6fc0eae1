//! The page that reads the OpenAPI document to people: operations, parameters, answers, an example to try.

use super::{Described, Replied, work};
use crate::server::asked::Asked;
use crate::server::page::{Page, html};
use askama::Template;
use serde_json::Value;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage<'a> {
    page: Page<'a>,
    groups: Vec<Group>,
    schemas: Vec<Schema>,
}

/// Operations under one heading.
struct Group {
    name: String,
    description: String,
    operations: Vec<Operation>,
}

/// An operation, as it is shown.
struct Operation {
    id: String,
    path: String,
    summary: String,
    description: Vec<String>,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
    /// Path and query of an example, from the root of the site.
    example: String,
}

struct Parameter {
    name: String,
    required: bool,
    kind: String,
    description: String,
    example: String,
}

struct Answer {
    status: String,
    description: String,
    /// The name of the schema of its body.
    schema: Option<String>,
}

/// A type of the answers, with its members.
struct Schema {
    name: String,
    description: String,
    members: Vec<Member>,
    /// The values of a type that is a list of them.
    values: Vec<String>,
}

struct Member {
    name: String,
    kind: Kind,
    description: String,
    required: bool,
}

/// What a value is: words, and the schema to look up if there is one.
#[derive(Clone, Default)]
struct Kind {
    words: String,
    schema: Option<String>,
}

/// `/api`
pub(super) async fn page(asked: Asked, described: Arc<Described>) -> Replied {
    work(move || show(&asked, described.whole())).await
}

fn show(asked: &Asked, document: &OpenApi) -> Replied {
    let document = serde_json::to_value(document)
        .map_err(|e| crate::server::problem::Problem::internal(&e))?;
    let site = asked.app.config.site();
    let mut page = Page::titled(asked, "about", "api-title");
    page.formats = Vec::new();
    html(&ApiPage {
        groups: groups(&document, &site),
        schemas: schemas(&document),
        page,
    })
}

fn text(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn members<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn items<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn groups(document: &Value, site: &str) -> Vec<Group> {
    items(document, "/tags")
        .map(|tag| {
            let name = text(tag, "/name");
            let operations = members(document, "/paths")
                .filter_map(|(path, item)| Some((path, item.get("get")?)))
                .filter(|(_, get)| {
                    items(get, "/tags").any(|tag| tag.as_str() == Some(name.as_str()))
                })
                .map(|(path, get)| operation(path, get, site))
                .collect();
            Group {
                description: text(tag, "/description"),
                name,
                operations,
            }
        })
        .collect()
}

fn operation(path: &str, get: &Value, site: &str) -> Operation {
    let parameters: Vec<Parameter> = items(get, "/parameters").map(parameter).collect();
    let answers = members(get, "/responses").map(|(status, answer)| Answer {
        status: status.clone(),
        description: text(answer, "/description"),
        schema: members(answer, "/content")
            .next()
            .and_then(|(_, content)| kind_of(content.get("schema")?).schema),
    });
    Operation {
        id: text(get, "/operationId"),
        path: path.to_owned(),
        summary: text(get, "/summary"),
        description: text(get, "/description")
            .lines()
            .map(|line| line.trim_start_matches("- ").replace('`', ""))
            .filter(|line| !line.is_empty())
            .collect(),
        answers: answers.collect(),
        example: format!("{site}{}", example(path, get)),
        parameters,
    }
}

fn parameter(parameter: &Value) -> Parameter {
    let example = parameter
        .pointer("/example")
        .map(|example| match example {
            Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
            other => plain(other),
        })
        .unwrap_or_default();
    let kind = parameter.get("schema").map(kind_of).unwrap_or_default();
    Parameter {
        name: text(parameter, "/name"),
        required: parameter
            .pointer("/required")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        kind: kind.words,
        description: text(parameter, "/description"),
        example,
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// An example that answers: what must be given, and those that have an example.
fn example(path: &str, get: &Value) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let mut path = path.to_owned();
    for parameter in items(get, "/parameters") {
        let shown = self::parameter(parameter);
        if text(parameter, "/in") == "path" {
            path = path.replace(&format!("{{{}}}", shown.name), "penalties-ranked");
        } else if !shown.example.is_empty() {
            query.append_pair(&shown.name, &shown.example);
        }
    }
    match query.finish() {
        none if none.is_empty() => path,
        query => format!("{path}?{query}"),
    }
}

/// What a schema is, in a word or two.
fn kind_of(schema: &Value) -> Kind {
    if let Some(name) = schema.pointer("/$ref").and_then(Value::as_str) {
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        return Kind {
            words: name.clone(),
            schema: Some(name),
        };
    }
    for choice in ["/oneOf", "/anyOf", "/allOf"] {
        let kinds: Vec<Kind> = items(schema, choice)
            .map(kind_of)
            .filter(|k| k.words != "null")
            .collect();
        if !kinds.is_empty() {
            return Kind {
                words: kinds
                    .iter()
                    .map(|k| k.words.clone())
                    .collect::<Vec<_>>()
                    .join(" | "),
                schema: kinds.into_iter().find_map(|k| k.schema),
            };
        }
    }
    let words = match schema.get("type") {
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => {
            let named = several.iter().map(plain).filter(|kind| kind != "null");
            named.collect::<Vec<_>>().join(" | ")
        }
        _ => String::from("any"),
    };
    if words == "array" {
        let of = schema.get("items").map(kind_of).unwrap_or_default();
        return Kind {
            words: format!("{}[]", of.words),
            schema: of.schema,
        };
    }
    let format = text(schema, "/format");
    Kind {
        words: if format == "date" { format } else { words },
        schema: None,
    }
}

fn schemas(document: &Value) -> Vec<Schema> {
    let mut schemas: Vec<Schema> = members(document, "/components/schemas")
        .map(|(name, schema)| Schema {
            name: name.clone(),
            description: text(schema, "/description"),
            members: members_of(schema),
            values: items(schema, "/enum").map(plain).collect(),
        })
        .collect();
    schemas.sort_by(|a, b| a.name.cmp(&b.name));
    schemas
}

/// The members of an object, those of the parts that it is put together from among them.
fn members_of(schema: &Value) -> Vec<Member> {
    let required: Vec<&str> = items(schema, "/required")
        .filter_map(Value::as_str)
        .collect();
    let own = members(schema, "/properties").map(|(name, member)| Member {
        name: name.clone(),
        kind: kind_of(member),
        description: text(member, "/description"),
        required: required.contains(&name.as_str()),
    });
    let parts = items(schema, "/allOf").flat_map(|part| match kind_of(part).schema {
        Some(name) => vec![Member {
            name: String::from("…"),
            kind: Kind {
                words: name.clone(),
                schema: Some(name),
            },
            description: String::new(),
            required: true,
        }],
        None => members_of(part),
    });
    own.chain(parts).collect()
}
