//! EXISTS rewritten means what it meant: on known answers, on generated graphs and queries, on our own queries.

use crate::common::{TODAY, real};
use cyberlex::corpus::Prefixes;
use cyberlex::store::rewrite_exists;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphNameRef, NamedNode, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use proptest::prelude::*;
use spargebra::{Query, SparqlParser};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Sorted rows, as the engine gives them with or without its planner.
fn rows(store: &Store, query: &Query, planned: bool) -> Vec<String> {
    let evaluator = SparqlEvaluator::new();
    let evaluator = if planned {
        evaluator
    } else {
        evaluator.without_optimizations()
    };
    let mut prepared = evaluator.for_query(query.clone());
    prepared.dataset_mut().set_default_graph_as_union();
    let results = prepared.on_store(store).execute().expect("it runs");
    let mut rows: Vec<String> = match results {
        QueryResults::Solutions(solutions) => solutions
            .map(|solution| {
                let solution = solution.expect("a row");
                let mut cells: Vec<String> = solution
                    .iter()
                    .map(|(variable, term)| format!("{}={term}", variable.as_str()))
                    .collect();
                cells.sort();
                cells.join(" ")
            })
            .collect(),
        QueryResults::Boolean(truth) => vec![truth.to_string()],
        QueryResults::Graph(triples) => triples
            .map(|triple| triple.expect("a triple").to_string())
            .collect(),
    };
    rows.sort();
    rows
}

fn parse(text: &str) -> Query {
    SparqlParser::new()
        .with_prefix("", "urn:x:")
        .expect("a prefix")
        .parse_query(text)
        .unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn load(turtle: &str) -> Store {
    let store = Store::new().expect("a store");
    let text = format!("@prefix : <urn:x:> .\n{turtle}");
    store
        .load_from_slice(
            oxigraph::io::RdfParser::from_format(RdfFormat::TriG),
            text.as_bytes(),
        )
        .expect("TriG");
    store
}

/// Whether MINUS or a semi-join took the place of an EXISTS.
fn taken_out(query: &Query) -> bool {
    let text = query.to_string();
    !text.contains("EXISTS")
}

/// A few States, norms and requirements: A meets both, B one of them from 2010 on, C none.
const LAW: &str = ":g1 { :A a :State . :B a :State . :C a :State . :r1 a :Req . :r2 a :Req .
    :n1 :of :A ; :meets :r1 ; :from 2000 . :n2 :of :A ; :meets :r2 ; :from 2000 ; :until 2005 . }
    :g2 { :n3 :of :B ; :meets :r1 ; :from 2010 . :C :since 2020 . :A :since 1990 . :B :since 2011 . }";

