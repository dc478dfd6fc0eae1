//! `cyberlex compare`: the law of several jurisdictions side by side.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::coverage::{Index, JurisdictionId};
use crate::view;

/// Compare jurisdictions element by element, with differences marked
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Two or more jurisdictions, by ISO 3166-1 alpha-3 code
    #[arg(required = true, num_args = 2.., value_name = "ISO3")]
    jurisdictions: Vec<String>,
    /// Only this topic and its narrower ones: illegal-access, cia-offences …
    #[arg(long, short = 't', value_name = "TOPIC")]
    topic: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let index = Index::new(&project.snapshot)?;
    let places: Vec<JurisdictionId> = args
        .jurisdictions
        .iter()
        .map(|code| index.jurisdiction(code))
        .collect::<Result<_, _>>()?;
    let topic = args.topic.as_deref();
    let comparison = index.compare(&places, topic, context.globals.as_of, &context.globals.lang)?;
    args.output
        .print(context, &view::comparison_table(&comparison))
}
