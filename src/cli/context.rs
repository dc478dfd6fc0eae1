//! What every command shares: the options that stand for all, the project they open, the way out.

use super::failure::Failure;
use super::origin::Origin;
use super::progress::waiting;
use crate::catalog::{Asserted, Project};
use crate::corpus::Source;
use crate::store::Snapshot;
use crate::view::TextStyle;
use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Options that every command takes.
#[derive(Debug, Args)]
pub(super) struct Globals {
    #[command(flatten)]
    pub(super) origin: Origin,
    /// The day to answer for
    #[arg(long, global = true, value_name = "DATE", default_value = "today", value_parser = day, env = "CYBERLEX_AS_OF", hide_env_values = true)]
    pub(super) as_of: Date,
    /// Language of labels and headings, where there are any in it
    #[arg(long, global = true, value_name = "TAG", default_value = "en")]
    pub(super) lang: String,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Even in a pipe
    Always,
    /// Nowhere
    Never,
}

/// `2026-01-31` or `today`.
fn day(text: &str) -> Result<Date, String> {
    if text == "today" {
        return Ok(Zoned::now().date());
    }
    text.parse()
        .map_err(|_| String::from("expected a day such as 2026-01-31, or today"))
}

/// The options, understood.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) globals: Globals,
}

impl Context {
    pub(super) fn new(globals: Globals) -> Result<Self, Failure> {
        match globals.color {
            Color::Auto => {}
            Color::Always => ColorChoice::Always.write_global(),
            Color::Never => ColorChoice::Never.write_global(),
        }
        Ok(Self { globals })
    }

    /// Where the data come from.
    pub(super) fn origin(&self) -> &Origin {
        &self.globals.origin
    }

    /// The files to answer from: the folder asked for, else those inside the program.
    pub(super) fn source(&self) -> Result<Source, Failure> {
        self.origin().source()
    }

    /// The project with its rules run, to be asked in SPARQL.
    pub(super) fn project(&self) -> Result<Project, Failure> {
        let project = self.origin().project(self.globals.as_of)?;
        warn(&project);
        Ok(project)
    }

    /// The project as its files assert it, for answers that need no derived links. It is kept to the end of the program:
    /// the system takes all of it back at once, sooner than it could be taken apart.
    pub(super) fn asserted(&self) -> Result<&'static Asserted, Failure> {
        let project = self.origin().asserted()?;
        warn(&project);
        Ok(Box::leak(Box::new(project)))
    }

    /// Opens a source and runs the rules.
    pub(super) fn open(&self, source: Source) -> Result<Project, Failure> {
        waiting(|| Project::open(source, self.globals.as_of).map_err(Failure::from))
    }

    /// Whether output to standard output is coloured.
    pub(super) fn color(&self) -> bool {
        match self.globals.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }

    /// How tables are drawn: fitted and coloured on a terminal, plain in a pipe or a file.
    pub(super) fn text_style(&self, to_stdout: bool) -> TextStyle {
        if !to_stdout {
            return TextStyle::default();
        }
        TextStyle {
            width: text_width(),
            color: self.color(),
        }
    }

    /// Writes to a file, or to standard output; what is written is whole or an error is given.
    pub(super) fn write(
        &self,
        output: Option<&Path>,
        work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut writer: Box<dyn Write> = match output {
            Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| {
                Failure::usage(format!("cannot write {}: {e}", path.display()))
            })?)),
            None => Box::new(BufWriter::new(io::stdout().lock())),
        };
        work(&mut writer)?;
        Ok(writer.flush()?)
    }
}

/// Says on standard error what could not be used of a project, instead of hiding it. What is kept without its files was
/// looked at when it was written.
fn warn<G: AsRef<Snapshot>>(project: &Project<G>) {
    let unread = match project.source.names("corpus/").next() {
        Some(_) if project.is_read() => project.corpus().problems.len(),
        _ => 0,
    };
    let broken = unread + project.query_errors.len();
    if broken > 0 {
        let style = anstyle::AnsiColor::Yellow.on_default().bold();
        anstream::eprintln!(
            "{style}warning:{style:#} {broken} places could not be read and are left out; see cyberlex validate"
        );
    }
}

/// Columns to fit text into: those of the terminal; elsewhere COLUMNS, if someone set it.
fn text_width() -> Option<u16> {
    if io::stdout().is_terminal() {
        return comfy_table::Table::new().width();
    }
    std::env::var("COLUMNS")
        .ok()?
        .parse()
        .ok()
        .filter(|width| *width > 0)
}
