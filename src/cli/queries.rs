//! `cyberlex queries`: what can be asked by name, or all about one query.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::catalog::{NamedQuery, Param};
use crate::view::{Cell, Table};

/// List the named queries, or show one: its question, its parameters and its SPARQL
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A query to show
    name: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let lang = &context.globals.lang;
    match &args.name {
        Some(name) => one(context, project.catalog.get(name)?, args),
        None => {
            let mut table =
                Table::new("Queries", lang, ["name", "group", "question", "parameters"]);
            for query in project.catalog.iter() {
                let params: Vec<String> = query.front.params.iter().map(signature).collect();
                table.push(vec![
                    Cell::text(&query.name),
                    Cell::text(&query.front.group),
                    Cell::text(query.front.question(lang)),
                    Cell::text(params.join(" ")),
                ]);
            }
            args.output.print(context, &table)
        }
    }
}

/// `day=today`, `jurisdiction=…`
fn signature(param: &Param) -> String {
    format!(
        "{}={}",
        param.name,
        param.default.as_deref().unwrap_or(param.kind.name())
    )
}

fn one(context: &Context, query: &NamedQuery, args: &Args) -> Result<(), Failure> {
    let lang = &context.globals.lang;
    let mut table = Table::new(
        query.front.title(lang),
        lang,
        ["parameter", "type", "default", "meaning"],
    );
    for param in &query.front.params {
        table.push(vec![
            Cell::text(&param.name),
            Cell::text(param.kind.name()),
            param.default.as_ref().map_or(Cell::Empty, Cell::text),
            Cell::text(&param.doc),
        ]);
    }
    table.notes.push(query.front.question(lang).to_owned());
    for column in &query.front.columns {
        table
            .notes
            .push(format!("?{}: {}", column.name, column.doc));
    }
    table.notes.push(query.text.clone());
    args.output.print(context, &table)
}
