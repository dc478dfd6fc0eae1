//! Runs the checks that are queries: each row is a problem at the line where its subject stands.

use super::error::CatalogError;
use super::param::Environment;
use super::query::{Catalog, NamedQuery};
use crate::corpus::{Corpus, Places, Prefixes, Problem, Severity};
use crate::store::{Answer, Derived, Rows};
use oxigraph::model::Term;
use spargebra::Query;
use std::collections::BTreeMap;

/// A check selects ?subject and ?message.
pub(super) fn selects_what_it_must(check: &NamedQuery) -> Result<(), CatalogError> {
    let missing = |missing| CatalogError::NotACheck {
        file: check.file.clone(),
        missing,
    };
    let Query::Select { pattern, .. } = check.query() else {
        return Err(missing("subject"));
    };
    for name in ["subject", "message"] {
        let mut found = false;
        pattern.on_in_scope_variable(|v| found |= v.as_str() == name);
        if !found {
            return Err(missing(name));
        }
    }
    Ok(())
}

/// The problems that all checks of a catalogue find.
pub(super) fn run(
    catalog: &Catalog,
    corpus: &Corpus,
    snapshot: &Derived,
    env: Environment<'_>,
) -> Result<Vec<Problem>, CatalogError> {
    let places = corpus.places();
    let mut problems = Vec::new();
    for check in &catalog.checks {
        let query = check.bind(&BTreeMap::new(), env)?;
        if let Answer::Rows(rows) = snapshot.evaluate(&query)? {
            problems.extend(
                rows.rows
                    .iter()
                    .map(|row| problem(check, &rows, row, &places, env.prefixes)),
            );
        }
    }
    Ok(problems)
}

fn problem(
    check: &NamedQuery,
    rows: &Rows,
    row: &[Option<Term>],
    places: &Places<'_>,
    prefixes: &Prefixes,
) -> Problem {
    let subject = rows.get(row, "subject");
    let value = rows.get(row, "value");
    let place = match subject {
        Some(Term::NamedNode(node)) => places.find(node.as_str(), value),
        _ => None,
    };
    let (file, line) = place.unwrap_or((check.file.as_str(), 0));
    let mut message = text(rows.get(row, "message"), prefixes);
    if let Some(subject) = subject {
        message = format!("{}: {message}", text(Some(subject), prefixes));
    }
    if let Some(value) = value {
        message = format!("{message}: {}", text(Some(value), prefixes));
    }
    let warning =
        matches!(rows.get(row, "severity"), Some(Term::Literal(l)) if l.value() == "warning");
    let problem = Problem::error(file, line, &check.name, message);
    Problem {
        severity: if warning {
            Severity::Warning
        } else {
            Severity::Error
        },
        help: (!check.front.question.is_empty()).then(|| check.front.question.clone()),
        ..problem
    }
}

fn text(term: Option<&Term>, prefixes: &Prefixes) -> String {
    match term {
        Some(Term::NamedNode(node)) => prefixes.compact(node.as_str()),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
        None => String::from("(no message)"),
    }
}
