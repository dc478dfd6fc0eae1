//! Tables for a browser: one accessible HTML table, or a whole small page around it.

use super::cell::Cell;
use super::table::Table;
use askama::Template;

#[derive(Template)]
#[template(path = "table.html")]
struct Page<'a> {
    table: &'a Table,
    whole: bool,
}

impl Table {
    /// The table as an HTML fragment.
    ///
    /// # Errors
    /// When the template fails, which only a formatter that fails can make it do.
    pub fn to_html(&self) -> Result<String, askama::Error> {
        Page {
            table: self,
            whole: false,
        }
        .render()
    }

    /// The table as a page that stands alone.
    ///
    /// # Errors
    /// As [`Table::to_html`].
    pub fn to_html_page(&self) -> Result<String, askama::Error> {
        Page {
            table: self,
            whole: true,
        }
        .render()
    }
}

/// The writing direction of a language, for the `dir` attribute.
pub fn direction(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or_default();
    if matches!(
        primary,
        "ar" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"
    ) {
        "rtl"
    } else {
        "ltr"
    }
}
