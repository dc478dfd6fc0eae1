//! The JSON API: the answers of the index, the catalogue and the search for programs, described by an OpenAPI document
//! that is made from this code.
#![allow(
    unused_qualifications,
    reason = "the macros that document an operation qualify its types"
)]

mod answer;
mod around;
mod coverage;
mod document;
mod lists;
mod params;
mod queries;
mod reader;
mod schema;
mod search;

use super::problem::Problem;
use super::state::App;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use std::sync::{Arc, OnceLock};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What a handler gives.
type Replied = Result<Response, Problem>;

/// The API under `/api/v1`, its document, and the page that reads it at `/api`.
pub(in crate::server) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let (operations, api) = OpenApiRouter::with_openapi(document::base())
        .nest(
            "/api/v1",
            OpenApiRouter::new()
                .routes(routes!(coverage::coverage))
                .routes(routes!(coverage::gaps))
                .routes(routes!(coverage::compare))
                .routes(routes!(coverage::dual_criminality))
                .routes(routes!(search::search))
                .routes(routes!(queries::queries))
                .routes(routes!(queries::query))
                .routes(routes!(lists::jurisdictions))
                .routes(routes!(lists::instruments))
                .routes(routes!(lists::groups))
                .routes(routes!(lists::topics))
                .routes(routes!(lists::meta)),
        )
        .split_for_parts();
    let document = Arc::new(Described {
        api,
        app: Arc::clone(app),
        whole: OnceLock::new(),
    });
    let shown = Arc::clone(&document);
    let served = move || {
        let document = Arc::clone(&document);
        work(move || answer::json(document.whole()))
    };
    operations
        .route("/api/v1/queries/{name}/rows", get(queries::rows))
        .route("/api/v1/openapi.json", get(served))
        .route("/api/v1", get(missing))
        .route("/api/v1/", get(missing))
        .route("/api/v1/{*rest}", get(missing))
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(Arc::clone(app), around::tagged))
        .layer(from_fn(around::documented))
        .layer(from_fn(around::shared))
        .route(
            "/api",
            get(move |asked| reader::page(asked, Arc::clone(&shown))),
        )
}

/// The description of the API, completed with what the data allow when it is first asked for.
struct Described {
    api: OpenApi,
    app: Arc<App>,
    whole: OnceLock<OpenApi>,
}

impl Described {
    fn whole(&self) -> &OpenApi {
        self.whole
            .get_or_init(|| document::complete(self.api.clone(), &self.app))
    }
}

async fn missing(request: Request) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("There is nothing at {}.", request.uri().path()),
    )
    .with_hint("The operations are listed at /api/v1/openapi.json and, to be read, at /api.")
}

async fn not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "The API can only be read: GET, HEAD or OPTIONS.",
    )
}

/// Runs work that takes a processor for a while beside the threads that answer.
async fn work(work: impl FnOnce() -> Replied + Send + 'static) -> Replied {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Problem::internal(&error)),
    }
}
