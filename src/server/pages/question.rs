//! The catalogue: every query as a page with a form, its answer as a table, all formats, and a way into the editor.

use super::drawn::drawing;
use super::{Answered, work};
use crate::catalog::{NamedQuery, Param, ParamType};
use crate::server::asked::{Asked, query_pairs};
use crate::server::export;
use crate::server::negotiate::Format;
use crate::server::page::{Page, body, html};
use crate::server::problem::Problem;
use crate::store::{Answer, Format as Serialisation};
use crate::view::{Cell, Table};
use askama::Template;
use axum::extract::Path;
use std::collections::BTreeMap;

/// Queries of one area.
struct Area {
    name: String,
    queries: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "questions.html")]
struct ListPage<'a> {
    page: Page<'a>,
    areas: Vec<Area>,
}

/// `/questions`
pub(super) async fn list(asked: Asked) -> Answered {
    work(move || {
        let mut areas: Vec<Area> = Vec::new();
        let mut queries: Vec<&NamedQuery> = asked.app.project.catalog.iter().collect();
        queries.sort_by(|a, b| (&a.front.group, &a.name).cmp(&(&b.front.group, &b.name)));
        for query in queries {
            let entry = (
                query.name.clone(),
                query.front.title(asked.ui).to_owned(),
                query.front.question(asked.ui).to_owned(),
            );
            match areas.last_mut() {
                Some(area) if area.name == query.front.group => area.queries.push(entry),
                _ => areas.push(Area {
                    name: query.front.group.clone(),
                    queries: vec![entry],
                }),
            }
        }
        html(&ListPage {
            page: Page::titled(&asked, "questions", "questions-title"),
            areas,
        })
    })
    .await
}

/// A parameter as a field of the form.
struct Field {
    name: String,
    doc: String,
    value: String,
    kind: &'static str,
    /// What can be chosen; empty for a free field.
    options: Vec<(String, String)>,
    required: bool,
}

#[derive(Template)]
#[template(path = "question.html")]
struct QuestionPage<'a> {
    page: Page<'a>,
    question: String,
    area: String,
    fields: Vec<Field>,
    table: Option<Table>,
    /// Why there is no answer yet: a parameter is missing.
    waiting: bool,
    columns: Vec<(String, String)>,
    sparql: String,
    portable: String,
    chart: Option<String>,
}

/// Formats of the answer to a question.
const FORMATS: [Format; 9] = Format::ALL;

/// `/questions/{name}`
pub(super) async fn page(asked: Asked, Path(name): Path<String>) -> Answered {
    work(move || {
        let query = asked.app.project.catalog.get(&name)?;
        let given = given(&asked, query);
        let missing = query
            .front
            .params
            .iter()
            .any(|param| param.default.is_none() && !given.contains_key(&param.name));
        let offered: &[Format] = if matches!(
            query.query(),
            spargebra::Query::Select { .. } | spargebra::Query::Ask { .. }
        ) {
            &Format::TABLE
        } else {
            &FORMATS
        };
        let format = asked.format(offered)?;
        if missing && format == Format::Html {
            return show(&asked, query, &given, None, offered);
        }
        let answer = asked.app.ask(&name, &given, asked.day)?;
        if format == Format::Html {
            return show(&asked, query, &given, Some(&answer), offered);
        }
        file(&asked, query, &answer, format)
    })
    .await
}

/// The parameters among the pairs of the address. The day of the page is the day of the question.
fn given(asked: &Asked, query: &NamedQuery) -> BTreeMap<String, String> {
    let mut given: BTreeMap<String, String> = query_pairs(&asked.uri)
        .into_iter()
        .filter(|(key, value)| {
            let own = query.front.params.iter().find(|param| param.name == *key);
            // Names that the page itself uses stand for it, unless the query has them too.
            (own.is_some() || !matches!(key.as_str(), "as_of" | "lang"))
                && (!value.is_empty()
                    || own.is_some_and(|param| param.default.as_deref() == Some("")))
        })
        .collect();
    let has_day = query
        .front
        .params
        .iter()
        .any(|param| param.name == "day" && param.kind == ParamType::Date);
    if has_day && asked.day_in_url {
        given
            .entry(String::from("day"))
            .or_insert_with(|| asked.day.to_string());
    }
    given
}

fn file(asked: &Asked, query: &NamedQuery, answer: &Answer, format: Format) -> Answered {
    let rdf = match format {
        Format::Turtle => oxigraph::io::RdfFormat::Turtle,
        Format::NTriples => oxigraph::io::RdfFormat::NTriples,
        Format::RdfXml => oxigraph::io::RdfFormat::RdfXml,
        Format::JsonLd => oxigraph::io::RdfFormat::JsonLd {
            profile: oxigraph::io::JsonLdProfileSet::empty(),
        },
        _ => return export::table(&table(asked, &query.name, answer)?, &query.name, format),
    };
    let bytes = answer
        .write(
            Vec::new(),
            Serialisation::Rdf(rdf),
            asked.app.project.prefixes.iter(),
        )
        .map_err(|e| Problem::not_acceptable(&[]).with_hint(e.to_string()))?;
    body(format, bytes)
}

