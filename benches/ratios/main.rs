//! How much faster the index answers than SPARQL over the same graph, what it costs, and how both grow.
//!
//! `cargo bench --bench ratios -- --size s`. Every figure is a ratio of two medians of one run on one machine, or a number of
//! bytes, so that it means something elsewhere too. Before anything is measured, index and SPARQL have to give the same rows; it
//! fails on a wrong answer and never for being slow.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    reason = "a benchmark fails by panicking, says what it found, and is used by nobody"
)]

mod agree;
mod jobs;
#[allow(dead_code, reason = "the example that writes files needs more of it")]
#[path = "../../examples/made/mod.rs"]
mod made;
mod measure;
mod sparql;
mod table;
mod world;

use clap::{Parser, ValueEnum};
use cyberlex::coverage::Index;
use jiff::civil::{Date, date};
use measure::{bytes_of, median, ratio};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::time::Duration;
use table::{Format, Row, Table};
use world::World;

/// Counts what is allocated, of both sides.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The day that is asked about.
const DAY: Date = date(2026, 11, 22);

/// Measure the index against SPARQL.
#[derive(Parser)]
struct Args {
    /// How many made-up jurisdictions
    #[arg(long, value_enum, default_value = "small")]
    size: Size,
    /// How the table is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Said by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Size {
    /// 20 and 200 jurisdictions, in a minute
    Small,
    /// 200 and 2,000
    S,
    /// 2,000 and 20,000: half an hour and much memory
    M,
}

impl Size {
    fn jurisdictions(self) -> u32 {
        match self {
            Self::Small => 20,
            Self::S => 200,
            Self::M => 2000,
        }
    }
}

fn main() {
    let args = Args::parse();
    let count = args.size.jurisdictions();
    let mut table = Table::new(count);
    say("making and loading", count);
    let world = World::new(count);
    let index = Index::new(&world.project.snapshot).expect("an index");
    say("comparing index and SPARQL over", count);
    let rows = agree::agree(&world, &index);
    table.note(format!(
        "{rows} rows of index and SPARQL compared, all the same"
    ));
    say("measuring", count);
    let times = against_sparql(&world, &index, &mut table);
    costs(&world, &index, times.matrix, &mut table);
    say("making and loading", count * 10);
    growth(&times, world.seed, count, &mut table);
    table.print(args.format);
}

fn say(what: &str, jurisdictions: u32) {
    eprintln!("{what} {jurisdictions} jurisdictions");
}

/// What was measured first, to be held against what comes.
#[derive(Default)]
struct Times {
    /// The matrix in SPARQL.
    matrix: Duration,
    /// Each job by the index.
    jobs: Vec<Duration>,
}

/// Each job by the index and by the fastest form of the same question in SPARQL.
fn against_sparql(world: &World, index: &Index, table: &mut Table) -> Times {
    let mut times = Times::default();
    for job in jobs::all() {
        let fast = median(|| (job.index)(index));
        let forms = (job.forms)(world);
        let (form, slow) = forms
            .iter()
            .map(|form| (form.name, measure::few(|| form.run(world))))
            .min_by_key(|(_, time)| *time)
            .expect("a form of the question");
        if job.name == jobs::MATRIX {
            times.matrix = slow;
        }
        times.jobs.push(fast);
        table.push(Row {
            what: job.name.to_owned(),
            ratio: Some(ratio(slow, fast)),
            index: Some(fast),
            sparql: Some(slow),
            note: format!("fastest of {}: {form}", forms.len()),
        });
    }
    times
}

/// What the index itself costs: to build, to change, to keep.
fn costs(world: &World, index: &Index, matrix: Duration, table: &mut Table) {
    let snapshot = &*world.project.snapshot;
    let rebuild = measure::few(|| black_box(Index::new(snapshot).expect("an index")));
    table.push(Row {
        what: "building the index, against one matrix in SPARQL".to_owned(),
        ratio: Some(ratio(rebuild, matrix)),
        index: Some(rebuild),
        sparql: Some(matrix),
        note: "the fewer the better".to_owned(),
    });
    memory(index, table);
}

/// Bytes a norm of the columns that answer, and of everything that the index keeps.
fn memory(index: &Index, table: &mut Table) {
    let norms: usize = index.columns().map(|columns| columns.norms()).sum();
    let columns = bytes_of(ALLOCATOR, || index.columns().cloned().collect::<Vec<_>>());
    table.push(Row {
        what: "bytes a norm, columns that answer".to_owned(),
        ratio: Some(columns as f64 / norms as f64),
        index: None,
        sparql: None,
        note: format!("{norms} norms; days, bases, imprisonment, links and surveys, as allocated"),
    });
}

/// How cost grows with ten times the law, and what it costs to replace a jurisdiction there.
fn growth(times: &Times, seed: u64, count: u32, table: &mut Table) {
    let ten = count * 10;
    let large = World::unasked(ten, seed);
    let (whole, built) = measure::once_with(|| Index::new(&large.snapshot).expect("an index"));
    for (job, before) in jobs::all().iter().zip(&times.jobs) {
        let after = median(|| (job.index)(&whole));
        table.push(Row {
            what: format!("{}: {count} to {ten} jurisdictions", job.name),
            ratio: Some(ratio(after, *before)),
            index: Some(after),
            sparql: None,
            note: format!("cost of ten times the law; a job on {}", job.on),
        });
    }
    let (code, file) = large.another(17);
    let replaced = median(|| black_box(whole.replace(&code, &file).expect("a known code")));
    table.push(Row {
        what: format!("replacing one jurisdiction of {ten}, against building"),
        ratio: Some(ratio(replaced, built)),
        index: Some(replaced),
        sparql: None,
        note: "the fewer the better".to_owned(),
    });
}
