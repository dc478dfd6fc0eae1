//! What the tests share: the small fixture project, the real one, and the program.

pub(crate) mod site;
pub(crate) mod world;

use cyberlex::catalog::Project;
use cyberlex::corpus::Source;
use cyberlex::store::Answer;
use jiff::civil::{Date, date};
use oxigraph::model::Term;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The day on which every test is run.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// The folder of this package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fixture project with a graph of known answer.
pub(crate) fn small_folder() -> PathBuf {
    root().join("tests/fixtures/small")
}

/// The fixture project, opened.
pub(crate) fn small() -> Project {
    let source = Source::directory(&small_folder()).expect("the fixture is there");
    Project::open(source, TODAY).expect("the fixture opens")
}

/// The real project, opened.
pub(crate) fn real() -> Project {
    let source = Source::directory(root()).expect("the project is there");
    Project::open(source, TODAY).expect("the project opens")
}

/// The different rows of an answer as texts: an IRI as it is, of a literal its value, and nothing for what is not bound.
pub(crate) fn texts(answer: Answer) -> BTreeSet<Vec<String>> {
    let Answer::Rows(rows) = answer else {
        panic!("the question gives no rows: {answer:?}");
    };
    let text = |term: Option<Term>| match term {
        Some(Term::NamedNode(node)) => node.into_string(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        _ => String::new(),
    };
    rows.rows
        .into_iter()
        .map(|row| row.into_iter().map(text).collect())
        .collect()
}
