//! `cyberlex validate`: everything that is wrong with the files, each with its line.

use super::context::Context;
use super::failure::Failure;
use crate::catalog::Project;
use crate::corpus::{Problem, Severity, Source};
use clap::ValueEnum;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report,
    Severity as Level,
};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Check corpus, ontology and queries: syntax, undeclared terms, and every query in queries/checks
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file or folder to report on, checked together with the rest of the corpus around it
    path: Option<PathBuf>,
    /// How to print: with the line under it on a terminal, file:line:column in a pipe
    #[arg(long, short = 'f')]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each problem with the line it stands on
    Fancy,
    /// file:line:column: message (help)
    Plain,
    /// A JSON array
    Json,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let (project, only) = opened(context, args.path.as_deref())?;
    let mut problems = project.problems(context.globals.as_of)?;
    if let Some(only) = &only {
        problems.retain(|problem| only.contains(&problem.file));
    }
    let format = args.format.unwrap_or(if std::io::stdout().is_terminal() {
        Format::Fancy
    } else {
        Format::Plain
    });
    context.write(None, |writer| match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *writer, &problems)?;
            Ok(writeln!(writer)?)
        }
        Format::Plain => Ok(problems.iter().try_for_each(|p| writeln!(writer, "{p}"))?),
        Format::Fancy => problems.iter().try_for_each(|p| {
            Ok(writer.write_all(fancy(p, &project.source, context.color()).as_bytes())?)
        }),
    })?;
    let files = only.map_or(project.corpus().documents.len(), |only| only.len());
    let place = match project.source.root() {
        Some(root) => root.display().to_string(),
        None => context.origin().name(),
    };
    summary(&problems, files, &place)
}

/// The project to check, and the names of the files to report on where it is not all of them.
fn opened(
    context: &Context,
    path: Option<&Path>,
) -> Result<(Project, Option<Vec<String>>), Failure> {
    if context.origin().without_files() {
        if let Some(path) = path {
            return Err(Failure::usage(format!(
                "{} is a file, and the data asked for have none; leave out one of the two",
                path.display()
            )));
        }
        return Ok((context.project()?, None));
    }
    let mut source = source(context, path)?;
    let only = match path {
        Some(path) if source.root() != Some(path) => Some(source.overlay(path)?),
        _ => None,
    };
    Ok((context.open(source)?, only))
}

/// The files around what is to be checked: those asked for, else the project that the path lies in,
/// else the project in this folder, else those inside the program.
fn source(context: &Context, path: Option<&Path>) -> Result<Source, Failure> {
    if context.origin().corpus.is_some() {
        return context.source();
    }
    let around = match path {
        Some(path) if path.join("corpus").is_dir() => Some(path.to_owned()),
        Some(path) => {
            let absolute = path
                .canonicalize()
                .map_err(|e| Failure::usage(format!("cannot read {}: {e}", path.display())))?;
            absolute
                .ancestors()
                .find(|folder| folder.join("corpus").is_dir())
                .map(Path::to_owned)
        }
        None => Path::new("corpus").is_dir().then(|| PathBuf::from(".")),
    };
    Ok(match around {
        Some(folder) => Source::directory(&folder)?,
        None => Source::embedded(),
    })
}

/// Counts on standard error, so that standard output holds problems only.
fn summary(problems: &[Problem], files: usize, place: &str) -> Result<(), Failure> {
    let errors = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .count();
    let warnings = problems.len() - errors;
    anstream::eprintln!("{errors} errors, {warnings} warnings in {files} files of {place}");
    if errors > 0 {
        Err(Failure::Findings)
    } else {
        Ok(())
    }
}

/// A problem with the line it stands on.
fn fancy(problem: &Problem, source: &Source, color: bool) -> String {
    let mut diagnostic = MietteDiagnostic::new(&problem.message)
        .with_code(&problem.code)
        .with_severity(match problem.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
        });
    if let Some(help) = &problem.help {
        diagnostic = diagnostic.with_help(help);
    }
    let text = source.text(&problem.file).unwrap_or_default();
    if let Some((start, length)) = span(&text, problem) {
        diagnostic = diagnostic.with_label(LabeledSpan::underline((start, length)));
    }
    let report = Report::new(diagnostic)
        .with_source_code(NamedSource::new(&problem.file, text.into_owned()));
    let theme = if color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let mut shown = String::new();
    match GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .render_report(&mut shown, report.as_ref())
    {
        Ok(()) => shown + "\n",
        Err(_) => format!("{problem}\n"),
    }
}

/// Byte offset and length of the place of a problem: its line, from its column on.
fn span(text: &str, problem: &Problem) -> Option<(usize, usize)> {
    let index = usize::try_from(problem.line.checked_sub(1)?).ok()?;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number == index {
            let skipped = match problem.column.checked_sub(1) {
                Some(column) => line
                    .chars()
                    .take(usize::try_from(column).ok()?)
                    .map(char::len_utf8)
                    .sum(),
                None => line.len() - line.trim_start().len(),
            };
            let rest = line.get(skipped..).unwrap_or_default().trim_end();
            return Some((start + skipped, rest.len()));
        }
        start += line.len();
    }
    None
}
