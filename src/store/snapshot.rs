//! A loaded graph and its version: what was read, looked up by plain scans.

use super::dataset::Dataset;
use super::facts::{Facts, Known, Waiting};
use super::terms::key_of;
use crate::vocab;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Quad, Term, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults};
use spareval::QueryEvaluator;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// A failure of the store itself; wrong data and wrong queries are caught before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There are more terms, or statements, than there are numbers for them.
    #[error("the graph is full: it holds 4,294,967,295 terms and as many statements")]
    Full,
    /// A file or message with a graph is not what was written.
    #[error("this is no whole snapshot: {0}; make it again")]
    Broken(&'static str),
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
#[derive(Clone, Default)]
pub struct Snapshot {
    pub(super) facts: Arc<Facts>,
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
        let mut facts = Facts::default();
        facts.add(graphs)?;
        Ok(Self::of(facts, version))
    }

    /// Loads triples graph by graph as they come, kept as in [`load`](Self::load).
    ///
    /// # Errors
    /// When the store fails, or what brings the triples does.
    pub fn load_each<E: From<StoreError>>(
        graphs: impl IntoIterator<Item = Result<(NamedNode, Triple), E>>,
        version: String,
    ) -> Result<Self, E> {
        let mut facts = Facts::default();
        let mut waiting = Waiting::default();
        for statement in graphs {
            let (graph, triple) = statement?;
            facts.take(&mut waiting, graph.as_ref(), triple.as_ref())?;
        }
        facts.put(waiting)?;
        Ok(Self::of(facts, version))
    }

    /// Takes statements that were put in order elsewhere.
    pub(super) fn of(facts: Facts, version: String) -> Self {
        Self {
            facts: Arc::new(facts),
            version,
        }
    }

    /// The version of the data, the same for the same files everywhere.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How many statements there are, and once the rules have run, with what they derived.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is no statement at all.
    pub fn is_empty(&self) -> bool {
        self.facts.len() == 0
    }

    /// Evaluates a query over the union of the named graphs (unless it names its own data set) and
    /// gives oxigraph's lazy results.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub(super) fn stream(&self, query: &Query) -> Result<QueryResults<'static>, StoreError> {
        self.asked(&QueryEvaluator::new(), query)
    }

    /// The same, with an evaluator that may know more.
    pub(super) fn asked(
        &self,
        evaluator: &QueryEvaluator,
        query: &Query,
    ) -> Result<QueryResults<'static>, StoreError> {
        let own_dataset = match query {
            Query::Select { dataset, .. }
            | Query::Construct { dataset, .. }
            | Query::Describe { dataset, .. }
            | Query::Ask { dataset, .. } => dataset.is_some(),
        };
        let mut prepared = evaluator.prepare(query);
        if !own_dataset {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(prepared.execute(Dataset::new(Arc::clone(&self.facts)))?)
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
    pub(crate) fn derive(&mut self, triples: &[Triple]) -> Result<usize, StoreError> {
        let graph = NamedNode::new_unchecked(vocab::DERIVED);
        // Nobody else holds the statements while rules run; if somebody did, they would keep theirs.
        Arc::make_mut(&mut self.facts).add(triples.iter().map(|triple| (&graph, triple)))
    }

    /// What a pattern of IRIs, and perhaps a term as object, knows; `None` where the graph lacks one of them, so that
    /// nothing can be found.
    fn known(
        &self,
        subject: Option<&str>,
        predicate: Option<&str>,
        object: Option<&Term>,
    ) -> Option<Known> {
        let terms = &self.facts.terms;
        let subject = subject.map(|iri| terms.iri(iri).ok_or(())).transpose();
        let predicate = predicate.map(|iri| terms.iri(iri).ok_or(())).transpose();
        let object = object
            .map(|term| terms.number(&key_of(term.as_ref())).ok_or(()))
            .transpose();
        Some([subject.ok()?, predicate.ok()?, object.ok()?, None])
    }

    /// Objects of a subject and predicate, in any graph.
    pub fn objects(&self, subject: &str, predicate: &str) -> Vec<Term> {
        let Some(known) = self.known(Some(subject), Some(predicate), None) else {
            return Vec::new();
        };
        let rows = self.facts.with(known);
        rows.map(|row| self.facts.terms.term(row[2])).collect()
    }

    /// Everything that is said of a subject, as predicate and object, in any graph.
    pub(crate) fn about(&self, subject: &str) -> Vec<(String, Term)> {
        let Some(known) = self.known(Some(subject), None, None) else {
            return Vec::new();
        };
        self.facts
            .with(known)
            .filter_map(|row| Some((self.iri(row[1])?, self.facts.terms.term(row[2]))))
            .collect()
    }

    /// Subjects with a predicate, and with an object if one is given, in any graph.
    pub fn subjects(&self, predicate: &str, object: Option<&Term>) -> Vec<String> {
        let Some(known) = self.known(None, Some(predicate), object) else {
            return Vec::new();
        };
        let mut numbers: Vec<u32> = self.facts.with(known).map(|row| row[0]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut subjects: Vec<String> = numbers.into_iter().filter_map(|n| self.iri(n)).collect();
        subjects.sort();
        subjects
    }

    /// The IRI of a number; `None` for what has none.
    fn iri(&self, number: u32) -> Option<String> {
        match self.facts.terms.term(number) {
            Term::NamedNode(node) => Some(node.into_string()),
            _ => None,
        }
    }

    /// Every subject and object that a predicate ties together, in any graph, in no order.
    pub fn pairs(&self, predicate: &str) -> Vec<(String, Term)> {
        let Some(known) = self.known(None, Some(predicate), None) else {
            return Vec::new();
        };
        self.facts
            .with(known)
            .filter_map(|row| Some((self.iri(row[0])?, self.facts.terms.term(row[2]))))
            .collect()
    }

    /// Whether anything is said about an IRI.
    pub fn describes(&self, iri: &str) -> bool {
        let known = self.known(Some(iri), None, None);
        known.is_some_and(|known| self.facts.with(known).next().is_some())
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

    /// Every statement of a named graph, sorted.
    pub fn graph(&self, iri: &str) -> Vec<Triple> {
        let graph = self.facts.terms.iri(iri);
        graph.map_or_else(Vec::new, |graph| self.graph_of(graph))
    }

    /// Every named graph with its statements, sorted.
    pub fn graphs(&self) -> Vec<(String, Vec<Triple>)> {
        let graphs = self.facts.graphs().into_iter();
        let mut graphs: Vec<(String, Vec<Triple>)> = graphs
            .filter_map(|graph| Some((self.iri(graph)?, self.graph_of(graph))))
            .collect();
        graphs.sort_by(|a, b| a.0.cmp(&b.0));
        graphs
    }

    fn graph_of(&self, graph: u32) -> Vec<Triple> {
        let rows = self.facts.with([None, None, None, Some(graph)]);
        sorted(rows.filter_map(|row| self.facts.quad(row)))
    }

    /// How many subjects each class has, by class IRI.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let Some(known) = self.known(None, Some(rdf::TYPE.as_str()), None) else {
            return BTreeMap::new();
        };
        for row in self.facts.with(known) {
            *counts.entry(row[2]).or_default() += 1;
        }
        counts
            .into_iter()
            .filter_map(|(class, count)| Some((self.iri(class)?, count)))
            .collect()
    }
}

/// Triples sorted, each once.
pub(super) fn sorted(quads: impl Iterator<Item = Quad>) -> Vec<Triple> {
    let mut triples: Vec<Triple> = quads.map(Triple::from).collect();
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    triples
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
