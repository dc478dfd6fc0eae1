//! The public SPARQL endpoint (SPARQL 1.1 Protocol, read-only): requests of strangers, answered by processes that can be
//! killed.
//!
//! A request is understood by `protocol`, asked of the `pool` of workers, spooled (`spool`) and sent. A `worker`
//! is this program once more, with the data and limits of its own; it parses, guards, rewrites and evaluates
//! (`evaluate`) in one place, so that nothing a stranger writes is ever parsed or evaluated in the server itself.
//! `description` says of the data and of the endpoint what a program wants to know before it asks.

mod address;
mod description;
mod evaluate;
mod federation;
mod format;
mod limits;
mod message;
mod metrics;
mod pool;
mod protocol;
mod request;
mod spool;
mod worker;

pub use limits::Limits;
pub use metrics::Metrics;
pub use pool::Pool;
pub use worker::work;

use crate::corpus::Prefixes;
use crate::store::{Derived, StoreError};
use axum::Router;
use axum::body::Bytes;
use axum::routing::{any, get};
use description::Description;
use message::Setup;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Everything that the endpoint answers from.
#[derive(Debug)]
pub struct Endpoint {
    pool: Pool,
    limits: Limits,
    version: String,
    description: Description,
    metrics: Arc<Metrics>,
    /// Answers that clients have not taken yet.
    answers: Arc<Semaphore>,
}

/// Why there can be no endpoint.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The data cannot be handed to workers.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nor can their setup.
    #[error("the workers cannot be set up: {0}")]
    Setup(#[from] io::Error),
}

impl Endpoint {
    /// Starts the workers of an endpoint over a graph. `site` is the address of the site from outside, `program` this
    /// program. To be called inside a runtime.
    ///
    /// # Errors
    /// When the data cannot be written down for the workers.
    pub fn start(
        data: &Derived,
        prefixes: &Prefixes,
        site: &str,
        limits: Limits,
        program: PathBuf,
    ) -> Result<Arc<Self>, EndpointError> {
        let metrics = Arc::new(Metrics::default());
        let image = Bytes::from(data.image());
        let prefixes: Vec<(String, String)> = prefixes
            .iter()
            .map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned()))
            .collect();
        let setup = Setup {
            memory: limits.memory << 20,
            guard: limits.guard().map(|guard| guard.length),
            services: limits.services.clone(),
            private_services: limits.private_services,
            prefixes: prefixes.clone(),
        };
        let site = site.trim_end_matches('/').to_owned();
        Ok(Arc::new(Self {
            description: Description::new(data.clone(), &site, &limits, prefixes),
            pool: Pool::start(program, &setup, image, &limits, &metrics)?,
            answers: Arc::new(Semaphore::new(limits.answers)),
            version: data.version().to_owned(),
            limits,
            metrics,
        }))
    }

    /// Takes no more queries, finishes those that run or wait, and ends the workers.
    pub async fn shutdown(&self) {
        self.pool.shutdown().await;
    }

    /// What a monitor wants to know.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }
}

/// The endpoint and the description of the data set.
pub fn router<S: Clone + Send + Sync + 'static>(endpoint: Arc<Endpoint>) -> Router<S> {
    Router::new()
        .route("/sparql", any(protocol::sparql))
        .route(
            "/.well-known/void",
            get(protocol::void).options(protocol::preflight),
        )
        .with_state(endpoint)
}
