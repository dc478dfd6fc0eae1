//! What the endpoint says of itself and of the data is true: every figure is asked again.

use super::{Reply, Server, short, target};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

const VOID: &str = "http://rdfs.org/ns/void#";
const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

fn triples(reply: &Reply, format: RdfFormat) -> BTreeSet<String> {
    read(reply, format).iter().map(plain).collect()
}

fn read(reply: &Reply, format: RdfFormat) -> Vec<Triple> {
    assert_eq!(reply.status, 200, "{reply:?}");
    RdfParser::from_format(format)
        .for_slice(reply.body.as_bytes())
        .map(|quad| Triple::from(quad.expect("RDF")))
        .collect()
}

/// Blank nodes have other names in each format.
fn plain(triple: &Triple) -> String {
    let node = |text: String| {
        if text.starts_with("_:") {
            String::from("_")
        } else {
            text
        }
    };
    format!(
        "{} {} {}",
        node(triple.subject.to_string()),
        triple.predicate,
        node(triple.object.to_string())
    )
}

/// The first cell of the only row.
fn figure(server: &Server, query: &str) -> String {
    let reply = server.get(&target(query, &[("format", "csv")]), &[]);
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.body.lines().nth(1).expect("a row").to_owned()
}

/// Properties of a subject, by local name in a vocabulary.
fn about(triples: &[Triple], subject: &str, vocabulary: &str) -> BTreeMap<String, Vec<Term>> {
    let mut found: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for triple in triples {
        let node = triple.subject.to_string();
        if node.trim_matches(['<', '>']) == subject
            && let Some(name) = triple.predicate.as_str().strip_prefix(vocabulary)
        {
            found
                .entry(name.to_owned())
                .or_default()
                .push(triple.object.clone());
        }
    }
    found
}

fn value(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

#[test]
fn every_figure_of_the_data_set_is_what_count_gives() {
    let server = Server::start(short());
    let void = read(&server.get("/.well-known/void", &[]), RdfFormat::Turtle);
    let set = format!("{}/.well-known/void#dataset", server.address);
    let figures = about(&void, &set, VOID);
    for (name, query) in [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (
            "distinctSubjects",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        ),
        (
            "distinctObjects",
            "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        ),
        (
            "properties",
            "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        ),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    ] {
        assert_eq!(value(&figures[name][0]), figure(&server, query), "{name}");
    }
    let mut parts = 0;
    for part in &figures["classPartition"] {
        let part = about(&void, &part.to_string(), VOID);
        let class = value(&part["class"][0]);
        let query = format!("SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{class}> }}");
        assert_eq!(
            value(&part["entities"][0]),
            figure(&server, &query),
            "{class}"
        );
        parts += 1;
    }
    for part in &figures["propertyPartition"] {
        let part = about(&void, &part.to_string(), VOID);
        let property = value(&part["property"][0]);
        for (name, what) in [
            ("triples", "*"),
            ("distinctSubjects", "DISTINCT ?s"),
            ("distinctObjects", "DISTINCT ?o"),
        ] {
            let query = format!("SELECT (COUNT({what}) AS ?n) {{ ?s <{property}> ?o }}");
            assert_eq!(
                value(&part[name][0]),
                figure(&server, &query),
                "{property} {name}"
            );
        }
        parts += 1;
    }
    let counted: usize = value(&figures["classes"][0])
        .parse::<usize>()
        .expect("a number")
        + value(&figures["properties"][0])
            .parse::<usize>()
            .expect("a number");
    assert_eq!(parts, counted);
}

#[test]
fn both_descriptions_are_the_same_in_every_format() {
    let server = Server::start(short());
    for path in ["/sparql", "/.well-known/void"] {
        let expected = triples(&server.get(path, &[]), RdfFormat::Turtle);
        assert!(expected.len() > 20, "{path}");
        for (accept, format) in [
            ("application/n-triples", RdfFormat::NTriples),
            ("application/rdf+xml", RdfFormat::RdfXml),
            (
                "application/ld+json",
                RdfFormat::JsonLd {
                    profile: oxigraph::io::JsonLdProfileSet::empty(),
                },
            ),
        ] {
            let reply = server.get(path, &[("Accept", accept)]);
            assert_eq!(reply.header("content-type"), accept);
            assert_eq!(triples(&reply, format), expected, "{path} {accept}");
        }
        let tag = server.get(path, &[]).header("etag").to_owned();
        assert_eq!(server.get(path, &[("If-None-Match", &tag)]).status, 304);
        assert_eq!(server.get(path, &[("Accept", "image/png")]).checked(), 406);
    }
}

#[test]
fn the_service_describes_what_it_does() {
    let server = Server::start(short());
    let reply = server.get("/sparql", &[("Accept", "text/turtle")]);
    let service = read(&reply, RdfFormat::Turtle);
    let subject = format!("{}/sparql#service", server.address);
    let said = about(&service, &subject, SD);
    assert_eq!(
        value(&said["endpoint"][0]),
        format!("{}/sparql", server.address)
    );
    let features: Vec<String> = said["feature"].iter().map(value).collect();
    assert_eq!(features, [format!("{SD}UnionDefaultGraph")]);
    assert_eq!(said["resultFormat"].len(), 8);
    let limits = about(&service, &subject, "https://w3id.org/cyberlex/service#");
    assert_eq!(value(&limits["maxSeconds"][0]), "20");
    assert_eq!(value(&limits["maxRows"][0]), "1000000");
    // Each named graph with its size.
    let dataset = about(&service, &format!("{}/sparql#dataset", server.address), SD);
    let graphs = figure(
        &server,
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    );
    assert_eq!(dataset["namedGraph"].len().to_string(), graphs);
    // People are sent to the editor, programs are not.
    let browser = server.get(
        "/sparql",
        &[("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")],
    );
    assert_eq!((browser.status, browser.header("location")), (303, "query"));
}

/// That they hold the whole is tested where they are made.
#[test]
fn every_download_is_named_and_carries_the_version() {
    let server = Server::start(short());
    let void = read(&server.get("/.well-known/void", &[]), RdfFormat::Turtle);
    let named = |predicate: &str| -> BTreeSet<String> {
        void.iter()
            .filter(|triple| triple.predicate.as_str() == predicate)
            .map(|triple| value(&triple.object))
            .collect()
    };
    let about = server.get("/sparql", &[]);
    let version = &about.header("cyberlex-data-version")[..12];
    let expected = |suffixes: &[&str]| -> BTreeSet<String> {
        suffixes
            .iter()
            .map(|suffix| format!("{}/download/cyberlex-{version}.{suffix}", server.address))
            .collect()
    };
    let rdf = ["ttl", "nt", "nq", "trig", "jsonld", "rdf"];
    assert_eq!(
        named("http://rdfs.org/ns/void#dataDump"),
        expected(&rdf),
        "a dump is RDF"
    );
    let all = [&rdf[..], &["csv.zip"]].concat();
    assert_eq!(
        named("http://www.w3.org/ns/dcat#downloadURL"),
        expected(&all)
    );
}
