//! How long pages take while nobody else asks, while every worker evaluates a stranger's query until it is stopped, and while
//! questions of the catalogue are answered.

use super::client::{Connection, Question};
use super::questions::{PAGES, catalogue, endless, new_page, page};
use super::site::Site;
use super::table::{Row, Table, span};
use std::future::pending;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Readers at once.
const READERS: usize = 4;

/// What a reader waits between two pages.
const PAUSE: Duration = Duration::from_millis(10);

/// Clients that ask what takes long: never fewer than there are workers, never more than may wait.
const PRESSING: usize = 24;

/// Numbers of questions that nobody has asked, in one order for all.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Which pages are read.
#[derive(Clone, Copy)]
enum Read {
    Again,
    Anew,
}

/// What else is asked meanwhile.
#[derive(Clone, Copy)]
enum Load {
    None,
    Sparql,
    Catalogue,
}

const LOADS: [Load; 3] = [Load::None, Load::Sparql, Load::Catalogue];

/// Measures pages that were read before and pages that were not, without and with load in turn.
pub(super) async fn measure(site: &Site, rounds: usize, time: Duration, table: &mut Table) {
    for (name, read) in [
        ("pages read before", Read::Again),
        ("pages read for the first time", Read::Anew),
    ] {
        let mut times = [const { Vec::new() }; LOADS.len()];
        for _ in 0..rounds {
            for (load, times) in LOADS.into_iter().zip(&mut times) {
                eprintln!("reading: {name}, {}", load.name());
                times.extend(under(site, load, read, time).await);
            }
        }
        let figures = times.map(|mut times: Vec<Duration>| {
            times.sort();
            [50, 99].map(|percent| times[times.len() * percent / 100])
        });
        for (load, figures_with) in LOADS.into_iter().zip(figures).skip(1) {
            for (position, percentile) in ["p50", "p99"].into_iter().enumerate() {
                let pair = [figures[0][position], figures_with[position]];
                table.push(Row {
                    what: format!("{name}, {}: {percentile}", load.name()),
                    values: pair.map(span),
                    ratio: pair[1].as_secs_f64() / pair[0].as_secs_f64(),
                });
            }
        }
    }
}

impl Load {
    fn name(self) -> &'static str {
        match self {
            Self::None => "nothing else",
            Self::Sparql => "endless SPARQL beside",
            Self::Catalogue => "questions of the catalogue beside",
        }
    }

    /// The next of its questions, and the statuses that answer it.
    fn next(self) -> Option<(Question, &'static [u16])> {
        match self {
            Self::None => None,
            // It never ends by itself; with more workers than clients nobody would wait.
            Self::Sparql => Some((endless(), &[504, 503])),
            Self::Catalogue => {
                let question = catalogue(NEXT.fetch_add(1, Ordering::Relaxed));
                Some((question, &[200, 503, 504]))
            }
        }
    }
}

/// The times of pages under a load.
async fn under(site: &Site, load: Load, read: Read, time: Duration) -> Vec<Duration> {
    let mut clients = JoinSet::new();
    for _ in 0..PRESSING {
        clients.spawn(press(site.address, load));
    }
    if matches!(load, Load::Sparql) {
        site.works().await;
    }
    let times = pages(site.address, read, time).await;
    // Whoever failed meanwhile was answered wrongly.
    if let Some(ended) = clients.try_join_next() {
        ended.expect("the load is answered as expected");
    }
    clients.shutdown().await;
    site.rests().await;
    times
}

/// Asks one long question after another; who is told to come back does, after a while.
async fn press(address: SocketAddr, load: Load) {
    let mut connection = Connection::open(address).await;
    loop {
        let Some((question, expected)) = load.next() else {
            return pending().await;
        };
        let status = connection.ask(&question).await.status.as_u16();
        assert!(
            expected.contains(&status),
            "{} gives {status}",
            question.uri()
        );
        if status == 503 {
            sleep(Duration::from_secs(1)).await;
        }
    }
}

/// Reads pages for some time; how long each took from question to last byte.
async fn pages(address: SocketAddr, read: Read, time: Duration) -> Vec<Duration> {
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        readers.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut times = Vec::new();
            if let Read::Again = read {
                for number in 0..PAGES.len() {
                    connection.ask(&page(number)).await;
                }
            }
            let begun = Instant::now();
            while begun.elapsed() < time {
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let question = match read {
                    Read::Again => page(number),
                    Read::Anew => new_page(number),
                };
                let asked = Instant::now();
                let reply = connection.ask(&question).await;
                times.push(asked.elapsed());
                assert_eq!(reply.status, 200, "{}", question.uri());
                sleep(PAUSE).await;
            }
            times
        });
    }
    readers.join_all().await.concat()
}
