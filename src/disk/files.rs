//! What a store was made from: each file with its sum, kept as statements of a graph beside the others.

use super::error::DiskError;
use crate::corpus::hex;
use crate::vocab;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{
    GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
};
use std::collections::BTreeMap;

/// The graph, and what the names of files follow.
const FILES: &str = "https://w3id.org/cyberlex/graph/store/";
/// The SHA-256 of the bytes of a file.
const SUM: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("https://w3id.org/cyberlex/store#sum");
/// How many statements the graph of a file holds.
const STATEMENTS: NamedNodeRef<'_> =
    NamedNodeRef::new_unchecked("https://w3id.org/cyberlex/store#statements");
/// The text of a query.
const TEXT: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("https://w3id.org/cyberlex/store#text");

/// A file that a store was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// The SHA-256 of its bytes.
    pub sum: [u8; 32],
    /// How many different statements it holds.
    pub statements: usize,
    /// Its text, of a query.
    pub text: Option<String>,
}

/// Files by name.
pub(super) type Files = BTreeMap<String, FileEntry>;

/// The graph that lists the files.
pub(super) fn graph() -> GraphNameRef<'static> {
    GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(FILES))
}

/// The statements about a file.
///
/// # Errors
/// When its name cannot be part of an IRI.
pub(super) fn quads(name: &str, entry: &FileEntry) -> Result<Vec<Quad>, DiskError> {
    let file =
        NamedNode::new(format!("{FILES}{name}")).map_err(|_| DiskError::Name(name.to_owned()))?;
    let count = Literal::new_typed_literal(entry.statements.to_string(), xsd::INTEGER);
    let mut said = vec![
        (SUM, Literal::new_simple_literal(hex(&entry.sum))),
        (STATEMENTS, count),
    ];
    if let Some(text) = &entry.text {
        said.push((TEXT, Literal::new_simple_literal(text)));
    }
    let quad = |(property, value): (NamedNodeRef<'_>, Literal)| {
        Quad::new(file.clone(), property, value, graph().into_owned())
    };
    Ok(said.into_iter().map(quad).collect())
}

/// The files that statements are about; `None` where they say what no statement of ours says.
pub(super) fn files(quads: impl IntoIterator<Item = Quad>) -> Option<Files> {
    let mut files = Files::new();
    for quad in quads {
        let (NamedOrBlankNode::NamedNode(file), Term::Literal(value)) = (quad.subject, quad.object)
        else {
            return None;
        };
        let name = file.as_str().strip_prefix(FILES)?;
        let entry = files.entry(name.to_owned()).or_default();
        match quad.predicate.as_ref() {
            SUM => entry.sum = sum(value.value())?,
            STATEMENTS => entry.statements = value.value().parse().ok()?,
            TEXT => entry.text = Some(value.value().to_owned()),
            _ => return None,
        }
    }
    Some(files)
}

fn sum(hex: &str) -> Option<[u8; 32]> {
    let mut sum = [0; 32];
    for (at, byte) in sum.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(sum)
}

/// The graph of a file with statements; `None` of a query.
pub(super) fn graph_of(name: &str) -> Option<NamedNode> {
    let stem = name.strip_suffix(".ttl")?;
    NamedNode::new(format!("{}{stem}", vocab::GRAPH)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_from_their_statements() {
        let entries = [
            (
                "corpus/a.ttl",
                FileEntry {
                    sum: [7; 32],
                    statements: 3,
                    text: None,
                },
            ),
            (
                "queries/b.rq",
                FileEntry {
                    sum: [255; 32],
                    statements: 0,
                    text: Some(String::from("ASK {}\n")),
                },
            ),
        ];
        let quads = entries
            .iter()
            .flat_map(|(name, entry)| quads(name, entry).expect("a name"));
        let back = files(quads).expect("files");
        assert_eq!(back.len(), 2);
        for (name, entry) in &entries {
            assert_eq!(back.get(*name), Some(entry));
        }
        assert!(quads_of_nothing().is_none());
        assert!(matches!(
            super::quads("a b", &entries[0].1),
            Err(DiskError::Name(_))
        ));
    }

    fn quads_of_nothing() -> Option<Files> {
        let node = NamedNode::new_unchecked("urn:a");
        files([Quad::new(node.clone(), node.clone(), node.clone(), node)])
    }
}
