//! What a program can read before it asks: the endpoint as SPARQL 1.1 Service Description, the data set as VoID and DCAT.

use super::format::{Format, GraphFormat, RowFormat};
use super::limits::Limits;
use crate::server::download::{FORMATS, path};
use crate::store::{Counts, Derived};
use crate::vocab::{self, DESCRIBING};
use oxigraph::io::RdfSerializer;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxigraph::sparql::results::QueryResultsFormat;
use std::io;
use std::sync::Arc;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// The licence of corpus, ontology and queries.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Both descriptions, made when they are first asked for.
#[derive(Debug)]
pub(super) struct Description {
    data: Derived,
    site: String,
    limits: Limits,
    prefixes: Vec<(String, String)>,
    made: OnceCell<Arc<Made>>,
}

/// The statements of both.
#[derive(Debug)]
pub(super) struct Made {
    service: Vec<Triple>,
    dataset: Vec<Triple>,
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// The endpoint.
    Service,
    /// The data set.
    Dataset,
}

impl Description {
    /// Describes a graph.
    pub(super) fn new(
        data: Derived,
        site: &str,
        limits: &Limits,
        prefixes: Vec<(String, String)>,
    ) -> Self {
        Self {
            data,
            site: site.to_owned(),
            limits: limits.clone(),
            prefixes,
            made: OnceCell::new(),
        }
    }

    /// A description in a format.
    ///
    /// # Errors
    /// When it cannot be counted or written.
    pub(super) async fn write(&self, about: About, format: GraphFormat) -> io::Result<Vec<u8>> {
        let made = self.made.get_or_try_init(|| async {
            let data = self.data.clone();
            let (site, limits) = (self.site.clone(), self.limits.clone());
            spawn_blocking(move || {
                let (counts, version) = (data.figures(), data.version());
                let mut dataset = Statements::new(&site);
                dataset.dataset(version, &counts);
                let mut service = Statements::new(&site);
                service.service(version, &limits, &counts);
                Ok::<_, io::Error>(Arc::new(Made {
                    service: service.triples,
                    dataset: dataset.triples,
                }))
            })
            .await
            .map_err(io::Error::other)?
        });
        let made = made.await?;
        let mut serializer = RdfSerializer::from_format(format.writer());
        let ours = self.prefixes.iter().map(|(p, n)| (p.as_str(), n.as_str()));
        for (prefix, namespace) in ours.chain(DESCRIBING.iter().copied()) {
            serializer = serializer
                .with_prefix(prefix, namespace)
                .map_err(io::Error::other)?;
        }
        let mut serializer = serializer.for_writer(Vec::new());
        let triples = match about {
            About::Service => &made.service,
            About::Dataset => &made.dataset,
        };
        for triple in triples {
            serializer.serialize_triple(triple)?;
        }
        serializer.finish()
    }
}

/// A description in the making.
struct Statements {
    triples: Vec<Triple>,
    site: String,
    nodes: usize,
}

impl Statements {
    fn new(site: &str) -> Self {
        Self {
            triples: Vec::new(),
            site: site.to_owned(),
            nodes: 0,
        }
    }

