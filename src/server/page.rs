//! What every page shares: its language, its links, which keep day and language, and its place in the site.

use super::asked::{Asked, LABEL_LANGUAGES, query_pairs};
use super::negotiate::Format;
use super::problem::Problem;
use crate::view::{Words, direction};
use crate::vocab;
use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::fmt::Display;
use url::form_urlencoded::Serializer;

/// What a path segment cannot hold as it is (RFC 3986 section 3.3).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

/// The frame around the content of a page; templates ask it for words and links.
pub(super) struct Page<'a> {
    pub(super) asked: &'a Asked,
    words: Words<'a>,
    /// What the page is about, for the window and the first heading.
    pub(super) title: String,
    /// The language of the title, where it is the name of a thing; empty for words of the interface.
    pub(super) title_lang: String,
    /// Which entry of the navigation it belongs to.
    pub(super) section: &'static str,
    /// Other formats of the same answer.
    pub(super) formats: Vec<Format>,
}

/// A language to switch to.
pub(super) struct Switch {
    pub(super) tag: &'static str,
    pub(super) name: &'static str,
    pub(super) href: String,
    pub(super) current: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(asked: &'a Asked, section: &'static str, title: impl Into<String>) -> Self {
        Self {
            words: asked.app.messages.words(asked.ui),
            title: title.into(),
            title_lang: String::new(),
            section,
            formats: Vec::new(),
            asked,
        }
    }

    /// Offers the answer in other formats too, by suffix.
    pub(super) fn with_formats(mut self, formats: &[Format]) -> Self {
        self.formats = formats
            .iter()
            .copied()
            .filter(|f| *f != Format::Html)
            .collect();
        self
    }

    /// A page whose title is a message.
    pub(super) fn titled(asked: &'a Asked, section: &'static str, message: &str) -> Self {
        let mut page = Self::new(asked, section, "");
        page.title = page.t(message);
        page
    }

    /// Says in which language the title is.
    pub(super) fn in_language(mut self, lang: &str) -> Self {
        lang.clone_into(&mut self.title_lang);
        self
    }

    /// A message.
    pub(super) fn t(&self, name: &str) -> String {
        self.words.say(name)
    }

    /// The message for a code of some kind: "status-full".
    pub(super) fn word(&self, kind: &str, code: &str) -> String {
        self.words.say(&format!("{kind}-{code}"))
    }

    /// A path of several parts.
    pub(super) fn path(&self, parts: &[&str]) -> String {
        format!("/{}", parts.join("/"))
    }

    /// A message with one value in it.
    pub(super) fn t1(&self, name: &str, key: &str, value: impl Display) -> String {
        self.words.say_with(name, &[(key, value.to_string())])
    }

    /// A message with two values in it.
    pub(super) fn t2(
        &self,
        name: &str,
        one: &(&str, impl Display),
        two: &(&str, impl Display),
    ) -> String {
        self.words.say_with(
            name,
            &[(one.0, one.1.to_string()), (two.0, two.1.to_string())],
        )
    }

    /// The day asked about.
    pub(super) fn day(&self) -> String {
        self.asked.day.to_string()
    }

