//! Inside a worker: a query understood, guarded, rewritten, evaluated and written, within its limits.

use super::federation::Federation;
use super::format::{GraphFormat, RowFormat, offered};
use super::message::{Failure, Head, Kind, Question, Setup, json, write};
use crate::store::{Derived, Guard, is_lasting, rewrite_exists};
use oxigraph::io::RdfSerializer;
use oxigraph::model::NamedNode;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::QueryResultsSerializer;
use spareval::QueryEvaluator;
use spargebra::algebra::QueryDataset;
use spargebra::{Query, SparqlParser};
use std::io::{self, Write};
use std::time::Duration;

/// The longest message of a parser that is passed on.
const MESSAGE: usize = 600;

/// Why there is no answer: the query's fault, or a server that no longer listens.
enum Ended {
    Failure(Failure),
    Server(io::Error),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Answers a question in frames.
///
/// # Errors
/// When the frames cannot be written; what is wrong with the question is an answer too.
pub(super) fn answer(
    data: &Derived,
    setup: &Setup,
    question: &Question,
    out: &mut impl Write,
) -> io::Result<()> {
    match try_answer(data, setup, question, out) {
        Ok(()) => write(out, Kind::End, &[])?,
        Err(Ended::Failure(failure)) => write(out, Kind::Failure, &json(&failure)?)?,
        Err(Ended::Server(error)) => return Err(error),
    }
    out.flush()
}

fn try_answer(
    data: &Derived,
    setup: &Setup,
    question: &Question,
    out: &mut impl Write,
) -> Result<(), Ended> {
    let guard = setup.guard.map(|length| Guard {
        length,
        ..Guard::default()
    });
    let refused = |refusal: crate::store::Refusal| {
        Failure::Refused(format!("The query is not evaluated: {refusal}."))
    };
    if let Some(guard) = &guard {
        guard.text(&question.query).map_err(refused)?;
    }
    let mut query = parse(&question.query, setup)?;
    with_dataset(&mut query, question)?;
    if let Some(guard) = &guard {
        guard.query(&query, data.as_ref()).map_err(refused)?;
    }
    let head = Head {
        rows: matches!(query, Query::Select { .. } | Query::Ask { .. }),
        lasting: is_lasting(&query),
    };
    // Before anything is evaluated: a format that does not fit costs nothing.
    let (rows_as, graph_as) = formats(&query, question)?;
    let evaluator = QueryEvaluator::new().with_default_service_handler(Federation::new(
        &setup.services,
        setup.private_services,
        Duration::from_secs(question.seconds),
        question.bytes,
    ));
    let results = data
        .stream_with(&evaluator, &rewrite_exists(&query))
        .map_err(|e| Failure::Evaluation(e.to_string()))?;
    write(out, Kind::Head, &json(&head).map_err(Ended::Server)?).map_err(Ended::Server)?;
    let mut pieces = Pieces::new(out, question.bytes);
    let written = match rows_as {
        Some(format) => write_rows(results, format, question.rows, &mut pieces),
        None => write_graph(results, graph_as, setup, question.rows, &mut pieces),
    };
    let written = written.and_then(|()| pieces.finish().map_err(Ended::Server));
    match written {
        // The writer says that it failed; what failed it is known here.
        Err(Ended::Server(_)) if pieces.over => Err(Failure::Bytes(question.bytes).into()),
        other => other,
    }
}

/// The query with the prefixes of the project declared.
fn parse(text: &str, setup: &Setup) -> Result<Query, Failure> {
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in &setup.prefixes {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|e| Failure::Syntax(format!("Prefix {prefix}: {e}.")))?;
    }
    parser.clone().parse_query(text).map_err(|error| {
        if parser.parse_update(text).is_ok() && !text.trim().is_empty() {
            return Failure::Syntax(String::from(
                "This is an update, and the endpoint is read-only: it takes SELECT, ASK, CONSTRUCT and DESCRIBE.",
            ));
        }
        let mut message = error.to_string();
        if message.len() > MESSAGE {
            let end = (0..=MESSAGE).rev().find(|i| message.is_char_boundary(*i));
            message.truncate(end.unwrap_or(0));
            message.push('…');
        }
        Failure::Syntax(format!(
            "The query is not SPARQL 1.1 (line:column counted from 1): {message}"
        ))
    })
}

