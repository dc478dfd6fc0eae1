//! `cyberlex stats`: how much there is of what, and what each rule made of it.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::catalog::Project;
use crate::view::{Cell, Table};

/// Count what the graph holds, or what each rule derived
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show how many statements each rule derived
    #[arg(long)]
    rules: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let lang = &context.globals.lang;
    let mut table = if args.rules {
        rules(&project, lang)
    } else {
        counts(&project, lang)
    };
    let place = match context.origin().name().as_str() {
        "this program" => String::from("inside this program"),
        place => place.to_owned(),
    };
    table.notes.push(format!(
        "{} statements in {} files, {} derived; data version {}, {place}",
        project.snapshot.len() - project.snapshot.derived(),
        project.corpus().documents.len(),
        project.snapshot.derived(),
        project.snapshot.version(),
    ));
    args.output.print(context, &table)
}

fn rules(project: &Project, lang: &str) -> Table {
    let mut table = Table::new("What the rules derived", lang, ["rule", "title", "new"]);
    for rule in &project.rules {
        table.push(vec![
            Cell::text(&rule.name),
            Cell::text(&rule.title),
            Cell::count(rule.new),
        ]);
    }
    table
}

fn counts(project: &Project, lang: &str) -> Table {
    let mut table = Table::new("What the graph holds", lang, ["class", "term", "count"]);
    for (class, count) in project.snapshot.counts() {
        table.push(vec![
            Cell::link(&class, project.name_of(&class, lang)),
            Cell::text(project.prefixes.compact(&class)),
            Cell::count(count),
        ]);
    }
    table
}