    /// Language of the interface.
    pub(super) fn lang(&self) -> &'static str {
        self.asked.ui
    }

    /// Writing direction of the interface.
    pub(super) fn dir(&self) -> &'static str {
        direction(self.asked.ui)
    }

    /// `lang` and `dir` of words that are not in the language of the interface; nothing where they are.
    pub(super) fn lang_of(&self, lang: &str) -> Option<Tongue> {
        (!lang.is_empty() && lang != self.asked.ui).then(|| Tongue {
            lang: lang.to_owned(),
            dir: direction(lang),
        })
    }

    /// The version of the data.
    pub(super) fn version(&self) -> &str {
        self.asked.app.version()
    }

    /// The first digits of the version: enough to tell versions apart by eye.
    pub(super) fn short_version(&self) -> &str {
        self.version().get(..12).unwrap_or(self.version())
    }

    /// A link within the site that keeps the day and the language, if the address named them.
    pub(super) fn href(&self, path: &str) -> String {
        self.href_with(path, &[])
    }

    /// A link within the site with parameters of its own.
    pub(super) fn href_with(&self, path: &str, own: &[(&str, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        for (key, value) in own.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(key, value);
        }
        if self.asked.day_in_url && own.iter().all(|(key, _)| *key != "as_of") {
            query.append_pair("as_of", &self.asked.day.to_string());
        }
        if self.asked.lang_in_url && own.iter().all(|(key, _)| *key != "lang") {
            query.append_pair("lang", &self.asked.lang);
        }
        let query = query.finish();
        let path = utf8_percent_encode(path, PATH);
        let prefix = self.asked.app.config.prefix();
        if query.is_empty() {
            format!("{prefix}{path}")
        } else {
            format!("{prefix}{path}?{query}")
        }
    }

    /// A link with one parameter.
    pub(super) fn href1(&self, path: &str, key: &str, value: impl Display) -> String {
        self.href_with(path, &[(key, &value.to_string())])
    }

    /// The page about a thing: within the site for what the project coins, its own address for what others do.
    pub(super) fn thing(&self, iri: &str) -> String {
        match iri.strip_prefix(vocab::BASE) {
            Some(path) => match path.split_once('#') {
                Some((document, fragment)) => {
                    format!("{}#{fragment}", self.href(&format!("/doc/{document}")))
                }
                None => self.href(&format!("/doc/{path}")),
            },
            None => safe(iri),
        }
    }

    /// A static file.
    pub(super) fn asset(&self, name: &str) -> String {
        format!(
            "{}{}",
            self.asked.app.config.prefix(),
            super::assets::url(name)
        )
    }

    /// This page with one parameter changed; an empty value takes it away.
    pub(super) fn here_with(&self, key: &str, value: &str) -> String {
        let mut query = Serializer::new(String::new());
        for (known, old) in query_pairs(&self.asked.uri) {
            if known != key {
                query.append_pair(&known, &old);
            }
        }
        if !value.is_empty() {
            query.append_pair(key, value);
        }
        let query = query.finish();
        let prefix = self.asked.app.config.prefix();
        let path = self.asked.uri.path();
        if query.is_empty() {
            format!("{prefix}{path}")
        } else {
            format!("{prefix}{path}?{query}")
        }
    }

    /// This page in another format.
    pub(super) fn as_format(&self, format: &Format) -> String {
        let path = self.asked.uri.path();
        let path = if path == "/" { "/index" } else { path };
        let query = self
            .asked
            .uri
            .query()
            .map(|q| format!("?{q}"))
            .unwrap_or_default();
        format!(
            "{}{path}.{}{query}",
            self.asked.app.config.prefix(),
            format.suffix()
        )
    }

    /// The address of this page as of its day, to cite or send; absolute where the operator said how the site is reached.
    /// Else the browser knows best: the address listened on may be that of all interfaces, or of a port yet to be chosen.
    pub(super) fn permalink(&self) -> String {
        let here = if self.asked.day_in_url {
            self.here_with("", "")
        } else {
            self.here_with("as_of", &self.asked.day.to_string())
        };
        let config = &self.asked.app.config;
        if config.base_url.is_none() {
            return here;
        }
        let rest = here.strip_prefix(config.prefix()).unwrap_or(&here);
        format!("{}{rest}", config.site())
    }

    /// The navigation: each section with its path.
    pub(super) fn sections(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("matrix", "/matrix"),
            ("world", "/world"),
            ("jurisdictions", "/jurisdictions"),
            ("compare", "/compare"),
            ("instruments", "/instruments"),
            ("questions", "/questions"),
            ("query", "/query"),
            ("about", "/about"),
        ]
    }

    /// Where a form sends its fields: the path alone, since the fields replace the query.
    pub(super) fn action(&self, path: &str) -> String {
        format!("{}{path}", self.asked.app.config.prefix())
    }

    /// Day and language, where the address names them, for the hidden fields of a form.
    pub(super) fn carried(&self) -> Vec<(&'static str, String)> {
        let day = self
            .asked
            .day_in_url
            .then(|| ("as_of", self.asked.day.to_string()));
        let lang = self
            .asked
            .lang_in_url
            .then(|| ("lang", self.asked.lang.clone()));
        day.into_iter().chain(lang).collect()
    }

    /// The languages that labels come in.
    pub(super) fn languages(&self) -> Vec<Switch> {
        LABEL_LANGUAGES
            .iter()
            .map(|tag| Switch {
                tag,
                name: own_name(tag),
                href: self.here_with("lang", tag),
                current: *tag == self.asked.lang,
            })
            .collect()
    }
}

/// Language and writing direction of words.
pub(super) struct Tongue {
    pub(super) lang: String,
    pub(super) dir: &'static str,
}

/// What a language calls itself.
fn own_name(tag: &str) -> &'static str {
    match tag {
        "ar" => "العربية",
        "es" => "Español",
        "fr" => "Français",
        "ru" => "Русский",
        "zh" => "中文",
        _ => "English",
    }
}

/// An address of somebody else, if it is one that a link may have.
fn safe(iri: &str) -> String {
    let allowed =
        iri.starts_with("https://") || iri.starts_with("http://") || iri.starts_with("mailto:");
    if allowed {
        iri.to_owned()
    } else {
        String::from("#")
    }
}

/// A page as a response.
///
/// # Errors
/// When the template fails.
pub(super) fn html(template: &impl Template) -> Result<Response, Problem> {
    body(Format::Html, template.render()?)
}

/// Content in a format as a response.
///
/// # Errors
/// Never; it fits where a page that may fail stands.
pub(super) fn body(format: Format, content: impl IntoResponse) -> Result<Response, Problem> {
    let mut response = content.into_response();
    if let Ok(value) = HeaderValue::from_str(&format.content_type()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    Ok(response)
}
