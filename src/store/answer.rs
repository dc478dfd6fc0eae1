//! What a query gave, whole, and its standard serialisations.

use super::snapshot::StoreError;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::Write;

/// Rows of a SELECT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Variables, in the order of the query.
    pub variables: Vec<Variable>,
    /// One value a variable; `None` where unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Rows {
    /// The position of a variable.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.variables.iter().position(|v| v.as_str() == name)
    }

    /// The value of a variable in a row.
    pub fn get<'a>(&self, row: &'a [Option<Term>], name: &str) -> Option<&'a Term> {
        row.get(self.position(name)?)?.as_ref()
    }

    /// Sorts rows by their terms, for a query that promises no order.
    pub fn sort(&mut self) {
        self.rows.sort_by_cached_key(|row| {
            row.iter()
                .map(|term| term.as_ref().map(ToString::to_string))
                .collect::<Vec<_>>()
        });
    }
}

/// The whole answer to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// SELECT.
    Rows(Rows),
    /// ASK.
    Truth(bool),
    /// CONSTRUCT and DESCRIBE; sorted, without repetition.
    Graph(Vec<Triple>),
}

/// A standard serialisation of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SPARQL results: rows or a truth value.
    Results(QueryResultsFormat),
    /// RDF: graphs.
    Rdf(RdfFormat),
}

impl Answer {
    /// The media kind in words, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Rows(_) => "rows",
            Self::Truth(_) => "a yes or no",
            Self::Graph(_) => "a graph",
        }
    }

    /// Writes the answer in a standard format; prefixes shorten Turtle.
    ///
    /// # Errors
    /// When the format does not fit the kind of answer, or the writer fails.
    pub fn write<'p, W: Write>(
        &self,
        mut writer: W,
        format: Format,
        prefixes: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<W, StoreError> {
        match (self, format) {
            (Self::Rows(rows), Format::Results(format)) => {
                let mut serializer = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(&mut writer, rows.variables.clone())?;
                for row in &rows.rows {
                    serializer.serialize(
                        rows.variables
                            .iter()
                            .zip(row)
                            .filter_map(|(variable, term)| Some((variable, term.as_ref()?))),
                    )?;
                }
                serializer.finish()?;
            }
            (Self::Truth(truth), Format::Results(format)) => {
                QueryResultsSerializer::from_format(format)
                    .serialize_boolean_to_writer(&mut writer, *truth)?;
            }
            (Self::Graph(triples), Format::Rdf(format)) => {
                let mut serializer = RdfSerializer::from_format(format);
                for (prefix, namespace) in prefixes {
                    serializer = serializer
                        .with_prefix(prefix, namespace)
                        .map_err(|e| std::io::Error::new(std::io::ErrorKind::InvalidInput, e))?;
                }
                let mut serializer = serializer.for_writer(&mut writer);
                for triple in triples {
                    serializer.serialize_triple(triple)?;
                }
                serializer.finish()?;
            }
            (Self::Graph(_), Format::Results(format)) => {
                return Err(StoreError::Format {
                    format: format.name(),
                    kind: self.kind(),
                    expected: "ttl, nt, jsonld, rdfxml",
                });
            }
            (_, Format::Rdf(format)) => {
                return Err(StoreError::Format {
                    format: format.name(),
                    kind: self.kind(),
                    expected: "table, csv, json, tsv, xml",
                });
            }
        }
        Ok(writer)
    }
}
