//! Medians of several runs, and bytes.

use stats_alloc::{Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often something is run for a median.
const RUNS: usize = 15;

/// How often something long is.
const FEW: usize = 5;

/// How long a run lasts at least: what is shorter is done several times.
const LEAST: Duration = Duration::from_millis(4);

/// The median time of something.
pub(super) fn median<T>(mut work: impl FnMut() -> T) -> Duration {
    // What was not touched for a while may have to be fetched from afar.
    time(&mut work, 3);
    let once = time(&mut work, 1);
    let times = LEAST.as_nanos() / once.as_nanos().max(1) + 1;
    let times = u32::try_from(times).unwrap_or(u32::MAX);
    middle((0..RUNS).map(|_| time(&mut work, times)).collect())
}

/// The same of something that takes long.
pub(super) fn few<T>(mut work: impl FnMut() -> T) -> Duration {
    middle((0..FEW).map(|_| time(&mut work, 1)).collect())
}

/// Something that takes too long to do it twice, and how long it took.
pub(super) fn once_with<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

fn time<T>(work: &mut impl FnMut() -> T, times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        black_box(work());
    }
    start.elapsed() / times
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// How many times the first is as long as the second.
pub(super) fn ratio(long: Duration, short: Duration) -> f64 {
    long.as_secs_f64() / short.as_secs_f64()
}

/// How many bytes something keeps that is made now.
pub(super) fn bytes_of<T>(allocator: &StatsAlloc<System>, make: impl FnOnce() -> T) -> usize {
    let region = Region::new(allocator);
    let made = black_box(make());
    let change = region.change();
    drop(made);
    change.bytes_allocated - change.bytes_deallocated
}