#[test]
fn known_answers_come_out_and_what_can_be_taken_out_is() {
    let store = load(LAW);
    for (pattern, expected, apart) in [
        // The shape of every question about gaps.
        (
            "?s a :State FILTER NOT EXISTS { ?n :of ?s ; :meets :r2 }",
            "s=<urn:x:B>,s=<urn:x:C>",
            true,
        ),
        (
            "?s a :State FILTER EXISTS { ?n :of ?s ; :meets ?r }",
            "s=<urn:x:A>,s=<urn:x:B>",
            true,
        ),
        // Among other conditions, negated twice, and in a disjunction that is denied.
        (
            "?s a :State FILTER(?s != :C && !EXISTS { ?n :of ?s ; :meets :r2 })",
            "s=<urn:x:B>",
            true,
        ),
        (
            "?s a :State FILTER(!(!(EXISTS { ?n :of ?s ; :meets :r2 })))",
            "s=<urn:x:A>",
            true,
        ),
        (
            "?s a :State FILTER(!(?s = :C || EXISTS { ?n :of ?s ; :meets :r2 }))",
            "s=<urn:x:B>",
            true,
        ),
        // Nested: States all of whose norms meet r1.
        (
            "?s a :State FILTER NOT EXISTS { ?n :of ?s ; :from ?f FILTER NOT EXISTS { ?n :meets :r1 ; :from ?f } }",
            "s=<urn:x:B>,s=<urn:x:C>",
            true,
        ),
        // A variable of the outside that only a filter inside uses is bound by no pattern there: it is looked at beside
        // an optional part.
        (
            "?s a :State ; :since ?day FILTER NOT EXISTS { ?n :of ?s ; :from ?f FILTER(?f <= ?day) }",
            "day=\"1990\"^^<http://www.w3.org/2001/XMLSchema#integer> s=<urn:x:A>,day=\"2020\"^^<http://www.w3.org/2001/XMLSchema#integer> s=<urn:x:C>",
            true,
        ),
        // One that the row may leave unbound matches anything inside.
        (
            "?s a :State OPTIONAL { ?s :since ?day FILTER(?day > 2000) } FILTER NOT EXISTS { ?n :of ?s . ?x :since ?day }",
            "day=\"2020\"^^<http://www.w3.org/2001/XMLSchema#integer> s=<urn:x:C>",
            false,
        ),
        // No shared variable: the same answer for every row.
        (
            "?s a :State FILTER EXISTS { ?n :of :C ; :meets ?r }",
            "",
            false,
        ),
        (
            "?s a :State FILTER NOT EXISTS { ?n :of :C ; :meets ?r }",
            "s=<urn:x:A>,s=<urn:x:B>,s=<urn:x:C>",
            false,
        ),
        // A disjunction stays one.
        (
            "?s a :State FILTER(?s = :C || EXISTS { ?n :of ?s ; :meets :r2 })",
            "s=<urn:x:A>,s=<urn:x:C>",
            false,
        ),
        // An optional part inside that begins at what the pattern binds.
        (
            "?s a :State FILTER NOT EXISTS { ?n :of ?s ; :meets ?r OPTIONAL { ?n :until ?u } FILTER(!BOUND(?u)) }",
            "s=<urn:x:C>",
            true,
        ),
        // The same blank node label means another node inside.
        (
            "?s a :State . _:n :of ?s FILTER NOT EXISTS { _:m :of ?s ; :meets :r2 }",
            "s=<urn:x:B>",
            true,
        ),
        // In a graph with a name that varies, both have to be in the same graph.
        (
            "GRAPH ?g { ?n :of ?s FILTER EXISTS { ?s :since ?d . ?n :meets ?r } }",
            "g=<urn:x:g2> n=<urn:x:n3> s=<urn:x:B>",
            false,
        ),
        (
            "GRAPH :g2 { ?n :of ?s FILTER EXISTS { ?n :from ?f ; :meets ?r } }",
            "n=<urn:x:n3> s=<urn:x:B>",
            true,
        ),
        // LIMIT inside counts for each row by itself.
        (
            "?s a :State FILTER EXISTS { SELECT ?s { ?n :of ?s ; :meets ?r } LIMIT 1 }",
            "s=<urn:x:A>,s=<urn:x:B>",
            false,
        ),
    ] {
        let query = parse(&format!("SELECT * WHERE {{ {pattern} }}"));
        let rewritten = rewrite_exists(&query);
        assert_eq!(rows(&store, &query, true).join(","), expected, "{pattern}");
        for planned in [true, false] {
            assert_eq!(
                rows(&store, &rewritten, planned).join(","),
                expected,
                "{pattern}\n{rewritten}"
            );
        }
        assert_eq!(taken_out(&rewritten), apart, "{pattern}\n{rewritten}");
    }
}

#[test]
fn a_look_up_of_one_pattern_is_left_alone() {
    let query = parse("SELECT * { ?s a :State FILTER NOT EXISTS { ?s :since ?d } }");
    assert_eq!(rewrite_exists(&query), query);
}

/// Quads of three properties over few nodes, in two graphs.
fn graphs() -> impl Strategy<Value = Vec<Quad>> {
    let node = |i: u8| NamedNode::new_unchecked(format!("urn:x:{}", char::from(b'a' + i)));
    let quad = (0..6_u8, 0..3_u8, 0..6_u8, 0..2_u8).prop_map(move |(s, p, o, g)| {
        Quad::new(
            node(s),
            NamedNode::new_unchecked(format!("urn:x:p{p}")),
            node(o),
            NamedNode::new_unchecked(format!("urn:x:g{g}")),
        )
    });
    proptest::collection::vec(quad, 0..24)
}

