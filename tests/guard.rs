//! What the guard refuses, in which words, and that it lets every honest query pass.

use crate::common::{TODAY, real, root};
use cyberlex::catalog::NamedQuery;
use cyberlex::store::{Guard, Refusal, Unknown};
use proptest::prelude::*;
use spargebra::{Query, SparqlParser};
use std::collections::BTreeMap;

fn parse(text: &str) -> Query {
    SparqlParser::new()
        .with_prefix("", "urn:x:")
        .expect("a prefix")
        .parse_query(text)
        .unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// What the guard says when every pattern that reads a graph may be large.
fn look(text: &str) -> Result<(), Refusal> {
    let guard = Guard::default();
    guard.text(text)?;
    guard.query(&parse(text), &Unknown)
}

#[test]
fn parts_without_a_common_variable_are_refused_and_named() {
    for text in [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a :p ?c . ?d :p ?f }",
        "SELECT * { { ?a :p ?c } { ?d :p ?f } }",
        "SELECT * { ?a :p ?c { SELECT ?d { ?d :p ?f } } }",
        "SELECT * { ?a :p ?c OPTIONAL { ?d :p ?f } }",
        "SELECT * { ?a :p ?c MINUS { ?d :p ?f } }",
        "SELECT * { ?a :p ?c . ?d :p ?f FILTER(?c = ?f) }",
        "SELECT * { ?a :p ?c . GRAPH ?g { ?d :p ?f } }",
        "SELECT * { { ?a :p ?c . ?d :p ?f } UNION { ?a :p ?d } }",
        "SELECT (COUNT(*) AS ?n) { ?a :p ?c . ?d :p ?f }",
        "ASK { ?a :p ?c . ?d :p ?f }",
        "CONSTRUCT { ?a :q ?f } { ?a :p ?c . ?d :p ?f }",
        "SELECT * { ?a :p [] . [] :p ?f }",
        "SELECT * { ?a :p ?c FILTER EXISTS { ?d :p ?f . ?h :p ?i } }",
        "SELECT * { ?a :p ?c BIND(EXISTS { ?d :p ?f . ?h :p ?i } AS ?b) }",
        "SELECT * { ?a :p ?c LATERAL { ?d :p ?f } }",
    ] {
        let refusal = look(text).expect_err(text);
        assert!(
            matches!(refusal, Refusal::Product { .. }),
            "{text}: {refusal}"
        );
    }
    let message = look("SELECT * { ?a :p ?c . ?d :q ?f }")
        .expect_err("a product")
        .to_string();
    assert!(message.contains("?a, ?c"), "{message}");
    assert!(message.contains("?d, ?f"), "{message}");
    assert!(
        message.contains("join the parts by a variable"),
        "{message}"
    );
}

#[test]
fn closures_without_a_beginning_are_refused_and_shown() {
    for text in [
        "SELECT * { ?a (!:x|^!:x)* ?b }",
        "SELECT * { ?a :p+ ?b }",
        "SELECT * { ?a ^(:p*) ?b }",
        "SELECT * { ?a (:p*/:q)* ?b }",
        "SELECT * { ?a :p/:q+ ?b }",
        "SELECT * { ?a :p* ?b . ?b :q* ?c }",
        "SELECT * { { SELECT ?b { ?a :p* ?b } } ?b :q ?c }",
        "SELECT * { ?x :q ?b MINUS { ?a :p* ?b } }",
        "SELECT * { GRAPH ?g { ?a :p* ?b } }",
        "SELECT * { _:a :p* ?b }",
    ] {
        let refusal = look(text).expect_err(text);
        assert!(
            matches!(refusal, Refusal::OpenPath { .. }),
            "{text}: {refusal}"
        );
    }
    let message = look("SELECT * { ?a :p+ ?b }")
        .expect_err("open")
        .to_string();
    assert!(message.contains("<urn:x:p>)+"), "{message}");
}

