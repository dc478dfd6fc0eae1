//! `cyberlex compare`: jurisdictions and instruments side by side.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::coverage::{Index, Side};
use crate::view;

/// Compare jurisdictions and instruments element by element, with differences marked
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Two to six sides: a jurisdiction by ISO 3166-1 alpha-3 code, or an instrument: KEN, budapest …
    #[arg(required = true, num_args = 2..=6, value_name = "SIDE")]
    sides: Vec<String>,
    /// Only this topic and its narrower ones: illegal-access, cia-offences …; may be repeated
    #[arg(long = "topic", short = 't', value_name = "TOPIC")]
    topics: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let index = Index::new(&project.snapshot)?;
    let sides: Vec<Side> = args
        .sides
        .iter()
        .map(|name| index.side(name))
        .collect::<Result<_, _>>()?;
    let globals = &context.globals;
    let comparison = index.compare(&sides, &args.topics, globals.as_of, &globals.lang)?;
    args.output
        .print(context, &view::comparison_table(&comparison))
}
