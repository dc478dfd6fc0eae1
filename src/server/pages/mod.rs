//! The pages, a file each: what is asked, the answer, its template.

mod about;
mod adoption;
mod cite;
mod codebook;
mod compare;
mod coverage;
mod doc;
mod document;
mod drawn;
mod gaps;
mod instrument;
mod jurisdiction;
mod matrix;
mod matrix_order;
mod query;
mod question;
mod search;
mod start;
mod system;
mod thing;
mod world;

use super::asked::Asked;
use super::layers::Head;
use super::page::Page;
use super::problem::Problem;
use super::state::App;
use askama::Template;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// What a handler gives.
pub(super) type Answered = Result<Response, Problem>;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(start::page))
        .route("/matrix", get(matrix::page))
        .route("/coverage/{instrument}/{place}", get(coverage::whole))
        .route(
            "/coverage/{instrument}/{place}/{article}",
            get(coverage::article),
        )
        .route("/gaps/{instrument}/{place}", get(gaps::page))
        .route("/compare", get(compare::page))
        .route("/jurisdictions", get(jurisdiction::list))
        .route("/instruments", get(instrument::list))
        .route("/concordance/{instrument}", get(instrument::concordance))
        .route("/questions", get(question::list))
        .route("/questions/{name}", get(question::page))
        .route("/query", get(query::page))
        .route("/query/terms.json", get(query::terms))
        .route("/search", get(search::page))
        .route("/about", get(about::page))
        .route("/about/codebook", get(codebook::page))
        .route("/about/codebook/{scheme}", get(codebook::scheme))
        .route("/about/cite", get(cite::page))
        .route("/about/{document}", get(document::page))
        .route("/id/{*path}", get(doc::thing))
        .route("/concept/{*path}", get(doc::thing))
        .route("/graph/{*path}", get(doc::thing))
        .route("/ontology", get(doc::thing))
        .route("/doc/{*path}", get(doc::document))
        .route("/world", get(world::page))
        .route("/adoption", get(adoption::page))
        .route("/healthz", get(system::healthz))
        .route("/metrics", get(system::metrics))
        .merge(super::assets::router())
}

/// Any address that no page has.
pub(super) async fn not_found() -> Problem {
    Problem::not_found()
}

/// An address that has a page, asked with a method that it does not take.
pub(super) async fn method_not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address can only be read: GET or HEAD.",
    )
}

/// Runs work that takes a processor for a while beside the threads that answer.
pub(super) async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Problem::internal(&error)),
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    page: Page<'a>,
    problem: &'a Problem,
}

/// A problem as a page; as plain text where even that fails.
pub(super) fn problem(app: &Arc<App>, problem: &Problem, mut head: Head) -> Response {
    let ask = |parts: &mut axum::http::request::Parts| {
        futures_util::FutureExt::now_or_never(Asked::from_request_parts(parts, app))
    };
    // The address may be what is wrong: then the page about it is made without.
    let asked = match ask(&mut head.parts) {
        Some(Ok(asked)) => Some(Ok(asked)),
        _ => {
            head.parts.uri = axum::http::Uri::from_static("/");
            ask(&mut head.parts)
        }
    };
    let Some(Ok(asked)) = asked else {
        return problem.respond("text/plain; charset=utf-8", problem.text());
    };
    let view = ProblemPage {
        page: Page::new(&asked, "", problem.title),
        problem,
    };
    match view.render() {
        Ok(text) => problem.respond("text/html; charset=utf-8", text),
        Err(_) => problem.respond("text/plain; charset=utf-8", problem.text()),
    }
}
