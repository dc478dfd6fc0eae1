//! A bound parameter gives the rows that the free query has for that value, wherever the variable stands.

use crate::common::TODAY;
use cyberlex::catalog::{CatalogError, Environment, NamedQuery, Project};
use cyberlex::corpus::{Prefixes, Source};
use cyberlex::store::{Answer, Rows};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FRONT: &str = "# [[params]]\n# name = \"p\"\n# type = \"iri\"\n";

/// Queries in which ?p is bound in every solution; each projects it, so that the free query can be
/// filtered by its value.
const QUERIES: &[&str] = &[
    "SELECT ?p ?x { ?p cl:a ?x }",
    "SELECT ?x ?p { ?x cl:a ?p . ?p cl:b ?y }",
    "SELECT ?p ?x { ?x ?p ?y }",
    "SELECT ?p ?x { GRAPH ?p { ?x cl:a ?y } }",
    "SELECT ?p ?x { ?p cl:a+ ?x }",
    "SELECT ?p ?x { ?p cl:a ?x OPTIONAL { ?x cl:b ?y FILTER(?y != ?p) } }",
    "SELECT ?p ?x { { ?p cl:a ?x } UNION { ?x cl:b ?p } }",
    "SELECT ?p ?x { ?p cl:a ?x MINUS { ?p cl:b ?y } }",
    "SELECT ?p ?x { ?p cl:a ?x MINUS { ?p cl:b ?x } MINUS { ?x cl:a ?p } }",
    "SELECT ?p ?x { ?p cl:a ?x FILTER NOT EXISTS { ?x cl:b ?p } }",
    "SELECT ?p ?x { ?p cl:a ?x FILTER EXISTS { SELECT ?x { ?x cl:b ?z } } }",
    "SELECT ?p ?x { VALUES ?p { cl:n0 cl:n1 cl:n3 } ?p cl:a ?x }",
    "SELECT ?p ?x { VALUES (?p ?x) { (cl:n0 cl:n1) (cl:n1 UNDEF) } ?p cl:a ?x }",
    "SELECT ?p (COUNT(*) AS ?n) { ?p cl:a ?x } GROUP BY ?p",
    "SELECT ?p (COUNT(?x) AS ?n) { ?p cl:a ?x } GROUP BY ?p HAVING(COUNT(?x) > 1)",
    "SELECT ?p ?x ?n { ?p cl:a ?x { SELECT ?p (COUNT(?y) AS ?n) { ?p ?q ?y } GROUP BY ?p } }",
    "SELECT ?p ?x { ?p cl:a ?x { SELECT DISTINCT ?p { ?p cl:b ?y } } }",
    "SELECT ?p ?s { ?p cl:a ?x BIND(CONCAT(STR(?p), '!') AS ?s) }",
    "SELECT DISTINCT ?p ?x { ?p cl:a ?x FILTER(BOUND(?p) && ?p IN (cl:n0, cl:n2)) } ORDER BY ?p ?x",
    "SELECT ?p ?x { ?p cl:a ?x } ORDER BY ?x",
];

fn rows(project: &Project, query: &NamedQuery, given: &[(&str, &str)]) -> Rows {
    let given: BTreeMap<String, String> = given
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    let env = Environment {
        snapshot: None,
        ..project.environment(TODAY)
    };
    let Answer::Rows(mut rows) = query.run(&project.snapshot, &given, env).expect("it runs") else {
        panic!("a SELECT gives rows");
    };
    rows.sort();
    rows
}

fn project(text: &str) -> Project {
    Project::open(Source::from_files([("corpus/g.ttl", text)]), TODAY).expect("it opens")
}

