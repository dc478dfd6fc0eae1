//! `cyberlex worker`: the process in which the server has strangers' queries evaluated. Not for people.

use super::failure::Failure;
use crate::server::sparql;

/// Evaluate queries for the server that started this process
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(Args {}: &Args) -> Result<(), Failure> {
    Ok(sparql::work()?)
}
