//! `cyberlex coverage`: which articles of an instrument each jurisdiction's law covers.

use super::context::Context;
use super::failure::Failure;
use super::output::{self, TableFormat};
use crate::coverage::{Index, JurisdictionId, Matrix};
use crate::model::Status;
use crate::view::{self, Table};
use clap::ValueEnum;
use std::path::PathBuf;

/// Show which offences and powers of an instrument each jurisdiction covers
///
/// With one jurisdiction, the terminal shows article by article the sections, their elements, what is
/// missing and since when; with several, a matrix.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The instrument: budapest, malabo, un-2024 …
    #[arg(long, value_name = "INSTRUMENT")]
    against: String,
    /// Jurisdictions by ISO 3166-1 alpha-3 code, separated by commas; all encoded ones otherwise
    #[arg(
        long,
        short = 'j',
        value_name = "ISO3",
        value_delimiter = ',',
        conflicts_with = "group"
    )]
    jurisdiction: Vec<String>,
    /// The members of a group on the day: african-union, ecowas, caricom …
    #[arg(long, short = 'g', value_name = "NAME")]
    group: Option<String>,
    /// Only this article and what lies within it: 2, 29, "29(1)(a)"
    #[arg(long, short = 'a', value_name = "ARTICLE")]
    article: Option<String>,
    /// How to print
    #[arg(long, short = 'f', default_value = "table")]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A matrix, or a reading of one jurisdiction
    Table,
    /// The stable rows as CSV
    Csv,
    /// Everything, with reasons, as JSON
    Json,
    /// The stable rows as Markdown
    Md,
    /// The stable rows as an HTML page
    Html,
    /// The stable rows as a spreadsheet
    Xlsx,
    /// The answer as RDF
    Ttl,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let index = Index::new(&project.snapshot)?;
    let day = context.globals.as_of;
    let places = places(&index, args, day)?;
    let article = args.article.as_deref();
    let matrix = index.matrix(&args.against, &places, day, article, &context.globals.lang)?;
    let rows = || view::coverage_rows(&matrix);
    let output = args.output.as_deref();
    let table = |format| output::print(context, &rows(), format, output);
    match args.format {
        Format::Table => context.write(output, |writer| {
            let text = if places.len() == 1 {
                reading(context, &matrix, output.is_none())
            } else {
                overview(context, &matrix, output.is_none())
            };
            Ok(writer.write_all(text.as_bytes())?)
        }),
        Format::Csv => table(TableFormat::Csv),
        Format::Md => table(TableFormat::Md),
        Format::Html => table(TableFormat::Html),
        Format::Xlsx => table(TableFormat::Xlsx),
        Format::Json => context.write(output, |writer| {
            serde_json::to_writer_pretty(&mut *writer, &matrix)?;
            Ok(writeln!(writer)?)
        }),
        Format::Ttl => context.write(output, |writer| Ok(view::coverage_turtle(&matrix, writer)?)),
    }
}

/// The jurisdictions asked for: by code, by group, or all that were encoded.
fn places(
    index: &Index,
    args: &Args,
    day: crate::model::Day,
) -> Result<Vec<JurisdictionId>, Failure> {
    if let Some(group) = &args.group {
        return Ok(index.group(group, day)?);
    }
    if args.jurisdiction.is_empty() {
        return Ok(index.encoded());
    }
    Ok(args
        .jurisdiction
        .iter()
        .map(|code| index.jurisdiction(code))
        .collect::<Result<_, _>>()?)
}

/// The matrix in blocks that fit the terminal, with a legend.
fn overview(context: &Context, matrix: &Matrix, to_stdout: bool) -> String {
    let style = context.text_style(to_stdout);
    let blocks: Vec<String> = view::coverage_matrix(matrix, style.width)
        .iter()
        .map(|block: &Table| block.to_text(style))
        .collect();
    format!(
        "{}, as of {}\n{}\n{}\n",
        matrix.instrument.label,
        matrix.day,
        blocks.join("\n"),
        view::legend(matrix).join("\n")
    )
}

/// One jurisdiction, article by article.
fn reading(context: &Context, matrix: &Matrix, to_stdout: bool) -> String {
    use std::fmt::Write as _;
    let width = context.text_style(to_stdout).width.map(usize::from);
    let mut text = String::new();
    let name = matrix
        .rows
        .first()
        .map_or("", |row| row.jurisdiction.label.as_str());
    let _ = writeln!(
        text,
        "{name} against the {}, as of {}\n",
        matrix.instrument.label, matrix.day
    );
    for block in view::coverage_reading(matrix) {
        let style = status_style(block.status, context.color());
        let _ = writeln!(
            text,
            "{style}{} {}{style:#}  {}",
            view::mark(block.status),
            block.status.code(),
            block.heading
        );
        for line in block.lines {
            for part in output::folded(&format!("    {line}"), width) {
                let _ = writeln!(text, "{part}");
            }
        }
    }
    text + "\n" + &view::legend(matrix).join("\n") + "\n"
}

fn status_style(status: Status, color: bool) -> anstyle::Style {
    let tint = match status {
        Status::Full => anstyle::AnsiColor::Green,
        Status::Partial => anstyle::AnsiColor::Yellow,
        Status::None => anstyle::AnsiColor::Red,
        Status::Unknown => anstyle::AnsiColor::BrightBlack,
    };
    if color {
        tint.on_default().bold()
    } else {
        anstyle::Style::new()
    }
}
