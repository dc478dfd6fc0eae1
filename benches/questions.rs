//! How long each question of the catalogue takes on the corpus. The index beside SPARQL is measured in `ratios`.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark fails by panicking and is used by nobody"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use cyberlex::catalog::{NamedQuery, Project};
use cyberlex::corpus::Source;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

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

criterion_group!(questions, every_question);
criterion_main!(questions);
