//! The whole site without a socket: what a request gets, and a page as a browser parses it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use cyberlex::catalog::Project;
use cyberlex::server::{App, Config, app};
use html5ever::driver::ParseOpts;
use html5ever::parse_document;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::sync::{Arc, LazyLock};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// A site to ask.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    runtime: Runtime,
}

/// What a request got.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// The site over the real corpus, opened once for all tests.
pub(crate) fn real() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| Site::new(super::real(), Config::default()));
    &SITE
}

impl Site {
    /// The site over a project.
    pub(crate) fn new(project: Project, config: Config) -> Self {
        Self {
            app: Arc::new(App::new(project, config).expect("a site")),
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .build()
                .expect("a runtime"),
        }
    }

    /// The version of its data.
    pub(crate) fn version(&self) -> &str {
        self.app.version()
    }

    /// What a browser gets at an address.
    pub(crate) fn get(&self, address: &str) -> Reply {
        self.ask(Method::GET, address, &[("accept", BROWSER)])
    }

    /// What a request with these headers gets.
    pub(crate) fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.runtime.block_on(async {
            let response = app(&self.app).oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 256 << 20).await.expect("a whole body");
            Reply {
                status: parts.status,
                headers: parts.headers,
                bytes: bytes.into(),
            }
        })
    }
}

/// What browsers say they accept.
pub(crate) const BROWSER: &str =
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

impl Reply {
    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("UTF-8")
    }

    /// A header as text; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// The body as a browser parses it.
    pub(crate) fn page(&self) -> Page {
        let dom = parse_document(RcDom::default(), ParseOpts::default())
            .from_utf8()
            .one(self.bytes.as_slice());
        let mut page = Page {
            complaints: dom
                .errors
                .borrow()
                .iter()
                .map(ToString::to_string)
                .collect(),
            elements: Vec::new(),
        };
        page.collect(&dom.document);
        page
    }
}

/// An element of a page.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Its text, with that of everything in it.
    pub(crate) text: String,
}

impl Element {
    /// An attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Page {
    /// What the parser of a browser has to repair.
    pub(crate) complaints: Vec<String>,
    /// Every element, in the order of the text.
    pub(crate) elements: Vec<Element>,
}

impl Page {
    /// Elements of a name.
    pub(crate) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements.iter().filter(move |e| e.name == name)
    }

    /// Every id.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.elements
            .iter()
            .filter_map(|element| element.attribute("id"))
            .collect()
    }

    /// Where the links of the page lead on its own site, without repetition.
    pub(crate) fn links(&self) -> Vec<String> {
        let mut links: Vec<String> = self
            .elements
            .iter()
            .flat_map(|element| {
                ["href", "src"]
                    .iter()
                    .filter_map(|name| element.attribute(name))
            })
            .filter(|link| link.starts_with('/') || link.starts_with('#'))
            .map(str::to_owned)
            .collect();
        links.sort();
        links.dedup();
        links
    }

    fn collect(&mut self, node: &Handle) -> String {
        let position = self.elements.len();
        if let NodeData::Element { name, attrs, .. } = &node.data {
            self.elements.push(Element {
                name: name.local.to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|a| (a.name.local.to_string(), a.value.to_string()))
                    .collect(),
                text: String::new(),
            });
        }
        let mut text = String::new();
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
        for child in node.children.borrow().iter() {
            text.push_str(&self.collect(child));
        }
        if matches!(node.data, NodeData::Element { .. }) {
            self.elements[position].text.clone_from(&text);
        }
        text
    }
}
