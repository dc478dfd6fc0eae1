//! The command line: one file a command, one enum, one match. It asks and prints; it computes nothing.

mod compare;
mod context;
mod coverage;
mod disk;
mod export;
mod failure;
mod gaps;
mod log;
mod new;
mod origin;
mod output;
mod progress;
mod queries;
mod query;
mod search;
mod serve;
mod shell;
mod show;
mod snapshot;
mod stats;
mod store;
mod validate;
mod worker;

use clap::{Parser, Subcommand};
use context::{Context, Globals};
use failure::Failure;
use std::process::ExitCode;

/// The world's cybercrime law as an open knowledge graph: what each law covers, since when, by which
/// provision, and how we know.
#[derive(Debug, Parser)]
#[command(
    name = "cyberlex",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 done, 1 findings, 2 wrong use or input, 3 internal failure."
)]
pub struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Coverage(coverage::Args),
    Gaps(gaps::Args),
    Compare(compare::Args),
    Query(query::Args),
    Queries(queries::Args),
    Show(show::Args),
    Search(search::Args),
    Serve(serve::Args),
    Stats(stats::Args),
    Validate(validate::Args),
    New(new::Args),
    Export(export::Args),
    Snapshot(snapshot::Args),
    Store(store::Args),
    Completions(shell::Completions),
    Man(shell::Man),
    #[command(hide = true)]
    Worker(worker::Args),
}

/// Runs the program on its arguments and gives its exit status.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return match error.print() {
                Ok(()) => ExitCode::from(code),
                Err(cause) => Failure::from(cause).report(),
            };
        }
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    let context = Context::new(cli.globals)?;
    match cli.command {
        Command::Coverage(args) => coverage::run(&context, &args),
        Command::Gaps(args) => gaps::run(&context, &args),
        Command::Compare(args) => compare::run(&context, &args),
        Command::Query(args) => query::run(&context, &args),
        Command::Queries(args) => queries::run(&context, &args),
        Command::Show(args) => show::run(&context, &args),
        Command::Search(args) => search::run(&context, &args),
        Command::Serve(args) => serve::run(&context, &args),
        Command::Stats(args) => stats::run(&context, &args),
        Command::Validate(args) => validate::run(&context, &args),
        Command::New(args) => new::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Snapshot(args) => snapshot::run(&context, &args),
        Command::Store(args) => store::run(&context, &args),
        Command::Completions(args) => shell::completions(&context, &args),
        Command::Man(args) => shell::man(&context, &args),
        Command::Worker(args) => worker::run(&args),
    }
}
