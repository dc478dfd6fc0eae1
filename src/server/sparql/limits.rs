//! What a stranger's query may take, announced to whoever asks and set by whoever runs the server.

use crate::store::Guard;
use std::time::Duration;

/// The limits of the endpoint. Over one of them is an error that says so, never a part of an answer.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Limits {
    /// The longest that a stranger's query may run, in seconds
    #[arg(long = "query-seconds", value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub seconds: u64,
    /// The most rows, or triples, of an answer
    #[arg(long = "query-rows", value_name = "ROWS", default_value_t = 1_000_000)]
    pub rows: u64,
    /// The largest answer, in bytes before compression
    #[arg(
        long = "query-bytes",
        value_name = "BYTES",
        default_value_t = 100_000_000
    )]
    pub bytes: u64,
    /// How many queries run at once, each in a process of its own; by default one less than there are cores, at least one
    #[arg(long = "workers", value_name = "N", default_value_t = default_workers(), value_parser = workers)]
    pub workers: usize,
    /// How many queries may wait for a worker; one more is told to come back
    #[arg(long = "query-queue", value_name = "N", default_value_t = 32)]
    pub queue: usize,
    /// The address space of a worker, in mebibytes
    #[arg(long = "query-memory", value_name = "MIB", default_value_t = 1_024, value_parser = clap::value_parser!(u64).range(512..))]
    pub memory: u64,
    /// The longest query, in bytes
    #[arg(long = "query-length", value_name = "BYTES", default_value_t = Guard::default().length)]
    pub length: usize,
    /// The longest address with a query in it, in bytes
    #[arg(long = "query-url", value_name = "BYTES", default_value_t = 16 * 1024)]
    pub url: usize,
    /// How many answers may be on their way to clients that have not taken them yet
    #[arg(long = "query-answers", value_name = "N", default_value_t = 64)]
    pub answers: usize,
    /// A host that queries may reach through SERVICE; may be given several times. Addresses that are not public are refused
    /// all the same
    #[arg(long = "allow-service", value_name = "HOST")]
    pub services: Vec<String>,
    /// Whether the guard looks at queries before they are evaluated. Only tests of what is behind it turn it off.
    #[arg(skip = true)]
    pub guard: bool,
    /// Whether SERVICE may reach addresses that are not public. Only tests, whose service runs on this machine, do.
    #[arg(skip = false)]
    pub private_services: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 30,
            rows: 1_000_000,
            bytes: 100_000_000,
            workers: default_workers(),
            queue: 32,
            memory: 1_024,
            length: Guard::default().length,
            url: 16 * 1024,
            answers: 64,
            services: Vec::new(),
            guard: true,
            private_services: false,
        }
    }
}

impl Limits {
    /// The time limit.
    pub(in crate::server) fn deadline(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// The guard before evaluation, if it is on.
    pub(super) fn guard(&self) -> Option<Guard> {
        self.guard.then(|| Guard {
            length: self.length,
            ..Guard::default()
        })
    }

    /// The largest body of a request: a form may write each byte of a query as three.
    pub(super) fn body(&self) -> usize {
        self.length.saturating_mul(3).saturating_add(16 * 1024)
    }
}

fn workers(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|n| *n > 0)
        .ok_or_else(|| String::from("expected a number of processes, 1 or more"))
}

/// Fewer than there are cores, so that pages stay fast while every worker is busy.
fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| (cores.get() - 1).max(1))
}
