//! A table: what every answer with rows becomes before it is drawn.

use super::cell::Cell;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};
use serde::Serialize;
use utoipa::ToSchema;

/// A column heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Column {
    /// The name that programs use.
    pub name: String,
    /// The heading that people read.
    pub title: String,
}

/// Rows of typed cells under headings.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Language of headings and words, as a tag.
    pub lang: String,
    /// Headings.
    pub columns: Vec<Column>,
    /// Rows, each as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader has to know about the figures: day, version of the data, query, limits.
    pub notes: Vec<String>,
}

impl Table {
    /// An empty table.
    pub fn new<'a>(
        caption: impl Into<String>,
        lang: impl Into<String>,
        columns: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            caption: caption.into(),
            lang: lang.into(),
            columns: columns
                .into_iter()
                .map(|name| Column {
                    name: name.to_owned(),
                    title: name.replace('_', " "),
                })
                .collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether any cell of a column is a thing with an address.
    pub(super) fn has_links(&self, column: usize) -> bool {
        self.rows
            .iter()
            .any(|row| matches!(row.get(column), Some(Cell::Link { .. })))
    }

    /// Adds a row; a short one is filled up, a long one cut.
    pub fn push(&mut self, mut row: Vec<Cell>) {
        row.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row);
    }

    /// A table of the solutions of a query; `name` gives what to call an IRI.
    pub fn of_solutions<'a>(
        caption: impl Into<String>,
        lang: impl Into<String>,
        variables: impl IntoIterator<Item = &'a str>,
        rows: impl IntoIterator<Item = &'a [Option<Term>]>,
        name: impl Fn(&str) -> String,
    ) -> Self {
        let mut table = Self::new(caption, lang, variables);
        for row in rows {
            table.push(
                row.iter()
                    .map(|term| Self::cell(term.as_ref(), &name))
                    .collect(),
            );
        }
        table
    }

    /// The cell of an RDF term; `name` gives what to call an IRI.
    pub fn cell(term: Option<&Term>, name: impl Fn(&str) -> String) -> Cell {
        match term {
            None => Cell::Empty,
            Some(Term::NamedNode(node)) => Cell::Link {
                iri: node.as_str().to_owned(),
                label: name(node.as_str()),
            },
            Some(Term::Literal(literal)) => literal_cell(literal),
            Some(other) => Cell::text(other.to_string()),
        }
    }
}

fn literal_cell(literal: &Literal) -> Cell {
    let value = literal.value();
    let datatype = literal.datatype();
    let typed = if datatype == xsd::DATE {
        value.parse().ok().map(Cell::Date)
    } else if datatype == xsd::INTEGER || datatype == xsd::NON_NEGATIVE_INTEGER {
        value.parse().ok().map(Cell::Integer)
    } else if datatype == xsd::DECIMAL || datatype == xsd::DOUBLE {
        value.parse().ok().map(Cell::Decimal)
    } else if datatype == xsd::BOOLEAN {
        value.parse().ok().map(Cell::Boolean)
    } else {
        None
    };
    typed.unwrap_or_else(|| Cell::Text {
        value: value.to_owned(),
        lang: literal.language().map(str::to_owned),
    })
}
