//! Tables for programs: CSV, JSON, and Markdown for those who paste.

use super::cell::Cell;
use super::table::Table;
use serde_json::{Map, Value, json};
use std::io::Write;

impl Table {
    /// The table as CSV. A column of things gets a second one with their IRIs, and text that a
    /// spreadsheet would take for a formula gets a leading apostrophe.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write_csv(&self, writer: impl Write) -> Result<(), csv::Error> {
        let mut csv = csv::Writer::from_writer(writer);
        let links: Vec<bool> = (0..self.columns.len()).map(|c| self.has_links(c)).collect();
        let mut heading = Vec::new();
        for (column, links) in self.columns.iter().zip(&links) {
            heading.push(column.name.clone());
            if *links {
                heading.push(format!("{}_iri", column.name));
            }
        }
        csv.write_record(heading)?;
        for row in &self.rows {
            let mut record = Vec::new();
            for (cell, links) in row.iter().zip(&links) {
                record.push(guarded(cell));
                if *links {
                    record.push(match cell {
                        Cell::Link { iri, .. } => iri.clone(),
                        _ => String::new(),
                    });
                }
            }
            csv.write_record(record)?;
        }
        Ok(csv.flush()?)
    }

    /// The table as a JSON object: caption, language, notes, columns, and rows as objects by the
    /// names of the columns.
    pub fn json(&self) -> Value {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                let object: Map<String, Value> = self
                    .columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| (column.name.clone(), cell.json()))
                    .collect();
                Value::Object(object)
            })
            .collect();
        json!({
            "caption": self.caption,
            "lang": self.lang,
            "notes": self.notes,
            "columns": self.columns,
            "rows": rows,
        })
    }

    /// The table in Markdown, with links.
    pub fn to_markdown(&self) -> String {
        let mut lines = Vec::new();
        let titles: Vec<String> = self.columns.iter().map(|c| one_line(&c.title)).collect();
        lines.push(format!("| {} |", titles.join(" | ")));
        let rules: Vec<&str> = (0..self.columns.len())
            .map(|c| {
                let numbers = self.rows.iter().any(|row| row[c].is_number());
                if numbers { "--:" } else { "---" }
            })
            .collect();
        lines.push(format!("| {} |", rules.join(" | ")));
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Cell::Link { iri, label } => format!("[{}](<{iri}>)", one_line(label)),
                    other => one_line(&other.plain()),
                })
                .collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
        for note in &self.notes {
            lines.push(format!("\n{}", one_line(note)));
        }
        lines.join("\n") + "\n"
    }
}

/// Text that no spreadsheet takes for a formula.
fn guarded(cell: &Cell) -> String {
    let plain = cell.plain();
    let is_text = matches!(
        cell,
        Cell::Text { .. } | Cell::Link { .. } | Cell::Status { .. }
    );
    if is_text && plain.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{plain}")
    } else {
        plain
    }
}

/// Text that stays inside one cell of a Markdown table.
fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('<', "&lt;")
        .replace('|', "\\|")
        .replace('[', "\\[")
        .replace(']', "\\]")
}
