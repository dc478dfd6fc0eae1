//! Checks that need lines and no query: blank nodes, undeclared terms, impossible literals, repetitions.

use super::prefixes::Prefixes;
use super::problem::{Problem, nearest};
use super::read::{Corpus, Document, Statement};
use crate::vocab;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedOrBlankNode, Term};
use oxsdatatypes::{Boolean, Date, DateTime, Decimal, Integer};
use std::collections::{BTreeSet, HashMap};

/// Predicates and classes of other vocabularies that corpus files may use.
const FOREIGN_TERMS: &[(&str, &[&str])] = &[
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", &["type"]),
    (
        "http://www.w3.org/2000/01/rdf-schema#",
        &["label", "comment", "seeAlso", "isDefinedBy"],
    ),
    ("http://www.w3.org/2002/07/owl#", &["sameAs", "deprecated"]),
    (
        "http://www.w3.org/2004/02/skos/core#",
        &[
            "Concept",
            "ConceptScheme",
            "Collection",
            "prefLabel",
            "altLabel",
            "hiddenLabel",
            "definition",
            "scopeNote",
            "note",
            "editorialNote",
            "historyNote",
            "changeNote",
            "example",
            "notation",
            "inScheme",
            "topConceptOf",
            "hasTopConcept",
            "broader",
            "narrower",
            "related",
            "exactMatch",
            "closeMatch",
            "broadMatch",
            "narrowMatch",
            "relatedMatch",
            "member",
        ],
    ),
    (
        "http://data.europa.eu/eli/ontology#",
        &[
            "LegalResource",
            "LegalResourceSubdivision",
            "LegalExpression",
            "amended_by",
            "amends",
            "applies",
            "basis_for",
            "based_on",
            "changed_by",
            "changes",
            "cites",
            "cited_by",
            "consolidated_by",
            "consolidates",
            "corrects",
            "corrected_by",
            "date_applicability",
            "date_document",
            "date_publication",
            "embodies",
            "ensures_implementation_of",
            "first_date_entry_in_force",
            "date_no_longer_in_force",
            "has_member",
            "has_part",
            "has_translation",
            "id_local",
            "implemented_by",
            "implements",
            "in_force",
            "is_member_of",
            "is_part_of",
            "is_translation_of",
            "jurisdiction",
            "language",
            "number",
            "passed_by",
            "published_in",
            "publisher",
            "related_to",
            "repealed_by",
            "repeals",
            "title",
            "title_alternative",
            "title_short",
            "transposed_by",
            "transposes",
            "type_document",
            "type_subdivision",
            "uri_schema",
            "version",
            "version_date",
        ],
    ),
    (
        "http://www.w3.org/ns/prov#",
        &[
            "Activity",
            "Agent",
            "Entity",
            "Organization",
            "Person",
            "atTime",
            "endedAtTime",
            "generatedAtTime",
            "hadPrimarySource",
            "qualifiedDerivation",
            "startedAtTime",
            "used",
            "value",
            "wasAssociatedWith",
            "wasAttributedTo",
            "wasDerivedFrom",
            "wasGeneratedBy",
            "wasQuotedFrom",
            "wasRevisionOf",
        ],
    ),
    (
        "http://purl.org/dc/terms/",
        &[
            "Jurisdiction",
            "abstract",
            "accessRights",
            "alternative",
            "bibliographicCitation",
            "conformsTo",
            "contributor",
            "coverage",
            "created",
            "creator",
            "date",
            "description",
            "format",
            "hasPart",
            "hasVersion",
            "identifier",
            "isPartOf",
            "isReferencedBy",
            "isReplacedBy",
            "isVersionOf",
            "issued",
            "language",
            "license",
            "modified",
            "provenance",
            "publisher",
            "references",
            "relation",
            "replaces",
            "rights",
            "rightsHolder",
            "source",
            "spatial",
            "subject",
            "temporal",
            "title",
            "type",
            "valid",
        ],
    ),
    (
        "http://xmlns.com/foaf/0.1/",
        &[
            "Organization",
            "Person",
            "Agent",
            "Document",
            "homepage",
            "page",
            "name",
        ],
    ),
];

/// All problems that show without a query, in no particular order.
pub fn check(corpus: &Corpus, prefixes: &Prefixes) -> Vec<Problem> {
    let declared = Declared::of(corpus);
    let mut problems = Vec::new();
    for document in &corpus.documents {
        for statement in &document.statements {
            let mut context = Context {
                document,
                statement,
                prefixes,
                declared: &declared,
                problems: &mut problems,
            };
            context.blank_nodes();
            context.terms();
            context.literal();
        }
    }
    repetitions(corpus, prefixes, &mut problems);
    problems
}