/// A graph over four nodes and two properties.
fn graph() -> impl Strategy<Value = String> {
    let edge = (0..4u8, prop::bool::ANY, 0..4u8);
    prop::collection::vec(edge, 0..14).prop_map(|edges| {
        let mut text = String::from("@prefix cl: <https://w3id.org/cyberlex/id/> .\n");
        for (from, first, to) in edges {
            let property = if first { "a" } else { "b" };
            text.push_str(&format!("cl:n{from} cl:{property} cl:n{to} .\n"));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bound_is_free_and_filtered(graph in graph(), which in 0..5usize) {
        let project = project(&graph);
        let value = [
            "https://w3id.org/cyberlex/id/n0",
            "https://w3id.org/cyberlex/id/n1",
            "https://w3id.org/cyberlex/id/n2",
            "https://w3id.org/cyberlex/id/a",
            "https://w3id.org/cyberlex/graph/corpus/g",
        ][which];
        for text in QUERIES {
            let free = NamedQuery::parse("free.rq", text, &project.prefixes).expect("it parses");
            let bound = NamedQuery::parse("bound.rq", &format!("{FRONT}{text}"), &project.prefixes)
                .expect("it parses");
            let mut expected = rows(&project, &free, &[]);
            let p = expected.position("p").expect("?p is projected");
            expected.rows.retain(|row| {
                row[p].as_ref().is_some_and(|t| t.to_string() == format!("<{value}>"))
            });
            let actual = rows(&project, &bound, &[("p", value)]);
            prop_assert_eq!(actual, expected, "{}", text);
        }
    }
}

#[test]
fn a_parameter_reaches_a_sub_select_that_does_not_project_it() {
    let project = project(
        "@prefix cl: <https://w3id.org/cyberlex/id/> . cl:x cl:a 1 . cl:y cl:a 2 . cl:z cl:a 3 .",
    );
    let text = "# [[params]]\n# name = \"most\"\n# type = \"integer\"\nSELECT ?x { { SELECT ?x { ?x cl:a ?n FILTER(?n <= ?most) } } }";
    let query = NamedQuery::parse("q.rq", text, &project.prefixes).expect("it parses");
    for (most, count) in [("0", 0), ("1", 1), ("2", 2), ("9", 3)] {
        assert_eq!(
            rows(&project, &query, &[("most", most)]).rows.len(),
            count,
            "{most}"
        );
    }
}

#[test]
fn a_construct_template_is_bound_too() {
    let project = project("@prefix cl: <https://w3id.org/cyberlex/id/> . cl:x cl:a cl:y .");
    let text = format!("{FRONT}CONSTRUCT {{ ?p cl:b ?x }} WHERE {{ ?x cl:a ?p }}");
    let query = NamedQuery::parse("q.rq", &text, &project.prefixes).expect("it parses");
    let given = BTreeMap::from([(String::from("p"), String::from("cl:y"))]);
    let answer = query
        .run(&project.snapshot, &given, project.environment(TODAY))
        .expect("it runs");
    let Answer::Graph(triples) = answer else {
        panic!("a CONSTRUCT gives a graph");
    };
    assert_eq!(triples.len(), 1);
    assert_eq!(
        triples[0].subject.to_string(),
        "<https://w3id.org/cyberlex/id/y>"
    );
}

#[test]
fn an_unused_parameter_is_refused() {
    for text in ["SELECT ?x { ?x ?y ?z }", "SELECT ?p { ?x ?y ?z }"] {
        let error = NamedQuery::parse("q.rq", &format!("{FRONT}{text}"), &Prefixes::default())
            .expect_err("?p is not used");
        assert!(
            matches!(error, CatalogError::UnusedParameter { .. }),
            "{error}"
        );
    }
}

#[test]
fn a_parameter_that_the_query_assigns_is_refused() {
    for text in [
        "SELECT * { ?x ?y ?z BIND(?x AS ?p) }",
        "SELECT (COUNT(*) AS ?p) { ?x ?y ?z }",
    ] {
        let error = NamedQuery::parse("q.rq", &format!("{FRONT}{text}"), &Prefixes::default())
            .expect_err("?p is assigned");
        assert!(
            matches!(error, CatalogError::AssignedParameter { .. }),
            "{error}"
        );
    }
}

#[test]
fn a_literal_cannot_stand_as_a_predicate() {
    let text = "# [[params]]\n# name = \"p\"\n# type = \"string\"\nSELECT ?x { ?x ?p ?y }";
    let query = NamedQuery::parse("q.rq", text, &Prefixes::default()).expect("an IRI would do");
    let project = project("");
    let given = BTreeMap::from([(String::from("p"), String::from("x"))]);
    let error = query
        .bind(&given, project.environment(TODAY))
        .expect_err("no literal there");
    assert!(matches!(error, CatalogError::Misplaced { .. }), "{error}");
}
