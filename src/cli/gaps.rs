//! `cyberlex gaps`: what a jurisdiction's law misses of an instrument, and whose law meets it.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::coverage::Index;
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
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let index = Index::new(&project.snapshot)?;
    let place = index.jurisdiction(&args.jurisdiction)?;
    let gaps = index.gaps(
        place,
        &args.against,
        context.globals.as_of,
        &context.globals.lang,
    )?;
    args.output.print(context, &view::gap_table(&gaps))
}
