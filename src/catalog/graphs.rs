//! A project without the files of its law: opened from a graph that is kept elsewhere, on disk or by a service.

use super::error::CatalogError;
use super::project::{Asserted, Project};
use super::query::Catalog;
use crate::corpus::{Corpus, Document, Prefixes, Problem, Source, Statement, check, sort_problems};
use crate::store::Snapshot;
use crate::vocab;
use jiff::civil::Date;
use oxigraph::model::{NamedNode, Triple};
use std::collections::BTreeSet;
use std::sync::OnceLock;

impl Asserted {
    /// Takes a graph that is made of the graphs of files, and a source with the queries to ask it.
    pub fn of_graph(snapshot: Snapshot, queries: Source) -> Self {
        let prefixes = Prefixes::of(&Corpus {
            documents: document(vocab::PREFIXES, snapshot.graph(vocab::PREFIXES))
                .into_iter()
                .collect(),
            problems: Vec::new(),
        });
        let (catalog, query_errors) = Catalog::read(&queries, &prefixes);
        Project {
            source: queries,
            corpus: OnceLock::new(),
            prefixes,
            catalog,
            query_errors,
            snapshot,
            rules: Vec::new(),
        }
    }
}

impl Asserted {
    /// What is wrong with files that are to take the place of those with their names, or to stand beside the others: their
    /// syntax, undeclared terms, and where `day` is given the checks that are queries, as of that day.
    ///
    /// # Errors
    /// When a rule or a check cannot be run.
    pub fn problems_of(
        &self,
        new: &Corpus,
        day: Option<Date>,
    ) -> Result<Vec<Problem>, CatalogError> {
        let names: BTreeSet<&str> = new.documents.iter().map(|d| d.name.as_str()).collect();
        let others = self.corpus().documents.iter();
        let mut whole = Corpus {
            documents: others
                .filter(|document| !names.contains(document.name.as_str()))
                .chain(&new.documents)
                .cloned()
                .collect(),
            problems: new.problems.clone(),
        };
        whole.documents.sort_by(|a, b| a.name.cmp(&b.name));
        let mut problems = match day {
            None => [check(&whole, &self.prefixes), whole.problems].concat(),
            Some(day) => {
                let snapshot = Snapshot::load(statements(&whole), String::new())?;
                let project = Self::of_graph(snapshot, self.source.clone());
                // Filled here, so that problems are found where they stand in the new files.
                let project = Project {
                    corpus: OnceLock::from(whole),
                    ..project
                };
                project.derive(day)?.problems(day)?
            }
        };
        problems.retain(|problem| names.contains(problem.file.as_str()));
        sort_problems(&mut problems);
        Ok(problems)
    }
}

/// Every statement of files, with the graph of its file.
pub(super) fn statements(corpus: &Corpus) -> impl Iterator<Item = (&NamedNode, &Triple)> {
    corpus.documents.iter().flat_map(|document| {
        let statements = document.statements.iter();
        statements.map(move |statement| (&document.graph, &statement.triple))
    })
}

/// The statements as if the files had been read; nobody knows their lines, so each has 0.
pub(super) fn documents(snapshot: &Snapshot) -> Corpus {
    let graphs = snapshot.graphs().into_iter();
    let mut documents: Vec<Document> = graphs
        .filter_map(|(graph, triples)| document(&graph, triples))
        .collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Corpus {
        documents,
        problems: Vec::new(),
    }
}

/// The file of a graph; `None` for a graph that comes from no file.
fn document(graph: &str, triples: Vec<Triple>) -> Option<Document> {
    let stem = graph.strip_prefix(vocab::GRAPH)?;
    let of_a_file = ["corpus/", "ontology/"]
        .iter()
        .any(|folder| stem.starts_with(folder));
    of_a_file.then(|| Document {
        name: format!("{stem}.ttl"),
        graph: NamedNode::new_unchecked(graph),
        statements: triples
            .into_iter()
            .map(|triple| Statement { triple, line: 0 })
            .collect(),
    })
}
