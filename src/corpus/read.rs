//! Reads Turtle so that each statement knows its line, and one bad file does not hide the others.

use super::problem::Problem;
use super::source::Source;
use crate::vocab;
use oxigraph::model::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};
use oxttl::{TurtleParser, TurtleSyntaxError};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// After so many syntax errors in one file, the rest are echoes of the first.
const MOST_SYNTAX_ERRORS: usize = 5;

/// A triple and the line on which it stands in its file, from 1.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What is said.
    pub triple: Triple,
    /// Where; 0 where nobody knows, for the statements come from no file.
    pub line: u64,
}

/// One file as read.
#[derive(Debug, Clone)]
pub struct Document {
    /// Name of the file inside the project.
    pub name: String,
    /// The named graph that holds its statements.
    pub graph: NamedNode,
    /// Its statements, in the order of the file.
    pub statements: Vec<Statement>,
}

impl Document {
    /// Whether this file is data (and not the model that describes the data).
    pub fn is_corpus(&self) -> bool {
        self.name.starts_with("corpus/")
    }

    /// Where a statement of this file stands: file and line, or the file alone where the line is not known.
    pub fn place(&self, statement: &Statement) -> String {
        match statement.line {
            0 => self.name.clone(),
            line => format!("{}:{line}", self.name),
        }
    }
}

/// All Turtle files of a source as read, and what could not be.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// One a file, sorted by name.
    pub documents: Vec<Document>,
    /// Syntax errors, by file and line.
    pub problems: Vec<Problem>,
}

impl Corpus {
    /// Reads every Turtle file of the source; what is wrong with one is a problem, not a failure.
    pub fn read(source: &Source) -> Self {
        let names: Vec<&str> = ["corpus/", "ontology/"]
            .iter()
            .flat_map(|folder| source.names(folder))
            .collect();
        let mut corpus = Self::default();
        for part in read_side_by_side(source, &names) {
            corpus.documents.extend(part.documents);
            corpus.problems.extend(part.problems);
        }
        corpus.documents.sort_by(|a, b| a.name.cmp(&b.name));
        corpus
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        let stem = name.strip_suffix(".ttl").unwrap_or(name);
        match NamedNode::new(format!("{}{stem}", vocab::GRAPH)) {
            Ok(graph) => {
                let (mut statements, problems) = read(name, bytes);
                name_blank_nodes(
                    stem,
                    statements.iter_mut().map(|statement| &mut statement.triple),
                );
                self.problems.extend(problems);
                self.documents.push(Document {
                    name: name.to_owned(),
                    graph,
                    statements,
                });
            }
            Err(error) => self.problems.push(
                Problem::error(
                    name,
                    0,
                    "file-name",
                    format!("the name cannot be part of an IRI: {error}"),
                )
                .with_help("use letters, digits, - and _ in names of files"),
            ),
        }
    }

    /// Where subjects stand, for messages about them.
    pub fn places(&self) -> Places<'_> {
        let mut places = Places {
            corpus: self,
            subjects: HashMap::new(),
        };
        for (d, document) in self.documents.iter().enumerate() {
            for (s, statement) in document.statements.iter().enumerate() {
                if let NamedOrBlankNode::NamedNode(subject) = &statement.triple.subject {
                    places
                        .subjects
                        .entry(subject.as_str())
                        .or_default()
                        .push((d, s));
                }
            }
        }
        places
    }
}

/// Reads files on all processors: each takes the next that none has taken. What is read of each stands in the order of names.
fn read_side_by_side(source: &Source, names: &[&str]) -> Vec<Corpus> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut part = Corpus::default();
            part.add(name, source.bytes(name).unwrap_or_default());
            read.push((*name, part));
        }
        read
    };
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut parts: Vec<(&str, Corpus)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut parts = work();
        for other in others {
            match other.join() {
                Ok(read) => parts.extend(read),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        parts
    });
    let position = |name: &str| names.iter().position(|known| *known == name);
    parts.sort_by_key(|(name, _)| position(name));
    parts.into_iter().map(|(_, part)| part).collect()
}