/// What is described somewhere.
struct Declared<'a> {
    /// Subjects in the ontology folder: classes, properties, individuals, concepts.
    model: BTreeSet<&'a str>,
    /// Subjects in the corpus folder.
    data: BTreeSet<&'a str>,
}

impl<'a> Declared<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let mut declared = Self {
            model: BTreeSet::new(),
            data: BTreeSet::new(),
        };
        for document in &corpus.documents {
            let set = if document.is_corpus() {
                &mut declared.data
            } else {
                &mut declared.model
            };
            for statement in &document.statements {
                if let NamedOrBlankNode::NamedNode(subject) = &statement.triple.subject {
                    set.insert(subject.as_str());
                }
            }
        }
        declared
    }

    fn has(&self, iri: &str) -> bool {
        self.model.contains(iri) || self.data.contains(iri)
    }

    /// Declared IRIs under a beginning.
    fn under(&self, beginning: &str) -> Vec<&'a str> {
        [&self.model, &self.data]
            .into_iter()
            .flat_map(|set| {
                set.iter()
                    .skip_while(|iri| **iri < beginning)
                    .take_while(|iri| iri.starts_with(beginning))
                    .copied()
            })
            .collect()
    }
}

/// One statement under examination.
struct Context<'a> {
    document: &'a Document,
    statement: &'a Statement,
    prefixes: &'a Prefixes,
    declared: &'a Declared<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Context<'_> {
    fn error(&self, code: &str, message: String) -> Problem {
        Problem::error(&self.document.name, self.statement.line, code, message)
    }

    fn blank_nodes(&mut self) {
        let triple = &self.statement.triple;
        if self.document.is_corpus()
            && (matches!(triple.subject, NamedOrBlankNode::BlankNode(_))
                || matches!(triple.object, Term::BlankNode(_)))
        {
            let problem = self
                .error(
                    "blank-node",
                    format!(
                        "blank node in a statement with {}: everything in the corpus has an IRI of its own",
                        self.prefixes.compact(triple.predicate.as_str())
                    ),
                )
                .with_help("name it after what it belongs to, such as <…/ken-cmca-2018/s14/p1>; no [ ] and no ( )");
            self.problems.push(problem);
        }
    }

    fn terms(&mut self) {
        let triple = &self.statement.triple;
        if let NamedOrBlankNode::NamedNode(subject) = &triple.subject
            && self.document.is_corpus()
            && !subject.as_str().starts_with(vocab::BASE)
        {
            let problem = self
                .error(
                    "foreign-subject",
                    format!(
                        "statement about <{}>, which is not ours to describe",
                        subject.as_str()
                    ),
                )
                .with_help(format!("expected a subject under {}", vocab::BASE));
            self.problems.push(problem);
        }
        self.term(triple.predicate.as_str(), "predicate");
        if let Term::NamedNode(object) = &triple.object {
            let role = if triple.predicate.as_str() == vocab::foreign::RDF_TYPE {
                "class"
            } else {
                "value"
            };
            self.term(object.as_str(), role);
        }
    }

    /// Refuses a term that nothing declares.
    fn term(&mut self, iri: &str, role: &str) {
        if iri.starts_with(vocab::LM) {
            if !self.declared.model.contains(iri) {
                self.undeclared(iri, role, vocab::LM, "is not declared in the ontology");
            }
        } else if let Some(path) = iri.strip_prefix(vocab::CONCEPT) {
            if !self.declared.has(iri) {
                let scheme = path.split('/').next().unwrap_or_default();
                let beginning = format!("{}{scheme}/", vocab::CONCEPT);
                self.undeclared(iri, role, &beginning, "is no declared concept");
            }
        } else if iri.starts_with(vocab::ID) {
            if !self.declared.has(iri) {
                let parent = iri
                    .rfind('/')
                    .map_or(iri, |slash| &iri[..=slash])
                    .to_owned();
                self.undeclared(iri, role, &parent, "is described nowhere in the corpus");
            }
        } else if self.document.is_corpus() && role != "value" {
            self.foreign(iri, role);
        }
    }

    fn undeclared(&mut self, iri: &str, role: &str, beginning: &str, what: &str) {
        let candidates: Vec<&str> = self
            .declared
            .under(beginning)
            .into_iter()
            .map(|candidate| &candidate[beginning.len()..])
            .filter(|rest| !rest.is_empty())
            .collect();
        let local = iri.strip_prefix(beginning).unwrap_or(iri);
        let near = nearest(local, candidates);
        let mut problem = self.error(
            "undeclared",
            format!("{role} {} {what}", self.prefixes.compact(iri)),
        );
        if !near.is_empty() {
            let names: Vec<String> = near
                .iter()
                .map(|rest| self.prefixes.compact(&format!("{beginning}{rest}")))
                .collect();
            problem = problem.with_help(format!("did you mean {}?", names.join(" or ")));
        }
        self.problems.push(problem);
    }

    fn foreign(&mut self, iri: &str, role: &str) {
        let known = FOREIGN_TERMS.iter().find_map(|(namespace, terms)| {
            iri.strip_prefix(namespace)
                .map(|rest| (*namespace, rest, *terms))
        });
        let problem = match known {
            Some((_, rest, terms)) if terms.contains(&rest) => return,
            Some((namespace, rest, terms)) => {
                let near: Vec<String> = nearest(rest, terms.iter().copied())
                    .iter()
                    .map(|term| self.prefixes.compact(&format!("{namespace}{term}")))
                    .collect();
                let problem = self.error(
                    "foreign-term",
                    format!(
                        "{role} {} is not among the terms that the corpus uses",
                        self.prefixes.compact(iri)
                    ),
                );
                if near.is_empty() {
                    problem
                } else {
                    problem.with_help(format!("did you mean {}?", near.join(" or ")))
                }
            }
            None => self
                .error(
                    "foreign-term",
                    format!("{role} <{iri}> is of a vocabulary that the corpus does not use"),
                )
                .with_help("is the namespace of a prefix misspelt at the top of the file?"),
        };
        self.problems.push(problem);
    }

    fn literal(&mut self) {
        let Term::Literal(literal) = &self.statement.triple.object else {
            return;
        };
        if let Some((message, help)) = literal_fault(literal) {
            let problem = self.error("literal", message).with_help(help);
            self.problems.push(problem);
        }
    }
}

