//! How a service is asked: over HTTP as the SPARQL 1.1 protocol says, again where it is worth trying, never anybody else.

use super::answer;
use super::error::RemoteError;
use oxigraph::model::Term;
use std::path::Path;
use std::thread;
use std::time::Duration;
use ureq::http::header::{ACCEPT, RETRY_AFTER};
use ureq::http::{HeaderName, HeaderValue, Response};
use ureq::{Agent, Body, Error};
use url::Url;

/// How often a request is sent before it is given up.
const TRIES: u32 = 4;

/// How long the first pause between two tries is; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest pause that a service may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The largest answer taken, in bytes.
const LARGEST: u64 = 1 << 30;

/// The form in which rows are asked for.
const RESULTS: &str = "application/sparql-results+json";

/// What is said of a service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it is asked.
    pub query: String,
    /// Where it takes updates; a service without is read only.
    pub update: Option<String>,
    /// How long it may take for one answer.
    pub patience: Duration,
    /// The most rows asked for at once.
    pub page: usize,
}

/// A SPARQL 1.1 service.
#[derive(Debug)]
pub struct Service {
    query: Url,
    update: Option<Url>,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) page: usize,
    agent: Agent,
}

impl Service {
    /// Takes what is said of a service; nothing is sent yet.
    ///
    /// # Errors
    /// When an address is none.
    pub fn new(settings: &Settings) -> Result<Self, RemoteError> {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(settings.patience))
            .user_agent(concat!("cyberlex/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            query: address(&settings.query)?,
            update: settings.update.as_deref().map(address).transpose()?,
            headers: Vec::new(),
            page: settings.page.max(1),
            agent: Agent::new_with_config(config),
        })
    }

    /// Sends the headers in a file with every request: a line each, name and value with a colon between.
    ///
    /// # Errors
    /// When it cannot be read, or a line is no header.
    pub fn with_headers(mut self, path: &Path) -> Result<Self, RemoteError> {
        let wrong = |cause: String| RemoteError::Headers {
            path: path.to_owned(),
            cause,
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            // The value is a secret: it is not in the message.
            let parsed = line.split_once(':').and_then(|(name, value)| {
                let mut value = HeaderValue::from_str(value.trim()).ok()?;
                value.set_sensitive(true);
                Some((name.trim().parse().ok()?, value))
            });
            let header =
                parsed.ok_or_else(|| wrong(format!("line {} is no header", number + 1)))?;
            self.headers.push(header);
        }
        Ok(self)
    }

    /// The address at which it is asked, for messages.
    pub fn address(&self) -> &str {
        self.query.as_str()
    }

    /// Whether it takes updates.
    pub fn is_writable(&self) -> bool {
        self.update.is_some()
    }

    /// The rows of a SELECT, in the order of its variables.
    ///
    /// # Errors
    /// When the service fails, or does not send rows.
    pub(super) fn rows(&self, query: &str) -> Result<Vec<Vec<Option<Term>>>, RemoteError> {
        let content = self.send(&self.query, [("query", query)], RESULTS)?;
        answer::rows(&content).map_err(|cause| RemoteError::Answer {
            service: self.address().to_owned(),
            cause,
        })
    }

    /// Sends an update.
    ///
    /// # Errors
    /// When the service fails or refuses, or takes no updates.
    pub(super) fn change(&self, update: &str) -> Result<(), RemoteError> {
        let address = self.update.as_ref().unwrap_or(&self.query);
        self.send(address, [("update", update)], "*/*").map(drop)
    }

    fn send(
        &self,
        address: &Url,
        form: [(&str, &str); 1],
        accept: &str,
    ) -> Result<Vec<u8>, RemoteError> {
        let mut pause = PAUSE;
        let mut tries = 1;
        loop {
            let (cause, wait) = match self.once(address, form, accept) {
                Ok(response) if response.status().is_success() => match whole(response) {
                    Ok(content) => return Ok(content),
                    Err(error) => (error.to_string(), None),
                },
                Ok(response) if may_pass(&response) => {
                    (response.status().to_string(), asked_pause(&response))
                }
                Ok(response) => return Err(refusal(address, response)),
                Err(error) => (error.to_string(), None),
            };
            if tries == TRIES {
                return Err(RemoteError::Unreachable {
                    service: address.to_string(),
                    tries,
                    cause,
                });
            }
            thread::sleep(wait.unwrap_or(pause));
            pause *= 2;
            tries += 1;
        }
    }

    fn once(
        &self,
        address: &Url,
        form: [(&str, &str); 1],
        accept: &str,
    ) -> Result<Response<Body>, Error> {
        let mut request = self.agent.post(address.as_str()).header(ACCEPT, accept);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.send_form(form)
    }
}

/// An address over HTTP; one with a password in it would show it in messages.
fn address(text: &str) -> Result<Url, RemoteError> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    });
    url.ok_or_else(|| RemoteError::Address(text.to_owned()))
}

/// All of an answer.
fn whole(mut response: Response<Body>) -> Result<Vec<u8>, Error> {
    response
        .body_mut()
        .with_config()
        .limit(LARGEST)
        .read_to_vec()
}

/// Whether a service that is busy or was restarted may answer later.
fn may_pass(response: &Response<Body>) -> bool {
    matches!(response.status().as_u16(), 429 | 502 | 503 | 504)
}

/// How long the service asks to wait, where it does.
fn asked_pause(response: &Response<Body>) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let seconds = Duration::from_secs(seconds.parse().ok()?);
    Some(seconds.min(LONGEST_PAUSE))
}

fn refusal(address: &Url, response: Response<Body>) -> RemoteError {
    /// Letters of what a service says that are shown.
    const SHOWN: usize = 300;
    let status = response.status().as_u16();
    let said = whole(response).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    RemoteError::Refused {
        service: address.to_string(),
        status,
        said: said.trim().chars().take(SHOWN).collect(),
    }
}
