//! What the query editor completes: the terms of this graph, as a query writes them, with their names.

use crate::catalog::Project;
use crate::vocab::{self, foreign, lm};
use oxigraph::model::{NamedNode, Term as RdfTerm};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Prefixes and terms, for `/query/terms.json`.
#[derive(Debug, Serialize)]
pub(super) struct Terms {
    /// Namespace by prefix.
    prefixes: BTreeMap<String, String>,
    /// Every term once, in the order of kinds and names.
    terms: Vec<Term>,
}

/// As a query writes it (`lm:topic`, or `<https://…>` where no prefix fits); its kind; what it is called, if anything; and
/// of a property whose values are concepts the prefix of their scheme.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Term(String, &'static str, String, String);

/// The terms of a project, with labels in a language, else in English.
pub(super) fn terms(project: &Project, lang: &str) -> Terms {
    let of_class = |class: &str| {
        let class = NamedNode::new(class).map(RdfTerm::from).ok();
        project.snapshot.subjects(foreign::RDF_TYPE, class.as_ref())
    };
    let mut classes: BTreeSet<String> = project.snapshot.counts().into_keys().collect();
    classes.extend(of_class(OWL_CLASS));
    let mut properties: BTreeSet<String> = project
        .corpus()
        .documents
        .iter()
        .flat_map(|document| &document.statements)
        .map(|statement| statement.triple.predicate.as_str().to_owned())
        .collect();
    properties.extend(of_class(OWL_OBJECT_PROPERTY));
    properties.extend(of_class(OWL_DATATYPE_PROPERTY));
    let groups: [(&'static str, Vec<String>); 5] = [
        ("class", classes.into_iter().collect()),
        ("property", properties.into_iter().collect()),
        ("concept", of_class(SKOS_CONCEPT)),
        (
            "jurisdiction",
            under(project, "jurisdiction/", foreign::DCTERMS_IDENTIFIER),
        ),
        (
            "instrument",
            under(project, "instrument/", foreign::ELI_TITLE),
        ),
    ];
    Terms {
        prefixes: project
            .prefixes
            .iter()
            .map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
            .collect(),
        terms: groups
            .into_iter()
            .flat_map(|(kind, iris)| iris.into_iter().map(move |iri| (kind, iri)))
            .map(|(kind, iri)| {
                Term(
                    written(project, &iri),
                    kind,
                    called(project, kind, &iri, lang),
                    scheme(project, &iri),
                )
            })
            .collect(),
    }
}

const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";
const OWL_OBJECT_PROPERTY: &str = "http://www.w3.org/2002/07/owl#ObjectProperty";
const OWL_DATATYPE_PROPERTY: &str = "http://www.w3.org/2002/07/owl#DatatypeProperty";
const SKOS_CONCEPT: &str = "http://www.w3.org/2004/02/skos/core#Concept";

/// Things that stand directly under a path and have a property.
fn under(project: &Project, path: &str, property: &str) -> Vec<String> {
    let start = format!("{}{path}", vocab::ID);
    project
        .snapshot
        .subjects(property, None)
        .into_iter()
        .filter(|iri| {
            iri.strip_prefix(&start)
                .is_some_and(|rest| !rest.contains('/'))
        })
        .collect()
}

/// An IRI as a query writes it. A prefixed name cannot hold a slash without a backslash before it (SPARQL 1.1 section
/// 19.8, PN_LOCAL), so such an IRI stays whole.
fn written(project: &Project, iri: &str) -> String {
    let short = project.prefixes.compact(iri);
    let plain = short.split_once(':').is_some_and(|(_, local)| {
        local.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            && local
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    });
    if plain { short } else { format!("<{iri}>") }
}

/// What to show beside a term; a State also under its code, which its address ends with.
fn called(project: &Project, kind: &str, iri: &str, lang: &str) -> String {
    let label = project.snapshot.label(iri, lang).unwrap_or_default();
    match iri.rsplit_once('/') {
        Some((_, code)) if kind == "jurisdiction" => format!("{code} {label}"),
        _ => label,
    }
}

/// The prefix of the scheme that the values of an element property are from.
fn scheme(project: &Project, iri: &str) -> String {
    project
        .snapshot
        .objects(iri, lm::prop::ELEMENT_SCHEME)
        .iter()
        .find_map(|scheme| match scheme {
            RdfTerm::NamedNode(node) => node.as_str().strip_prefix(vocab::CONCEPT),
            _ => None,
        })
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Source;
    use jiff::civil::date;

    #[test]
    fn terms_are_written_as_a_query_takes_them() {
        let source = Source::directory(concat!(env!("CARGO_MANIFEST_DIR")).as_ref())
            .expect("the project is there");
        let project = Project::open(source, date(2026, 11, 22)).expect("it opens");
        let all = terms(&project, "en");
        let term = |name: &str| {
            all.terms
                .iter()
                .find(|term| term.0 == name)
                .unwrap_or_else(|| panic!("{name} is missing"))
        };
        assert_eq!(
            *term("lm:topic"),
            Term(
                "lm:topic".into(),
                "property",
                "topic".into(),
                "topic".into()
            )
        );
        assert_eq!(term("lm:Offence").1, "class");
        assert_eq!(term("topic:illegal-access").1, "concept");
        let kenya = term("<https://w3id.org/cyberlex/id/jurisdiction/KEN>");
        assert_eq!((kenya.1, kenya.2.as_str()), ("jurisdiction", "KEN Kenya"));
        assert_eq!(
            term("<https://w3id.org/cyberlex/id/instrument/budapest>").1,
            "instrument"
        );
        // Each stands in a query.
        let values: String = all
            .terms
            .iter()
            .map(|term| format!("({})\n", term.0))
            .collect();
        let mut parser = spargebra::SparqlParser::new();
        for (prefix, namespace) in &all.prefixes {
            parser = parser.with_prefix(prefix, namespace).expect("a namespace");
        }
        parser
            .parse_query(&format!("SELECT * {{ VALUES (?x) {{ {values} }} }}"))
            .expect("every term can be written");
        assert!(all.terms.len() > 1000, "{}", all.terms.len());
    }
}