/// What is wrong with a literal as a value of its own type.
fn literal_fault(literal: &Literal) -> Option<(String, &'static str)> {
    let value = literal.value();
    let datatype = literal.datatype();
    let (valid, help) = if datatype == xsd::DATE {
        if value.parse::<Date>().is_ok() && value.len() != 10 {
            return Some((
                format!("date \"{value}\" carries a time zone or an unusual year"),
                "dates of law are civil dates: \"2018-05-30\"^^xsd:date",
            ));
        }
        (
            value.parse::<Date>().is_ok(),
            "expected a day that exists: \"2018-05-30\"^^xsd:date",
        )
    } else if datatype == xsd::DATE_TIME {
        (
            value.parse::<DateTime>().is_ok(),
            "expected \"2026-01-31T12:00:00Z\"^^xsd:dateTime",
        )
    } else if datatype == xsd::INTEGER || datatype == xsd::NON_NEGATIVE_INTEGER {
        (value.parse::<Integer>().is_ok(), "expected a whole number")
    } else if datatype == xsd::DECIMAL {
        (
            value.parse::<Decimal>().is_ok(),
            "expected a decimal number",
        )
    } else if datatype == xsd::BOOLEAN {
        (value.parse::<Boolean>().is_ok(), "expected true or false")
    } else if datatype == xsd::G_YEAR || datatype == xsd::DURATION {
        (
            false,
            "years and durations are written as xsd:date with lm:datePrecision, or as whole months or days",
        )
    } else {
        (true, "")
    };
    (!valid).then(|| {
        (
            format!("\"{value}\" is no {}", short(datatype.as_str())),
            help,
        )
    })
}

fn short(datatype: &str) -> String {
    datatype
        .rsplit_once('#')
        .map_or_else(|| datatype.to_owned(), |(_, name)| format!("xsd:{name}"))
}

/// The same statement in two files counts twice in sums; the store keeps the first.
fn repetitions(corpus: &Corpus, prefixes: &Prefixes, problems: &mut Vec<Problem>) {
    let mut seen = HashMap::new();
    for document in &corpus.documents {
        for statement in &document.statements {
            // Saying twice what kind of thing a thing is does no harm.
            if statement.triple.predicate.as_str() == vocab::foreign::RDF_TYPE {
                continue;
            }
            let first = seen
                .entry(&statement.triple)
                .or_insert((&document.name, statement.line));
            if first.0 != &document.name {
                problems.push(
                    Problem::warning(
                        &document.name,
                        statement.line,
                        "repeated",
                        format!(
                            "{} of {} is already stated in {}:{}",
                            prefixes.compact(statement.triple.predicate.as_str()),
                            subject_name(&statement.triple.subject, prefixes),
                            first.0,
                            first.1
                        ),
                    )
                    .with_help("say it in one file"),
                );
            }
        }
    }
}

fn subject_name(subject: &NamedOrBlankNode, prefixes: &Prefixes) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => prefixes.compact(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}