#[test]
fn honest_queries_pass() {
    for text in [
        "SELECT * { ?a ?b ?c } LIMIT 10",
        "SELECT * { ?a :p ?b . ?b :q ?c . ?c :r ?d }",
        "SELECT * { ?a :p [ :q ?c ] }",
        "SELECT * { VALUES ?x { :a :b } ?d :p ?f }",
        "SELECT * { BIND(1 AS ?one) ?d :p ?f }",
        "SELECT * { { SELECT (COUNT(*) AS ?all) { ?x :p ?y } } ?d :p ?f } LIMIT 1",
        "SELECT * { :a :p :b . ?d :p ?f }",
        "SELECT * { ?a a :C . ?a :p* ?b }",
        "SELECT * { ?a :p* ?b . ?a a :C }",
        "SELECT * { :a :p* ?b . ?b :q* ?c }",
        "SELECT * { ?a a :C OPTIONAL { ?a :p* ?b } }",
        "SELECT * { ?a a :C { ?a :p* ?b } UNION { ?b :p* ?a } }",
        "SELECT * { ?a a :C FILTER EXISTS { ?a :p* ?b } }",
        "SELECT * { ?a :p ?b . ?x :p ?y FILTER(false) . VALUES ?b { :b } VALUES ?y { :y } ?a :q ?x }",
        "SELECT * { ?a :p ?b FILTER NOT EXISTS { ?n :of ?a . ?m :at ?b } }",
        "SELECT * { ?a :p ?b MINUS { ?a :q ?c } }",
        "SELECT * { { ?a :p ?b } UNION { ?c :p ?d } }",
        "DESCRIBE :a",
        "ASK {}",
        "SELECT (\"((((((((((((((((((((\" AS ?x) {}",
    ] {
        look(text).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
    }
}

/// The examples a stranger sees first are ours: none may be refused, on the corpus as it is.
#[test]
fn every_query_of_the_project_passes() {
    let project = real();
    let guard = Guard::default();
    let mut seen = 0;
    for query in project
        .catalog
        .iter()
        .chain(&project.catalog.rules)
        .chain(&project.catalog.checks)
    {
        let mut given: BTreeMap<String, String> = query.front.checks.with.clone();
        for param in &query.front.params {
            if let (None, Some(first)) = (&param.default, param.test.first()) {
                given
                    .entry(param.name.clone())
                    .or_insert_with(|| first.clone());
            }
        }
        guard.text(&query.text).expect("short and flat");
        let bound = query
            .bind(&given, project.environment(TODAY))
            .expect("it binds");
        for asked in [&bound, query.query()] {
            guard
                .query(asked, project.snapshot.as_ref())
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", query.file));
        }
        seen += 1;
    }
    assert!(seen > 90, "{seen} queries");
}

/// Small in this graph is fair: whatever is refused in general passes where its parts are few.
#[test]
fn what_is_small_here_passes_here() {
    let project = real();
    let look = |text: &str| {
        let query = NamedQuery::parse("q.rq", text, &project.prefixes).expect("it parses");
        Guard::default().query(query.query(), project.snapshot.as_ref())
    };
    look("SELECT * { ?j a lm:State . ?r a lm:Requirement }").expect("some thousands");
    look("SELECT * { ?narrow skos:broader+ ?wide }").expect("a small closure");
    for text in [
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a (!lm:x|^!lm:x)* ?b }",
    ] {
        look(text).expect_err(text);
    }
}

#[test]
fn depth_is_refused_before_anything_is_parsed() {
    let guard = Guard::default();
    let deep = 20_000;
    for (open, middle, close) in [
        ("{", "", "}"),
        ("(", "1", ")"),
        ("[ :p ", "1", "]"),
        ("{ SELECT * ", "{}", "}"),
        ("{ OPTIONAL ", "{}", "}"),
        ("FILTER EXISTS { ", "", "}"),
        ("<(", "1>", ")"),
        ("(\")\" = ", "1", ")"),
        ("( #)\n", "1", ")"),
        ("(:a\\#", "1", ")"),
        ("(')' = ", "1", ")"),
        ("(\"\"\")\"\"\" = ", "1", ")"),
    ] {
        let text = format!(
            "SELECT * {{ {}{middle}{} }}",
            open.repeat(deep),
            close.repeat(deep)
        );
        let guard = Guard {
            length: usize::MAX,
            ..guard
        };
        let refusal = guard.text(&text).expect_err(open);
        assert!(
            matches!(refusal, Refusal::Depth { .. }),
            "{open}: {refusal}"
        );
    }
    // What is long and flat is no depth: brackets in literals, in IRIs, in comments, and many closed ones.
    for flat in [
        "\"(\" ",
        "'{' ",
        "\"\"\"[ \"\"\" ",
        "<urn:x:(a)> ",
        "# ((((\n",
        "() ",
        "\\( ",
    ] {
        guard.text(&flat.repeat(5_000)).expect(flat);
    }
    assert!(matches!(
        guard.text(&" ".repeat(guard.length + 1)),
        Err(Refusal::Length { .. })
    ));
}

