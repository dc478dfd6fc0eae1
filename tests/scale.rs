//! More law than there is: made-up jurisdictions are sound, and the index with one replaced is the index built again.

#[allow(dead_code, reason = "the example that writes files needs more of it")]
#[path = "../examples/made/mod.rs"]
mod made;

use crate::common::{TODAY, root};
use cyberlex::catalog::Project;
use cyberlex::corpus::{Corpus, Prefixes, Severity, Source};
use cyberlex::coverage::{Figures, Index};
use cyberlex::store::Snapshot;
use jiff::civil::date;
use made::{Made, Maker, graph};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Triple};
use proptest::prelude::*;
use serde::Serialize;
use std::sync::LazyLock;

static SOURCE: LazyLock<Source> =
    LazyLock::new(|| Source::directory(root()).expect("the project is there"));
static REAL: LazyLock<Corpus> = LazyLock::new(|| Corpus::read(&SOURCE));

type Graph = Vec<(NamedNode, Triple)>;

#[test]
fn the_same_seed_and_number_make_the_same_jurisdiction() {
    let make = |seed, number| Maker::new(&REAL, seed).make(number).triples;
    assert_eq!(make(1, 7), make(1, 7));
    assert_ne!(make(1, 7), make(1, 8));
    assert_ne!(make(1, 7), make(2, 7));
}

#[test]
fn made_up_jurisdictions_vary_about_the_size_of_the_real_ones() {
    let maker = Maker::new(&REAL, 1);
    let norms = |made: Made| {
        let establishes = |t: &&Triple| t.predicate.as_str().ends_with("#establishes");
        made.triples.iter().filter(establishes).count()
    };
    let sizes: Vec<usize> = (1..=60).map(|number| norms(maker.make(number))).collect();
    let real = REAL
        .documents
        .iter()
        .filter(|document| document.name.starts_with("corpus/jurisdictions/"));
    let real: Vec<usize> = real
        .map(|document| {
            let said = document.statements.iter();
            said.filter(|s| s.triple.predicate.as_str().ends_with("#establishes"))
                .count()
        })
        .collect();
    let mean = |sizes: &[usize]| sizes.iter().sum::<usize>() / sizes.len();
    let (made, real) = (mean(&sizes), mean(&real));
    assert!(made.abs_diff(real) * 6 < real, "{made} beside {real}");
}

#[test]
fn a_made_up_corpus_is_valid_and_its_statuses_vary() {
    let maker = Maker::new(&REAL, 1);
    let prefixes = Prefixes::of(&REAL);
    let all = SOURCE.names("");
    let model = all.filter(|name| !name.starts_with("corpus/jurisdictions/"));
    let mut files: Vec<(String, Vec<u8>)> = model
        .map(|name| {
            let bytes = SOURCE.bytes(name).expect("it is listed");
            (name.to_owned(), bytes.to_vec())
        })
        .collect();
    let places = made::turtle("", &prefixes, &maker.real_places());
    files.push(("corpus/encoded.ttl".to_owned(), places));
    for number in 1..=5 {
        let made = maker.make(number);
        let head = made.head(1);
        assert!(head.contains("MADE UP"));
        files.push((made.file(), made::turtle(&head, &prefixes, &made.triples)));
    }
    let project = Project::open(Source::from_files(files), TODAY).expect("it opens");
    // Some texts were read after the day on which tests are run.
    let problems = project.problems(date(2100, 1, 1)).expect("the checks run");
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let index = Index::new(&project.snapshot).expect("an index");
    let counts = index.counts("budapest", &index.encoded(), TODAY);
    let rows = counts.expect("rows");
    let mut columns: Vec<Vec<_>> = rows
        .chunk_by(|a, b| a.place == b.place)
        .map(|rows| rows.iter().map(|row| (row.status, row.met)).collect())
        .collect();
    assert_eq!(columns.len(), 5);
    columns.sort();
    columns.dedup();
    assert_eq!(columns.len(), 5, "two jurisdictions answer alike");
}

/// What the files say of a jurisdiction that is not its own law: what a replacement leaves as it is.
fn stays(triple: &Triple) -> bool {
    let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
        return false;
    };
    let path = subject.as_str().strip_prefix(cyberlex::vocab::ID);
    let kind = path
        .and_then(|path| path.split_once('/'))
        .map(|(kind, _)| kind);
    matches!(
        kind,
        Some("jurisdiction" | "membership" | "party" | "reservation")
    )
}

