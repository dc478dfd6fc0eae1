//! The program as its operators run it.

use super::client::{once, question};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::NamedTempFile;
use tokio::time::sleep;

/// `cyberlex serve` on a free port.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    child: Child,
    _log: NamedTempFile,
}

/// The time limit of strangers' queries: short, so that workers end and begin again while it is measured.
const SECONDS: &str = "5";

impl Site {
    /// Starts it, and waits until it is ready for everything. So many threads answer requests; 0 leaves it to the program.
    pub(super) async fn start(threads: usize) -> Self {
        // Free a moment ago, and so it will be in a moment.
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let log = NamedTempFile::new().expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_cyberlex"));
        if threads > 0 {
            command.env("TOKIO_WORKER_THREADS", threads.to_string());
        }
        let child = command
            .args(["serve", "--bind", &address.to_string()])
            .args(["--query-seconds", SECONDS])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log.reopen().expect("a file"))
            .spawn()
            .expect("the program starts");
        let site = Self {
            address,
            child,
            _log: log,
        };
        while !fs::read_to_string(&site._log)
            .expect("the log")
            .contains("serves at")
        {
            sleep(Duration::from_millis(50)).await;
        }
        // The first search waits for its index.
        let searched = once(address, &question("/search?q=access", &[])).await;
        assert_eq!(searched.status, 200);
        site.rests().await;
        site
    }

    /// Waits until every worker is ready and none is busy.
    pub(super) async fn rests(&self) {
        loop {
            let busy = self.metric("cyberlex_sparql_workers_busy").await;
            let ready = self.metric("cyberlex_sparql_workers_ready").await;
            if busy == 0.0 && ready >= 1.0 {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        sleep(Duration::from_millis(500)).await;
    }

    /// Waits until a worker is busy.
    pub(super) async fn works(&self) {
        while self.metric("cyberlex_sparql_workers_busy").await < 1.0 {
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The processor time that it has used, without its workers.
    pub(super) async fn seconds(&self) -> f64 {
        self.metric("cyberlex_process_cpu_seconds").await
    }

    /// A figure of what a monitor scrapes.
    async fn metric(&self, name: &str) -> f64 {
        let reply = once(self.address, &question("/metrics", &[])).await;
        let text = String::from_utf8(reply.body.to_vec()).expect("text");
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .find(|(known, _)| *known == name)
            .and_then(|(_, value)| value.parse().ok())
            .expect("a monitor is told so")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
