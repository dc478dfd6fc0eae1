//! A loaded graph and its version: what was read, looked up by plain scans.

use crate::vocab;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Term, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::{StorageError, Store};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::collections::{BTreeMap, HashSet};
use std::io;

/// A failure of the store itself; wrong data and wrong queries are caught before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The store could not take or give data.
    #[error("the store failed: {0}")]
    Storage(#[from] StorageError),
    /// The query could not be evaluated.
    #[error("the query could not be evaluated: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// The query took longer than it may.
    #[error("the query took longer than {0} seconds and was stopped")]
    Deadline(u64),
    /// An answer could not be written.
    #[error("the answer could not be written: {0}")]
    Write(#[from] io::Error),
    /// A format that does not fit the kind of answer.
    #[error("{format} cannot hold {kind}; use one of: {expected}")]
    Format {
        /// The format asked for.
        format: &'static str,
        /// What the query gave.
        kind: &'static str,
        /// What would fit.
        expected: &'static str,
    },
}

/// Named graphs in memory, one a file: what the files assert. It can be scanned; a question in SPARQL is asked of
/// [`Derived`](super::Derived), so that none is answered before the rules have run.
pub struct Snapshot {
    pub(super) store: Store,
    version: String,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl AsRef<Snapshot> for Snapshot {
    fn as_ref(&self) -> &Snapshot {
        self
    }
}

impl Snapshot {
    /// Loads quads. A triple that stands in several graphs is kept in the first one only, so that
    /// the union is a set and sums count nothing twice.
    ///
    /// # Errors
    /// When the store fails.
    pub fn load<'a>(
        graphs: impl IntoIterator<Item = (&'a NamedNode, &'a Triple)>,
        version: String,
    ) -> Result<Self, StoreError> {
        let store = Store::new()?;
        let mut seen = HashSet::new();
        let mut loader = store.bulk_loader();
        loader.load_quads(
            graphs
                .into_iter()
                .filter(|(_, triple)| seen.insert(*triple))
                .map(|(graph, triple)| triple.clone().in_graph(graph.clone())),
        )?;
        loader.commit()?;
        Ok(Self { store, version })
    }

    /// Takes a store that was filled elsewhere.
    pub(super) fn of(store: Store, version: String) -> Self {
        Self { store, version }
    }

    /// The version of the data, the same for the same files everywhere.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How many statements there are, and once the rules have run, with what they derived.
    ///
    /// # Errors
    /// When the store fails.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.store.len()?)
    }

    /// Whether there is no statement at all.
    ///
    /// # Errors
    /// When the store fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.store.is_empty()?)
    }

    /// Evaluates a query over the union of the named graphs (unless it names its own data set) and
    /// gives oxigraph's lazy results.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub(super) fn stream(&self, query: &Query) -> Result<QueryResults<'static>, StoreError> {
        self.asked(SparqlEvaluator::new(), query)
    }

    /// The same, with an evaluator that may know more.
    pub(super) fn asked(
        &self,
        evaluator: SparqlEvaluator,
        query: &Query,
    ) -> Result<QueryResults<'static>, StoreError> {
        let own_dataset = match query {
            Query::Select { dataset, .. }
            | Query::Construct { dataset, .. }
            | Query::Describe { dataset, .. }
            | Query::Ask { dataset, .. } => dataset.is_some(),
        };
        let mut prepared = evaluator.for_query(query.clone());
        if !own_dataset {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(prepared.on_store(&self.store).execute()?)
    }

    /// The number of solutions of a pattern over the union of the named graphs, or `most` if there are at least as many.
    pub(super) fn count(&self, pattern: &GraphPattern, most: usize) -> usize {
        let query = Query::Select {
            dataset: None,
            pattern: pattern.clone(),
            base_iri: None,
        };
        match self.stream(&query) {
            Ok(QueryResults::Solutions(solutions)) => solutions.take(most).count(),
            _ => most,
        }
    }

    /// The triples of a CONSTRUCT as they come, unsorted and perhaps repeated; `None` for any other
    /// query.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub(crate) fn construct(&self, query: &Query) -> Result<Option<Vec<Triple>>, StoreError> {
        Ok(match self.stream(query)? {
            QueryResults::Graph(triples) => Some(triples.collect::<Result<_, _>>()?),
            _ => None,
        })
    }

    /// Adds derived triples to the derived graph, and gives how many were new to the whole.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn derive(&mut self, triples: Vec<Triple>) -> Result<usize, StoreError> {
        let graph = GraphName::from(NamedNodeRef::new_unchecked(vocab::DERIVED));
        let mut quads = Vec::new();
        let mut seen = HashSet::new();
        for triple in triples {
            let known = self
                .store
                .quads_for_pattern(
                    Some(triple.subject.as_ref()),
                    Some(triple.predicate.as_ref()),
                    Some(triple.object.as_ref()),
                    None,
                )
                .next()
                .transpose()?
                .is_some();
            if !known && seen.insert(triple.clone()) {
                quads.push(triple.in_graph(graph.clone()));
            }
        }
        let new = quads.len();
        let mut loader = self.store.bulk_loader();
        loader.load_quads(quads)?;
        loader.commit()?;
        Ok(new)
    }

    /// Objects of a subject and predicate, in any graph.
    pub fn objects(&self, subject: &str, predicate: &str) -> Vec<Term> {
        let (Ok(subject), Ok(predicate)) =
            (NamedNodeRef::new(subject), NamedNodeRef::new(predicate))
        else {
            return Vec::new();
        };
        self.store
            .quads_for_pattern(Some(subject.into()), Some(predicate), None, None)
            .filter_map(Result::ok)
            .map(|quad| quad.object)
            .collect()
    }

    /// Everything that is said of a subject, as predicate and object, in any graph.
    pub(crate) fn about(&self, subject: &str) -> Vec<(String, Term)> {
        let Ok(subject) = NamedNodeRef::new(subject) else {
            return Vec::new();
        };
        self.store
            .quads_for_pattern(Some(subject.into()), None, None, None)
            .filter_map(Result::ok)
            .map(|quad| (quad.predicate.into_string(), quad.object))
            .collect()
    }

    /// Subjects with a predicate, and with an object if one is given, in any graph.
    pub fn subjects(&self, predicate: &str, object: Option<&Term>) -> Vec<String> {
        let Ok(predicate) = NamedNodeRef::new(predicate) else {
            return Vec::new();
        };
        let mut subjects: Vec<String> = self
            .store
            .quads_for_pattern(None, Some(predicate), object.map(Term::as_ref), None)
            .filter_map(Result::ok)
            .filter_map(|quad| match quad.subject {
                oxigraph::model::NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
                oxigraph::model::NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        subjects.sort();
        subjects.dedup();
        subjects
    }

    /// Every subject and object that a predicate ties together, in any graph, in no order.
    pub fn pairs(&self, predicate: &str) -> Vec<(String, Term)> {
        let Ok(predicate) = NamedNodeRef::new(predicate) else {
            return Vec::new();
        };
        self.store
            .quads_for_pattern(None, Some(predicate), None, None)
            .filter_map(Result::ok)
            .filter_map(|quad| match quad.subject {
                oxigraph::model::NamedOrBlankNode::NamedNode(node) => {
                    Some((node.into_string(), quad.object))
                }
                oxigraph::model::NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect()
    }

    /// Whether anything is said about an IRI.
    pub fn describes(&self, iri: &str) -> bool {
        NamedNodeRef::new(iri).is_ok_and(|node| {
            self.store
                .quads_for_pattern(Some(node.into()), None, None, None)
                .next()
                .is_some()
        })
    }

    /// The class IRIs of a subject, sorted.
    pub fn types(&self, iri: &str) -> Vec<String> {
        let mut types: Vec<String> = self
            .objects(iri, rdf::TYPE.as_str())
            .into_iter()
            .filter_map(|term| match term {
                Term::NamedNode(node) => Some(node.into_string()),
                _ => None,
            })
            .collect();
        types.sort();
        types
    }

    /// What to call an IRI in a language: its preferred label, label or title there, else in
    /// English, else in any language.
    pub fn label(&self, iri: &str, lang: &str) -> Option<String> {
        [
            vocab::foreign::SKOS_PREF_LABEL,
            vocab::foreign::RDFS_LABEL,
            vocab::foreign::ELI_TITLE_SHORT,
            vocab::foreign::ELI_TITLE,
            vocab::foreign::DCTERMS_TITLE,
        ]
        .iter()
        .find_map(|predicate| self.label_in(iri, predicate, lang))
    }

    /// The text of a property in a language, else in English, else in any.
    pub fn label_in(&self, iri: &str, predicate: &str, lang: &str) -> Option<String> {
        best_text(&self.objects(iri, predicate), lang)
    }

    /// How many subjects each class has, by class IRI.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for quad in self
            .store
            .quads_for_pattern(None, Some(rdf::TYPE), None, None)
            .filter_map(Result::ok)
        {
            if let Term::NamedNode(class) = quad.object {
                *counts.entry(class.into_string()).or_default() += 1;
            }
        }
        counts
    }
}

/// The text in the language asked for, else English, else the first in order.
fn best_text(terms: &[Term], lang: &str) -> Option<String> {
    Some(best_text_and_language(terms, lang)?.0)
}

/// The best text, as [`best_text`] chooses it, and the language it is in, empty where it says none.
pub(crate) fn best_text_and_language(terms: &[Term], lang: &str) -> Option<(String, String)> {
    let mut texts: Vec<(u8, String, String)> = terms
        .iter()
        .filter_map(|term| match term {
            Term::Literal(literal) => {
                let tag = literal.language().unwrap_or_default().to_owned();
                Some((language_rank(&tag, lang), tag, literal.value().to_owned()))
            }
            _ => None,
        })
        .collect();
    texts.sort();
    texts.into_iter().next().map(|(_, tag, text)| (text, tag))
}

/// How well the language of a text fits the one asked for, the best first: the same, the same but for region or script,
/// English, any other.
pub(crate) fn language_rank(tag: &str, lang: &str) -> u8 {
    let primary = |tag: &'_ str| tag.find('-').unwrap_or(tag.len());
    let (of_tag, of_lang) = (&tag[..primary(tag)], &lang[..primary(lang)]);
    if tag.eq_ignore_ascii_case(lang) {
        0
    } else if of_tag.eq_ignore_ascii_case(of_lang) {
        1
    } else if of_tag.eq_ignore_ascii_case("en") {
        2
    } else {
        3
    }
}
