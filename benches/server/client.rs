//! A client that asks over one connection and keeps it open.

use http_body_util::{BodyExt as _, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, HeaderMap};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// A request that reads.
pub(super) type Question = Request<Empty<Bytes>>;

/// A whole answer.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A GET with headers.
pub(super) fn question(target: &str, headers: &[(&str, &str)]) -> Question {
    let mut builder = Request::builder().uri(target).header(HOST, "localhost");
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Empty::new()).expect("a request")
}

/// A connection that stays open.
pub(super) struct Connection(SendRequest<Empty<Bytes>>);

impl Connection {
    pub(super) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("somebody listens");
        stream.set_nodelay(true).expect("a connection");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
        // It ends with the sender.
        tokio::spawn(connection);
        Self(sender)
    }

    pub(super) async fn ask(&mut self, question: &Question) -> Reply {
        self.0.ready().await.expect("the connection stays open");
        let response = self.0.send_request(question.clone()).await;
        let (parts, body) = response.expect("an answer").into_parts();
        let body = body.collect().await.expect("a whole answer").to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

/// Asks once over a connection of its own.
pub(super) async fn once(address: SocketAddr, question: &Question) -> Reply {
    Connection::open(address).await.ask(question).await
}
