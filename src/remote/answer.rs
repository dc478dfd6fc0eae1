//! Rows as services send them: SPARQL 1.1 Query Results JSON Format.
//!
//! Read here and not by the library that writes ours, which rightly refuses the names that some engines give to blank nodes
//! (`nodeID://b1` in Virtuoso 7); such names are given anew before they are used.

use oxigraph::model::{BlankNode, Literal, NamedNode, Term};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Answer {
    head: Head,
    results: Results,
}

#[derive(Deserialize)]
struct Head {
    vars: Vec<String>,
}

#[derive(Deserialize)]
struct Results {
    bindings: Vec<HashMap<String, Cell>>,
}

/// A term (section 3.2.2); `typed-literal` is what an older draft called a literal with a type.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Cell {
    Uri {
        value: String,
    },
    Bnode {
        value: String,
    },
    #[serde(alias = "typed-literal")]
    Literal {
        value: String,
        #[serde(rename = "xml:lang")]
        language: Option<String>,
        datatype: Option<String>,
    },
}

/// The rows of an answer, in the order of its variables, or what is wrong with it.
pub(super) fn rows(json: &[u8]) -> Result<Vec<Vec<Option<Term>>>, String> {
    let answer: Answer = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let variables = &answer.head.vars;
    let rows = answer.results.bindings.into_iter();
    rows.map(|mut row| {
        let cells = variables.iter().map(|variable| row.remove(variable));
        cells.map(|cell| cell.map(term).transpose()).collect()
    })
    .collect()
}

fn term(cell: Cell) -> Result<Term, String> {
    Ok(match cell {
        Cell::Uri { value } => iri(&value)?.into(),
        Cell::Bnode { value } => BlankNode::new_unchecked(value).into(),
        Cell::Literal {
            value,
            language: Some(language),
            ..
        } => Literal::new_language_tagged_literal(value, language)
            .map_err(|error| error.to_string())?
            .into(),
        Cell::Literal {
            value,
            datatype: Some(datatype),
            ..
        } => Literal::new_typed_literal(value, iri(&datatype)?).into(),
        Cell::Literal { value, .. } => Literal::new_simple_literal(value).into(),
    })
}

fn iri(value: &str) -> Result<NamedNode, String> {
    NamedNode::new(value).map_err(|error| format!("{value:?} is no IRI: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;

    #[test]
    fn every_kind_of_term_is_read() {
        let json = r#"{"head": {"link": [], "vars": ["a", "b", "c"]}, "results": {"distinct": false, "bindings": [
            {"a": {"type": "uri", "value": "urn:a"}, "b": {"type": "bnode", "value": "nodeID://b1"},
             "c": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#date", "value": "2026-01-31"}},
            {"c": {"type": "literal", "xml:lang": "fr", "value": "é"}},
            {"a": {"type": "literal", "value": ""}}]}}"#;
        let rows = rows(json.as_bytes()).expect("rows");
        let date = Literal::new_typed_literal("2026-01-31", xsd::DATE);
        let french = Literal::new_language_tagged_literal_unchecked("é", "fr");
        assert_eq!(
            rows,
            [
                vec![
                    Some(NamedNode::new_unchecked("urn:a").into()),
                    Some(BlankNode::new_unchecked("nodeID://b1").into()),
                    Some(date.into())
                ],
                vec![None, None, Some(french.into())],
                vec![Some(Literal::new_simple_literal("").into()), None, None],
            ]
        );
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for wrong in [
            "",
            "<html>",
            r#"{"head": {}, "boolean": true}"#,
            r#"{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "not an IRI"}}]}}"#,
            r#"{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "triple"}}]}}"#,
        ] {
            assert!(rows(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
