//! Reads the graphs that a service holds of ours, each statement counted.

use super::client::Service;
use super::error::RemoteError;
use super::parts::{Share, batches};
use crate::corpus::{name_blank_nodes, sum, version_of};
use crate::vocab::{self, foreign};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How often something is divided into sixteen parts before it is given up: 4,096 parts.
const DEEPEST: usize = 3;

/// What a service holds: the statements of files, a graph each, by name.
#[derive(Debug)]
pub struct Held {
    /// The graphs.
    pub graphs: Vec<(NamedNode, Vec<Triple>)>,
    /// A hash over all statements. Names of blank nodes differ from service to service and are not in it.
    pub version: String,
}

/// One row of an answer.
type Row = Vec<Option<Term>>;

/// The graphs of files, as a pattern.
const OF_FILES: &str = "FILTER(STRSTARTS(STR(?g), \"https://w3id.org/cyberlex/graph/corpus/\") || STRSTARTS(STR(?g), \"https://w3id.org/cyberlex/graph/ontology/\"))";

impl Service {
    /// Reads every graph that is made from a file; `progress` is told how many statements have come, of how many.
    ///
    /// # Errors
    /// When the service fails, holds nothing of ours, or does not send all that it counts.
    pub fn read(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Held, RemoteError> {
        let mut list = self.list(&Share::All)?;
        list.sort();
        if list.is_empty() {
            return Err(RemoteError::Empty {
                service: self.address().to_owned(),
            });
        }
        let total = list.iter().map(|(_, count)| count).sum();
        let mut graphs: BTreeMap<String, Vec<Triple>> = BTreeMap::new();
        let mut done = 0;
        for batch in batches(list, self.page) {
            let counted: usize = batch.iter().map(|(_, count)| count).sum();
            let names: Vec<&str> = batch.iter().map(|(name, _)| name.as_str()).collect();
            for row in self.part(&names, &Share::All, counted)? {
                let (graph, triple) = statement(row).ok_or_else(|| self.no_statement())?;
                graphs.entry(graph).or_default().push(triple);
            }
            done += counted;
            progress(done, total);
        }
        for (name, triples) in &mut graphs {
            let stem = name.strip_prefix(vocab::GRAPH).unwrap_or(name);
            name_blank_nodes(stem, triples);
        }
        let version = version(&graphs);
        let graphs = graphs.into_iter();
        let graphs = graphs.map(|(name, triples)| (NamedNode::new_unchecked(name), triples));
        Ok(Held {
            graphs: graphs.collect(),
            version,
        })
    }

    /// The derived links.
    ///
    /// # Errors
    /// When the service fails, or does not send all that it counts.
    pub fn derived(&self) -> Result<Vec<Triple>, RemoteError> {
        let counted = self.count_derived()?;
        let rows = self.part(&[vocab::DERIVED], &Share::All, counted)?;
        let mut triples = Vec::with_capacity(rows.len());
        for row in rows {
            let (_, triple) = statement(row).ok_or_else(|| self.no_statement())?;
            if triple.predicate.as_str() != foreign::OWL_VERSION_INFO {
                triples.push(triple);
            }
        }
        Ok(triples)
    }

    /// How many statements the graph of derived links holds.
    pub(super) fn count_derived(&self) -> Result<usize, RemoteError> {
        self.count(&[vocab::DERIVED], &Share::All)
    }

    /// The graphs of a share, and how many statements each has.
    fn list(&self, share: &Share) -> Result<Vec<(String, usize)>, RemoteError> {
        let pattern = format!("GRAPH ?g {{ ?s ?p ?o }} {OF_FILES} {}", share.of_graphs());
        let counted = self.number(&format!(
            "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE {{ {pattern} }}"
        ))?;
        let rows = self.rows(&format!(
            "SELECT ?g (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?g"
        ))?;
        // An engine may give a group of nothing one row without a graph.
        let list: Vec<(String, usize)> = rows.into_iter().filter_map(graph_and_count).collect();
        if list.len() == counted {
            return Ok(list);
        }
        if share.depth() >= DEEPEST {
            return Err(self.cut(
                &format!("the list of graphs ({share})"),
                counted,
                list.len(),
            ));
        }
        let mut list = Vec::with_capacity(counted);
        for part in share.split() {
            list.extend(self.list(&part)?);
        }
        Ok(list)
    }

    /// The statements of graphs whose subjects belong to a share, of which there are so many.
    fn part(
        &self,
        graphs: &[&str],
        share: &Share,
        counted: usize,
    ) -> Result<Vec<Row>, RemoteError> {
        if counted <= self.page {
            let rows = self.rows(&format!(
                "SELECT ?g ?s ?p ?o WHERE {{ {} }}",
                pattern(graphs, share)
            ))?;
            if rows.len() == counted {
                return Ok(rows);
            }
        }
        let what = || format!("{} ({share})", graphs.join(", "));
        let mut rows = Vec::with_capacity(counted);
        if let [_, _, ..] = graphs {
            for graph in graphs {
                let count = self.count(&[graph], share)?;
                rows.extend(self.part(&[graph], share, count)?);
            }
        } else if share.depth() < DEEPEST {
            // Where everything is divided, the statements with blank nodes are a part of their own.
            let blank = (*share == Share::All).then_some(Share::Blank);
            for part in blank.into_iter().chain(share.split()) {
                let count = self.count(graphs, &part)?;
                rows.extend(self.part(graphs, &part, count)?);
            }
        }
        if rows.len() == counted {
            Ok(rows)
        } else {
            Err(self.cut(&what(), counted, rows.len()))
        }
    }

    fn count(&self, graphs: &[&str], share: &Share) -> Result<usize, RemoteError> {
        self.number(&format!(
            "SELECT (COUNT(*) AS ?n) WHERE {{ {} }}",
            pattern(graphs, share)
        ))
    }

    /// The one number that a query gives.
    fn number(&self, query: &str) -> Result<usize, RemoteError> {
        let rows = self.rows(query)?;
        let number = rows.first().and_then(|row| count_of(row.first()));
        number.ok_or_else(|| RemoteError::Answer {
            service: self.address().to_owned(),
            cause: String::from("a number was asked for"),
        })
    }

    fn cut(&self, what: &str, counted: usize, sent: usize) -> RemoteError {
        RemoteError::Cut {
            service: self.address().to_owned(),
            what: what.to_owned(),
            counted,
            sent,
        }
    }

    fn no_statement(&self) -> RemoteError {
        RemoteError::Answer {
            service: self.address().to_owned(),
            cause: String::from("a row is no statement"),
        }
    }
}

fn pattern(graphs: &[&str], share: &Share) -> String {
    let filter = share.of_statements();
    let values = graphs.iter().fold(String::new(), |mut values, graph| {
        // Writing into a String cannot fail.
        let _ = write!(values, "<{graph}> ");
        values
    });
    format!("VALUES ?g {{ {values}}} GRAPH ?g {{ ?s ?p ?o }} {filter}")
}

fn graph_and_count(row: Row) -> Option<(String, usize)> {
    let count = count_of(row.get(1))?;
    match row.into_iter().next()? {
        Some(Term::NamedNode(graph)) => Some((graph.into_string(), count)),
        _ => None,
    }
}

fn count_of(cell: Option<&Option<Term>>) -> Option<usize> {
    match cell? {
        Some(Term::Literal(literal)) => literal.value().parse().ok(),
        _ => None,
    }
}

/// The graph and the triple of a row of four terms.
fn statement(row: Row) -> Option<(String, Triple)> {
    let mut terms = row.into_iter();
    let mut next = || terms.next().flatten();
    let (graph, subject, predicate, object) = (next()?, next()?, next()?, next()?);
    let (Term::NamedNode(graph), Term::NamedNode(predicate)) = (graph, predicate) else {
        return None;
    };
    let subject: NamedOrBlankNode = match subject {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) => return None,
    };
    let triple = Triple::new(subject, predicate, written(object));
    Some((graph.into_string(), triple))
}

/// A term as our files write it: some engines (Virtuoso 7) keep truth as 1 and 0, which are the same values (XSD 1.1 part 2, 3.3.2).
fn written(term: Term) -> Term {
    let Term::Literal(literal) = &term else {
        return term;
    };
    match literal.value() {
        _ if literal.datatype() != xsd::BOOLEAN => term,
        "1" => Literal::from(true).into(),
        "0" => Literal::from(false).into(),
        _ => term,
    }
}

/// The version of statements: those of each graph in order, without the names of blank nodes.
fn version(graphs: &BTreeMap<String, Vec<Triple>>) -> String {
    let sums = graphs.iter().map(|(graph, triples)| {
        let mut lines: Vec<String> = triples.iter().map(line).collect();
        lines.sort();
        (graph.as_str(), sum(lines.join("\n").as_bytes()))
    });
    version_of(sums)
}

fn line(triple: &Triple) -> String {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.to_string(),
        NamedOrBlankNode::BlankNode(_) => String::from("_:"),
    };
    let object = match &triple.object {
        Term::BlankNode(_) => String::from("_:"),
        object => object.to_string(),
    };
    format!("{subject} {} {object}", triple.predicate)
}
