//! `cyberlex query`: a named query, a file or standard input, bound and printed in any format.

use super::context::Context;
use super::failure::Failure;
use crate::catalog::{NamedQuery, Project};
use crate::store::{Answer, Format};
use crate::view::Table;
use clap::ValueEnum;
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Ask the graph: a query by name, a file with SPARQL, or - for standard input
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of a query (see `cyberlex queries`), a .rq file, or -
    query: String,
    /// Value of a parameter; may be repeated
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,
    /// How to print the answer: a table for rows and Turtle for a graph, unless said otherwise
    #[arg(long, short = 'f')]
    format: Option<OutputFormat>,
    /// Write to this file instead of standard output
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// Aligned text
    Table,
    /// SPARQL results as CSV
    Csv,
    /// SPARQL results as JSON
    Json,
    /// SPARQL results as TSV
    Tsv,
    /// SPARQL results as XML
    Xml,
    /// Turtle (graphs)
    Ttl,
    /// N-Triples (graphs)
    Nt,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| String::from("expected NAME=VALUE, such as jurisdiction=KEN"))
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let own;
    let query = match text_of(&args.query)? {
        Some(text) => {
            own = NamedQuery::parse(&args.query, &text, &project.prefixes)?;
            &own
        }
        None => project.catalog.get(&args.query)?,
    };
    let given: BTreeMap<String, String> = args.params.iter().cloned().collect();
    let answer = query.run(
        &project.snapshot,
        &given,
        project.environment(context.globals.as_of),
    )?;
    let format = args.format.unwrap_or(match answer {
        Answer::Graph(_) => OutputFormat::Ttl,
        _ => OutputFormat::Table,
    });
    context.write(args.output.as_deref(), |writer| {
        print(context, &project, query, &answer, format, writer)
    })
}

fn print(
    context: &Context,
    project: &Project,
    query: &NamedQuery,
    answer: &Answer,
    format: OutputFormat,
    writer: &mut dyn Write,
) -> Result<(), Failure> {
    let standard = match format {
        OutputFormat::Table => {
            let table = table(project, query, answer, &context.globals.lang)?;
            writer.write_all(table.to_text(context.text_style()).as_bytes())?;
            return Ok(());
        }
        OutputFormat::Csv => Format::Results(QueryResultsFormat::Csv),
        OutputFormat::Json => Format::Results(QueryResultsFormat::Json),
        OutputFormat::Tsv => Format::Results(QueryResultsFormat::Tsv),
        OutputFormat::Xml => Format::Results(QueryResultsFormat::Xml),
        OutputFormat::Ttl => Format::Rdf(RdfFormat::Turtle),
        OutputFormat::Nt => Format::Rdf(RdfFormat::NTriples),
    };
    answer.write(&mut *writer, standard, project.prefixes.iter())?;
    if matches!(format, OutputFormat::Json | OutputFormat::Xml) {
        writer.write_all(b"\n")?;
    }
    Ok(())
}

/// The answer as a table, with names for IRIs.
fn table(
    project: &Project,
    query: &NamedQuery,
    answer: &Answer,
    lang: &str,
) -> Result<Table, Failure> {
    let caption = query.front.title(lang);
    let name = |iri: &str| project.name_of(iri, lang);
    match answer {
        Answer::Rows(rows) => {
            let mut table = Table::new(caption, lang, rows.variables.iter().map(|v| v.as_str()));
            for row in &rows.rows {
                table.push(
                    row.iter()
                        .map(|term| Table::cell(term.as_ref(), name))
                        .collect(),
                );
            }
            Ok(table)
        }
        Answer::Truth(truth) => {
            let mut table = Table::new(caption, lang, ["answer"]);
            table.push(vec![crate::view::Cell::Boolean(*truth)]);
            Ok(table)
        }
        Answer::Graph(triples) => {
            let mut table = Table::new(caption, lang, ["subject", "predicate", "object"]);
            for triple in triples {
                let subject = oxigraph::model::Term::from(triple.subject.clone());
                let predicate = oxigraph::model::Term::from(triple.predicate.clone());
                table.push(
                    [&subject, &predicate, &triple.object]
                        .map(|term| Table::cell(Some(term), name))
                        .into(),
                );
            }
            Ok(table)
        }
    }
}

/// The text of a file or of standard input; `None` when the argument is a name.
fn text_of(query: &str) -> Result<Option<String>, Failure> {
    if query == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(Some(text));
    }
    let path = Path::new(query);
    let looks_like_a_file =
        path.extension().is_some_and(|e| e == "rq") || query.contains(['/', '\\']);
    if !looks_like_a_file && !path.is_file() {
        return Ok(None);
    }
    std::fs::read_to_string(path)
        .map(Some)
        .map_err(|e| Failure::usage(format!("cannot read {query}: {e}")))
}
