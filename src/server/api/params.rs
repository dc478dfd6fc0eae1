//! The parameters of the API: read strictly, so that a misspelt name or value is told and not passed over.

use crate::corpus::nearest;
use crate::coverage::{Index, IndexError, JurisdictionId, Side};
use crate::model::Day;
use crate::search::SearchError;
use crate::server::asked::{LABEL_LANGUAGES, query_pairs, today};
use crate::server::problem::Problem;
use crate::server::state::App;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::extract::Query;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

/// The query string as a type whose fields are documented; what the type does not have is refused.
pub(super) struct Params<T>(pub(super) T);

impl<T: DeserializeOwned + IntoParams> FromRequestParts<Arc<App>> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let known: Vec<String> = T::into_params(|| Some(ParameterIn::Query))
            .into_iter()
            .map(|parameter| parameter.name)
            .collect();
        let given = query_pairs(&parts.uri);
        if let Some((name, _)) = given.iter().find(|(name, _)| !known.contains(name)) {
            return Err(unknown_parameter(name, &known));
        }
        // An empty value would be taken for none, which is not what the document says.
        let strict = |name: &str| matches!(name, "as_of" | "limit" | "offset" | "lang");
        if let Some((name, _)) = given
            .iter()
            .find(|(name, value)| value.is_empty() && strict(name))
        {
            return Err(wrong(
                name,
                format!("{name} is empty: give a value, or leave it out"),
            ));
        }
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(error) => Err(Problem::new(StatusCode::BAD_REQUEST, error.body_text())),
        }
    }
}

/// The problem of a parameter that an operation does not have.
pub(super) fn unknown_parameter(name: &str, known: &[String]) -> Problem {
    let near = nearest(name, known.iter().map(String::as_str));
    let hint = match near.as_slice() {
        [] => format!(
            "It takes: {}.",
            if known.is_empty() {
                String::from("nothing")
            } else {
                known.join(", ")
            }
        ),
        near => format!("Did you mean {}?", near.join(" or ")),
    };
    wrong(name, format!("There is no parameter {name} here.")).with_hint(hint)
}

/// A problem with one parameter.
pub(super) fn wrong(name: &str, detail: String) -> Problem {
    let mut problem = Problem::new(StatusCode::BAD_REQUEST, detail);
    problem.parameter = Some(name.to_owned());
    problem
}

/// The value of a parameter that must be there.
pub(super) fn required<'v>(
    name: &str,
    value: Option<&'v String>,
    expected: &str,
) -> Result<&'v str, Problem> {
    match value.map(String::as_str) {
        Some("") | None => Err(wrong(
            name,
            format!("{name} is missing: expected {expected}"),
        )),
        Some(value) => Ok(value),
    }
}

/// The day asked about; today if none is given.
pub(super) fn day(value: Option<&String>) -> Result<Day, Problem> {
    match value.map(String::as_str) {
        None | Some("today") => Ok(today()),
        Some(text) => text
            .parse()
            .map_err(|_| Problem::parameter("as_of", text, "a day such as 2026-01-31, or today")),
    }
}

/// The language of labels; English if none is given.
pub(super) fn lang(value: Option<&String>) -> Result<String, Problem> {
    let Some(text) = value else {
        return Ok(String::from("en"));
    };
    let primary = text.split('-').next().unwrap_or_default().to_lowercase();
    LABEL_LANGUAGES
        .iter()
        .find(|known| **known == primary)
        .map(|known| (*known).to_owned())
        .ok_or_else(|| {
            Problem::parameter(
                "lang",
                text,
                &format!("one of {}", LABEL_LANGUAGES.join(", ")),
            )
        })
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

/// `limit` and `offset`; at most a thousand items come at once.
pub(super) fn window(
    limit: Option<&String>,
    offset: Option<&String>,
    usual: usize,
) -> Result<Window, Problem> {
    const MOST: usize = 1000;
    let limit = limit.map_or(Ok(usual), |text| {
        text.parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| Problem::parameter("limit", text, "a whole number from 1 to 1000"))
    })?;
    let offset = offset.map_or(Ok(0), |text| {
        text.parse::<i32>()
            .ok()
            .and_then(|offset| usize::try_from(offset).ok())
            .ok_or_else(|| {
                Problem::parameter("offset", text, "a whole number from 0 to 2147483647")
            })
    })?;
    Ok(Window { limit, offset })
}

/// Yes or no.
pub(super) fn truth(name: &str, value: Option<&String>) -> Result<Option<bool>, Problem> {
    value
        .map(|text| {
            text.parse()
                .map_err(|_| Problem::parameter(name, text, "true or false"))
        })
        .transpose()
}

/// The values of a parameter that may be repeated, or separated by commas.
pub(super) fn several(name: &str, values: &[String]) -> Result<Vec<String>, Problem> {
    let several: Vec<String> = values
        .iter()
        .flat_map(|value| value.split(','))
        .map(|value| value.trim().to_owned())
        .collect();
    if several.iter().any(String::is_empty) {
        return Err(wrong(
            name,
            format!("{name} is empty; leave it out, or give a value"),
        ));
    }
    Ok(several)
}

/// The jurisdictions that codes name.
pub(super) fn places(index: &Index, codes: &[String]) -> Result<Vec<JurisdictionId>, Problem> {
    several("jurisdiction", codes)?
        .iter()
        .map(|code| index.jurisdiction(code).map_err(from_index))
        .collect()
}

/// The sides of a comparison, by the name that says both kinds or by the older one.
pub(super) fn sides(
    index: &Index,
    names: &[String],
    codes: &[String],
) -> Result<Vec<Side>, Problem> {
    let (parameter, sides) = match (names, codes) {
        ([], []) => {
            let detail = "side is missing: expected two to six codes of jurisdictions or names of instruments, such as KEN,budapest";
            return Err(wrong("side", detail.to_owned()));
        }
        ([], codes) => {
            let places = places(index, codes)?;
            let sides = places.into_iter().map(Side::Jurisdiction).collect();
            ("jurisdiction", sides)
        }
        (names, []) => {
            let names = several("side", names)?;
            let sides = names
                .iter()
                .map(|name| index.side(name).map_err(from_index));
            ("side", sides.collect::<Result<Vec<_>, _>>()?)
        }
        _ => {
            let detail = "side and jurisdiction exclude each other; give side";
            return Err(wrong("jurisdiction", detail.to_owned()));
        }
    };
    if !(2..=6).contains(&sides.len()) {
        let detail = format!(
            "{} of jurisdictions and instruments: expected two to six",
            sides.len()
        );
        return Err(wrong(parameter, detail));
    }
    Ok(sides)
}

/// An unknown name is the fault of a parameter.
#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` takes"
)]
pub(super) fn from_index(error: IndexError) -> Problem {
    let IndexError::UnknownName { kind, .. } = &error else {
        return Problem::internal(&error);
    };
    let parameter = match *kind {
        kind if kind.starts_with("instrument") => "against",
        "jurisdiction or instrument" => "side",
        kind => kind,
    };
    wrong(parameter, error.to_string())
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match &error {
            SearchError::Unknown { filter, .. } => wrong(filter, error.to_string()),
            _ => Self::internal(&error),
        }
    }
}
