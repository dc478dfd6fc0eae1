//! How a server is set up: where it listens, what it calls itself, what it allows.

use super::sparql::Limits;
use std::net::SocketAddr;
use url::Url;

/// What an operator can set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub bind: SocketAddr,
    /// How the site is reached from outside, where that is not `bind`: behind a proxy, perhaps under a path.
    pub base_url: Option<Url>,
    /// The longest request target taken, in bytes (RFC 9110 section 4.1 asks for 8,000 at least).
    pub max_url: usize,
    /// The largest request body taken, in bytes.
    pub max_body: usize,
    /// The longest time a client may take to send its request, and to take the answer to a page, in seconds.
    pub patience: u64,
    /// The memory for answers that are given again, in mebibytes; 0 keeps none.
    pub cache: u64,
    /// What strangers' queries may take.
    pub sparql: Limits,
}

/// An address that no site can have.
#[derive(Debug, thiserror::Error)]
#[error("--base-url {0}: expected http:// or https:// with a host, and neither query nor fragment")]
pub struct ConfigError(String);

impl Default for Config {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from(([127, 0, 0, 1], 7878)),
            base_url: None,
            max_url: 16 * 1024,
            max_body: 256 * 1024,
            patience: 30,
            cache: 64,
            sparql: Limits::default(),
        }
    }
}

impl Config {
    /// Takes the address of the site as seen from outside.
    ///
    /// # Errors
    /// When it is not a plain HTTP address.
    pub fn with_base_url(mut self, base: &str) -> Result<Self, ConfigError> {
        let wrong = || ConfigError(base.to_owned());
        let url = Url::parse(base).map_err(|_| wrong())?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.query().is_none()
            && url.fragment().is_none();
        if !plain {
            return Err(wrong());
        }
        self.base_url = Some(url);
        Ok(self)
    }

    /// The path before every path of the site: empty, or "/law" for a base of `https://example.org/law/`.
    pub fn prefix(&self) -> &str {
        self.base_url
            .as_ref()
            .map_or("", |url| url.path().trim_end_matches('/'))
    }

    /// The address of the site without a slash at its end.
    pub fn site(&self) -> String {
        self.base_url.as_ref().map_or_else(
            || format!("http://{}", self.bind),
            |url| url.as_str().trim_end_matches('/').to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_an_address_and_its_path_goes_before_every_link() {
        let base = |text: &str| Config::default().with_base_url(text);
        let config = base("https://example.org/law/").expect("sound");
        assert_eq!(
            (config.prefix(), config.site().as_str()),
            ("/law", "https://example.org/law")
        );
        assert_eq!(base("https://example.org").expect("sound").prefix(), "");
        for wrong in [
            "example.org",
            "ftp://example.org",
            "https://example.org/?q",
            "https://",
            "javascript:alert(1)",
        ] {
            assert!(base(wrong).is_err(), "{wrong}");
        }
    }
}
