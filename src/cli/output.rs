//! The ways in which a command prints a table.

use super::context::Context;
use super::failure::Failure;
use crate::view::Table;
use clap::ValueEnum;
use std::io;
use std::path::{Path, PathBuf};

/// How to print a table, and where: part of the arguments of every command that has one.
#[derive(Debug, clap::Args)]
pub(super) struct Output {
    /// How to print
    #[arg(long, short = 'f', default_value = "table")]
    pub(super) format: TableFormat,
    /// Write to this file instead of standard output
    #[arg(long, short = 'o', value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// Aligned text
    Table,
    /// CSV, with IRIs in columns of their own
    Csv,
    /// JSON with caption, notes and typed rows
    Json,
    /// Markdown
    Md,
    /// An HTML page that stands alone
    Html,
    /// A spreadsheet (needs --output, or a pipe)
    Xlsx,
}

impl Output {
    /// Prints a table as asked.
    pub(super) fn print(&self, context: &Context, table: &Table) -> Result<(), Failure> {
        print(context, table, self.format, self.output.as_deref())
    }
}

/// Prints a table in a format.
pub(super) fn print(
    context: &Context,
    table: &Table,
    format: TableFormat,
    output: Option<&Path>,
) -> Result<(), Failure> {
    use io::IsTerminal;
    if format == TableFormat::Xlsx && output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::usage(
            "a spreadsheet is no text for a terminal; give --output FILE.xlsx",
        ));
    }
    let style = context.text_style(output.is_none());
    context.write(output, |writer| {
        match format {
            TableFormat::Table => writer.write_all(table.to_text(style).as_bytes())?,
            TableFormat::Csv => table.write_csv(&mut *writer).map_err(csv_failure)?,
            TableFormat::Json => {
                serde_json::to_writer_pretty(&mut *writer, &table.json())?;
                writeln!(writer)?;
            }
            TableFormat::Md => writer.write_all(table.to_markdown().as_bytes())?,
            TableFormat::Html => {
                let page = table
                    .to_html_page()
                    .map_err(|e| Failure::Internal(e.into()))?;
                writer.write_all(page.as_bytes())?;
            }
            TableFormat::Xlsx => {
                let bytes = table.to_xlsx().map_err(|e| Failure::Usage(e.into()))?;
                writer.write_all(&bytes)?;
            }
        }
        Ok(())
    })
}

/// A failure of the CSV writer is one of the file or pipe beneath it.
pub(super) fn csv_failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Failure::Internal(anyhow::anyhow!("CSV: {other:?}")),
    }
}
