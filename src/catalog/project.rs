//! A project opened: its files read, its graph loaded, and for questions in SPARQL its rules run.

use super::error::CatalogError;
use super::param::Environment;
use super::query::Catalog;
use super::rule::{self, RuleReport};
use super::{check, front::FrontMatter, graphs};
use crate::corpus::{self, Corpus, Prefixes, Problem, Source, sort_problems};
use crate::store::{Derived, Snapshot};
use crate::vocab;
use jiff::civil::Date;
use std::sync::OnceLock;

/// Everything that one state of the files gives: as [`Asserted`] before the rules have run, which is enough to look
/// things up and to build a coverage index, and as `Project` after, which can be asked in SPARQL.
#[derive(Debug)]
pub struct Project<G = Derived> {
    /// The files.
    pub source: Source,
    /// Read when it is first asked for, in a project that was not opened from files.
    pub(super) corpus: OnceLock<Corpus>,
    /// Prefixes for queries and messages.
    pub prefixes: Prefixes,
    /// The queries.
    pub catalog: Catalog,
    /// Query files that could not be used.
    pub query_errors: Vec<CatalogError>,
    /// The graph; in a [`Project`] with the derived links.
    pub snapshot: G,
    /// What each rule made; nothing before they have run.
    pub rules: Vec<RuleReport>,
}

/// A project whose rules have not run.
pub type Asserted = Project<Snapshot>;

impl Asserted {
    /// Reads and loads. Files that cannot be read are left out and listed; see [`Project::problems`].
    ///
    /// # Errors
    /// When the store fails.
    pub fn read(source: Source) -> Result<Self, CatalogError> {
        let corpus = Corpus::read(&source);
        let prefixes = Prefixes::of(&corpus);
        let (catalog, query_errors) = Catalog::read(&source, &prefixes);
        let snapshot = Snapshot::load(graphs::statements(&corpus), source.version())?;
        Ok(Self {
            source,
            corpus: OnceLock::from(corpus),
            prefixes,
            catalog,
            query_errors,
            snapshot,
            rules: Vec::new(),
        })
    }

    /// Runs the rules.
    ///
    /// # Errors
    /// When the store fails, or a rule cannot be run.
    pub fn derive(mut self, today: Date) -> Result<Project, CatalogError> {
        // Taken out, so that the rules add to it and not to a copy.
        let snapshot = std::mem::take(&mut self.snapshot);
        let env = Environment {
            prefixes: &self.prefixes,
            today,
            snapshot: None,
        };
        let (snapshot, rules) = rule::run(&self.catalog, snapshot, env)?;
        Ok(self.derived(snapshot, rules))
    }

    /// The same with a graph in which the rules have run, and what each made.
    pub(super) fn derived(self, snapshot: Derived, rules: Vec<RuleReport>) -> Project {
        Project {
            source: self.source,
            corpus: self.corpus,
            prefixes: self.prefixes,
            catalog: self.catalog,
            query_errors: self.query_errors,
            snapshot,
            rules,
        }
    }
}

impl<G: AsRef<Snapshot>> Project<G> {
    /// Statements with their lines, and syntax errors. Without files, statements alone.
    pub fn corpus(&self) -> &Corpus {
        self.corpus
            .get_or_init(|| match self.source.names("corpus/").next() {
                Some(_) => Corpus::read(&self.source),
                None => graphs::documents(self.snapshot.as_ref()),
            })
    }

    /// Whether the files have been read already, so that [`corpus`](Self::corpus) costs nothing.
    pub fn is_read(&self) -> bool {
        self.corpus.get().is_some()
    }

    /// What values of parameters are read against.
    pub fn environment(&self, today: Date) -> Environment<'_> {
        Environment {
            prefixes: &self.prefixes,
            today,
            snapshot: Some(self.snapshot.as_ref()),
        }
    }

    /// What to call an IRI: its label in the language or in English, with its number before it if
    /// it has one; else what comes after the beginning that all of ours share; else its prefixed name.
    pub fn name_of(&self, iri: &str, lang: &str) -> String {
        let snapshot = self.snapshot.as_ref();
        let label = snapshot.label(iri, lang);
        let number = snapshot.label_in(iri, vocab::foreign::ELI_NUMBER, lang);
        match (number, label) {
            (Some(number), Some(label)) => format!("{number} {label}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.short(iri),
        }
    }

    /// The shortest way to write an IRI that `show` understands.
    pub fn short(&self, iri: &str) -> String {
        iri.strip_prefix(vocab::ID)
            .map_or_else(|| self.prefixes.compact(iri), str::to_owned)
    }
}

impl Project {
    /// The same for who needs no more than the files assert; what was derived stays in the graph and is not looked at.
    pub fn asserted(self) -> Asserted {
        Project {
            source: self.source,
            corpus: self.corpus,
            prefixes: self.prefixes,
            catalog: self.catalog,
            query_errors: self.query_errors,
            snapshot: self.snapshot.into(),
            rules: self.rules,
        }
    }

    /// Reads, loads and derives: [`Asserted::read`], then [`Asserted::derive`].
    ///
    /// # Errors
    /// When the store fails, or a rule cannot be run.
    pub fn open(source: Source, today: Date) -> Result<Self, CatalogError> {
        Asserted::read(source)?.derive(today)
    }

    /// Everything that is wrong with the files, sorted by file and line: syntax, undeclared terms,
    /// the checks that are queries, and the query files themselves.
    ///
    /// # Errors
    /// When a check cannot be run.
    pub fn problems(&self, today: Date) -> Result<Vec<Problem>, CatalogError> {
        let mut problems = self.corpus().problems.clone();
        problems.extend(corpus::check(self.corpus(), &self.prefixes));
        problems.extend(check::run(
            &self.catalog,
            self.corpus(),
            &self.snapshot,
            self.environment(today),
        )?);
        problems.extend(self.query_errors.iter().map(query_problem));
        for query in self.catalog.iter() {
            problems.extend(nameless(&query.file, &query.front));
        }
        sort_problems(&mut problems);
        Ok(problems)
    }
}

fn query_problem(error: &CatalogError) -> Problem {
    let (file, line) = match error {
        CatalogError::FrontMatter { file, line, .. } => (file.as_str(), *line as u64),
        CatalogError::Syntax { file, .. }
        | CatalogError::UnusedParameter { file, .. }
        | CatalogError::AssignedParameter { file, .. }
        | CatalogError::NotARule { file, .. }
        | CatalogError::NotACheck { file, .. }
        | CatalogError::SameName { second: file, .. } => (file.as_str(), 1),
        _ => ("queries", 0),
    };
    let message = error.to_string();
    let place = format!("{file}: ");
    let message = message.strip_prefix(&place).unwrap_or(&message);
    Problem::error(file, line, "query", message)
}

/// A query without title or question has no place in a list.
fn nameless(file: &str, front: &FrontMatter) -> Option<Problem> {
    (front.title.is_empty() || front.question.is_empty()).then(|| {
        Problem::error(
            file,
            1,
            "front-matter",
            "the query has no title or no question",
        )
        .with_help("begin the file with: # title = \"…\" and # question = \"…\"")
    })
}
