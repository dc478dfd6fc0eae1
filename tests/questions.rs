//! Every question has an answer worked out by hand on a small made-up graph, and gives exactly that.
//!
//! `tests/fixtures/questions/corpus` says beside each thing which rows come from it;
//! `expected/<query>.csv` holds the rows, in order, under a first line with the parameters asked with.

use crate::common::{TODAY, root};
use cyberlex::catalog::{NamedQuery, Project};
use cyberlex::corpus::Source;
use cyberlex::store::Answer;
use oxigraph::model::Term;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn folder() -> PathBuf {
    root().join("tests/fixtures/questions")
}

/// The made-up graph, with the real ontology and the real queries.
fn made_up() -> Project {
    let source = Source::directory(&folder()).expect("the fixture is there");
    let project = Project::open(source, TODAY).expect("the fixture opens");
    let problems = &project.corpus().problems;
    assert!(problems.is_empty(), "{problems:?}");
    project
}

/// The questions about law; those that list the ontology itself change with every concept.
fn questions(project: &Project) -> impl Iterator<Item = &NamedQuery> {
    project
        .catalog
        .iter()
        .filter(|query| query.area != "ontology")
}

/// Parameters and rows of an expected file, the names of the columns first.
fn expected(name: &str) -> (BTreeMap<String, String>, Vec<Vec<String>>) {
    let path = folder().join(format!("expected/{name}.csv"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let params = text
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .flat_map(str::split_whitespace)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.expect("CSV").iter().map(str::to_owned).collect())
        .collect();
    (params, rows)
}

/// The rows that a query gives, written as in an expected file.
fn given(
    project: &Project,
    query: &NamedQuery,
    params: &BTreeMap<String, String>,
) -> Vec<Vec<String>> {
    let answer = query
        .run(&project.snapshot, params, project.environment(TODAY))
        .unwrap_or_else(|e| panic!("{}: {e}", query.file));
    let Answer::Rows(rows) = answer else {
        panic!("{} gives no rows", query.file);
    };
    let mut written = vec![
        rows.variables
            .iter()
            .map(|v| v.as_str().to_owned())
            .collect(),
    ];
    written.extend(rows.rows.iter().map(|row| {
        row.iter()
            .map(|term| match term {
                Some(Term::NamedNode(node)) => project.short(node.as_str()),
                Some(Term::Literal(literal)) => literal.value().to_owned(),
                Some(other) => other.to_string(),
                None => String::new(),
            })
            .collect::<Vec<String>>()
    }));
    written
}

#[test]
fn every_question_gives_the_rows_worked_out_by_hand() {
    let project = made_up();
    let wrong: Vec<String> = questions(&project)
        .filter_map(|query| {
            let (params, rows) = expected(&query.name);
            let found = given(&project, query, &params);
            (found != rows).then(|| format!("{}\nexpected {rows:#?}\nfound {found:#?}", query.file))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_question_has_an_expected_answer() {
    let project = made_up();
    let unanswered: Vec<&str> = questions(&project)
        .filter(|query| {
            !folder()
                .join(format!("expected/{}.csv", query.name))
                .is_file()
        })
        .map(|query| query.file.as_str())
        .collect();
    assert!(
        unanswered.is_empty(),
        "{unanswered:?} have no file in tests/fixtures/questions/expected"
    );
}