fn term() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..5_u8).prop_map(|i| format!("?{}", char::from(b'v' + i))),
        1 => (0..6_u8).prop_map(|i| format!(":{}", char::from(b'a' + i))),
        1 => Just(String::from("_:n")),
    ]
}

fn variable() -> impl Strategy<Value = String> {
    (0..5_u8).prop_map(|i| format!("?{}", char::from(b'v' + i)))
}

fn triple() -> impl Strategy<Value = String> {
    let predicate = prop_oneof![
        9 => (0..3_u8).prop_map(|i| format!(":p{i}")),
        1 => Just(String::from(":p0/:p1")),
        1 => Just(String::from(":p0*")),
        1 => variable(),
    ];
    (term(), predicate, term()).prop_map(|(s, p, o)| format!("{s} {p} {o} . "))
}

/// The inside of a group.
fn group() -> impl Strategy<Value = String> {
    let leaf = proptest::collection::vec(triple(), 1..4).prop_map(|triples| triples.concat());
    leaf.prop_recursive(3, 24, 3, |inner| {
        let condition = prop_oneof![
            4 => inner.clone().prop_map(|p| format!("NOT EXISTS {{ {p}}}")),
            4 => inner.clone().prop_map(|p| format!("EXISTS {{ {p}}}")),
            1 => inner.clone().prop_map(|p| format!("(?v != :a && NOT EXISTS {{ {p}}})")),
            1 => inner.clone().prop_map(|p| format!("(?v = ?w || EXISTS {{ {p}}})")),
            1 => inner.clone().prop_map(|p| format!("(!(?x = ?w || EXISTS {{ {p}}}))")),
            1 => inner.clone().prop_map(|p| format!("(!(!EXISTS {{ {p}}} && BOUND(?y)))")),
            1 => (variable(), variable()).prop_map(|(a, b)| format!("({a} != {b})")),
            1 => variable().prop_map(|a| format!("(!BOUND({a}))")),
        ];
        prop_oneof![
            6 => (inner.clone(), condition).prop_map(|(p, c)| format!("{p}FILTER {c} ")),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}OPTIONAL {{ {b}}} ")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}MINUS {{ {b}}} ")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{ {a}}} UNION {{ {b}}} ")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{ {a}}} {b}")),
            1 => (inner.clone(), variable()).prop_map(|(a, v)| format!("{a}BIND(:a AS {v}new) ")),
            1 => (inner.clone(), variable()).prop_map(|(a, v)| format!("{{ {a}}} {{ BIND(:a AS {v}) }} ")),
            1 => inner.clone().prop_map(|a| format!("GRAPH :g0 {{ {a}}} ")),
            1 => (inner.clone(), variable()).prop_map(|(a, v)| format!("GRAPH {v} {{ {a}}} ")),
            1 => (inner.clone(), variable(), variable()).prop_map(|(a, v, w)| {
                format!("{{ SELECT DISTINCT {v} {w} WHERE {{ {a}}} }} ")
            }),
            1 => (inner.clone(), variable()).prop_map(|(a, v)| {
                format!("{{ SELECT {v} (COUNT(*) AS {v}count) WHERE {{ {a}}} GROUP BY {v} }} ")
            }),
            1 => (inner, variable()).prop_map(|(a, v)| format!("VALUES {v} {{ :a :b UNDEF }} {a}")),
        ]
    })
}

