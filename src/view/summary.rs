//! The matrix at a glance as a table: jurisdictions down, articles or topics across.

use super::cell::Cell;
use super::table::Table;
use crate::coverage::Summary;

/// A row for each jurisdiction, a column for each article or topic, the word of the status in each cell.
pub fn summary_table(summary: &Summary) -> Table {
    let heads = ["code", "jurisdiction", "party"]
        .into_iter()
        .chain(summary.columns.iter().map(|column| column.number.as_str()));
    let caption = format!("{}, as of {}", summary.against.label, summary.day);
    let mut table = Table::new(caption, &summary.lang, heads);
    for row in &summary.rows {
        let mut cells = vec![
            Cell::text(&row.place.code),
            Cell::link(&row.place.name.iri, &row.place.name.label),
            row.standing
                .map_or(Cell::Empty, |standing| Cell::text(standing.code())),
        ];
        cells.extend(
            row.cells
                .iter()
                .map(|cell| Cell::status(cell.status.code(), cell.status.code())),
        );
        table.push(cells);
    }
    table
}
