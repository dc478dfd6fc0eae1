//! A table as a file to take away, in the format that was asked for.

use super::negotiate::Format;
use super::page::body;
use super::problem::Problem;
use crate::coverage::Matrix;
use crate::view::{Table, coverage_turtle};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;

/// A table in any format but HTML and RDF; `name` is that of the file.
///
/// # Errors
/// When the table does not fit a spreadsheet.
pub(super) fn table(table: &Table, name: &str, format: Format) -> Result<Response, Problem> {
    let content = match format {
        Format::Json => {
            serde_json::to_vec_pretty(&table.json()).map_err(|e| Problem::internal(&e))?
        }
        Format::Xlsx => table.to_xlsx().map_err(|e| Problem::internal(&e))?,
        Format::Markdown => table.to_markdown().into_bytes(),
        Format::Html => table.to_html_page()?.into_bytes(),
        _ => {
            let mut bytes = Vec::new();
            table
                .write_csv(&mut bytes)
                .map_err(|e| Problem::internal(&e))?;
            bytes
        }
    };
    named(format, name, content)
}

/// A matrix with its reasons: the stable rows in the format, or RDF.
///
/// # Errors
/// When it cannot be written.
pub(super) fn matrix(matrix: &Matrix, rows: &Table, format: Format) -> Result<Response, Problem> {
    match format {
        Format::Turtle => {
            let mut bytes = Vec::new();
            coverage_turtle(matrix, &mut bytes).map_err(|e| Problem::internal(&e))?;
            named(format, "coverage", bytes)
        }
        Format::Json => {
            let bytes = serde_json::to_vec_pretty(matrix).map_err(|e| Problem::internal(&e))?;
            named(format, "coverage", bytes)
        }
        _ => table(rows, "coverage", format),
    }
}

/// Content with a file name, should the reader keep it.
///
/// # Errors
/// Never; it fits where an answer that may fail stands.
pub(super) fn named(format: Format, name: &str, content: Vec<u8>) -> Result<Response, Problem> {
    let mut response = body(format, content)?;
    let value = format!("inline; filename=\"cyberlex-{name}.{}\"", format.suffix());
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
