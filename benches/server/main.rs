//! What the site answers beside a bare handler that sends the same bytes, and how pages fare while strangers' queries run.
//!
//! `cargo bench --bench server -- --size small`. The site is the program itself (`cyberlex serve`, with its log in a file), the
//! other an axum handler without any layer; both use one thread, and the same client asks them in turn over connections that
//! stay open. Processor time is that of the servers alone, so that it does not matter how fast the client is. It fails on a
//! wrong answer and never for being slow.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    reason = "a benchmark fails by panicking, says what it found, and is used by nobody"
)]

mod bare;
mod client;
mod latency;
mod questions;
mod site;
mod table;
mod throughput;

use clap::{Parser, ValueEnum};
use std::time::Duration;
use table::{Format, Table};
use tokio::runtime::Builder;

/// Measure the site against a bare handler, and its pages under load.
#[derive(Parser)]
struct Args {
    /// How long each measurement takes
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
    /// Two minutes
    Small,
    /// A quarter of an hour
    Full,
}

impl Size {
    /// How often each is measured, and how long at a time.
    fn plan(self) -> (usize, Duration) {
        match self {
            Self::Small => (2, Duration::from_secs(1)),
            Self::Full => (5, Duration::from_secs(3)),
        }
    }
}

fn main() {
    let args = Args::parse();
    let (rounds, time) = args.size.plan();
    let mut table = Table::default();
    // The client has the other processors; of two, one each.
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let site = site::Site::start(1).await;
        throughput::measure(&site, rounds, time, &mut table).await;
        drop(site);
        let site = site::Site::start(0).await;
        latency::measure(&site, rounds, time * 4, &mut table).await;
    });
    table.print(args.format);
}
