//! `cyberlex show`: all that is said about one thing, and where it is said.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::catalog::{Project, resolve};
use crate::view::{Cell, Table};
use oxigraph::model::{NamedOrBlankNode, Term};

/// Show all that is said about a thing, with file and line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An IRI, a prefixed name, a code (KEN, budapest), a path (budapest/art2) or a citation
    /// (budapest art 2)
    #[arg(required = true)]
    thing: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let iri = resolve(&project, &args.thing.join(" "))?;
    let lang = &context.globals.lang;
    let mut table = Table::new(
        project.name_of(&iri, lang),
        lang,
        ["", "property", "value", "where"],
    );
    stated(&project, &iri, lang, &mut table);
    derived(&project, &iri, lang, &mut table);
    table.notes.push(iri);
    args.output.print(context, &table)
}

/// What the files say about it, and what they say that points to it.
fn stated(project: &Project, iri: &str, lang: &str, table: &mut Table) {
    let mut incoming = Vec::new();
    for document in &project.corpus.documents {
        for statement in &document.statements {
            let triple = &statement.triple;
            let place = Cell::text(format!("{}:{}", document.name, statement.line));
            let property = link(project, triple.predicate.as_str(), lang);
            if is(&triple.subject, iri) {
                let value = Table::cell(Some(&triple.object), |iri| project.name_of(iri, lang));
                table.push(vec![Cell::Empty, property, value, place]);
            } else if matches!(&triple.object, Term::NamedNode(node) if node.as_str() == iri) {
                let subject = Term::from(triple.subject.clone());
                let subject = Table::cell(Some(&subject), |iri| project.name_of(iri, lang));
                incoming.push(vec![Cell::text("←"), property, subject, place]);
            }
        }
    }
    for row in incoming {
        table.push(row);
    }
}

/// What the rules made of it.
fn derived(project: &Project, iri: &str, lang: &str, table: &mut Table) {
    for quad in project.snapshot.derived_about(iri) {
        let outgoing = is(&quad.subject, iri);
        let other = if outgoing {
            quad.object
        } else {
            quad.subject.into()
        };
        table.push(vec![
            Cell::text(if outgoing { "" } else { "←" }),
            link(project, quad.predicate.as_str(), lang),
            Table::cell(Some(&other), |iri| project.name_of(iri, lang)),
            Cell::text("derived"),
        ]);
    }
}

fn is(subject: &NamedOrBlankNode, iri: &str) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
}

fn link(project: &Project, iri: &str, lang: &str) -> Cell {
    Cell::link(iri, project.name_of(iri, lang))
}