    /// The IRI of a page of this site.
    fn here(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.site))
    }

    fn node(&mut self) -> NamedOrBlankNode {
        self.nodes += 1;
        BlankNode::new_unchecked(format!("d{}", self.nodes)).into()
    }

    fn add(&mut self, subject: &impl AsNode, predicate: &str, object: impl Into<Term>) {
        let triple = Triple::new(subject.as_node(), name(predicate), object);
        self.triples.push(triple);
    }

    fn typed(&mut self, subject: &impl AsNode, class: &str) {
        let triple = Triple::new(subject.as_node(), rdf::TYPE, name(class));
        self.triples.push(triple);
    }

    /// The data set: VoID for its figures, DCAT for its files.
    fn dataset(&mut self, version: &str, counts: &Counts) {
        let set = self.here("/.well-known/void#dataset");
        for class in ["void:Dataset", "dcat:Dataset"] {
            self.typed(&set, class);
        }
        let document = self.here("/.well-known/void");
        self.typed(&document, "void:DatasetDescription");
        self.add(&document, "foaf:primaryTopic", set.clone());
        for (language, title, description) in [
            (
                "en",
                "Cyberlex: the world's cybercrime law as an open knowledge graph",
                "What the cybercrime law of each jurisdiction requires, covers and lacks against international instruments, by which provision, since when, and from which text we know.",
            ),
            (
                "zh",
                "Cyberlex：世界网络犯罪法律开放知识图谱",
                "各法域网络犯罪法律对照国际文书规定了什么、涵盖什么、缺少什么，依据哪一条款、自何时起，以及出自哪一文本。",
            ),
        ] {
            let text = |text: &str| Literal::new_language_tagged_literal_unchecked(text, language);
            self.add(&set, "dcterms:title", text(title));
            self.add(&set, "dcterms:description", text(description));
        }
        self.add(&set, "dcterms:license", NamedNode::new_unchecked(LICENCE));
        self.add(&set, "dcat:version", Literal::from(version));
        self.add(&set, "dcterms:identifier", Literal::from(version));
        self.add(&set, "foaf:homepage", self.here("/"));
        self.add(&set, "dcat:landingPage", self.here("/about"));
        self.add(&set, "void:uriSpace", Literal::from(vocab::BASE));
        self.add(&set, "void:sparqlEndpoint", self.here("/sparql"));
        for namespace in [
            vocab::LM,
            "http://www.w3.org/2004/02/skos/core#",
            "http://data.europa.eu/eli/ontology#",
            "http://www.w3.org/ns/prov#",
        ] {
            self.add(&set, "void:vocabulary", NamedNode::new_unchecked(namespace));
        }
        for (suffix, media_type, _) in FORMATS {
            self.distribution(&set, version, suffix, media_type);
        }
        self.figures(&set, counts);
    }

    fn distribution(&mut self, set: &NamedNode, version: &str, suffix: &str, media_type: &str) {
        let file = self.here(&path(version, suffix));
        let distribution = self.here(&format!("/.well-known/void#{suffix}"));
        // A dump is RDF (VoID section 3.3); tables are another distribution of the same.
        if media_type != "application/zip" {
            self.add(set, "void:dataDump", file.clone());
        }
        self.add(set, "dcat:distribution", distribution.clone());
        self.typed(&distribution, "dcat:Distribution");
        self.add(&distribution, "dcat:downloadURL", file);
        self.add(&distribution, "dcat:accessURL", self.here("/download/"));
        let registered = format!("https://www.iana.org/assignments/media-types/{media_type}");
        self.add(
            &distribution,
            "dcat:mediaType",
            NamedNode::new_unchecked(registered),
        );
        self.add(
            &distribution,
            "dcterms:license",
            NamedNode::new_unchecked(LICENCE),
        );
        self.add(&distribution, "dcat:version", Literal::from(version));
    }

    fn figures(&mut self, set: &NamedNode, counts: &Counts) {
        self.add(set, "void:triples", count(counts.triples));
        self.add(set, "void:distinctSubjects", count(counts.subjects));
        self.add(set, "void:distinctObjects", count(counts.objects));
        self.add(set, "void:classes", count(counts.classes.len() as u64));
        self.add(
            set,
            "void:properties",
            count(counts.properties.len() as u64),
        );
        for (class, entities) in &counts.classes {
            let part = self.node();
            self.add(set, "void:classPartition", part.clone());
            self.add(&part, "void:class", NamedNode::new_unchecked(class));
            self.add(&part, "void:entities", count(*entities));
        }
        for (property, figures) in &counts.properties {
            let part = self.node();
            self.add(set, "void:propertyPartition", part.clone());
            self.add(&part, "void:property", NamedNode::new_unchecked(property));
            self.add(&part, "void:triples", count(figures.triples));
            self.add(&part, "void:distinctSubjects", count(figures.subjects));
            self.add(&part, "void:distinctObjects", count(figures.objects));
        }
    }

    /// The endpoint: SPARQL 1.1 Service Description, and its limits in terms of our own.
    fn service(&mut self, version: &str, limits: &Limits, counts: &Counts) {
        let service = self.here("/sparql#service");
        self.typed(&service, "sd:Service");
        self.typed(&service, "dcat:DataService");
        self.add(&service, "sd:endpoint", self.here("/sparql"));
        self.add(&service, "dcat:endpointURL", self.here("/sparql"));
        self.add(
            &service,
            "dcat:servesDataset",
            self.here("/.well-known/void#dataset"),
        );
        self.add(
            &service,
            "dcterms:license",
            NamedNode::new_unchecked(LICENCE),
        );
        self.add(&service, "dcat:version", Literal::from(version));
        self.add(&service, "sd:supportedLanguage", name("sd:SPARQL11Query"));
        self.add(&service, "sd:feature", name("sd:UnionDefaultGraph"));
        if !limits.services.is_empty() {
            self.add(&service, "sd:feature", name("sd:BasicFederatedQuery"));
        }
        for (_, format) in RowFormat::proper() {
            self.add(&service, "sd:resultFormat", format_of_rows(format));
        }
        for (_, format) in GraphFormat::proper() {
            let iri = NamedNode::new_unchecked(format.writer().iri());
            self.add(&service, "sd:resultFormat", iri);
        }
        for (term, value) in [
            ("lmsd:maxSeconds", limits.seconds),
            ("lmsd:maxRows", limits.rows),
            ("lmsd:maxBytes", limits.bytes),
            ("lmsd:maxConcurrent", limits.workers as u64),
            ("lmsd:maxWaiting", limits.queue as u64),
            ("lmsd:maxMemoryBytes", limits.memory << 20),
            ("lmsd:maxQueryBytes", limits.length as u64),
            ("lmsd:maxUrlBytes", limits.url as u64),
        ] {
            self.add(&service, term, count(value));
        }
        let limits_in_words = format!(
            "A query may run {} s and give {} rows or {} bytes; over a limit is an error, never a part of an answer. {} run at once and {} may wait.",
            limits.seconds, limits.rows, limits.bytes, limits.workers, limits.queue
        );
        self.add(
            &service,
            "rdfs:comment",
            Literal::new_language_tagged_literal_unchecked(limits_in_words, "en"),
        );
        self.graphs(&service, counts);
    }

    fn graphs(&mut self, service: &NamedNode, counts: &Counts) {
        let set = self.here("/sparql#dataset");
        self.add(service, "sd:defaultDataset", set.clone());
        self.typed(&set, "sd:Dataset");
        let default = self.here("/sparql#default");
        self.add(&set, "sd:defaultGraph", default.clone());
        self.typed(&default, "sd:Graph");
        self.add(&default, "void:triples", count(counts.triples));
        for (graph, triples) in &counts.graphs {
            let named = self.node();
            self.add(&set, "sd:namedGraph", named.clone());
            self.typed(&named, "sd:NamedGraph");
            self.add(&named, "sd:name", NamedNode::new_unchecked(graph));
            let content = self.node();
            self.add(&named, "sd:graph", content.clone());
            self.typed(&content, "sd:Graph");
            self.add(&content, "void:triples", count(*triples));
        }
    }
}

fn format_of_rows(format: RowFormat) -> NamedNode {
    let writer: QueryResultsFormat = format.writer();
    NamedNode::new_unchecked(writer.iri())
}

/// A number that is counted or allowed, as xsd:integer.
fn count(value: u64) -> Literal {
    Literal::from(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The IRI of a prefixed name of a describing vocabulary.
fn name(prefixed: &str) -> NamedNode {
    let (prefix, local) = prefixed.split_once(':').unwrap_or(("", prefixed));
    let known = DESCRIBING.iter().chain(vocab::FOREIGN);
    let namespace = known
        .into_iter()
        .find(|(known, _)| *known == prefix)
        .map_or("", |(_, namespace)| namespace);
    NamedNode::new_unchecked(format!("{namespace}{local}"))
}

/// What statements can be made about.
trait AsNode {
    fn as_node(&self) -> NamedOrBlankNode;
}

impl AsNode for NamedNode {
    fn as_node(&self) -> NamedOrBlankNode {
        self.clone().into()
    }
}

impl AsNode for NamedOrBlankNode {
    fn as_node(&self) -> NamedOrBlankNode {
        self.clone()
    }
}
