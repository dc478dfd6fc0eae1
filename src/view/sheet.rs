//! Tables for a spreadsheet: an XLSX workbook with typed cells, links, a filter and the notes.

use super::cell::Cell;
use super::table::Table;
use rust_xlsxwriter::{ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

/// A table that no spreadsheet can hold: beyond its rows, columns or lengths of text.
#[derive(Debug, thiserror::Error)]
#[error("the table does not fit a spreadsheet: {0}; ask for CSV instead")]
pub struct SheetError(#[from] XlsxError);

/// A spreadsheet holds so many links in a sheet; beyond it, things are plain text.
const MOST_LINKS: usize = 65_000;

impl Table {
    /// The bytes of a workbook with one sheet for the rows and one for the notes.
    ///
    /// # Errors
    /// When the table is larger than a sheet can be.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, SheetError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("Data")?;
        sheet.set_right_to_left(super::html::direction(&self.lang) == "rtl");
        let bold = Format::new().set_bold().set_text_wrap();
        for (c, column) in (0u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, c, &column.title, &bold)?;
        }
        let mut links = 0;
        for (r, row) in (1u32..).zip(&self.rows) {
            for (c, cell) in (0u16..).zip(row) {
                write_cell(sheet, r, c, cell, &mut links)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        if let (Ok(rows), Ok(columns)) = (
            u32::try_from(self.rows.len()),
            u16::try_from(self.columns.len()),
        ) && columns > 0
        {
            sheet.autofilter(0, 0, rows, columns - 1)?;
        }
        sheet.autofit();
        let notes = book.add_worksheet();
        notes.set_name("Notes")?;
        notes.write_string_with_format(0, 0, &self.caption, &bold)?;
        for (r, note) in (1u32..).zip(&self.notes) {
            notes.write_string(r, 0, note)?;
        }
        notes.set_column_width(0, 100)?;
        Ok(book.save_to_buffer()?)
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // A spreadsheet counts in doubles; a larger whole number keeps its digits as text.
        Cell::Integer(value) => match i32::try_from(*value) {
            Ok(value) => {
                sheet.write_number(row, column, value)?;
            }
            Err(_) => {
                sheet.write_string(row, column, value.to_string())?;
            }
        },
        Cell::Decimal(value) => {
            sheet.write_number(row, column, *value)?;
        }
        Cell::Boolean(value) => {
            sheet.write_boolean(row, column, *value)?;
        }
        Cell::Link { iri, label } if *links < MOST_LINKS && iri.len() < 2000 => {
            *links += 1;
            sheet.write_url(row, column, Url::new(iri).set_text(label))?;
        }
        Cell::Date(day) => {
            let date = u16::try_from(day.year()).ok().and_then(|year| {
                ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
            });
            match date {
                Some(date) => {
                    let format = Format::new().set_num_format("yyyy-mm-dd");
                    sheet.write_datetime_with_format(row, column, date, &format)?;
                }
                // Before 1900 a spreadsheet has no days.
                None => {
                    sheet.write_string(row, column, day.to_string())?;
                }
            }
        }
        other => {
            sheet.write_string(row, column, other.plain())?;
        }
    }
    Ok(())
}
