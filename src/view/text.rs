//! Tables for a terminal: aligned, fitted to its width, plain in a pipe.

use super::cell::Cell;
use super::table::Table;
use comfy_table::{Attribute, CellAlignment, Color, ContentArrangement, TableComponent, presets};

/// How a terminal table is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextStyle {
    /// Columns of the terminal; `None` does not wrap.
    pub width: Option<u16>,
    /// Whether headings are bold and statuses coloured.
    pub color: bool,
}

impl Table {
    /// The table as lines of text, each ending in a newline.
    pub fn to_text(&self, style: TextStyle) -> String {
        let mut table = comfy_table::Table::new();
        table.load_preset(presets::UTF8_HORIZONTAL_ONLY);
        for line in [
            TableComponent::HorizontalLines,
            TableComponent::MiddleIntersections,
            TableComponent::LeftBorderIntersections,
            TableComponent::RightBorderIntersections,
        ] {
            table.remove_style(line);
        }
        if style.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        if let Some(width) = style.width {
            table
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(width);
        }
        table.set_header(self.columns.iter().map(|column| {
            let cell = comfy_table::Cell::new(&column.title);
            if style.color {
                cell.add_attribute(Attribute::Bold)
            } else {
                cell
            }
        }));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| drawn(cell, style)));
        }
        let mut text = table.trim_fmt() + "\n";
        for note in &self.notes {
            text.push_str(note);
            text.push('\n');
        }
        text
    }
}

fn drawn(cell: &Cell, style: TextStyle) -> comfy_table::Cell {
    let shown = comfy_table::Cell::new(cell.plain());
    match cell {
        _ if cell.is_number() => shown.set_alignment(CellAlignment::Right),
        Cell::Status { code, .. } if style.color => shown.fg(match code.as_str() {
            "full" => Color::Green,
            "partial" => Color::Yellow,
            "none" => Color::Red,
            _ => Color::DarkGrey,
        }),
        _ => shown,
    }
}
