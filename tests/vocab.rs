//! Every IRI in the code is declared in the ontology, and every term of the ontology has its constant.

use crate::common::root;
use cyberlex::corpus::{Corpus, Prefixes, Source};
use cyberlex::vocab;
use std::collections::BTreeSet;
use std::fs;

fn corpus() -> Corpus {
    Corpus::read(&Source::directory(root()).expect("the project is there"))
}

#[test]
fn constants_and_ontology_agree_both_ways() {
    let code = fs::read_to_string(root().join("src/vocab/lm.rs")).expect("readable");
    let constants: BTreeSet<String> = code
        .split('"')
        .filter(|part| part.starts_with(vocab::LM) && part.len() > vocab::LM.len())
        .map(str::to_owned)
        .collect();
    let declared: BTreeSet<String> = corpus()
        .documents
        .iter()
        .filter(|d| d.name.starts_with("ontology/"))
        .flat_map(|d| &d.statements)
        .filter_map(|s| {
            let subject = s.triple.subject.to_string();
            let iri = subject.trim_matches(['<', '>']);
            iri.starts_with(vocab::LM).then(|| iri.to_owned())
        })
        .collect();
    let undeclared: Vec<_> = constants.difference(&declared).collect();
    let missing: Vec<_> = declared.difference(&constants).collect();
    assert!(undeclared.is_empty(), "in the code only: {undeclared:?}");
    assert!(missing.is_empty(), "in the ontology only: {missing:?}");
}

#[test]
fn the_prefixes_of_code_and_ontology_are_the_same() {
    let declared = Prefixes::of(&corpus());
    let built_in = Prefixes::default();
    let of = |p: &Prefixes| -> Vec<(String, String)> {
        p.iter()
            .map(|(p, n)| (p.to_owned(), n.to_owned()))
            .collect()
    };
    assert_eq!(of(&declared), of(&built_in));
}
