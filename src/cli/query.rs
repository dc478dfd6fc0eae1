//! `cyberlex query`: a named query, a file or standard input, bound and printed in any format.

use super::context::Context;
use super::failure::Failure;
use super::output::{self, TableFormat};
use crate::catalog::{NamedQuery, Project};
use crate::store::{Answer, Format};
use crate::view::{Cell, Table};
use clap::ValueEnum;
use oxigraph::io::RdfFormat;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::QueryResultsFormat;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
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
    /// Print the query instead of asking it: SPARQL 1.1 with parameters bound and prefixes declared, for any
    /// engine whose default graph is the union of all graphs
    #[arg(long, conflicts_with = "format")]
    sparql: bool,
    /// Write to this file instead of standard output
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// Aligned text
    Table,
    /// Rows as CSV, as SPARQL defines it
    Csv,
    /// Rows as SPARQL results in JSON
    Json,
    /// Rows as TSV, as SPARQL defines it
    Tsv,
    /// Rows as SPARQL results in XML
    Xml,
    /// A graph as Turtle
    Ttl,
    /// A graph as N-Triples
    Nt,
    /// Markdown
    Md,
    /// An HTML page that stands alone
    Html,
    /// A spreadsheet (needs --output, or a pipe)
    Xlsx,
}

impl OutputFormat {
    /// Standard formats are the engine's, with RDF terms; the others are tables with names.
    fn writer(self) -> Result<Format, TableFormat> {
        match self {
            Self::Csv => Ok(Format::Results(QueryResultsFormat::Csv)),
            Self::Json => Ok(Format::Results(QueryResultsFormat::Json)),
            Self::Tsv => Ok(Format::Results(QueryResultsFormat::Tsv)),
            Self::Xml => Ok(Format::Results(QueryResultsFormat::Xml)),
            Self::Ttl => Ok(Format::Rdf(RdfFormat::Turtle)),
            Self::Nt => Ok(Format::Rdf(RdfFormat::NTriples)),
            Self::Table => Err(TableFormat::Table),
            Self::Md => Err(TableFormat::Md),
            Self::Html => Err(TableFormat::Html),
            Self::Xlsx => Err(TableFormat::Xlsx),
        }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| String::from("expected NAME=VALUE, such as jurisdiction=KEN"))
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let given: BTreeMap<String, String> = args.params.iter().cloned().collect();
    let own = text_of(&args.query)?;
    if args.sparql {
        // Names of parameters stand in the files: the rules need not run.
        let project = context.asserted()?;
        let query = find(project, &args.query, own)?;
        let text = query.portable(&given, project.environment(context.globals.as_of))?;
        return context.write(args.output.as_deref(), |writer| {
            Ok(writer.write_all(text.as_bytes())?)
        });
    }
    let project = context.project()?;
    let query = find(&project, &args.query, own)?;
    let environment = project.environment(context.globals.as_of);
    let answer = query.run(&project.snapshot, &given, environment)?;
    let format = args.format.unwrap_or(match answer {
        Answer::Graph(_) => OutputFormat::Ttl,
        _ => OutputFormat::Table,
    });
    match format.writer() {
        Ok(standard) => context.write(args.output.as_deref(), |writer| {
            answer.write(&mut *writer, standard, project.prefixes.iter())?;
            if matches!(format, OutputFormat::Json | OutputFormat::Xml) {
                writer.write_all(b"\n")?;
            }
            Ok(())
        }),
        Err(drawn) => {
            let table = table(context, &project, &query, &answer);
            output::print(context, &table, drawn, args.output.as_deref())
        }
    }
}

/// The query with that text, or else of that name.
fn find<'a, G>(
    project: &'a Project<G>,
    name: &str,
    text: Option<String>,
) -> Result<Cow<'a, NamedQuery>, Failure> {
    Ok(match text {
        Some(text) => Cow::Owned(NamedQuery::parse(name, &text, &project.prefixes)?),
        None => Cow::Borrowed(project.catalog.get(name)?),
    })
}

/// The answer as a table, with names for IRIs.
fn table(context: &Context, project: &Project, query: &NamedQuery, answer: &Answer) -> Table {
    let lang = context.globals.lang.as_str();
    let name = |iri: &str| project.name_of(iri, lang);
    let caption = query.front.title(lang);
    let mut table = match answer {
        Answer::Rows(rows) => Table::of_solutions(
            caption,
            lang,
            rows.variables.iter().map(Variable::as_str),
            rows.rows.iter().map(Vec::as_slice),
            name,
        ),
        Answer::Truth(truth) => {
            let mut table = Table::new(caption, lang, ["answer"]);
            table.push(vec![Cell::Boolean(*truth)]);
            table
        }
        Answer::Graph(triples) => {
            let rows: Vec<Vec<Option<Term>>> = triples
                .iter()
                .map(|t| {
                    vec![
                        Some(t.subject.clone().into()),
                        Some(t.predicate.clone().into()),
                        Some(t.object.clone()),
                    ]
                })
                .collect();
            let columns = ["subject", "predicate", "object"];
            Table::of_solutions(caption, lang, columns, rows.iter().map(Vec::as_slice), name)
        }
    };
    table.notes.push(format!(
        "{} rows; query {}, as of {}, data version {}",
        table.rows.len(),
        query.name,
        context.globals.as_of,
        project.snapshot.version()
    ));
    table
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
