//! `cyberlex export`: the whole graph in a standard format, or one CSV file a class.

use super::context::Context;
use super::failure::Failure;
use super::output::csv_failure;
use crate::catalog::Project;
use crate::view::class_tables;
use clap::ValueEnum;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
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
    let quads = project.snapshot.quads();
    for (stem, table) in class_tables(&quads, |iri| project.prefixes.compact(iri)) {
        let file = fs::File::create(folder.join(format!("{stem}.csv"))).map_err(cannot)?;
        table.write_csv(file).map_err(csv_failure)?;
    }
    Ok(())
}
