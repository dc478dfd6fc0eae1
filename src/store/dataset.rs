//! The statements as the SPARQL evaluator sees them: numbers for terms, and more numbers for those that a query makes.

use super::facts::{Facts, Known, Order};
use super::snapshot::StoreError;
use super::terms::{key_of, term_of};
use indexmap::IndexSet;
use oxigraph::model::Term;
use spareval::{InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::sync::Arc;

/// A graph while one query is evaluated over it.
pub(super) struct Dataset {
    facts: Arc<Facts>,
    /// Keys of terms that the query names or makes and the graph does not have; numbered after those it has.
    made: RefCell<IndexSet<String>>,
}

impl Dataset {
    pub(super) fn new(facts: Arc<Facts>) -> Self {
        Self {
            facts,
            made: RefCell::new(IndexSet::new()),
        }
    }
}

impl QueryableDataset<'static> for Dataset {
    type InternalTerm = u32;
    type Error = StoreError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&u32>,
        predicate: Option<&u32>,
        object: Option<&u32>,
        graph_name: Option<Option<&u32>>,
    ) -> impl Iterator<Item = Result<InternalQuad<u32>, StoreError>> + use<> {
        // Nothing stands in the default graph; asked for the union of all, the evaluator names no graph.
        let graph = graph_name.flatten();
        let known = [subject, predicate, object, graph].map(Option::<&u32>::copied);
        let (order, range) = match graph_name {
            Some(None) => (Order::Subject, 0..0),
            _ => self.facts.range(known),
        };
        Scan {
            facts: Arc::clone(&self.facts),
            order,
            at: range.start,
            end: range.end,
            known,
        }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<u32, StoreError>> + use<> {
        self.facts.graphs().into_iter().map(Ok)
    }

    fn internalize_term(&self, term: Term) -> Result<u32, StoreError> {
        let key = key_of(term.as_ref());
        if let Some(number) = self.facts.terms.number(&key) {
            return Ok(number);
        }
        let (position, _) = self.made.borrow_mut().insert_full(key);
        u32::try_from(self.facts.terms.len() + position).map_err(|_| StoreError::Full)
    }

    fn externalize_term(&self, number: u32) -> Result<Term, StoreError> {
        let position = number as usize;
        let Some(position) = position.checked_sub(self.facts.terms.len()) else {
            return Ok(self.facts.terms.term(number));
        };
        let made = self.made.borrow();
        let key = made.get_index(position);
        Ok(term_of(key.map_or("", String::as_str)))
    }
}

/// Statements one after another, of which those in the graph that is wanted are given.
struct Scan {
    facts: Arc<Facts>,
    order: Order,
    at: usize,
    end: usize,
    known: Known,
}

impl Iterator for Scan {
    type Item = Result<InternalQuad<u32>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.end {
            let [subject, predicate, object, graph] = self.facts.row(self.order, self.at);
            self.at += 1;
            if self.known[3].is_none_or(|wanted| wanted == graph) {
                return Some(Ok(InternalQuad {
                    subject,
                    predicate,
                    object,
                    graph_name: Some(graph),
                }));
            }
        }
        None
    }
}

/// The same questions of the same statements, asked of oxigraph's own store: the answers are equal.
#[cfg(test)]
mod tests {
    use crate::store::{Answer, Derived, Snapshot};
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{BlankNode, Literal, NamedNode, Quad, Term, Triple};
    use oxigraph::sparql::{QueryResults, SparqlEvaluator};
    use oxigraph::store::Store;
    use proptest::prelude::*;
    use spargebra::{Query, SparqlParser};
    use std::collections::BTreeSet;

    fn node(name: impl std::fmt::Display) -> NamedNode {
        NamedNode::new_unchecked(format!("urn:{name}"))
    }

    fn object() -> impl Strategy<Value = Term> {
        prop_oneof![
            (0..4_u8).prop_map(|n| node(n).into()),
            (0..2_u8).prop_map(|n| BlankNode::new_unchecked(format!("b{n}")).into()),
            (0..3_i32).prop_map(|n| Literal::from(n).into()),
            (1..4_u8).prop_map(|n| {
                Literal::new_typed_literal(format!("2026-01-0{n}"), xsd::DATE).into()
            }),
            "[ab]?".prop_map(|text| Literal::new_simple_literal(text).into()),
            Just(Literal::new_language_tagged_literal_unchecked("a", "fr").into()),
        ]
    }

    fn quad() -> impl Strategy<Value = Quad> {
        (0..4_u8, 0..3_u8, object(), 0..3_u8).prop_map(|(s, p, object, g)| {
            Quad::new(
                node(s),
                node(format!("p{p}")),
                object,
                node(format!("g{g}")),
            )
        })
    }

    /// A place of a pattern: a variable, or one of the terms that may be there.
    fn place(terms: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop_oneof![
            3 => prop::sample::select(&["?x", "?y", "?z"][..]).prop_map(str::to_owned),
            2 => prop::sample::select(terms).prop_map(str::to_owned),
        ]
    }

