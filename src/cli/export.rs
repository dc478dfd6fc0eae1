//! `cyberlex export`: the whole graph in a standard format, or one CSV file a class.

use super::context::Context;
use super::failure::Failure;
use super::output::csv_failure;
use crate::catalog::Project;
use crate::view::{Cell, Table};
use clap::ValueEnum;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Write the whole graph, derived links included
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Formats without named graphs (ttl, nt, rdfxml) hold their union
    #[arg(long, short = 'f', default_value = "ttl")]
    format: Format,
    /// The file to write, or the folder for a bundle of CSV files
    #[arg(long, short = 'o', value_name = "PATH")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Turtle
    Ttl,
    /// N-Triples
    Nt,
    /// N-Quads
    Nq,
    /// TriG
    Trig,
    /// JSON-LD
    Jsonld,
    /// RDF/XML
    Rdfxml,
    /// A folder with one CSV file a class
    CsvBundle,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let format = match args.format {
        Format::Ttl => RdfFormat::Turtle,
        Format::Nt => RdfFormat::NTriples,
        Format::Nq => RdfFormat::NQuads,
        Format::Trig => RdfFormat::TriG,
        Format::Jsonld => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        Format::Rdfxml => RdfFormat::RdfXml,
        Format::CsvBundle => return bundle(&project, args.output.as_deref()),
    };
    context.write(args.output.as_deref(), |writer| {
        project
            .snapshot
            .dump(writer, format, project.prefixes.iter())?;
        Ok(())
    })
}

/// One CSV file a class: a row a subject, a column a property.
fn bundle(project: &Project, folder: Option<&Path>) -> Result<(), Failure> {
    let folder = folder.ok_or_else(|| Failure::usage("a bundle needs --output FOLDER"))?;
    let cannot =
        |e: std::io::Error| Failure::usage(format!("cannot write {}: {e}", folder.display()));
    fs::create_dir_all(folder).map_err(cannot)?;
    let mut subjects: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for quad in project.snapshot.quads()? {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            subjects
                .entry(subject.as_str().to_owned())
                .or_default()
                .push(quad);
        }
    }
    for class in project.snapshot.counts().keys() {
        let members: Vec<(&String, &Vec<Quad>)> = subjects
            .iter()
            .filter(|(iri, _)| project.snapshot.types(iri).contains(class))
            .collect();
        let name = project
            .prefixes
            .compact(class)
            .replace([':', '/', '<', '>'], "-");
        let file = fs::File::create(folder.join(format!("{name}.csv"))).map_err(cannot)?;
        class_table(project, class, &members)
            .write_csv(file)
            .map_err(csv_failure)?;
    }
    Ok(())
}

fn class_table(project: &Project, class: &str, members: &[(&String, &Vec<Quad>)]) -> Table {
    let properties: BTreeSet<&str> = members
        .iter()
        .flat_map(|(_, quads)| quads.iter().map(|quad| quad.predicate.as_str()))
        .collect();
    let mut names = vec![String::from("iri")];
    names.extend(properties.iter().map(|p| project.prefixes.compact(p)));
    let mut table = Table::new(
        project.prefixes.compact(class),
        "en",
        names.iter().map(String::as_str),
    );
    for (iri, quads) in members {
        let mut row = vec![Cell::text(*iri)];
        row.extend(properties.iter().map(|property| {
            let values: Vec<String> = quads
                .iter()
                .filter(|quad| quad.predicate.as_str() == *property)
                .map(|quad| text(project, &quad.object))
                .collect();
            Cell::text(values.join(" | "))
        }));
        table.push(row);
    }
    table
}

fn text(project: &Project, term: &Term) -> String {
    match term {
        Term::NamedNode(node) => project.prefixes.compact(node.as_str()),
        Term::Literal(literal) => match literal.language() {
            Some(lang) => format!("{}@{lang}", literal.value()),
            None => literal.value().to_owned(),
        },
        other => other.to_string(),
    }
}
