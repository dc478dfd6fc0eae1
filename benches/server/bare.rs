//! The least that axum can do: one handler that sends bytes it has, on one thread.

use super::client::Reply;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, DATE, TRANSFER_ENCODING};
use rustix::time::{ClockId, clock_gettime};
use std::net::SocketAddr;
use std::thread;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

/// A server that sends one answer whatever it is asked.
pub(super) struct Bare {
    pub(super) address: SocketAddr,
    /// Dropped, it ends the server.
    _stop: oneshot::Sender<()>,
}

/// Where it says how much processor time it has used.
pub(super) const SECONDS: &str = "/seconds";

impl Bare {
    /// Sends the same status, headers and bytes as another server did.
    pub(super) fn start(reply: &Reply) -> Self {
        let mut headers = reply.headers.clone();
        // These are the business of whoever sends.
        for name in [DATE, CONTENT_LENGTH, TRANSFER_ENCODING] {
            headers.remove(name);
        }
        let answer = (headers, reply.body.clone());
        let (sender, receiver) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                let address = listener.local_addr().expect("an address");
                sender.send(address).expect("somebody waits");
                tokio::select! {
                    served = axum::serve(listener, router(answer)) => served.expect("it serves"),
                    _ = stopped => {}
                }
            });
        });
        Self {
            address: receiver.recv().expect("it starts"),
            _stop: stop,
        }
    }
}

fn router(answer: (HeaderMap, Bytes)) -> Router {
    Router::new()
        .route(SECONDS, get(seconds))
        .route("/", get(send))
        .route("/{*path}", get(send))
        .with_state(answer)
}

async fn send(State(answer): State<(HeaderMap, Bytes)>) -> (HeaderMap, Bytes) {
    answer
}

/// It runs on the only thread that the server has.
async fn seconds() -> String {
    let used = clock_gettime(ClockId::ThreadCPUTime);
    (used.tv_sec as f64 + used.tv_nsec as f64 / 1e9).to_string()
}
