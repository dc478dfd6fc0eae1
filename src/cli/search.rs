//! `cyberlex search`: finds things by words in their names, numbers, notes and definitions.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::catalog::search;
use crate::view::{Cell, Table};

/// Find things by words in their names, numbers, notes and definitions
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words, all of which must occur
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many
    #[arg(long, default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let lang = &context.globals.lang;
    let words = args.words.join(" ");
    let hits = search(&project.corpus, &words);
    let mut table = Table::new(
        format!("Search: {words}"),
        lang,
        ["thing", "kind", "name", "text"],
    );
    for hit in hits.iter().take(args.limit) {
        let kinds: Vec<String> = project
            .snapshot
            .types(&hit.iri)
            .iter()
            .map(|class| project.name_of(class, lang))
            .collect();
        table.push(vec![
            Cell::link(&hit.iri, project.short(&hit.iri)),
            Cell::text(kinds.join(", ")),
            Cell::text(project.name_of(&hit.iri, lang)),
            Cell::text(excerpt(&hit.text)),
        ]);
    }
    table.notes.push(match hits.len() {
        found if found > args.limit => {
            format!("{} of {found} shown; --limit shows more", args.limit)
        }
        found => format!("{found} found"),
    });
    args.output.print(context, &table)
}

/// The beginning of a long text.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 120;
    let mut characters = text.chars();
    let short: String = characters.by_ref().take(LENGTH).collect();
    if characters.next().is_some() {
        format!("{short}…")
    } else {
        short
    }
}
