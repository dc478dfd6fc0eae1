//! The site and the endpoint: who asks over HTTP. Like `cli` it asks and shows; it computes nothing.
//!
//! A request passes `layers` (request id, log, metrics, limits, security headers, compression, entity tags), is
//! understood by `asked` (language, day, format), answered by a page in `pages`, and where it fails, worded by
//! `problem`. What was answered before is given again by `kept`.

mod api;
mod asked;
mod assets;
mod config;
mod counted;
mod download;
mod export;
mod kept;
mod layers;
mod markdown;
mod metrics;
mod negotiate;
mod page;
mod pages;
mod priority;
mod problem;
mod questions;
mod run;
pub mod sparql;
mod state;
mod terms;

pub use config::{Config, ConfigError};
pub use problem::Problem;
pub use questions::AskError;
pub use run::{ServeError, bind, serve};
pub use state::{App, StartError};

use axum::Router;
use std::sync::Arc;

/// The whole site as one service, without a socket: what `serve` listens with, and what tests ask directly.
pub fn app(app: &Arc<App>) -> layers::Service {
    let endpoint = app.endpoint.get().cloned();
    let router = Router::new()
        .merge(pages::router())
        .merge(api::router(app))
        .merge(endpoint.map(sparql::router).unwrap_or_default())
        .merge(download::router())
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::method_not_allowed);
    layers::around(router, app)
}
