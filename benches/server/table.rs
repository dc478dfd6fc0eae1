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

/// A figure: what it is held against, what was measured, and how the one is to the other.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) values: [String; 2],
    pub(super) ratio: f64,
}

/// All figures of a run.
#[derive(Default)]
pub(super) struct Table(Vec<Row>);

const HEAD: [&str; 4] = ["What", "Bare, or without load", "Site", "Ratio"];

impl Table {
    pub(super) fn push(&mut self, row: Row) {
        self.0.push(row);
    }

    pub(super) fn print(&self, format: Format) {
        let rows = self.0.iter().map(|row| {
            let [bare, site] = row.values.clone();
            [row.what.clone(), bare, site, format!("{:.2}", row.ratio)]
        });
        if let Format::Csv = format {
            let mut csv = csv::Writer::from_writer(io::stdout());
            csv.write_record(HEAD).expect("written");
            for row in rows {
                csv.write_record(row).expect("written");
            }
            csv.flush().expect("written");
            return;
        }
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

/// A time in the unit that suits it.
pub(super) fn span(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    if millis < 1.0 {
        format!("{:.0} µs", millis * 1e3)
    } else {
        format!("{millis:.1} ms")
    }
}
