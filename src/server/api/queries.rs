//! The catalogue: what can be asked by name, and the rows.

use super::Replied;
use super::answer::{Answered, Listed, Paging, SameRows, answered};
use super::params::{Params, Window, lang, unknown_parameter, window, wrong};
use super::schema::{Failures, Language, QueryName};
use crate::catalog::NamedQuery;
use crate::model::Day;
use crate::server::asked::{query_pairs, today};
use crate::server::problem::Problem;
use crate::server::state::App;
use crate::store::Answer;
use crate::view::{Column, Table};
use axum::extract::{Path, State};
use axum::http::Uri;
use oxigraph::model::Term;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Parameters that every rows operation has beside those of the query.
pub(super) const OWN: [&str; 3] = ["lang", "limit", "offset"];

/// How many rows come at once, if no other number is asked for.
const ROWS: usize = 500;

/// A catalogue query.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueryEntry {
    /// Its name.
    #[schema(example = "penalties-ranked")]
    name: String,
    /// The group it is listed under.
    group: String,
    /// Its title.
    title: String,
    /// The question that it answers.
    question: String,
    /// What it takes.
    params: Vec<ParamEntry>,
    /// What it gives.
    columns: Vec<ColumnEntry>,
    /// Where its rows are, from the root of the site.
    #[schema(example = "/api/v1/queries/penalties-ranked/rows")]
    rows: String,
}

/// A parameter of a query.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ParamEntry {
    /// Its name.
    #[schema(example = "jurisdiction")]
    name: String,
    /// How a value is read: date, jurisdiction, instrument, topic, concept, group, iri, string, integer, decimal, lang.
    #[serde(rename = "type")]
    #[schema(example = "jurisdiction")]
    kind: &'static str,
    /// The value when none is given; an empty one leaves it open; null where one must be given.
    default: Option<String>,
    /// What it is for.
    doc: String,
    /// Values that give different answers.
    examples: Vec<String>,
}

/// A column of the answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ColumnEntry {
    /// Its name.
    name: String,
    /// What it holds.
    doc: String,
}

/// A catalogue query with its text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueryText {
    #[serde(flatten)]
    entry: QueryEntry,
    /// Its SPARQL, with the parameters as variables.
    sparql: String,
}

fn entry(app: &App, query: &NamedQuery, lang: &str) -> QueryEntry {
    QueryEntry {
        name: query.name.clone(),
        group: query.front.group.clone(),
        title: query.front.title(lang).to_owned(),
        question: query.front.question(lang).to_owned(),
        params: query
            .front
            .params
            .iter()
            .map(|param| ParamEntry {
                name: param.name.clone(),
                kind: param.kind.name(),
                default: param.default.clone(),
                doc: param.doc.clone(),
                examples: param.test.clone(),
            })
            .collect(),
        columns: query
            .front
            .columns
            .iter()
            .map(|column| ColumnEntry {
                name: column.name.clone(),
                doc: column.doc.clone(),
            })
            .collect(),
        rows: format!("{}/api/v1/queries/{}/rows", app.config.prefix(), query.name),
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct QueriesParams {
    /// Language of titles and questions.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
    /// The most queries in one answer; 500 by default.
    #[param(nullable = false, value_type = u32, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Queries to pass over.
    #[param(nullable = false, value_type = u32)]
    offset: Option<String>,
}

/// The catalogue queries
#[utoipa::path(get, path = "/queries", operation_id = "queries", tag = "questions", params(QueriesParams),
    responses((status = 200, description = "The queries, by name.", body = Answered<Listed<QueryEntry>>, content_type = "application/json"), Failures))]
pub(super) async fn queries(
    State(app): State<Arc<App>>,
    Params(asked): Params<QueriesParams>,
) -> Replied {
    super::work(move || {
        let lang = lang(asked.lang.as_ref())?;
        let window = window(asked.limit.as_ref(), asked.offset.as_ref(), ROWS)?;
        let entries = app
            .project
            .catalog
            .iter()
            .map(|query| entry(&app, query, &lang))
            .collect();
        answered(&app, today(), &lang, None, Listed::new(entries, window))
    })
    .await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct QueryParams {
    /// Language of title and question.
    #[param(nullable = false, value_type = Language)]
    lang: Option<String>,
}

/// One catalogue query, with its parameters and its SPARQL
#[utoipa::path(get, path = "/queries/{name}", operation_id = "query", tag = "questions",
    params(("name" = QueryName, Path, description = "The name of the query."), QueryParams),
    responses((status = 200, description = "The query.", body = Answered<QueryText>, content_type = "application/json"), Failures))]
