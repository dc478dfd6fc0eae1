//! A graph with its rules run, which no longer changes: what SPARQL is asked of.

use super::answer::{Answer, Rows};
use super::snapshot::{Snapshot, StoreError, sorted};
use crate::vocab;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Quad, QuadRef, Triple};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults};
use spareval::QueryEvaluator;
use spargebra::Query;
use std::io::{self, Write};
use std::ops::Deref;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// A [`Snapshot`] and one more graph with the derived links. Queries see the union of all graphs as the default
/// graph. Only running the rules makes one, so what can be asked is always whole.
#[derive(Debug, Clone)]
pub struct Derived(Snapshot);

impl Deref for Derived {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.0
    }
}

impl From<Derived> for Snapshot {
    fn from(derived: Derived) -> Self {
        derived.0
    }
}

impl AsRef<Snapshot> for Derived {
    fn as_ref(&self) -> &Snapshot {
        &self.0
    }
}

impl Derived {
    /// Takes a snapshot in which every rule has run.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self(snapshot)
    }

    /// Evaluates a query over the union of the named graphs (unless it names its own data set) and
    /// gives oxigraph's lazy results.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub fn stream(&self, query: &Query) -> Result<QueryResults<'static>, StoreError> {
        self.0.stream(query)
    }

    /// Evaluates a query and gives all of its answer.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub fn evaluate(&self, query: &Query) -> Result<Answer, StoreError> {
        whole(self.stream(query)?)
    }

    /// The same for a query of ours that is asked on a stranger's behalf: it is stopped soon after `most`. Between two
    /// statements of the graph, that is; what may spend long on something else belongs into a process of its own.
    ///
    /// # Errors
    /// When the query cannot be evaluated, or takes longer.
    pub fn evaluate_within(&self, query: &Query, most: Duration) -> Result<Answer, StoreError> {
        let stop = CancellationToken::new();
        let alarm = stop.clone();
        let (done, waiting) = mpsc::channel::<()>();
        thread::spawn(move || {
            if waiting.recv_timeout(most) == Err(RecvTimeoutError::Timeout) {
                alarm.cancel();
            }
        });
        let evaluator = QueryEvaluator::new().with_cancellation_token(stop.clone());
        let answer = self.0.asked(&evaluator, query).and_then(whole);
        drop(done);
        // An answer that came while it was being stopped may lack what was not looked at.
        if stop.is_cancelled() {
            return Err(StoreError::Deadline(most.as_secs()));
        }
        answer
    }

    /// Evaluates a query with an evaluator that was set up elsewhere, over the union of the named graphs unless the
    /// query names its own data set.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub fn stream_with(
        &self,
        evaluator: &QueryEvaluator,
        query: &Query,
    ) -> Result<QueryResults<'static>, StoreError> {
        self.0.asked(evaluator, query)
    }

    /// The derived statements in which an IRI is subject or object, sorted.
    pub fn derived_about(&self, iri: &str) -> Vec<Quad> {
        let terms = &self.facts.terms;
        let (Some(node), Some(graph)) = (terms.iri(iri), terms.iri(vocab::DERIVED)) else {
            return Vec::new();
        };
        let outgoing = self.facts.with([Some(node), None, None, Some(graph)]);
        let incoming = self.facts.with([None, None, Some(node), Some(graph)]);
        let mut quads: Vec<Quad> = outgoing
            .chain(incoming)
            .filter_map(|row| self.facts.quad(row))
            .collect();
        quads.sort_by_cached_key(ToString::to_string);
        quads.dedup();
        quads
    }

    /// A description of an IRI: every statement, asserted or derived, in which it is subject or object, but those that
    /// only say that other things are of its class; sorted.
    pub fn describe(&self, iri: &str) -> Vec<Triple> {
        let Some(node) = self.facts.terms.iri(iri) else {
            return Vec::new();
        };
        let class = self.facts.terms.iri(rdf::TYPE.as_str());
        let outgoing = self.facts.with([Some(node), None, None, None]);
        let incoming = self.facts.with([None, None, Some(node), None]);
        sorted(
            outgoing
                .chain(incoming.filter(|row| Some(row[1]) != class))
                .filter_map(|row| self.facts.quad(row)),
        )
    }

    /// How many statements were derived.
    pub fn derived(&self) -> usize {
        let graph = self.facts.terms.iri(vocab::DERIVED);
        graph.map_or(0, |graph| {
            self.facts.with([None, None, None, Some(graph)]).count()
        })
    }

    /// All quads, sorted as N-Quads so that the same data gives the same bytes.
    pub fn quads(&self) -> Vec<Quad> {
        let rows = self.facts.with([None; 4]);
        let mut quads: Vec<Quad> = rows.filter_map(|row| self.facts.quad(row)).collect();
        quads.sort_by_cached_key(ToString::to_string);
        quads
    }

    /// Writes everything in an RDF format; one without named graphs gets the union.
    ///
    /// # Errors
    /// When the store fails or the writer does.
    pub fn dump<'p, W: Write>(
        &self,
        writer: W,
        format: RdfFormat,
        prefixes: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<W, StoreError> {
        let mut serializer = RdfSerializer::from_format(format);
        for (prefix, namespace) in prefixes {
            serializer = serializer
                .with_prefix(prefix, namespace)
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
        }
        let mut serializer = serializer.for_writer(writer);
        for quad in self.quads() {
            let quad = QuadRef::from(&quad);
            if format.supports_datasets() {
                serializer.serialize_quad(quad)?;
            } else {
                serializer.serialize_triple(oxigraph::model::TripleRef::from(quad))?;
            }
        }
        Ok(serializer.finish()?)
    }
}

/// All of a lazy answer; triples are sorted and stand once.
fn whole(results: QueryResults<'static>) -> Result<Answer, StoreError> {
    Ok(match results {
        QueryResults::Boolean(truth) => Answer::Truth(truth),
        QueryResults::Graph(triples) => {
            let mut triples = triples.collect::<Result<Vec<Triple>, _>>()?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Answer::Graph(triples)
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let rows = solutions
                .map(|solution| Ok(solution?.values().to_vec()))
                .collect::<Result<_, QueryEvaluationError>>()?;
            Answer::Rows(Rows { variables, rows })
        }
    })
}
