//! The graph as tables, one a class: a row a thing, a column a property.

use super::cell::Cell;
use super::table::Table;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// What stands between several values of one property in a cell.
const BETWEEN: &str = " | ";

/// A table for each class, under the stem of its file. `short` shortens an IRI by the prefixes of the project. Things
/// without an IRI have no row; several values of a property share a cell.
pub fn class_tables(quads: &[Quad], short: impl Fn(&str) -> String) -> Vec<(String, Table)> {
    let mut things: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            things.entry(subject.as_str()).or_default().push(quad);
        }
    }
    let mut classes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (iri, said) in &things {
        for quad in said {
            if let (true, Term::NamedNode(class)) = (quad.predicate == rdf::TYPE, &quad.object) {
                classes.entry(class.as_str()).or_default().insert(iri);
            }
        }
    }
    classes
        .into_iter()
        .map(|(class, members)| {
            let name = short(class);
            let stem = name.replace([':', '/', '<', '>'], "-");
            (stem, class_table(name, &members, &things, &short))
        })
        .collect()
}

fn class_table(
    name: String,
    members: &BTreeSet<&str>,
    things: &BTreeMap<&str, Vec<&Quad>>,
    short: &impl Fn(&str) -> String,
) -> Table {
    let said = |iri: &str| things.get(iri).map_or(&[][..], Vec::as_slice);
    let properties: BTreeSet<&str> = members
        .iter()
        .flat_map(|iri| said(iri).iter().map(|quad| quad.predicate.as_str()))
        .collect();
    let mut columns = vec![String::from("iri")];
    columns.extend(properties.iter().map(|property| short(property)));
    let mut table = Table::new(name, "en", columns.iter().map(String::as_str));
    for iri in members {
        let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for quad in said(iri) {
            let of_property = values.entry(quad.predicate.as_str()).or_default();
            of_property.push(text(&quad.object, short));
        }
        let mut row = vec![Cell::text(*iri)];
        row.extend(properties.iter().map(|property| {
            let values = values.get(property);
            Cell::text(values.map_or_else(String::new, |values| values.join(BETWEEN)))
        }));
        table.push(row);
    }
    table
}

fn text(term: &Term, short: &impl Fn(&str) -> String) -> String {
    match term {
        Term::NamedNode(node) => short(node.as_str()),
        Term::Literal(literal) => match literal.language() {
            Some(lang) => format!("{}@{lang}", literal.value()),
            None => literal.value().to_owned(),
        },
        other => other.to_string(),
    }
}