    fn pattern() -> impl Strategy<Value = String> {
        let subject = place(&["<urn:0>", "<urn:1>", "<urn:none>"]);
        let predicate = place(&["<urn:p0>", "<urn:p1>"]);
        let object = place(&[
            "<urn:1>",
            "1",
            "\"a\"",
            "\"a\"@fr",
            "\"2026-01-02\"^^xsd:date",
        ]);
        let graph = prop::option::of(place(&["<urn:g0>", "<urn:g1>", "<urn:none>"]));
        (subject, predicate, object, graph).prop_map(|(s, p, o, g)| match g {
            None => format!("{s} {p} {o} ."),
            Some(g) => format!("GRAPH {g} {{ {s} {p} {o} }}"),
        })
    }

    fn query() -> impl Strategy<Value = String> {
        let more = prop::collection::vec(
            (0..8_u8, pattern()).prop_map(|(kind, pattern)| match kind {
                0 | 1 => pattern,
                2 => format!("OPTIONAL {{ {pattern} }}"),
                3 => format!("MINUS {{ {pattern} }}"),
                4 => format!("FILTER NOT EXISTS {{ {pattern} }}"),
                5 => format!("{{ {pattern} }} UNION {{ ?x <urn:p2> ?z }}"),
                6 => String::from("FILTER(?x >= 1 || ?y < \"2026-01-03\"^^xsd:date || isIRI(?z))"),
                _ => String::from("BIND(STR(?x) AS ?made) OPTIONAL { ?made <urn:p0>* ?y }"),
            }),
            0..3,
        );
        (pattern(), more).prop_map(|(first, more)| {
            let rest = more.join(" ");
            format!("SELECT * WHERE {{ {first} {rest} }}")
        })
    }

    fn rows(results: QueryResults<'_>) -> Vec<String> {
        let QueryResults::Solutions(solutions) = results else {
            panic!("only SELECT is asked");
        };
        let mut rows: Vec<String> = solutions
            .map(|solution| {
                let solution = solution.expect("evaluates");
                let named: BTreeSet<String> =
                    solution.iter().map(|(v, t)| format!("{v} {t}")).collect();
                format!("{named:?}")
            })
            .collect();
        rows.sort();
        rows
    }

    fn parsed(text: &str) -> Option<Query> {
        let parser = SparqlParser::new().with_prefix("xsd", "http://www.w3.org/2001/XMLSchema#");
        // Some have a variable of BIND in use already.
        parser.expect("a prefix").parse_query(text).ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn answers_are_those_of_the_other_store(
            quads in prop::collection::vec(quad(), 0..24),
            text in query(),
        ) {
            let Some(query) = parsed(&text) else { return Ok(()) };
            // What stands in two graphs stands in the first.
            let mut seen = BTreeSet::new();
            let quads: Vec<Quad> = quads
                .into_iter()
                .filter(|quad| seen.insert(Triple::from(quad.clone()).to_string()))
                .collect();
            let store = Store::new().expect("a store");
            for quad in &quads {
                store.insert(quad).expect("inserted");
            }
            let split: Vec<(NamedNode, Triple)> = quads
                .iter()
                .map(|quad| {
                    let name = quad.graph_name.to_string();
                    (NamedNode::new_unchecked(name.trim_matches(['<', '>'])), quad.clone().into())
                })
                .collect();
            let loaded = Snapshot::load(split.iter().map(|(g, t)| (g, t)), String::new());
            let ours = Derived::new(loaded.expect("loads"));
            let mut prepared = SparqlEvaluator::new().for_query(query.clone());
            prepared.dataset_mut().set_default_graph_as_union();
            let theirs = prepared.on_store(&store).execute().expect("evaluates");
            prop_assert_eq!(rows(ours.stream(&query).expect("evaluates")), rows(theirs), "{}", text);
        }
    }

    #[test]
    fn statements_are_added_as_rules_add_them() {
        let triple = |n: u8| Triple::new(node(n), node("p0"), node(n + 1));
        let graph = node("g0");
        let first = [triple(0), triple(1)];
        let quads = first.iter().map(|triple| (&graph, triple));
        let mut snapshot = Snapshot::load(quads, String::new()).expect("loads");
        let kept = snapshot.clone();
        assert_eq!(
            snapshot
                .derive(&[triple(1), triple(2), triple(2)])
                .expect("adds"),
            1
        );
        assert_eq!(
            (kept.len(), snapshot.len()),
            (2, 3),
            "who held it before keeps it as it was"
        );
        let data = Derived::new(snapshot);
        assert_eq!(data.derived(), 1);
        let query = parsed("SELECT ?end { <urn:0> <urn:p0>+ ?end }").expect("parses");
        let Answer::Rows(answer) = data.evaluate(&query).expect("evaluates") else {
            panic!("rows are asked for");
        };
        assert_eq!(answer.rows.len(), 3);
        assert_eq!(data.graph("urn:g0").len(), 2);
        assert_eq!(data.describe("urn:1").len(), 2);
    }
}
