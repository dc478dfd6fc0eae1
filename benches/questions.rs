//! How long each question takes on the corpus, and the matrix from the index beside the same matrix in SPARQL.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    missing_docs,
    reason = "a benchmark fails by panicking and is used by nobody"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use cyberlex::catalog::{NamedQuery, Project};
use cyberlex::corpus::Source;
use cyberlex::coverage::Index;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const DAY: Date = date(2026, 11, 22);

fn corpus() -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = Source::directory(folder).expect("the project is there");
    Project::open(source, DAY).expect("the project opens")
}

/// The first test value of each parameter without a default.
fn values(query: &NamedQuery) -> BTreeMap<String, String> {
    let mut values = query.front.checks.with.clone();
    for param in &query.front.params {
        if let (None, Some(first)) = (&param.default, param.test.first()) {
            values
                .entry(param.name.clone())
                .or_insert_with(|| first.clone());
        }
    }
    values
}

fn ask(project: &Project, query: &NamedQuery, values: &BTreeMap<String, String>) {
    let answer = query.run(&project.snapshot, values, project.environment(DAY));
    black_box(answer.expect("it runs"));
}

fn matrix(index: &Index) {
    let places = index.encoded();
    black_box(index.matrix("budapest", &places, DAY, None, "en")).expect("a matrix");
}

fn every_question(criterion: &mut Criterion) {
    let project = corpus();
    let mut group = criterion.benchmark_group("query");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    for query in project.catalog.iter() {
        let values = values(query);
        group.bench_function(&query.name, |b| b.iter(|| ask(&project, query, &values)));
    }
    group.finish();
}

/// Both matrices in one run, alternating, so that their ratio means something on a busy machine. The matrix of the
/// index carries every reason, provision and penalty; that of SPARQL figures only.
fn index_against_sparql(criterion: &mut Criterion) {
    let project = corpus();
    let index = Index::new(&project.snapshot).expect("an index");
    let query = project.catalog.get("coverage-matrix").expect("a query");
    let values = values(query);
    let mut group = criterion.benchmark_group("matrix");
    group.sample_size(10);
    group.bench_function("index", |b| b.iter(|| matrix(&index)));
    group.bench_function("sparql", |b| b.iter(|| ask(&project, query, &values)));
    group.finish();
    let (mut fast, mut slow) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..10 {
        fast += time(|| matrix(&index));
        slow += time(|| ask(&project, query, &values));
    }
    let ratio = slow.as_secs_f64() / fast.as_secs_f64();
    eprintln!("matrix: SPARQL takes {ratio:.1} times as long as the index");
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

criterion_group!(questions, every_question, index_against_sparql);
criterion_main!(questions);