pub(super) async fn query(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Params(asked): Params<QueryParams>,
) -> Replied {
    super::work(move || {
        let lang = lang(asked.lang.as_ref())?;
        let query = app.project.catalog.get(&name)?;
        let text = QueryText {
            entry: entry(&app, query, &lang),
            sparql: query.text.clone(),
        };
        answered(
            &app,
            today(),
            &lang,
            Some(SameRows::new(&app, &name, &[])),
            text,
        )
    })
    .await
}

/// The rows of a catalogue query.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueryRows {
    /// Which rows these are.
    paging: Paging,
    /// The columns, in order.
    columns: Vec<Column>,
    /// Rows by the names of the columns: a thing as `{iri, label}`, text with a language as `{text, lang}`, numbers,
    /// truth values and dates as they are, null where there is nothing.
    #[schema(value_type = Vec<std::collections::HashMap<String, serde_json::Value>>)]
    rows: Vec<serde_json::Value>,
}

/// The rows of a catalogue query. It takes the parameters of the query; the document lists it once for each.
pub(super) async fn rows(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    uri: Uri,
) -> Replied {
    super::work(move || {
        let query = app.project.catalog.get(&name)?;
        let (own, given) = given(query, &uri)?;
        let lang = lang(own.get("lang"))?;
        let window = window(own.get("limit"), own.get("offset"), ROWS)?;
        let today = today();
        let answer = app.ask(&name, &given, today)?;
        let all = params(query, &given, today);
        let pairs: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let day = all
            .get("day")
            .and_then(|day| day.parse().ok())
            .unwrap_or(today);
        let same = SameRows::new(&app, &name, &pairs);
        answered(
            &app,
            day,
            &lang,
            Some(same),
            part(&app, &answer, window, &lang),
        )
    })
    .await
}

/// Parameters by name.
type Given = BTreeMap<String, String>;

/// What belongs to the operation, and what to the query.
fn given(query: &NamedQuery, uri: &Uri) -> Result<(Given, Given), Problem> {
    let mut known: Vec<String> = query.front.params.iter().map(|p| p.name.clone()).collect();
    known.extend(OWN.map(str::to_owned));
    let mut own = BTreeMap::new();
    let mut given = BTreeMap::new();
    for (name, value) in query_pairs(uri) {
        if !known.contains(&name) {
            return Err(unknown_parameter(&name, &known));
        }
        let is_own = !query.front.params.iter().any(|p| p.name == name);
        let map = if is_own { &mut own } else { &mut given };
        if map.insert(name.clone(), value).is_some() {
            return Err(wrong(&name, format!("{name} is given twice")));
        }
    }
    Ok((own, given))
}

/// Every parameter with the value that was used, so that the rows can be had again on another day.
fn params(
    query: &NamedQuery,
    given: &BTreeMap<String, String>,
    today: Day,
) -> BTreeMap<String, String> {
    query
        .front
        .params
        .iter()
        .filter_map(|param| {
            let value = given.get(&param.name).or(param.default.as_ref())?;
            let value = match value.as_str() {
                "today" => today.to_string(),
                other => other.to_owned(),
            };
            Some((param.name.clone(), value))
        })
        .collect()
}

fn part(app: &App, answer: &Answer, window: Window, lang: &str) -> QueryRows {
    let name = |iri: &str| app.project.name_of(iri, lang);
    let (variables, rows): (Vec<&str>, Vec<Vec<Option<Term>>>) = match answer {
        Answer::Rows(rows) => (
            rows.variables.iter().map(|v| v.as_str()).collect(),
            rows.rows.clone(),
        ),
        Answer::Truth(truth) => (
            vec!["answer"],
            vec![vec![Some(Term::from(oxigraph::model::Literal::from(
                *truth,
            )))]],
        ),
        Answer::Graph(triples) => (
            vec!["subject", "predicate", "object"],
            triples
                .iter()
                .map(|t| {
                    vec![
                        Some(t.subject.clone().into()),
                        Some(t.predicate.clone().into()),
                        Some(t.object.clone()),
                    ]
                })
                .collect(),
        ),
    };
    let shown = rows
        .iter()
        .skip(window.offset)
        .take(window.limit)
        .map(Vec::as_slice);
    let table = Table::of_solutions("", lang, variables, shown, name);
    let values = match table.json() {
        serde_json::Value::Object(mut object) => match object.remove("rows") {
            Some(serde_json::Value::Array(rows)) => rows,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    QueryRows {
        paging: Paging::of(window, rows.len()),
        columns: table.columns,
        rows: values,
    }
}
