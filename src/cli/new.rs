//! `cyberlex new`: a commented skeleton, so that nobody begins a law with an empty file.

use super::context::Context;
use super::failure::Failure;
use crate::corpus::Prefixes;
use askama::Template;
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print a commented skeleton for a new file of the corpus
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    /// Write to this file, which must not exist yet, instead of standard output
    #[arg(long, short = 'o', value_name = "FILE", global = true)]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A jurisdiction and its laws
    Jurisdiction {
        /// ISO 3166-1 alpha-3 code, such as KEN
        iso3: String,
        /// Its English name
        #[arg(long)]
        name: Option<String>,
    },
    /// A treaty, directive or model law, and what it asks for
    Instrument {
        /// A short name in lower case, such as budapest or malabo
        id: String,
        /// Its official title in English
        #[arg(long)]
        title: Option<String>,
        /// What kind of instrument it is
        #[arg(long, default_value = "treaty")]
        kind: Kind,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Treaty,
    Directive,
    Regulation,
    ModelLaw,
    SoftLaw,
}

impl Kind {
    /// The class of the ontology.
    fn class(self) -> &'static str {
        match self {
            Self::Treaty => "Treaty",
            Self::Directive => "Directive",
            Self::Regulation => "Regulation",
            Self::ModelLaw => "ModelLaw",
            Self::SoftLaw => "SoftLaw",
        }
    }
}

#[derive(Template)]
#[template(path = "jurisdiction.ttl", escape = "none")]
struct JurisdictionFile<'a> {
    prefixes: &'a [(&'a str, &'a str)],
    code: &'a str,
    lower: &'a str,
    name: &'a str,
    today: Date,
}

#[derive(Template)]
#[template(path = "instrument.ttl", escape = "none")]
struct InstrumentFile<'a> {
    prefixes: &'a [(&'a str, &'a str)],
    id: &'a str,
    title: &'a str,
    class: &'a str,
    today: Date,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let prefixes = Prefixes::default();
    let prefixes: Vec<(&str, &str)> = prefixes
        .iter()
        .filter(|(prefix, _)| !matches!(*prefix, "cl" | "owl" | "rdf" | "rdfs" | "sh"))
        .collect();
    let today = context.globals.as_of;
    let text = match &args.what {
        What::Jurisdiction { iso3, name } => {
            let code = iso3.to_uppercase();
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                return Err(Failure::usage(format!(
                    "{iso3} is no ISO 3166-1 alpha-3 code; expected three letters, such as KEN"
                )));
            }
            JurisdictionFile {
                prefixes: &prefixes,
                lower: &code.to_lowercase(),
                name: &literal(name.as_deref().unwrap_or(&code))?,
                code: &code,
                today,
            }
            .render()
        }
        What::Instrument { id, title, kind } => {
            if id.is_empty()
                || !id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                return Err(Failure::usage(format!(
                    "{id} cannot be the name of an instrument; expected a-z, 0-9 and -, such as malabo"
                )));
            }
            InstrumentFile {
                prefixes: &prefixes,
                id,
                title: &literal(title.as_deref().unwrap_or(id))?,
                class: kind.class(),
                today,
            }
            .render()
        }
    };
    let text = text.map_err(|e| Failure::Internal(e.into()))?;
    match &args.output {
        Some(path) => create(path, &text),
        None => context.write(None, |writer| Ok(writer.write_all(text.as_bytes())?)),
    }
}

/// A text as Turtle writes it, quotes included.
fn literal(text: &str) -> Result<String, Failure> {
    if text.chars().any(char::is_control) {
        return Err(Failure::usage("a name or title is one line of text"));
    }
    Ok(oxigraph::model::Literal::new_simple_literal(text).to_string())
}

/// Writes a file that must not exist yet.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|e| Failure::usage(format!("cannot create {}: {e}", path.display())))?;
    Ok(file.write_all(text.as_bytes())?)
}
