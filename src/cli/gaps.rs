//! `cyberlex gaps`: what a jurisdiction's law misses of an instrument, and whose law meets it.

use super::context::Context;
use super::failure::Failure;
use super::output::{self, Output, TableFormat};
use crate::coverage::{GapList, Index};
use crate::view;

/// List what a jurisdiction misses of an instrument, why, and which provisions elsewhere meet it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The jurisdiction, by ISO 3166-1 alpha-3 code
    #[arg(long, short = 'j', value_name = "ISO3")]
    jurisdiction: String,
    /// The instrument: budapest, malabo, un-2024 …
    #[arg(long, value_name = "INSTRUMENT")]
    against: String,
    /// Only this article and what lies within it: 2, 29, "29(1)(a)"
    #[arg(long, short = 'a', value_name = "ARTICLE")]
    article: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let index = Index::new(&project.snapshot)?;
    let place = index.jurisdiction(&args.jurisdiction)?;
    let gaps = index.gaps(
        place,
        &args.against,
        args.article.as_deref(),
        context.globals.as_of,
        &context.globals.lang,
    )?;
    if args.output.format == TableFormat::Table {
        return output::write_lines(context, &reading(&gaps), args.output.output.as_deref());
    }
    args.output.print(context, &view::gap_table(&gaps))
}

/// The gaps article by article.
fn reading(gaps: &GapList) -> Vec<String> {
    let mut lines = vec![
        format!(
            "{} against the {}, as of {}",
            gaps.jurisdiction.label, gaps.instrument.label, gaps.day
        ),
        String::new(),
    ];
    for block in view::gap_reading(gaps) {
        lines.push(block.heading);
        lines.extend(block.lines.iter().map(|line| format!("    {line}")));
    }
    if !gaps.gaps.is_empty() {
        lines.push(String::new());
    }
    lines.push(view::gap_note(gaps));
    lines
}