/// The data set that the request names goes before that of the query (SPARQL 1.1 Protocol, section 2.1.4).
fn with_dataset(query: &mut Query, question: &Question) -> Result<(), Failure> {
    if question.default_graphs.is_empty() && question.named_graphs.is_empty() {
        return Ok(());
    }
    let iris = |names: &[String], parameter: &str| {
        names
            .iter()
            .map(|name| {
                NamedNode::new(name).map_err(|e| {
                    Failure::Syntax(format!("Parameter {parameter}: {name:?} is no IRI: {e}."))
                })
            })
            .collect::<Result<Vec<_>, _>>()
    };
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = query;
    *dataset = Some(QueryDataset {
        default: iris(&question.default_graphs, "default-graph-uri")?,
        named: Some(iris(&question.named_graphs, "named-graph-uri")?),
    });
    Ok(())
}

/// The format to write in: for rows, or else for a graph.
fn formats(
    query: &Query,
    question: &Question,
) -> Result<(Option<RowFormat>, GraphFormat), Failure> {
    let unfit = |gives: &str, offered: String| Failure::Format {
        gives: gives.to_owned(),
        offered,
    };
    match query {
        Query::Select { .. } | Query::Ask { .. } => {
            let gives = if matches!(query, Query::Ask { .. }) {
                "yes or no"
            } else {
                "rows"
            };
            let format = question
                .rows_as
                .ok_or_else(|| unfit(gives, offered::<RowFormat>()))?;
            Ok((Some(format), GraphFormat::Turtle))
        }
        Query::Construct { .. } | Query::Describe { .. } => {
            let format = question
                .graph_as
                .ok_or_else(|| unfit("a graph", offered::<GraphFormat>()))?;
            Ok((None, format))
        }
    }
}

fn evaluation(error: impl std::fmt::Display) -> Ended {
    Failure::Evaluation(error.to_string()).into()
}

fn write_rows(
    results: QueryResults<'_>,
    format: RowFormat,
    most: u64,
    writer: &mut impl Write,
) -> Result<(), Ended> {
    let serializer = QueryResultsSerializer::from_format(format.writer());
    match results {
        QueryResults::Boolean(truth) => {
            serializer
                .serialize_boolean_to_writer(writer, truth)
                .map_err(Ended::Server)?;
        }
        QueryResults::Solutions(solutions) => {
            let mut serializer = serializer
                .serialize_solutions_to_writer(writer, solutions.variables().to_vec())
                .map_err(Ended::Server)?;
            let mut rows = 0;
            for solution in solutions {
                rows += 1;
                if rows > most {
                    return Err(Failure::Rows(most).into());
                }
                serializer
                    .serialize(&solution.map_err(evaluation)?)
                    .map_err(Ended::Server)?;
            }
            serializer.finish().map_err(Ended::Server)?;
        }
        QueryResults::Graph(_) => return Err(evaluation("rows were expected")),
    }
    Ok(())
}

fn write_graph(
    results: QueryResults<'_>,
    format: GraphFormat,
    setup: &Setup,
    most: u64,
    writer: &mut impl Write,
) -> Result<(), Ended> {
    let QueryResults::Graph(triples) = results else {
        return Err(evaluation("a graph was expected"));
    };
    let mut serializer = RdfSerializer::from_format(format.writer());
    for (prefix, namespace) in &setup.prefixes {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(evaluation)?;
    }
    let mut serializer = serializer.for_writer(writer);
    let mut written = 0;
    for triple in triples {
        written += 1;
        if written > most {
            return Err(Failure::Rows(most).into());
        }
        serializer
            .serialize_triple(&triple.map_err(evaluation)?)
            .map_err(Ended::Server)?;
    }
    serializer.finish().map_err(Ended::Server)?;
    Ok(())
}

/// Content on its way out in frames, counted.
struct Pieces<'w, W> {
    out: &'w mut W,
    piece: Vec<u8>,
    left: u64,
    over: bool,
}

impl<'w, W: Write> Pieces<'w, W> {
    /// The size of a frame of content.
    const SIZE: usize = 64 * 1024;

    fn new(out: &'w mut W, most: u64) -> Self {
        Self {
            out,
            piece: Vec::with_capacity(Self::SIZE),
            left: most,
            over: false,
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.piece.is_empty() {
            write(self.out, Kind::Content, &self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }
}

impl<W: Write> Write for Pieces<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            self.over = true;
            return Err(io::Error::other("the answer is too large"));
        };
        self.left = left;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= Self::SIZE {
            self.finish()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
