//! SERVICE: off unless an operator names hosts, and then to public addresses of those hosts only.
//!
//! The address is looked at after the name is resolved and before anything is sent, so a name that points inside is
//! refused like the address itself. Nothing is followed elsewhere, no proxy is asked, and an answer has a limit of time
//! and size.

use super::address::is_public;
use oxigraph::model::NamedNode;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use oxigraph::sparql::{DefaultServiceHandler, QueryEvaluationError, QuerySolutionIter};
use oxiri::Iri;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::sync::Arc;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use url::Url;

/// The longest that another service is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why another service is not asked, or did not answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum ServiceError {
    /// Nobody allowed anything.
    #[error(
        "SERVICE is off on this server; ask {0} yourself and give its answer to a query here with VALUES"
    )]
    Off(String),
    /// Something else was allowed.
    #[error("SERVICE may reach only {allowed} from here, and not {asked}")]
    Host {
        /// What the query names.
        asked: String,
        /// What the operator listed.
        allowed: String,
    },
    /// The service failed, or its address is refused.
    #[error("{host} gave no answer: {cause}")]
    Failed {
        /// The service.
        host: String,
        /// What happened.
        cause: String,
    },
}

/// What answers SERVICE.
pub(super) struct Federation {
    allowed: Vec<String>,
    private: bool,
    patience: Duration,
    most: u64,
}

impl Federation {
    /// Allows hosts (`example.org` on the usual ports, or `example.org:8890`), within a time and a size.
    pub(super) fn new(allowed: &[String], private: bool, deadline: Duration, most: u64) -> Self {
        Self {
            allowed: allowed
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            private,
            patience: deadline.min(PATIENCE),
            most,
        }
    }

    /// The address of a service, where it may be asked.
    fn permitted(&self, service: &str) -> Result<Url, ServiceError> {
        if self.allowed.is_empty() {
            return Err(ServiceError::Off(service.to_owned()));
        }
        let refused = || ServiceError::Host {
            asked: service.to_owned(),
            allowed: self.allowed.join(", "),
        };
        let url = Url::parse(service).map_err(|_| refused())?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none();
        let host = url.host_str().ok_or_else(refused)?;
        // The parser of addresses leaves out a port that is the usual one of its scheme.
        let named = match url.port() {
            None => host.to_owned(),
            Some(port) => format!("{host}:{port}"),
        };
        if plain && self.allowed.contains(&named) {
            Ok(url)
        } else {
            Err(refused())
        }
    }

    fn ask(&self, url: &Url, query: String) -> Result<QuerySolutionIter<'static>, ServiceError> {
        let failed = |cause: String| ServiceError::Failed {
            host: url.host_str().unwrap_or_default().to_owned(),
            cause,
        };
        let config = Config::builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(true)
            .timeout_global(Some(self.patience))
            .user_agent(concat!("cyberlex/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Public {
            inner: DefaultResolver::default(),
            private: self.private,
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        let mut response = agent
            .post(url.as_str())
            .header("Content-Type", "application/sparql-query")
            .header("Accept", QueryResultsFormat::Json.media_type())
            .send(query)
            .map_err(|e| failed(e.to_string()))?;
        if response.status().is_redirection() {
            return Err(failed(String::from(
                "it sends elsewhere, which is not followed",
            )));
        }
        let content = response
            .body_mut()
            .with_config()
            .limit(self.most)
            .read_to_vec()
            .map_err(|e| failed(e.to_string()))?;
        let parsed = QueryResultsParser::from_format(QueryResultsFormat::Json)
            .for_reader(std::io::Cursor::new(content))
            .map_err(|e| failed(e.to_string()))?;
        let ReaderQueryResultsParserOutput::Solutions(solutions) = parsed else {
            return Err(failed(String::from("it did not send rows")));
        };
        let variables = Arc::from(solutions.variables().to_vec());
        let rows = solutions.map(|row| row.map_err(|e| QueryEvaluationError::Service(Box::new(e))));
        Ok(QuerySolutionIter::new(variables, rows))
    }
}

impl DefaultServiceHandler for Federation {
    type Error = ServiceError;

