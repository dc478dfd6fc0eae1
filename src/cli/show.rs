//! `cyberlex show`: all that is said about one thing, and where it is said.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::catalog::{Project, resolve};
use crate::view::{Cell, Table};
use crate::vocab::lm::prop;
use crate::vocab::{self, foreign};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use std::collections::BTreeMap;

/// Show all that is said about a thing, with file and line
///
/// Of a provision, the norms that it establishes are shown too, with their penalties and the texts that were read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An IRI, a prefixed name, a code (KEN, budapest), a path (budapest/art2) or a citation
    /// (budapest art 2)
    #[arg(required = true)]
    thing: Vec<String>,
    /// Show every derived link, however many there are
    #[arg(long)]
    all: bool,
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
    for (name, follow) in followed(&project, &iri) {
        beneath(&project, &name, &follow, lang, &mut table);
    }
    incoming(&project, &iri, lang, &mut table);
    derived(&project, &iri, lang, args.all, &mut table);
    table.notes.push(iri);
    args.output.print(context, &table)
}

/// What the files say about it.
fn stated(project: &Project, iri: &str, lang: &str, table: &mut Table) {
    beneath(project, "", iri, lang, table);
}

/// What the files say about a thing, each row under a name for it.
fn beneath(project: &Project, name: &str, iri: &str, lang: &str, table: &mut Table) {
    for document in &project.corpus().documents {
        for statement in &document.statements {
            let triple = &statement.triple;
            if is(&triple.subject, iri) {
                table.push(vec![
                    Cell::text(name),
                    link(project, triple.predicate.as_str(), lang),
                    Table::cell(Some(&triple.object), |iri| project.name_of(iri, lang)),
                    Cell::text(document.place(statement)),
                ]);
            }
        }
    }
}

/// The norms of a provision, or of its dated versions, with their penalties and readings: what a
/// reader wants to see without asking again. Each with a short name.
fn followed(project: &Project, iri: &str) -> Vec<(String, String)> {
    let targets = |subject: &str, predicate: &str| -> Vec<String> {
        let mut targets: Vec<String> = project
            .snapshot
            .objects(subject, predicate)
            .into_iter()
            .filter_map(|term| match term {
                Term::NamedNode(node) => Some(node.into_string()),
                _ => None,
            })
            .collect();
        targets.sort();
        targets
    };
    let mut found = Vec::new();
    let mut add = |iri: String| {
        let within = iri.strip_prefix(vocab::ID).unwrap_or(&iri).splitn(3, '/');
        let name = within.last().unwrap_or(&iri).to_owned();
        if found.iter().all(|(_, known)| *known != iri) {
            found.push((name, iri));
        }
    };
    let mut places = vec![iri.to_owned()];
    if let Ok(node) = NamedNode::new(iri) {
        places.extend(
            project
                .snapshot
                .subjects(foreign::ELI_IS_MEMBER_OF, Some(&node.into())),
        );
    }
    let norms: Vec<String> = places
        .iter()
        .flat_map(|place| targets(place, prop::ESTABLISHES))
        .collect();
    for norm in &norms {
        add(norm.clone());
        targets(norm, prop::PENALTY).into_iter().for_each(&mut add);
    }
    for norm in norms.iter().chain([&iri.to_owned()]) {
        targets(norm, foreign::PROV_WAS_DERIVED_FROM)
            .into_iter()
            .for_each(&mut add);
    }
    found
}

/// What the files say that points to it.
fn incoming(project: &Project, iri: &str, lang: &str, table: &mut Table) {
    for document in &project.corpus().documents {
        for statement in &document.statements {
            let triple = &statement.triple;
            let points = matches!(&triple.object, Term::NamedNode(node) if node.as_str() == iri);
            if points && !is(&triple.subject, iri) {
                let subject = Term::from(triple.subject.clone());
                table.push(vec![
                    Cell::text("←"),
                    link(project, triple.predicate.as_str(), lang),
                    Table::cell(Some(&subject), |iri| project.name_of(iri, lang)),
                    Cell::text(document.place(statement)),
                ]);
            }
        }
    }
}

/// What the rules made of it: a few of each kind of link, and a note that counts the others.
fn derived(project: &Project, iri: &str, lang: &str, all: bool, table: &mut Table) {
    /// Rows of one property and direction before the rest is only counted.
    const SHOWN: usize = 12;
    let mut seen: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for quad in project.snapshot.derived_about(iri) {
        let outgoing = is(&quad.subject, iri);
        let so_far = seen
            .entry((outgoing, quad.predicate.as_str().to_owned()))
            .or_default();
        *so_far += 1;
        if *so_far > SHOWN && !all {
            continue;
        }
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
    let left_out = |count: &usize| count.saturating_sub(SHOWN);
    for ((_, property), count) in seen.iter().filter(|(_, count)| left_out(count) > 0 && !all) {
        let name = project.name_of(property, lang);
        table.notes.push(format!(
            "{} more derived: {name}; --all shows them",
            left_out(count)
        ));
    }
}

fn is(subject: &NamedOrBlankNode, iri: &str) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
}

fn link(project: &Project, iri: &str, lang: &str) -> Cell {
    Cell::link(iri, project.name_of(iri, lang))
}