/// Queries that the parser takes: a generated BIND may assign a variable twice, a label stand in two groups.
fn query_of(group: &str) -> Option<Query> {
    SparqlParser::new()
        .with_prefix("", "urn:x:")
        .expect("a prefix")
        .parse_query(&format!("SELECT * WHERE {{ {group}}}"))
        .ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    /// The reference is the engine without its planner. Where planner and reference already differ on the query as
    /// written, only the rewritten query without planner is held against the reference.
    #[test]
    fn a_rewritten_query_has_the_rows_of_the_query(quads in graphs(), group in group()) {
        let Some(query) = query_of(&group) else {
            return Ok(());
        };
        let store = Store::new().expect("a store");
        for quad in &quads {
            store.insert(quad).expect("stored");
        }
        let rewritten = rewrite_exists(&query);
        let reference = rows(&store, &query, false);
        prop_assert_eq!(&rows(&store, &rewritten, false), &reference, "{}\n{}", group, rewritten);
        if rows(&store, &query, true) == reference {
            prop_assert_eq!(&rows(&store, &rewritten, true), &reference, "planned: {}\n{}", group, rewritten);
        }
    }
}

/// The named queries, rules and checks give what they gave.
#[test]
fn our_own_queries_are_unchanged_in_what_they_say() {
    let project = real();
    let env = || project.environment(TODAY);
    let mut with_exists = 0;
    for query in project.catalog.iter().chain(&project.catalog.checks) {
        if query.front.params.iter().any(|p| p.default.is_none()) {
            continue;
        }
        let query = query.bind(&BTreeMap::new(), env()).expect("it binds");
        let rewritten = rewrite_exists(&query);
        if rewritten == query {
            continue;
        }
        with_exists += 1;
        let sorted = |query: &Query| {
            let answer = project.snapshot.evaluate(query).expect("it runs");
            let cyberlex::store::Answer::Rows(mut rows) = answer else {
                panic!("rows");
            };
            rows.sort();
            rows
        };
        assert_eq!(sorted(&query), sorted(&rewritten), "{query}");
    }
    eprintln!("{with_exists} of our queries are rewritten");
}

/// Gap questions as a stranger would write them, and the same with MINUS.
const GAPS: [(&str, &str, &str); 4] = [
    (
        "norms that meet nothing",
        "SELECT (COUNT(*) AS ?n) { ?norm a lm:Offence ; lm:ofJurisdiction ?j \
         FILTER NOT EXISTS { ?norm lm:meets ?r . ?r lm:ofInstrument <https://w3id.org/cyberlex/id/instrument/budapest> } }",
        "SELECT (COUNT(*) AS ?n) { ?norm a lm:Offence ; lm:ofJurisdiction ?j \
         MINUS { ?norm lm:meets ?r . ?r lm:ofInstrument <https://w3id.org/cyberlex/id/instrument/budapest> } }",
    ),
    (
        "requirements that a jurisdiction does not meet",
        "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?j { ?x lm:ofJurisdiction ?j } } \
         ?r lm:ofInstrument <https://w3id.org/cyberlex/id/instrument/budapest> \
         FILTER NOT EXISTS { ?norm lm:meets ?r . ?norm lm:ofJurisdiction ?j } }",
        "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?j { ?x lm:ofJurisdiction ?j } } \
         ?r lm:ofInstrument <https://w3id.org/cyberlex/id/instrument/budapest> \
         MINUS { ?norm lm:meets ?r . ?norm lm:ofJurisdiction ?j } }",
    ),
    (
        "jurisdictions with a power and no safeguard",
        "SELECT (COUNT(DISTINCT ?j) AS ?n) { ?p a lm:Power ; lm:ofJurisdiction ?j \
         FILTER(EXISTS { ?p lm:meets ?r . ?r lm:ofInstrument ?i } && !EXISTS { ?s a lm:Safeguard . ?s lm:ofJurisdiction ?j }) }",
        "SELECT (COUNT(DISTINCT ?j) AS ?n) { ?p a lm:Power ; lm:ofJurisdiction ?j \
         { SELECT DISTINCT ?p { ?p lm:meets ?r . ?r lm:ofInstrument ?i } } \
         MINUS { ?s a lm:Safeguard . ?s lm:ofJurisdiction ?j } }",
    ),
    (
        "norms without an earlier one on the same topic, where a filter looks outside",
        "SELECT (COUNT(*) AS ?n) { ?norm lm:ofJurisdiction ?j ; lm:topic ?t ; lm:inForceFrom ?from \
         FILTER NOT EXISTS { ?old lm:topic ?t ; lm:ofJurisdiction ?j ; lm:inForceFrom ?before FILTER(?before < ?from) } }",
        "SELECT (COUNT(*) AS ?n) { ?norm lm:ofJurisdiction ?j ; lm:topic ?t ; lm:inForceFrom ?from \
         MINUS { { SELECT ?j ?t (MIN(?before) AS ?first) { ?old lm:topic ?t ; lm:ofJurisdiction ?j ; lm:inForceFrom ?before } GROUP BY ?j ?t } \
         ?norm lm:ofJurisdiction ?j ; lm:topic ?t ; lm:inForceFrom ?from FILTER(?first < ?from) } }",
    ),
];

