//! The codebook, made from the ontology: classes, properties, and each concept scheme as a tree.

use super::{Answered, work};
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::server::problem::Problem;
use crate::store::best_text_and_language;
use crate::vocab::{self, foreign, lm};
use askama::Template;
use axum::extract::Path;
use oxigraph::model::{NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A term or concept and what to call it.
struct Name {
    iri: String,
    /// As it is written in data and queries: `lm:Norm`, `conduct:access`.
    code: String,
    /// What an address of this page that leads to it ends with.
    id: String,
    label: String,
    /// The language of the label.
    lang: String,
}

/// A class or property of the ontology.
struct Entry {
    name: Name,
    definition: String,
    /// Classes above it; for a property the classes whose members have it.
    above: Vec<Name>,
    /// For a property: what stands as its value.
    values: Vec<Name>,
    /// For an element: how it enters the derivation.
    polarity: Option<Name>,
    /// Whether it decides that a norm touches a requirement at all.
    primary: bool,
    /// Whether a norm that does not state it is not narrowed by it.
    silent: bool,
    example: Option<String>,
}

/// A concept scheme in the list of all.
struct Scheme {
    name: Name,
    definition: String,
    concepts: usize,
}

#[derive(Template)]
#[template(path = "codebook.html")]
struct CodebookPage<'a> {
    page: Page<'a>,
    version: String,
    classes: Vec<Entry>,
    elements: Vec<Entry>,
    properties: Vec<Entry>,
    /// The terms that stand as values: polarities, obligations.
    values: Vec<Entry>,
    schemes: Vec<Scheme>,
}

/// A concept in its tree, in the order in which the tree is told.
struct Node {
    name: Name,
    definition: String,
    notes: Vec<String>,
    notations: Vec<String>,
    /// Whether it was told in full before, under another concept that includes it.
    again: bool,
    /// Whether a list of narrower ones follows.
    opens: bool,
    /// How many lists end after it.
    closes: usize,
}

#[derive(Template)]
#[template(path = "scheme.html")]
struct SchemePage<'a> {
    page: Page<'a>,
    iri: String,
    id: String,
    definition: String,
    concepts: usize,
    /// Properties whose values come from here.
    used_by: Vec<Name>,
    nodes: Vec<Node>,
}

/// `/about/codebook`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        asked.format(&[Format::Html])?;
        ontology(&asked, &[])
    })
    .await
}

/// The codebook, which is also the document about the ontology and thereby about each of its terms.
pub(super) fn ontology(asked: &Asked, formats: &[Format]) -> Answered {
    let book = Book::of(asked);
    let (elements, properties) = [foreign::OWL_OBJECT_PROPERTY, foreign::OWL_DATATYPE_PROPERTY]
        .iter()
        .flat_map(|kind| book.entries(kind))
        .partition(|entry: &Entry| entry.polarity.is_some());
    let by_code = |mut entries: Vec<Entry>| {
        entries.sort_by(|a, b| a.name.code.cmp(&b.name.code));
        entries
    };
    html(&CodebookPage {
        page: Page::titled(asked, "about", "codebook-title").with_formats(formats),
        version: book
            .text(vocab::LM.trim_end_matches('#'), foreign::OWL_VERSION_INFO)
            .unwrap_or_default(),
        classes: by_code(book.entries(foreign::OWL_CLASS)),
        elements: by_code(elements),
        properties: by_code(properties),
        values: by_code(
            [lm::class::POLARITY, lm::class::OBLIGATION]
                .iter()
                .flat_map(|kind| book.entries(kind))
                .collect(),
        ),
        schemes: book.schemes(),
    })
}

/// `/about/codebook/{scheme}`
pub(super) async fn scheme(asked: Asked, Path(id): Path<String>) -> Answered {
    work(move || {
        let book = Book::of(&asked);
        let iri = format!("{}{id}", vocab::CONCEPT);
        if !book.instances(foreign::SKOS_CONCEPT_SCHEME).contains(&iri) {
            let known: Vec<String> = book.schemes().into_iter().map(|s| s.name.id).collect();
            return Err(Problem::not_found().with_hint(known.join(", ")));
        }
        asked.format(&[Format::Html])?;
        let name = book.name(&iri);
        html(&SchemePage {
            page: Page::new(&asked, "about", name.label),
            definition: book.definition(&iri),
            concepts: book.members(&iri).len(),
            used_by: book
                .with_value(lm::prop::ELEMENT_SCHEME, &iri)
                .iter()
                .map(|property| book.name(property))
                .collect(),
            nodes: book.tree(&iri),
            iri,
            id,
        })
    })
    .await
}

/// The ontology as it is read for one request.
struct Book<'a> {
    asked: &'a Asked,
}

impl<'a> Book<'a> {
    fn of(asked: &'a Asked) -> Self {
        Self { asked }
    }

    fn objects(&self, iri: &str, predicate: &str) -> Vec<Term> {
        self.asked.app.project.snapshot.objects(iri, predicate)
    }

    /// IRIs that a property leads to, sorted.
    fn iris(&self, iri: &str, predicate: &str) -> Vec<String> {
        let found: BTreeSet<String> = self
            .objects(iri, predicate)
            .into_iter()
            .filter_map(|term| match term {
                Term::NamedNode(node) => Some(node.into_string()),
                _ => None,
            })
            .collect();
        found.into_iter().collect()
    }

    fn with_value(&self, predicate: &str, value: &str) -> Vec<String> {
        NamedNode::new(value).map_or_else(
            |_| Vec::new(),
            |node| {
                let snapshot = &self.asked.app.project.snapshot;
                snapshot.subjects(predicate, Some(&node.into()))
            },
        )
    }

    fn instances(&self, class: &str) -> Vec<String> {
        self.with_value(foreign::RDF_TYPE, class)
    }

