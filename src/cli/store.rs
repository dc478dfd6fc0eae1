//! `cyberlex store`: a store on disk, filled, changed by file, checked, tidied, copied.

use super::context::Context;
use super::disk;
use super::failure::Failure;
use std::path::PathBuf;

/// Keep the graph in a store on disk, which is changed a file at a time
///
/// Every other command reads it with `--store DIR`. A change is made whole or not at all, whatever happens to the process.
/// Needs a program built with `--features disk`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

/// What to do with a store.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Action {
    /// Fill a store with the data inside the program, or those that --corpus names
    Load {
        /// Put it in the place of the store that is there, once it is whole
        #[arg(long)]
        replace: bool,
        /// Run the checks that are queries first, as `cyberlex validate` does
        #[arg(long)]
        check: bool,
    },
    /// Put files in the place of those with the same name, or add them, all in one transaction
    Update {
        /// Turtle files, named as in a project: corpus/jurisdictions/KEN.ttl
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Run the checks that are queries on the whole first
        #[arg(long)]
        check: bool,
    },
    /// Count what the store holds, and compare it with what was written
    Check,
    /// Rewrite the store so that it takes the least room
    Compact,
    /// Copy the store as it is now to a new folder
    Backup {
        /// The folder, which is made
        #[arg(value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Put a copy in the place of the store
    Restore {
        /// The folder that `backup` wrote
        #[arg(value_name = "FOLDER")]
        from: PathBuf,
    },
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let Some(root) = &context.origin().store else {
        return Err(Failure::usage(
            "which store? Name its folder: cyberlex --store DIR store …",
        ));
    };
    disk::run(context, root, &args.action)
}
