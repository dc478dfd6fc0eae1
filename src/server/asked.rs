//! What every request says beside its path: language, day, format.

use super::negotiate::{self, Format};
use super::problem::Problem;
use super::state::App;
use crate::model::Day;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use jiff::Zoned;
use std::sync::Arc;

/// Languages that labels may be asked in: those of the United Nations.
pub(super) const LABEL_LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

/// A request, understood.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) app: Arc<App>,
    /// Language of the words of the page; one that there are messages in.
    pub(super) ui: &'static str,
    /// Language of labels of concepts, classes and States.
    pub(super) lang: String,
    /// Whether the address names the language, so that links keep it.
    pub(super) lang_in_url: bool,
    /// The day asked about.
    pub(super) day: Day,
    /// Today.
    pub(super) today: Day,
    /// Whether the address names the day.
    pub(super) day_in_url: bool,
    /// The path and query as the client sent them, without the prefix of the site.
    pub(super) uri: Uri,
    /// Format by suffix, if the path had one; else see [`Asked::format`].
    suffix: Option<Format>,
    headers: HeaderMap,
}

/// The suffix of a path, taken off before routing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suffix(pub(super) Format);

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let pairs = query_pairs(&parts.uri);
        let value = |name: &str| {
            pairs
                .iter()
                .rev()
                .find(|(key, value)| key == name && !value.is_empty())
                .map(|(_, value)| value.as_str())
        };
        let today = today();
        let day = value("as_of").map(|text| day(text, today)).transpose()?;
        let lang = value("lang").map(language).transpose()?;
        let accepted = parts
            .headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let chosen = lang.clone().unwrap_or_else(|| {
            negotiate::language(accepted, &LABEL_LANGUAGES)
                .unwrap_or("en")
                .to_owned()
        });
        Ok(Self {
            ui: app.messages.nearest(&chosen),
            lang_in_url: lang.is_some(),
            lang: chosen,
            day: day.unwrap_or(today),
            today,
            day_in_url: day.is_some(),
            uri: parts.uri.clone(),
            suffix: parts.extensions.get::<Suffix>().map(|suffix| suffix.0),
            headers: parts.headers.clone(),
            app: Arc::clone(app),
        })
    }
}

impl Asked {
    /// The format to answer in: that of the suffix, else the best of those offered that the client accepts.
    ///
    /// # Errors
    /// 406 when it accepts none of them, 404 when the suffix is none of them.
    pub(super) fn format(&self, offered: &[Format]) -> Result<Format, Problem> {
        match self.suffix {
            Some(suffix) if offered.contains(&suffix) => Ok(suffix),
            Some(_) => Err(Problem::not_found().with_hint(format!(
                "this page comes as: {}",
                offered
                    .iter()
                    .map(|f| f.suffix())
                    .collect::<Vec<_>>()
                    .join(", ")
            ))),
            None => {
                let accept: Vec<&str> = self
                    .headers
                    .get_all(ACCEPT)
                    .iter()
                    .filter_map(|value| value.to_str().ok())
                    .collect();
                negotiate::format(&accept.join(", "), offered)
            }
        }
    }
}

/// The decoded pairs of a query string.
pub(super) fn query_pairs(uri: &Uri) -> Vec<(String, String)> {
    url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .into_owned()
        .collect()
}

/// Today where the server stands.
pub(super) fn today() -> Day {
    Zoned::now().date()
}

/// A day as people and forms write it: `2026-01-31` or `today`.
fn day(text: &str, today: Day) -> Result<Day, Problem> {
    if text == "today" {
        return Ok(today);
    }
    text.parse()
        .map_err(|_| Problem::parameter("as_of", text, "a day such as 2026-01-31, or today"))
}

fn language(text: &str) -> Result<String, Problem> {
    let primary = text.split('-').next().unwrap_or_default().to_lowercase();
    LABEL_LANGUAGES
        .iter()
        .find(|known| **known == primary)
        .map(|known| (*known).to_owned())
        .ok_or_else(|| Problem::parameter("lang", text, "one of ar, en, es, fr, ru, zh"))
}
