//! What went wrong, for a person as a page, for a program as a problem document (RFC 9457).

use crate::catalog::CatalogError;
use crate::coverage::IndexError;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A failed request. As a response it carries itself in an extension, so that the layer that knows what the client
/// accepts can word it; without that layer it is plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What kind of problem, in a few words.
    pub title: &'static str,
    /// What happened this time: which parameter, what was expected.
    pub detail: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Headers to send along: `Allow`, `Retry-After`.
    #[serde(skip)]
    pub headers: Vec<(HeaderName, String)>,
}

impl Problem {
    /// A problem with a status; its title is the status in words.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or("Problem"),
            detail: detail.into(),
            hint: None,
            parameter: None,
            headers: Vec::new(),
        }
    }

    /// Nothing is there.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is nothing at this address.")
    }

    /// A parameter with a value that is not one of its kind.
    pub fn parameter(name: &str, value: &str, expected: &str) -> Self {
        let mut problem = Self::new(
            StatusCode::BAD_REQUEST,
            format!("{name}={value}: expected {expected}"),
        );
        problem.parameter = Some(name.to_owned());
        problem
    }

    /// None of the formats is acceptable to the client.
    pub fn not_acceptable(offered: &[&str]) -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            format!(
                "None of what the client accepts is to be had here; there is: {}",
                offered.join(", ")
            ),
        )
    }

    /// The program failed; the cause goes to the log, not to the client.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request could not be answered");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The server failed. It has been logged under the request's id.",
        )
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The status as HTTP knows it.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The words for a terminal or a log.
    pub fn text(&self) -> String {
        let hint = self
            .hint
            .as_ref()
            .map(|hint| format!("\n{hint}"))
            .unwrap_or_default();
        format!("{} {}\n{}{hint}\n", self.status, self.title, self.detail)
    }

    /// The problem document of RFC 9457 as a response.
    pub fn document(&self) -> Response {
        let body = serde_json::to_string(self).unwrap_or_default();
        self.respond("application/problem+json", body)
    }

    /// A response of a media type with this problem's status and headers, marked as a problem.
    pub(super) fn respond(&self, content_type: &'static str, body: String) -> Response {
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.append(name, value);
            }
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.respond("text/plain; charset=utf-8", self.text());
        response.extensions_mut().insert(self);
        response
    }
}

impl From<IndexError> for Problem {
    fn from(error: IndexError) -> Self {
        match &error {
            IndexError::UnknownName { kind, .. } => {
                let mut problem = Self::new(StatusCode::NOT_FOUND, error.to_string());
                problem.parameter = Some((*kind).to_owned());
                problem
            }
            IndexError::NoElements => Self::internal(&error),
        }
    }
}

impl From<CatalogError> for Problem {
    fn from(error: CatalogError) -> Self {
        match &error {
            CatalogError::UnknownQuery { .. } | CatalogError::UnknownThing { .. } => {
                Self::new(StatusCode::NOT_FOUND, error.to_string())
            }
            CatalogError::UnknownParameter { name, .. }
            | CatalogError::MissingParameter { name, .. }
            | CatalogError::Value { name, .. }
            | CatalogError::UnknownCode { name, .. }
            | CatalogError::Misplaced { name, .. } => {
                let mut problem = Self::new(StatusCode::BAD_REQUEST, error.to_string());
                problem.parameter = Some(name.clone());
                problem
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::internal(&error)
    }
}