/// The answer to a catalogue query as a table, things under their names.
pub(super) fn table(asked: &Asked, name: &str, answer: &Answer) -> Result<Table, Problem> {
    let project = &asked.app.project;
    let query = project.catalog.get(name)?;
    let title = query.front.title(asked.ui);
    Ok(match answer {
        Answer::Rows(rows) => {
            let mut table = Table::new(title, asked.ui, rows.variables.iter().map(|v| v.as_str()));
            for row in &rows.rows {
                table.push(
                    row.iter()
                        .map(|term| {
                            Table::cell(term.as_ref(), |iri| project.name_of(iri, &asked.lang))
                        })
                        .collect(),
                );
            }
            table
        }
        Answer::Truth(truth) => {
            let mut table = Table::new(title, asked.ui, ["answer"]);
            table.push(vec![Cell::Boolean(*truth)]);
            table
        }
        Answer::Graph(triples) => {
            let mut table = Table::new(title, asked.ui, ["subject", "predicate", "object"]);
            for triple in triples {
                let name = |iri: &str| project.name_of(iri, &asked.lang);
                table.push(vec![
                    Table::cell(Some(&triple.subject.clone().into()), name),
                    Table::cell(Some(&triple.predicate.clone().into()), name),
                    Table::cell(Some(&triple.object), name),
                ]);
            }
            table
        }
    })
}

fn show(
    asked: &Asked,
    query: &NamedQuery,
    given: &BTreeMap<String, String>,
    answer: Option<&Answer>,
    offered: &[Format],
) -> Answered {
    let app = &asked.app;
    let table = answer
        .map(|answer| table(asked, &query.name, answer))
        .transpose()?;
    let mut page = Page::new(asked, "questions", query.front.title(asked.ui));
    if answer.is_some() {
        page = page.with_formats(offered);
    }
    let portable = if answer.is_some() {
        query.portable(given, app.environment(asked.day))?
    } else {
        String::new()
    };
    html(&QuestionPage {
        question: query.front.question(asked.ui).to_owned(),
        area: query.front.group.clone(),
        fields: query
            .front
            .params
            .iter()
            .map(|param| field(asked, param, given))
            .collect(),
        waiting: answer.is_none(),
        chart: match &table {
            Some(table) => chart(&page, query, given, table)?,
            None => None,
        },
        table,
        columns: query
            .front
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.doc.clone()))
            .collect(),
        sparql: query.text.clone(),
        portable,
        page,
    })
}

/// A picture of the answer, where the query declares one.
fn chart(
    page: &Page<'_>,
    query: &NamedQuery,
    given: &BTreeMap<String, String>,
    table: &Table,
) -> Result<Option<String>, Problem> {
    let Some(chart) = &query.front.chart else {
        return Ok(None);
    };
    let until = ["until", "day"]
        .iter()
        .find_map(|name| given.get(*name)?.parse().ok())
        .unwrap_or(page.asked.day);
    drawing(page, chart, table, until)
}

fn field(asked: &Asked, param: &Param, given: &BTreeMap<String, String>) -> Field {
    let value = given
        .get(&param.name)
        .or(param.default.as_ref())
        .cloned()
        .unwrap_or_default();
    let value = if value == "today" {
        asked.today.to_string()
    } else {
        value
    };
    let index = &asked.app.index;
    let mut options: Vec<(String, String)> = match param.kind {
        ParamType::Jurisdiction => index
            .places(&asked.lang)
            .into_iter()
            .filter(|place| place.encoded || place.code == value)
            .map(|place| (place.code, place.name.label))
            .collect(),
        ParamType::Instrument => index
            .instrument_entries(&asked.lang)
            .into_iter()
            .map(|instrument| (instrument.id, instrument.name.label))
            .collect(),
        ParamType::Topic => index
            .topic_entries(&asked.lang)
            .into_iter()
            .map(|topic| (topic.id, topic.name.label))
            .collect(),
        ParamType::Group => index
            .group_entries(asked.day, &asked.lang)
            .into_iter()
            .map(|group| (group.id, group.name.label))
            .collect(),
        _ => Vec::new(),
    };
    if !options.is_empty() && param.default.as_deref() == Some("") {
        options.insert(0, (String::new(), String::from("–")));
    }
    Field {
        name: param.name.clone(),
        doc: param.doc.clone(),
        kind: match param.kind {
            ParamType::Date => "date",
            ParamType::Integer | ParamType::Decimal => "number",
            _ => "text",
        },
        required: param.default.is_none(),
        value,
        options,
    }
}