#[test]
fn a_long_chain_of_operators_is_deep_too() {
    let chain = vec!["?a = 1"; 1_500].join(" || ");
    let query = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || {
            let text = format!("SELECT * {{ ?a :p ?b FILTER({chain}) }}");
            let refused = Guard::default().query(&parse(&text), &Unknown);
            assert!(matches!(refused, Err(Refusal::Depth { .. })), "{refused:?}");
        })
        .expect("a thread");
    query.join().expect("it is refused");
}

#[test]
fn every_query_file_is_far_from_the_limit_of_brackets() {
    let guard = Guard {
        brackets: 32,
        ..Guard::default()
    };
    let project = real();
    for query in project.catalog.iter() {
        guard
            .text(&query.text)
            .unwrap_or_else(|e| panic!("{}: {e}", query.file));
    }
    assert!(root().join("queries").is_dir());
}

/// A chain of patterns, each sharing a variable with one before it, in any order and grouping.
fn joined() -> impl Strategy<Value = String> {
    proptest::collection::vec((any::<u16>(), 0..4_u8, any::<bool>()), 1..8).prop_map(|links| {
        let mut text = String::new();
        for (i, (to, shape, optional)) in links.into_iter().enumerate() {
            let from = usize::from(to) % (i + 1);
            let next = i + 1;
            let part = match shape {
                0 => format!("?v{from} :p ?v{next} . "),
                1 => format!("?v{next} :p/:q ?v{from} . "),
                2 => format!("?v{from} :p [ :q ?v{next} ] . "),
                _ => format!("{{ SELECT ?v{from} ?v{next} {{ ?v{from} :p ?v{next} }} }} "),
            };
            if optional && i > 0 {
                text.push_str(&format!("OPTIONAL {{ {part}}} "));
            } else {
                text.push_str(&part);
            }
        }
        text
    })
}

/// A whole token in which a bracket is none, or nothing.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "",
        "\")\"",
        "')'",
        "\"\"\" ) \" \"\"\"",
        "'''}'''",
        "<urn:x:)>",
        "# )]}\n",
        ":a\\)b",
        "\"\\\")\"",
        "1 < 2",
        "?a>",
    ])
}

proptest! {
    /// What hangs together is never refused.
    #[test]
    fn joined_patterns_pass(group in joined()) {
        let text = format!("SELECT * {{ {group}}}");
        prop_assert_eq!(look(&text), Ok(()), "{}", text);
    }

    /// Two such groups with names of their own always are.
    #[test]
    fn two_groups_apart_are_refused(left in joined(), right in joined()) {
        let right = right.replace("?v", "?w");
        let text = format!("SELECT * {{ {left} {right} }}");
        let refused = matches!(look(&text), Err(Refusal::Product { .. }));
        prop_assert!(refused, "{}", text);
    }

    /// Brackets that stay open count, whatever pieces of literals, IRIs and comments stand between them.
    #[test]
    fn open_brackets_count_between_anything(pieces in proptest::collection::vec(piece(), 40..60)) {
        let guard = Guard { brackets: 39, ..Guard::default() };
        let text: String = pieces.iter().map(|piece| format!("({piece} ")).collect();
        prop_assert_eq!(guard.text(&text), Err(Refusal::Depth { limit: 39 }), "{}", text);
    }
}