    fn text(&self, iri: &str, predicate: &str) -> Option<String> {
        let snapshot = &self.asked.app.project.snapshot;
        snapshot.label_in(iri, predicate, "en")
    }

    /// The definition; those are in English.
    fn definition(&self, iri: &str) -> String {
        self.text(iri, foreign::SKOS_DEFINITION).unwrap_or_default()
    }

    fn truth(&self, iri: &str, predicate: &str) -> bool {
        self.text(iri, predicate).as_deref() == Some("true")
    }

    fn name(&self, iri: &str) -> Name {
        let mut labels = self.objects(iri, foreign::SKOS_PREF_LABEL);
        if labels.is_empty() {
            labels = self.objects(iri, foreign::RDFS_LABEL);
        }
        let code = self.asked.app.project.prefixes.compact(iri);
        let id = iri.rsplit(['#', '/']).next().unwrap_or_default().to_owned();
        let (label, lang) = best_text_and_language(&labels, &self.asked.lang)
            .unwrap_or((id.clone(), String::new()));
        Name {
            iri: iri.to_owned(),
            code,
            id,
            label,
            lang,
        }
    }

    fn names(&self, iri: &str, predicate: &str) -> Vec<Name> {
        self.iris(iri, predicate)
            .iter()
            .map(|iri| self.name(iri))
            .collect()
    }

    /// The terms of the ontology that are of a kind.
    fn entries(&self, kind: &str) -> Vec<Entry> {
        self.instances(kind)
            .iter()
            .filter(|iri| iri.starts_with(vocab::LM))
            .map(|iri| {
                let mut above = self.names(iri, foreign::RDFS_SUB_CLASS_OF);
                above.extend(self.names(iri, foreign::RDFS_DOMAIN));
                // Where a scheme is named, that says more than the class of concepts.
                let mut values = self.names(iri, lm::prop::ELEMENT_SCHEME);
                if values.is_empty() {
                    values = self.names(iri, foreign::RDFS_RANGE);
                }
                Entry {
                    name: self.name(iri),
                    definition: self.definition(iri),
                    above,
                    values,
                    polarity: self.names(iri, lm::prop::POLARITY).into_iter().next(),
                    primary: self.truth(iri, lm::prop::PRIMARY),
                    silent: self.truth(iri, lm::prop::SILENT_MEANS_ANY),
                    example: self.text(iri, foreign::SKOS_EXAMPLE),
                }
            })
            .collect()
    }

    fn schemes(&self) -> Vec<Scheme> {
        let mut schemes: Vec<Scheme> = self
            .instances(foreign::SKOS_CONCEPT_SCHEME)
            .iter()
            .map(|iri| Scheme {
                name: self.name(iri),
                definition: self.definition(iri),
                concepts: self.members(iri).len(),
            })
            .collect();
        schemes.sort_by(|a, b| a.name.id.cmp(&b.name.id));
        schemes
    }

    fn members(&self, scheme: &str) -> Vec<String> {
        self.with_value(foreign::SKOS_IN_SCHEME, scheme)
    }

    /// The concepts of a scheme, each below those that include it, siblings by name.
    fn tree(&self, scheme: &str) -> Vec<Node> {
        let members: BTreeSet<String> = self.members(scheme).into_iter().collect();
        let mut narrower: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut tops = Vec::new();
        for concept in &members {
            let broader = self.iris(concept, foreign::SKOS_BROADER);
            let mut inside = broader.iter().filter_map(|broader| members.get(broader));
            match inside.next() {
                None => tops.push(concept.as_str()),
                Some(first) => {
                    for above in std::iter::once(first).chain(inside) {
                        narrower.entry(above).or_default().push(concept);
                    }
                }
            }
        }
        let mut told = Vec::new();
        let mut seen = BTreeSet::new();
        self.tell(&tops, &narrower, 0, &mut seen, &mut told);
        let depths: Vec<usize> = told
            .iter()
            .map(|(depth, _)| *depth)
            .skip(1)
            .chain([0])
            .collect();
        told.into_iter()
            .zip(depths)
            .map(|((depth, mut node), next)| {
                node.opens = next > depth;
                node.closes = depth.saturating_sub(next);
                node
            })
            .collect()
    }

    fn tell<'t>(
        &self,
        concepts: &[&'t str],
        narrower: &BTreeMap<&str, Vec<&'t str>>,
        depth: usize,
        seen: &mut BTreeSet<&'t str>,
        told: &mut Vec<(usize, Node)>,
    ) {
        let mut nodes: Vec<(&str, Node)> =
            concepts.iter().map(|iri| (*iri, self.node(iri))).collect();
        nodes.sort_by(|(_, a), (_, b)| natord::compare(&a.name.label, &b.name.label));
        for (iri, mut node) in nodes {
            // One that several include is told in full once; a cycle, which the checks forbid, ends here too.
            node.again = !seen.insert(iri);
            let again = node.again;
            told.push((depth, node));
            if let (false, Some(below)) = (again, narrower.get(iri)) {
                self.tell(below, narrower, depth + 1, seen, told);
            }
        }
    }

    fn node(&self, iri: &str) -> Node {
        let texts = |predicate: &str| -> Vec<String> {
            let mut texts: Vec<String> = self
                .objects(iri, predicate)
                .into_iter()
                .filter_map(|term| match term {
                    Term::Literal(literal) => Some(literal.value().to_owned()),
                    _ => None,
                })
                .collect();
            texts.sort();
            texts
        };
        Node {
            name: self.name(iri),
            definition: self.definition(iri),
            notes: texts(foreign::SKOS_SCOPE_NOTE),
            notations: texts(foreign::SKOS_NOTATION),
            again: false,
            opens: false,
            closes: 0,
        }
    }
}