    fn handle(
        &self,
        service: &NamedNode,
        pattern: &GraphPattern,
        base: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, ServiceError> {
        let url = self.permitted(service.as_str())?;
        let query = Query::Select {
            dataset: None,
            pattern: pattern.clone(),
            base_iri: base.cloned(),
        };
        self.ask(&url, query.to_string())
    }
}

/// Resolves names to public addresses; one that is not refuses the whole name.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    private: bool,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().find(|address| !is_public(address.ip())) {
            Some(address) if !self.private => Err(Error::Other(
                format!("{} is not an address on the public Internet", address.ip()).into(),
            )),
            _ => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    fn federation(allowed: &[&str], private: bool) -> Federation {
        let allowed: Vec<String> = allowed.iter().map(|host| (*host).to_owned()).collect();
        Federation::new(&allowed, private, Duration::from_secs(5), 10_000)
    }

    #[test]
    fn only_listed_hosts_are_permitted() {
        let listed = federation(&["Example.org", "data.example.org:8890"], false);
        for fine in [
            "https://example.org/sparql",
            "http://example.org/sparql",
            "http://EXAMPLE.org:80/",
            "http://data.example.org:8890/sparql",
        ] {
            assert!(listed.permitted(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "http://example.org:8080/",
            "http://data.example.org/",
            "http://other.example.org/",
            "http://example.org.evil.test/",
            "http://example.org@evil.test/",
            "http://user@example.org/",
            "ftp://example.org/",
            "file:///etc/passwd",
            "urn:x:y",
        ] {
            assert!(listed.permitted(wrong).is_err(), "{wrong}");
        }
        assert!(matches!(
            federation(&[], false).permitted("http://example.org/"),
            Err(ServiceError::Off(_))
        ));
    }

    #[test]
    fn a_listed_host_with_an_address_inside_is_refused() {
        for host in [
            "localhost",
            "127.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "10.0.0.1",
            "0x7f000001",
            "2130706433",
        ] {
            let url = format!("http://{host}/sparql");
            let parsed = Url::parse(&url).expect("an address");
            let allowed = parsed.host_str().expect("a host").to_owned();
            let error = federation(&[&allowed], false)
                .ask(&parsed, String::from("SELECT * {}"))
                .err()
                .unwrap_or_else(|| panic!("{url} was asked"));
            assert!(
                error
                    .to_string()
                    .contains("not an address on the public Internet"),
                "{url}: {error}"
            );
        }
    }

    /// Answers one request with fixed text, and gives its address and what was asked.
    fn service(answer: &'static str) -> (String, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut got = Vec::new();
            let mut piece = [0; 4096];
            while !String::from_utf8_lossy(&got).contains("SELECT") {
                let n = stream.read(&mut piece).expect("readable");
                got.extend_from_slice(&piece[..n]);
                if n == 0 {
                    break;
                }
            }
            stream.write_all(answer.as_bytes()).expect("written");
            String::from_utf8_lossy(&got).into_owned()
        });
        (address, asked)
    }

    #[test]
    fn a_service_is_asked_and_its_rows_come_back() {
        let (address, asked) = service(
            "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n\r\n\
             {\"head\":{\"vars\":[\"x\"]},\"results\":{\"bindings\":[{\"x\":{\"type\":\"uri\",\"value\":\"urn:x:y\"}}]}}",
        );
        let url = Url::parse(&format!("http://{address}/sparql")).expect("an address");
        let federation = federation(&[&address], true);
        assert!(federation.permitted(url.as_str()).is_ok());
        let rows = federation
            .ask(&url, String::from("SELECT ?x WHERE { ?x a ?y }"))
            .expect("an answer");
        let rows: Vec<String> = rows
            .map(|row| row.expect("a row").get("x").expect("bound").to_string())
            .collect();
        assert_eq!(rows, ["<urn:x:y>"]);
        let asked = asked.join().expect("asked");
        assert!(asked.starts_with("POST /sparql"), "{asked}");
    }

    #[test]
    fn redirects_are_not_followed_and_large_answers_are_cut_off_with_an_error() {
        let (address, asked) = service(
            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        );
        let url = Url::parse(&format!("http://{address}/")).expect("an address");
        let error = federation(&[&address], true)
            .ask(&url, String::from("SELECT * {}"))
            .err();
        assert!(error.is_some(), "a redirect is no answer");
        asked.join().expect("asked");

        let long: &'static str = Box::leak(
            format!(
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
                " ".repeat(20_000)
            )
            .into_boxed_str(),
        );
        let (address, asked) = service(long);
        let url = Url::parse(&format!("http://{address}/")).expect("an address");
        let error = federation(&[&address], true)
            .ask(&url, String::from("SELECT * {}"))
            .err();
        assert!(error.is_some(), "more than was allowed");
        asked.join().expect("asked");
    }
}