/// Finds the line on which something is said.
#[derive(Debug)]
pub struct Places<'a> {
    corpus: &'a Corpus,
    subjects: HashMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Places<'a> {
    /// File and line of a subject; with a value, of the statement that has it as its object. Data
    /// comes before the model, and a statement `a …` before others.
    pub fn find(&self, subject: &str, value: Option<&Term>) -> Option<(&'a str, u64)> {
        let found: Vec<(&Document, &Statement)> = self
            .subjects
            .get(subject)?
            .iter()
            .map(|&(d, s)| {
                let document = &self.corpus.documents[d];
                (document, &document.statements[s])
            })
            .collect();
        found
            .iter()
            .find(|(_, s)| value.is_some_and(|v| s.triple.object == *v))
            .or_else(|| {
                found
                    .iter()
                    .find(|(_, s)| s.triple.predicate.as_str() == vocab::foreign::RDF_TYPE)
            })
            .or(found.first())
            .map(|(d, s)| (d.name.as_str(), s.line))
    }
}

/// Gives blank nodes names that are the same at each reading, and never the same in two files.
pub(crate) fn name_blank_nodes<'a>(stem: &str, triples: impl IntoIterator<Item = &'a mut Triple>) {
    let file: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let mut names: HashMap<BlankNode, BlankNode> = HashMap::new();
    let mut rename = |node: &mut BlankNode| {
        let number = names.len();
        let name = names
            .entry(node.clone())
            .or_insert_with(|| BlankNode::new_unchecked(format!("{file}-{number}")));
        node.clone_from(name);
    };
    for triple in triples {
        if let NamedOrBlankNode::BlankNode(node) = &mut triple.subject {
            rename(node);
        }
        if let Term::BlankNode(node) = &mut triple.object {
            rename(node);
        }
    }
}

/// Statements with their lines, and syntax errors.
fn read(name: &str, bytes: &[u8]) -> (Vec<Statement>, Vec<Problem>) {
    let mut parser = TurtleParser::new().low_level();
    let mut statements = Vec::new();
    let mut problems = Vec::new();
    let mut line = 0;
    for text in bytes.split_inclusive(|byte| *byte == b'\n') {
        line += 1;
        parser.extend_from_slice(text);
        while let Some(result) = parser.parse_next() {
            match result {
                Ok(triple) => statements.push(Statement { triple, line }),
                Err(error) => problems.push(syntax_problem(name, &error)),
            }
            if problems.len() >= MOST_SYNTAX_ERRORS {
                return (statements, problems);
            }
        }
    }
    parser.end();
    while let Some(result) = parser.parse_next() {
        match result {
            Ok(triple) => statements.push(Statement { triple, line }),
            Err(error) => problems.push(syntax_problem(name, &error)),
        }
        if problems.len() >= MOST_SYNTAX_ERRORS {
            break;
        }
    }
    (statements, problems)
}

fn syntax_problem(name: &str, error: &TurtleSyntaxError) -> Problem {
    let start = error.location().start;
    let message = error.message();
    Problem::error(name, start.line + 1, "syntax", message)
        .at_column(start.column + 1)
        .with_help(expected(message))
}

/// What a writer of Turtle would have expected there.
fn expected(message: &str) -> &'static str {
    let lower = message.to_lowercase();
    if lower.starts_with("'/'") {
        "in a prefixed name / is written \\/ (and @ is \\@); or write the whole IRI in <…>"
    } else if lower.contains("prefix") {
        "declare it at the top: @prefix name: <namespace> . The project's prefixes are in ontology/prefixes.ttl"
    } else if lower.contains("iri") {
        "expected an absolute IRI in <…>, without spaces"
    } else if lower.contains("language") {
        "expected a language tag such as @en or @zh-Hans; in a prefixed name @ is written \\@"
    } else if lower.contains("end") || lower.contains("eof") {
        "expected . after the last statement; is a quote or bracket left open above?"
    } else {
        "expected subject, predicate, object and then . or ; (same subject) or , (same predicate)"
    }
}
