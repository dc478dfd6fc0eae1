//! What was measured, as a table: text, CSV or Markdown.

use clap::ValueEnum;
use std::io;
use std::time::Duration;

/// How the table is written.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Text,
    Csv,
    Md,
}

/// A figure, and the times that it comes from.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) ratio: Option<f64>,
    pub(super) index: Option<Duration>,
    pub(super) sparql: Option<Duration>,
    pub(super) note: String,
}

/// All figures of a run.
pub(super) struct Table {
    jurisdictions: u32,
    notes: Vec<String>,
    rows: Vec<Row>,
}

const HEAD: [&str; 5] = ["What", "Figure", "Index", "SPARQL", "How"];

impl Table {
    pub(super) fn new(jurisdictions: u32) -> Self {
        Self {
            jurisdictions,
            notes: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn print(&self, format: Format) {
        let rows: Vec<[String; 5]> = self.rows.iter().map(cells).collect();
        if let Format::Csv = format {
            let mut csv = csv::Writer::from_writer(io::stdout());
            csv.write_record(HEAD).expect("written");
            for row in &rows {
                csv.write_record(row).expect("written");
            }
            csv.flush().expect("written");
            return;
        }
        println!("{} made-up jurisdictions", self.jurisdictions);
        for note in &self.notes {
            println!("{note}");
        }
        println!();
        let mut table = comfy_table::Table::new();
        table.load_preset(match format {
            Format::Md => comfy_table::presets::ASCII_MARKDOWN,
            _ => comfy_table::presets::UTF8_HORIZONTAL_ONLY,
        });
        table.set_header(HEAD);
        table.add_rows(rows);
        println!("{table}");
    }
}

fn cells(row: &Row) -> [String; 5] {
    let time = |time: Option<Duration>| time.map_or_else(String::new, span);
    [
        row.what.clone(),
        row.ratio.map_or_else(String::new, figure),
        time(row.index),
        time(row.sparql),
        row.note.clone(),
    ]
}

/// Three figures that count.
fn figure(ratio: f64) -> String {
    match ratio {
        _ if ratio >= 100.0 => format!("{ratio:.0}"),
        _ if ratio >= 10.0 => format!("{ratio:.1}"),
        _ if ratio >= 1.0 => format!("{ratio:.2}"),
        _ => format!("{ratio:.4}"),
    }
}

fn span(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        _ if micros < 1000.0 => format!("{micros:.1} µs"),
        _ if micros < 1e6 => format!("{:.1} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}
