//! What can be wrong with a query file or with the arguments it is given.

use crate::remote::RemoteError;
use crate::store::StoreError;

/// A query that cannot be read, bound or run; each says where, what was expected and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// The front matter is not what it should be.
    #[error(
        "{file}:{line}: front matter: {message}; expected TOML in the first comment lines, with title and question"
    )]
    FrontMatter {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What the TOML parser said.
        message: String,
    },
    /// The picture that a query declares cannot be drawn from its answer.
    #[error("{file}: front matter: chart: {key}: {message}")]
    Chart {
        /// The file.
        file: String,
        /// The key at fault.
        key: String,
        /// What was expected.
        message: String,
    },
    /// The query does not parse.
    #[error("{file}: not a SPARQL query: {message}")]
    Syntax {
        /// The file, or `-`.
        file: String,
        /// What the SPARQL parser said.
        message: String,
    },
    /// Two files have the same stem.
    #[error(
        "{first} and {second} have the same name; the name of a query is the stem of its file and must be unique"
    )]
    SameName {
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// A declared parameter is nowhere in the query.
    #[error(
        "{file}: parameter {name} is declared but ?{name} is not used in the query; remove it or use it"
    )]
    UnusedParameter {
        /// The file.
        file: String,
        /// The parameter.
        name: String,
    },
    /// A parameter is also given a value by the query.
    #[error(
        "{file}: ?{name} is a parameter, so the query cannot assign it; rename the variable after AS"
    )]
    AssignedParameter {
        /// The file.
        file: String,
        /// The parameter.
        name: String,
    },
    /// A value cannot stand where the parameter stands.
    #[error("parameter {name}: {value} cannot stand as {place}; expected an IRI there")]
    Misplaced {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// Where it stands.
        place: &'static str,
    },
    /// No such query.
    #[error("no query is called {name}{}", suggest(near))]
    UnknownQuery {
        /// What was asked for.
        name: String,
        /// Names like it.
        near: Vec<String>,
    },
    /// The query has no such parameter.
    #[error("{query} has no parameter {name}; it takes {}", list(.known))]
    UnknownParameter {
        /// The query.
        query: String,
        /// What was given.
        name: String,
        /// What it takes.
        known: Vec<String>,
    },
    /// A parameter without default was not given.
    #[error("{query} needs {name} ({doc}); give it as {name}=VALUE")]
    MissingParameter {
        /// The query.
        query: String,
        /// The parameter.
        name: String,
        /// What it is for.
        doc: String,
    },
    /// A value is not of the type of its parameter.
    #[error("parameter {name}: {value:?} is no {kind}; expected {expected}")]
    Value {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// The type.
        kind: &'static str,
        /// What would be right.
        expected: String,
    },
    /// A code that nothing in the data has.
    #[error("parameter {name}: no {kind} {value} in the data{}", suggest(near))]
    UnknownCode {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// The type.
        kind: &'static str,
        /// Codes like it.
        near: Vec<String>,
    },
    /// Nothing in the data answers to a citation.
    #[error("nothing is known as {text}{}", suggest(near))]
    UnknownThing {
        /// What was asked for.
        text: String,
        /// Things like it.
        near: Vec<String>,
    },
    /// A rule is no CONSTRUCT query.
    #[error("{file}: a rule is a CONSTRUCT query, and this is {found}")]
    NotARule {
        /// The file.
        file: String,
        /// What it is.
        found: &'static str,
    },
    /// A check does not select what a check selects.
    #[error(
        "{file}: a check selects ?subject and ?message, and may select ?value and ?severity; ?{missing} is missing"
    )]
    NotACheck {
        /// The file.
        file: String,
        /// What is missing.
        missing: &'static str,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The service that keeps the graph failed.
    #[error(transparent)]
    Remote(#[from] RemoteError),
}

fn suggest(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", near.join(" or "))
    }
}

fn list(known: &[String]) -> String {
    if known.is_empty() {
        String::from("none")
    } else {
        known.join(", ")
    }
}
