//! Tables for a terminal: aligned, fitted to its width, plain in a pipe.

use super::table::Table;
use comfy_table::{Attribute, CellAlignment, ContentArrangement, presets};

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
            table.add_row(row.iter().map(|cell| {
                let shown = comfy_table::Cell::new(cell.plain());
                if cell.is_number() {
                    shown.set_alignment(CellAlignment::Right)
                } else {
                    shown
                }
            }));
        }
        table.trim_fmt() + "\n"
    }
}