/// Copies of all that is said of jurisdictions, each with names of its own, beside the one ontology.
fn copies(store: &Store, times: usize) -> Store {
    let mut text = String::new();
    for quad in store.iter() {
        let quad = quad.expect("a quad");
        let line = format!("{quad} .\n");
        text.push_str(&line);
        let subject = quad.subject.to_string();
        let ours = |t: &str| t.starts_with("<https://w3id.org/cyberlex/id/");
        if ours(&subject) && quad.graph_name.as_ref() != GraphNameRef::DefaultGraph {
            for copy in 1..times {
                let copied = line.replace(
                    "<https://w3id.org/cyberlex/id/",
                    &format!("<https://w3id.org/cyberlex/id/copy{copy}/"),
                );
                // One instrument asks of all of them.
                let copied = copied.replace(
                    &format!("id/copy{copy}/instrument/budapest"),
                    "id/instrument/budapest",
                );
                let _ = write!(text, "{copied}");
            }
        }
    }
    let many = Store::new().expect("a store");
    let mut loader = many.bulk_loader();
    loader
        .load_from_slice(RdfFormat::NQuads, text.as_bytes())
        .expect("N-Quads");
    loader.commit().expect("kept");
    many
}

/// Prints how long each form takes, as a multiple of its MINUS form in the same run: `cargo test --release -- --ignored
/// --nocapture exists`. The form as written is asked of the corpus only where it ends within a minute.
#[test]
#[ignore = "measures; it asserts nothing about time"]
fn ratios_to_the_minus_form() {
    let project = real();
    let mut dump = Vec::new();
    project
        .snapshot
        .dump(&mut dump, RdfFormat::NQuads, [])
        .expect("a dump");
    let once = Store::new().expect("a store");
    once.load_from_slice(RdfFormat::NQuads, &dump)
        .expect("N-Quads");
    for times in [1, 10] {
        let store = copies(&once, times);
        eprintln!(
            "{times} times: {} statements",
            store.len().expect("a length")
        );
        for (name, exists, minus) in GAPS {
            let parse = |text: &str| parse_with(&project.prefixes, text);
            let (written, minus) = (parse(exists), parse(minus));
            let rewritten = rewrite_exists(&written);
            let (rows_r, rewritten) = timed(&store, &rewritten);
            let (rows_m, minus) = timed(&store, &minus);
            assert_eq!(rows_r, rows_m, "{name}");
            let ratio = rewritten.as_secs_f64() / minus.as_secs_f64();
            eprintln!("  {name}: MINUS {minus:?}, rewritten {rewritten:?}, {ratio:.2} times");
        }
    }
}

fn parse_with(prefixes: &Prefixes, text: &str) -> Query {
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in prefixes.iter() {
        parser = parser.with_prefix(prefix, namespace).expect("a prefix");
    }
    parser.parse_query(text).expect("a query")
}

/// The best of three.
fn timed(store: &Store, query: &Query) -> (Vec<String>, Duration) {
    let mut best = Duration::MAX;
    let mut found = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        found = rows(store, query, true);
        best = best.min(start.elapsed());
    }
    (found, best)
}
