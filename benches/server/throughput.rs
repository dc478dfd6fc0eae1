//! How many answers a second, and how much processor time each takes: the site beside a bare handler.

use super::bare::{Bare, SECONDS};
use super::client::{Connection, Question, Reply, once, question};
use super::questions::kinds;
use super::site::Site;
use super::table::{Row, Table};
use hyper::header::{CONTENT_LENGTH, DATE, HeaderName, TRANSFER_ENCODING};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Connections that ask at once.
const CONNECTIONS: usize = 16;

/// Answers a second, and the processor time of each.
#[derive(Clone, Copy)]
struct Speed {
    rate: f64,
    seconds: f64,
}

/// Measures every kind of answer in turn.
pub(super) async fn measure(site: &Site, rounds: usize, time: Duration, table: &mut Table) {
    for (name, question) in kinds() {
        eprintln!("asking for: {name}");
        let first = once(site.address, &question).await;
        let reply = once(site.address, &question).await;
        same(name, &first, &reply);
        let bare = Bare::start(&reply);
        same(name, &once(bare.address, &question).await, &reply);
        let mut speeds = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            speeds[0].push(asked_of_bare(&bare, &question, &reply, time).await);
            speeds[1].push(asked_of_site(site, &question, &reply, time).await);
        }
        same(name, &once(site.address, &question).await, &reply);
        let [bare, site] = speeds.map(|speeds| {
            (
                median(speeds.iter().map(|speed| speed.rate)),
                median(speeds.iter().map(|speed| speed.seconds)),
            )
        });
        let what = format!("{name}, {} bytes", reply.body.len());
        table.push(Row {
            what: format!("{what}: answers a second"),
            values: [format!("{:.0}", bare.0), format!("{:.0}", site.0)],
            ratio: site.0 / bare.0,
        });
        table.push(Row {
            what: format!("{what}: processor time of an answer"),
            values: [bare.1, site.1].map(|seconds| format!("{:.1} µs", seconds * 1e6)),
            ratio: bare.1 / site.1,
        });
    }
}

/// Two answers are the same in all but their names and times.
fn same(name: &str, one: &Reply, other: &Reply) {
    let headers = |reply: &Reply| {
        let mut headers = reply.headers.clone();
        let id = HeaderName::from_static("x-request-id");
        for name in [DATE, CONTENT_LENGTH, TRANSFER_ENCODING, id] {
            headers.remove(name);
        }
        headers
    };
    assert_eq!(one.status, 200, "{name}: {:?}", one.body);
    assert_eq!(other.status, 200, "{name}");
    assert_eq!(headers(one), headers(other), "{name}: other headers");
    assert!(one.body == other.body, "{name}: other bytes");
}

async fn asked_of_bare(bare: &Bare, asked: &Question, reply: &Reply, time: Duration) -> Speed {
    let seconds = async || {
        let used = once(bare.address, &question(SECONDS, &[])).await;
        let used = String::from_utf8(used.body.to_vec()).expect("text");
        used.parse::<f64>().expect("a number")
    };
    let before = seconds().await;
    let (count, took) = drive(bare.address, asked, reply, time).await;
    speed(count, took, seconds().await - before)
}

async fn asked_of_site(site: &Site, asked: &Question, reply: &Reply, time: Duration) -> Speed {
    let before = site.seconds().await;
    let (count, took) = drive(site.address, asked, reply, time).await;
    speed(count, took, site.seconds().await - before)
}

fn speed(count: usize, took: Duration, seconds: f64) -> Speed {
    Speed {
        rate: count as f64 / took.as_secs_f64(),
        seconds: seconds / count as f64,
    }
}

/// Asks over and over on every connection; how many answers came, and in what time.
async fn drive(
    address: SocketAddr,
    question: &Question,
    reply: &Reply,
    time: Duration,
) -> (usize, Duration) {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(address).await);
    }
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for mut connection in connections {
        let (question, length) = (question.clone(), reply.body.len());
        tasks.spawn(async move {
            let mut count = 0;
            while begun.elapsed() < time {
                let reply = connection.ask(&question).await;
                assert_eq!((reply.status.as_u16(), reply.body.len()), (200, length));
                count += 1;
            }
            count
        });
    }
    let counts = tasks.join_all().await;
    (counts.into_iter().sum(), begun.elapsed())
}

/// The middle of some figures.
fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
