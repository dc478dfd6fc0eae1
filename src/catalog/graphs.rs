//! A project without the files of its law: opened from a graph that is kept elsewhere, on disk or by a service.

use super::project::{Asserted, Project};
use super::query::Catalog;
use crate::corpus::{Corpus, Document, Prefixes, Source, Statement};
use crate::store::Snapshot;
use crate::vocab;
use oxigraph::model::{NamedNode, Triple};
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
