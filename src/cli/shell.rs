//! `cyberlex completions` and `cyberlex man`: what a shell and a manual reader need.

use super::context::Context;
use super::failure::Failure;
use clap::CommandFactory;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

pub(super) fn completions(context: &Context, args: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut super::Cli::command(),
        "cyberlex",
        &mut script,
    );
    context.write(None, |writer| Ok(writer.write_all(&script)?))
}

/// Print the manual page, in roff
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The page of one command, such as query
    command: Option<String>,
}

pub(super) fn man(context: &Context, args: &Man) -> Result<(), Failure> {
    let mut whole = super::Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::usage(format!("there is no command {name}; see cyberlex --help"))
        })?,
    };
    context.write(None, |writer| {
        Ok(clap_mangen::Man::new(page).render(writer)?)
    })
}
