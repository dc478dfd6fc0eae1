//! What a stranger can ask of the endpoint over HTTP, and what the endpoint says: real sockets, real workers.

mod descriptions;
mod hostile;
mod operations;
mod workers;

use crate::common::small;
use axum::Router;
use cyberlex::server::sparql::{Endpoint, Limits, router};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::http::{Request, Response};

/// A server on a free port, over the fixture project.
pub(crate) struct Server {
    pub(crate) address: String,
    endpoint: Arc<Endpoint>,
    runtime: Option<Runtime>,
}

/// The program that is this test's neighbour.
fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("cyberlex").to_path_buf()
}

/// Limits that make a test short.
pub(crate) fn short() -> Limits {
    Limits {
        seconds: 20,
        workers: 1,
        ..Limits::default()
    }
}

impl Server {
    pub(crate) fn start(limits: Limits) -> Self {
        Self::over(&small(), limits)
    }

    pub(crate) fn over(project: &cyberlex::catalog::Project, limits: Limits) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let (address, endpoint) = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = format!("http://{}", listener.local_addr().expect("an address"));
            let endpoint = Endpoint::start(
                &project.snapshot,
                &project.prefixes,
                &address,
                limits,
                program(),
            )
            .expect("an endpoint");
            let site: Router = router(Arc::clone(&endpoint));
            tokio::spawn(async move { axum::serve(listener, site).await });
            (address, endpoint)
        });
        Self {
            address,
            endpoint,
            runtime: Some(runtime),
        }
    }

    /// Sends a request and gives status, headers and body.
    pub(crate) fn send(&self, request: Request<Vec<u8>>) -> Reply {
        let (mut parts, body) = request.into_parts();
        parts.uri = format!("{}{}", self.address, parts.uri)
            .parse()
            .expect("a URI");
        Reply::of(
            agent()
                .run(Request::from_parts(parts, body))
                .expect("a response"),
        )
    }

    pub(crate) fn get(&self, target: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(request("GET", target, headers, Vec::new()))
    }

    /// A query in the address.
    pub(crate) fn ask(&self, query: &str, headers: &[(&str, &str)]) -> Reply {
        self.get(&target(query, &[]), headers)
    }

    /// How many queries have been given up because nobody waited for them.
    pub(crate) fn metrics(&self) -> String {
        let mut registry = prometheus_client::registry::Registry::default();
        self.endpoint.metrics().register(&mut registry);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).expect("text");
        text
    }

    /// Waits until a line of the metrics is there; a test that waits for ever fails by its runner.
    pub(crate) fn until(&self, line: &str) {
        while !self.metrics().lines().any(|known| known == line) {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }

    pub(crate) fn shutdown(&self) {
        self.runtime
            .as_ref()
            .expect("it runs")
            .block_on(self.endpoint.shutdown());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn agent() -> Agent {
    Agent::new_with_config(
        Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .proxy(None)
            .build(),
    )
}

/// `/sparql` with a query and other parameters.
pub(crate) fn target(query: &str, others: &[(&str, &str)]) -> String {
    format!("/sparql?{}", form(query, others))
}

/// The same as a form.
pub(crate) fn form(query: &str, others: &[(&str, &str)]) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("query", query);
    for (name, value) in others {
        pairs.append_pair(name, value);
    }
    pairs.finish()
}

pub(crate) fn request(
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Request<Vec<u8>> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).expect("a request")
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    fn of(response: Response<ureq::Body>) -> Self {
        let (parts, mut body) = response.into_parts();
        Self {
            status: parts.status.as_u16(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()))
                .collect(),
            body: body
                .with_config()
                .limit(200_000_000)
                .read_to_string()
                .expect("a body"),
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Its status, after checking that an error is text that says something.
    pub(crate) fn checked(&self) -> u16 {
        if self.status >= 400 {
            assert_eq!(
                self.header("content-type"),
                "text/plain; charset=utf-8",
                "{self:?}"
            );
            assert!(self.body.len() > 20, "{self:?}");
        }
        self.status
    }
}
