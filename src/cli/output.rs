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

/// Writes lines of text, folded to the width of the terminal.
pub(super) fn write_lines(
    context: &Context,
    lines: &[String],
    output: Option<&Path>,
) -> Result<(), Failure> {
    let width = context.text_style(output.is_none()).width;
    context.write(output, |writer| {
        for line in lines {
            for part in folded(line, width.map(usize::from)) {
                writeln!(writer, "{part}")?;
            }
        }
        Ok(())
    })
}

/// A line in pieces that fit a width, broken between words; what follows stands a little further in.
pub(super) fn folded(line: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width.filter(|width| line.chars().count() > *width) else {
        return vec![line.to_owned()];
    };
    let own = line.len() - line.trim_start().len();
    let indent = " ".repeat(own + 4);
    let mut pieces = Vec::new();
    let mut piece = " ".repeat(own);
    let mut used = 0;
    for word in line.split_whitespace() {
        if used > 0 && piece.chars().count() + 1 + word.chars().count() > width {
            pieces.push(std::mem::replace(&mut piece, indent.clone()));
            used = 0;
        }
        if used > 0 {
            piece.push(' ');
        }
        piece.push_str(word);
        used += 1;
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn lines_are_broken_between_words_and_none_is_lost() {
        assert_eq!(folded("  a bc de", Some(6)), ["  a bc", "      de"]);
        assert_eq!(folded("longer-than-all", Some(4)), ["longer-than-all"]);
        assert_eq!(folded("", Some(4)), [""]);
        assert_eq!(folded("  a  b", None), ["  a  b"]);
    }
}
