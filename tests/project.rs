//! The real corpus: every query passes the checks in its front matter, every rule makes something.

use crate::common::{TODAY, real};
use cyberlex::catalog::{NamedQuery, Project};
use cyberlex::store::{Answer, Rows};
use oxigraph::model::Term;
use std::collections::BTreeMap;

fn answer(project: &Project, query: &NamedQuery, given: &BTreeMap<String, String>) -> Answer {
    query
        .run(&project.snapshot, given, project.environment(TODAY))
        .unwrap_or_else(|e| panic!("{}: {e}", query.file))
}

/// Values with which a query can be run at all: its checks' own, else the first test value of each
/// parameter that has no default.
fn values(query: &NamedQuery) -> BTreeMap<String, String> {
    let mut values = query.front.checks.with.clone();
    for param in &query.front.params {
        if param.default.is_none()
            && let Some(first) = param.test.first()
        {
            values
                .entry(param.name.clone())
                .or_insert_with(|| first.clone());
        }
    }
    values
}

#[test]
fn no_query_file_is_refused() {
    let project = real();
    assert!(
        project.query_errors.is_empty(),
        "{:?}",
        project.query_errors
    );
}

#[test]
fn every_query_passes_its_own_checks() {
    let project = real();
    for query in project.catalog.iter() {
        let checks = &query.front.checks;
        let count = match answer(&project, query, &values(query)) {
            Answer::Rows(rows) => {
                for row in &checks.contains {
                    assert!(
                        contains(&project, &rows, row),
                        "{}: no row {row:?}",
                        query.file
                    );
                }
                for column in &query.front.columns {
                    assert!(
                        rows.position(&column.name).is_some(),
                        "{}: no ?{}",
                        query.file,
                        column.name
                    );
                }
                rows.rows.len()
            }
            Answer::Graph(triples) => triples.len(),
            Answer::Truth(_) => 1,
        };
        assert!(
            count >= checks.min_rows.unwrap_or(0),
            "{}: {count} rows",
            query.file
        );
        assert!(
            count <= checks.max_rows.unwrap_or(usize::MAX),
            "{}: {count} rows",
            query.file
        );
    }
}

/// Whether some row has all of the values, each a code, a prefixed name or a text.
fn contains(project: &Project, rows: &Rows, wanted: &BTreeMap<String, toml::Value>) -> bool {
    rows.rows.iter().any(|row| {
        wanted.iter().all(|(name, value)| {
            let value = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            match rows.get(row, name) {
                Some(Term::NamedNode(node)) => {
                    let iri = node.as_str();
                    iri == value
                        || iri.ends_with(&format!("/{value}"))
                        || project.prefixes.compact(iri) == value
                }
                Some(Term::Literal(literal)) => literal.value() == value,
                _ => false,
            }
        })
    })
}

#[test]
fn two_values_of_a_parameter_give_different_answers() {
    let project = real();
    for query in project.catalog.iter() {
        for param in &query.front.params {
            let [first, second] = param.test.as_slice() else {
                panic!("{}: {} wants two test values", query.file, param.name);
            };
            let with = |value: &String| {
                let mut given = values(query);
                given.insert(param.name.clone(), value.clone());
                answer(&project, query, &given)
            };
            assert_ne!(with(first), with(second), "{}: {}", query.file, param.name);
        }
    }
}

#[test]
fn every_rule_makes_something() {
    let project = real();
    let idle: Vec<&str> = project
        .rules
        .iter()
        .filter(|rule| rule.new == 0)
        .map(|rule| rule.name.as_str())
        .collect();
    assert!(idle.is_empty(), "{idle:?} derive nothing");
}