fn model() -> Graph {
    let documents = REAL.documents.iter();
    let model = documents.filter(|document| !document.name.starts_with("corpus/jurisdictions/"));
    model
        .flat_map(|document| {
            let said = document.statements.iter();
            said.map(|statement| (document.graph.clone(), statement.triple.clone()))
        })
        .chain(
            Maker::new(&REAL, 1)
                .real_places()
                .into_iter()
                .map(|triple| (graph("corpus/encoded"), triple)),
        )
        .collect()
}

fn of(made: &Made, keep: impl Fn(&Triple) -> bool) -> Graph {
    let kept = made.triples.iter().filter(|triple| keep(triple));
    kept.map(|triple| (made.graph.clone(), triple.clone()))
        .collect()
}

fn snapshot(graph: &Graph) -> Snapshot {
    let triples = graph.iter().map(|(graph, triple)| (graph, triple));
    Snapshot::load(triples, String::new()).expect("it loads")
}

/// Everything that the index answers, as text.
fn answers(index: &Index) -> Vec<String> {
    let mut answers = Vec::new();
    let places = index.encoded();
    for instrument in index.instruments() {
        let matrix = index.matrix(instrument, &places, TODAY, None, "en");
        answers.extend(matrix.expect("a matrix").rows.iter().map(json));
        let summary = index.summary(instrument, &places, TODAY, "zh");
        answers.push(json(&summary.expect("a summary")));
    }
    for &place in &places {
        answers.push(json(&index.place(place, "en")));
        answers.push(json(&index.parties_of(place, TODAY, "en")));
        answers.push(json(&index.acts_of(place, "en")));
        answers.push(json(&index.timeline(place, "en")));
        answers.push(json(&index.surveys_of(place, "en")));
        answers.push(json(&index.norms_in_force(place, TODAY, "en")));
        answers.push(json(
            &index
                .gaps(place, "budapest", None, TODAY, "en")
                .expect("gaps"),
        ));
        for norm in index.norms_in_force(place, TODAY, "en") {
            answers.push(json(&index.readings_of(&norm.iri)));
        }
    }
    let dual = index.dual_criminality("budapest", "substantive", 12.0, None, TODAY, "en");
    answers.push(json(&dual.expect("pairs")));
    let figures = Figures {
        // A text that nothing rests on is counted where everything is read.
        readings: 0,
        ..index.figures()
    };
    answers.push(json(&figures));
    answers
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it is plain data")
}

fn same(what: &str, left: &Index, right: &Index) {
    let (left, right) = (answers(left), answers(right));
    assert_eq!(left.len(), right.len(), "{what}");
    for (left, right) in left.iter().zip(&right) {
        assert_eq!(left, right, "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replacing_one_is_building_again(seed in 1..1000_u64, which in 1..=3_u32, emptied in prop::bool::weighted(0.2)) {
        let (first, second) = (Maker::new(&REAL, seed), Maker::new(&REAL, seed + 1000));
        let made: Vec<Made> = (1..=3).map(|number| first.make(number)).collect();
        let other = second.make(which);
        let all: Graph = made.iter().flat_map(|made| of(made, |_| true)).chain(model()).collect();
        let before = Index::new(&snapshot(&all)).expect("an index");
        let told = answers(&before);

        let law = if emptied { Graph::new() } else { of(&other, |triple| !stays(triple)) };
        let rest: Graph = made
            .iter()
            .flat_map(|made| of(made, |triple| made.code != other.code || stays(triple)))
            .chain(model())
            .collect();
        let whole = snapshot(&rest.into_iter().chain(law.clone()).collect());
        let again = Index::new(&whole).expect("an index");

        let alone = before.replace(&other.code, &snapshot(&law)).expect("a known code");
        same("from its file alone", &alone, &again);
        let from_all = before.replace(&other.code, &whole).expect("a known code");
        same("from the whole graph", &from_all, &again);
        prop_assert_eq!(answers(&before), told, "the index that was replaced has changed");
        if !emptied {
            prop_assert_ne!(answers(&alone), answers(&before));
        }
    }
}

#[test]
fn nothing_is_replaced_that_is_not_there() {
    let project = crate::common::real();
    let index = Index::new(&project.snapshot).expect("an index");
    let before = answers(&index);
    let error = index
        .replace("KEM", &project.snapshot)
        .expect_err("no such code");
    assert!(error.to_string().contains("did you mean KEN?"), "{error}");
    assert_eq!(answers(&index), before);
    let same_again = index.replace("ken", &project.snapshot).expect("known");
    same("its own law again", &same_again, &index);
}
