//! Plain scans of a store: everything that one predicate says, and the values in it.

use crate::model::{Day, Interval};
use crate::store::Snapshot;
use crate::vocab::foreign;
use hashbrown::HashMap;
use oxigraph::model::Term;

/// Everything said with one predicate, by subject.
pub(crate) type Said = HashMap<String, Vec<Term>>;

/// Everything that a predicate says, by subject.
pub(crate) fn said(snapshot: &Snapshot, predicate: &str) -> Said {
    let mut map = Said::new();
    for (subject, object) in snapshot.pairs(predicate) {
        map.entry(subject)
            .or_insert_with(|| Vec::with_capacity(1))
            .push(object);
    }
    map
}

/// The members of a class.
pub(crate) fn instances(snapshot: &Snapshot, class: &str) -> Vec<String> {
    match oxigraph::model::NamedNode::new(class) {
        Ok(class) => snapshot.subjects(foreign::RDF_TYPE, Some(&Term::NamedNode(class))),
        Err(_) => Vec::new(),
    }
}

/// An interval from two dates of a subject.
pub(crate) fn interval(from: &Said, until: &Said, subject: &str) -> Interval {
    Interval {
        from: day(from.get(subject)),
        until: day(until.get(subject)),
    }
}

/// The IRI of a term, if it is one.
pub(crate) fn iri_of(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The IRIs among terms.
pub(crate) fn iris(terms: Option<&Vec<Term>>) -> impl Iterator<Item = &str> {
    terms.into_iter().flatten().filter_map(iri_of)
}

/// IRIs in natural order.
pub(crate) fn sorted<'t>(iris: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut iris: Vec<&str> = iris.collect();
    iris.sort_by(|a, b| natord::compare(a, b));
    iris
}

/// The first literal.
pub(crate) fn text(terms: Option<&Vec<Term>>) -> Option<String> {
    terms?.iter().find_map(|term| match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    })
}

/// The first literal as a number.
pub(crate) fn number(terms: Option<&Vec<Term>>) -> Option<f64> {
    text(terms)?.parse().ok()
}

/// Whether the first literal is true.
pub(crate) fn truth(terms: Option<&Vec<Term>>) -> bool {
    text(terms).as_deref() == Some("true")
}

/// The first literal as a day.
pub(crate) fn day(terms: Option<&Vec<Term>>) -> Option<Day> {
    text(terms)?.parse().ok()
}
