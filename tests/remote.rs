//! A graph read from a SPARQL service is the graph, however the service cuts, fails and comes back; or there is no graph.

use crate::common::{TODAY, root};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Form, Router};
use cyberlex::catalog::{Asserted, Project};
use cyberlex::corpus::Source;
use cyberlex::remote::{RemoteError, Service, Settings};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A few files of the real corpus, written to a folder of their own.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "corpus/instruments/budapest-p1.ttl",
        "corpus/jurisdictions/ARE.ttl",
        "corpus/states.ttl",
    ] {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::copy(root().join(name), file).expect("copied");
    }
    folder
});

static SMALL: LazyLock<Project> = LazyLock::new(|| {
    let source = Source::directory(FOLDER.path()).expect("files");
    Project::open(source, TODAY).expect("it opens")
});

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A service of another engine, with the faults of real ones.
struct Fake {
    store: Store,
    /// Rows sent, without a word about those left out.
    most: usize,
    /// Requests that are refused first.
    refused: AtomicUsize,
    status: StatusCode,
    /// Updates with this in them are taken and not carried out.
    deaf_to: Option<&'static str>,
    /// What was sent as `Authorization`.
    authorized: Mutex<Option<String>>,
    asked: AtomicUsize,
}

impl Fake {
    /// Holds those files, derived links too where they are asked for.
    fn new(derived: bool) -> Self {
        let store = Store::new().expect("a store");
        for quad in SMALL.snapshot.quads() {
            if derived || !quad.graph_name.to_string().contains("/derived") {
                store.insert(&quad).expect("inserted");
            }
        }
        Self {
            store,
            most: usize::MAX,
            refused: AtomicUsize::new(0),
            status: StatusCode::SERVICE_UNAVAILABLE,
            deaf_to: None,
            authorized: Mutex::new(None),
            asked: AtomicUsize::new(0),
        }
    }

    /// Serves it, and gives its address.
    fn start(self) -> (Arc<Self>, String) {
        let fake = Arc::new(self);
        let site = Router::new()
            .route("/sparql", post(answer))
            .with_state(Arc::clone(&fake));
        let (listener, address) = RUNTIME.block_on(async {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            let listener = tokio::net::TcpListener::bind(any).await.expect("bound");
            let address = listener.local_addr().expect("an address");
            (listener, address)
        });
        RUNTIME.spawn(async move { axum::serve(listener, site).await });
        (fake, format!("http://{address}/sparql"))
    }

    fn rows(&self, text: &str) -> Vec<u8> {
        let mut query = SparqlParser::new().parse_query(text).expect("a query");
        if let Query::Select { pattern, .. } = &mut query {
            *pattern = GraphPattern::Slice {
                inner: Box::new(pattern.clone()),
                start: 0,
                length: Some(self.most),
            };
        }
        let mut prepared = SparqlEvaluator::new().for_query(query);
        prepared.dataset_mut().set_default_graph_as_union();
        let results = prepared.on_store(&self.store).execute().expect("evaluates");
        let QueryResults::Solutions(solutions) = results else {
            panic!("only SELECT is asked: {text}");
        };
        let mut json = QueryResultsSerializer::from_format(QueryResultsFormat::Json)
            .serialize_solutions_to_writer(Vec::new(), solutions.variables().to_vec())
            .expect("written");
        for solution in solutions {
            json.serialize(&solution.expect("evaluates"))
                .expect("written");
        }
        json.finish().expect("written")
    }

    fn change(&self, text: &str) {
        if self.deaf_to.is_some_and(|word| text.contains(word)) {
            return;
        }
        let mut update = SparqlEvaluator::new()
            .parse_update(text)
            .expect("an update");
        for dataset in update.using_datasets_mut() {
            dataset.set_default_graph_as_union();
        }
        update.on_store(&self.store).execute().expect("it runs");
    }
}

async fn answer(
    State(fake): State<Arc<Fake>>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    fake.asked.fetch_add(1, Ordering::SeqCst);
    let authorized = headers
        .get("authorization")
        .map(|value| value.to_str().expect("text").to_owned());
    *fake.authorized.lock().expect("not poisoned") = authorized;
    let left = fake
        .refused
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        });
    if left.is_ok() {
        let elsewhere = [("retry-after", "0"), ("location", "http://127.0.0.1:9/")];
        return (fake.status, elsewhere, "not now, or not you").into_response();
    }
    if let Some(update) = form.get("update") {
        fake.change(update);
        return StatusCode::NO_CONTENT.into_response();
    }
    let json = [("content-type", "application/sparql-results+json")];
    (json, fake.rows(&form["query"])).into_response()
}

fn settings(address: &str, page: usize) -> Settings {
    Settings {
        query: address.to_owned(),
        update: None,
        patience: Duration::from_secs(20),
        page,
    }
}

fn service(address: &str, page: usize) -> Service {
    Service::new(&settings(address, page)).expect("an address")
}

fn open(service: &Service) -> Result<Project, cyberlex::catalog::CatalogError> {
    Project::of_service(service, TODAY, &mut |_, _| {})
}

/// The statements without the names that a service gives to blank nodes.
fn lines(project: &Project) -> BTreeSet<String> {
    let quads = project.snapshot.quads().into_iter();
    quads
        .map(|quad| {
            let words = quad.to_string();
            let words = words.split(' ').map(|word| match word.starts_with("_:") {
                true => "_:",
                false => word,
            });
            words.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Asserts that a project has the statements of the files.
#[track_caller]
fn assert_small(project: &Project, of: &str) {
    let (got, wanted) = (lines(project), lines(&SMALL));
    let missing: Vec<&String> = wanted.difference(&got).collect();
    let more: Vec<&String> = got.difference(&wanted).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "{of}: without {missing:?}, with {more:?}"
    );
    assert_eq!(project.snapshot.len(), SMALL.snapshot.len(), "{of}");
}

#[test]
fn the_graph_of_a_service_is_the_graph_of_the_files() {
    let (fake, address) = Fake::new(false).start();
    let project = open(&service(&address, 10_000)).expect("it is read");
    assert_small(&project, "with the rules run here");
    assert_eq!(project.rules, SMALL.rules);
    assert_eq!(project.prefixes, SMALL.prefixes);
    assert_eq!(*fake.authorized.lock().expect("not poisoned"), None);
    let names = |project: &Project| -> Vec<String> {
        let documents = project.corpus().documents.iter();
        documents.map(|document| document.name.clone()).collect()
    };
    assert_eq!(names(&project), names(&SMALL));
    // Where its own lines stood, no place is claimed.
    assert!(project.corpus().documents.iter().all(|document| {
        document
            .statements
            .iter()
            .all(|statement| document.place(statement) == document.name)
    }));
    let again = open(&service(&address, 10_000)).expect("it is read");
    assert_eq!(again.snapshot.version(), project.snapshot.version());
}

#[test]
fn a_service_that_cuts_its_answers_is_asked_for_less() {
    for (most, page) in [(2_000, 10_000), (300, 100), (1_000_000, 700)] {
        let mut fake = Fake::new(true);
        fake.most = most;
        let (_, address) = fake.start();
        let asserted = Asserted::read_service(&service(&address, page), &mut |_, _| {});
        let project = asserted
            .expect("it is read")
            .derive(TODAY)
            .expect("derives");
        assert_small(&project, &format!("{most} rows, {page} asked for"));
    }
    let mut fake = Fake::new(false);
    fake.most = 0;
    let (_, address) = fake.start();
    let error = open(&service(&address, 10_000)).expect_err("nothing comes");
    assert!(
        error.to_string().contains("a number was asked for"),
        "{error}"
    );
}

#[test]
fn what_is_counted_and_not_sent_is_no_graph() {
    // One subject with more statements than rows: no share of subjects divides it.
    let (fake, address) = {
        let mut fake = Fake::new(false);
        fake.most = 60;
        let many = (0..100).map(|n| {
            format!("<urn:s> <urn:p> \"{n}\" <https://w3id.org/cyberlex/graph/corpus/many> .\n")
        });
        fake.store
            .load_from_slice(RdfFormat::NQuads, many.collect::<String>().as_bytes())
            .expect("loaded");
        fake.start()
    };
    let error = open(&service(&address, 100)).expect_err("it is cut");
    assert!(
        error.to_string().contains("counts 100 statements"),
        "{error}"
    );
    drop(fake);
    let mut fake = Fake::new(false);
    fake.store = Store::new().expect("a store");
    let (_, address) = fake.start();
    let error = open(&service(&address, 100)).expect_err("it is empty");
    assert!(error.to_string().contains("export --format nq"), "{error}");
}

#[test]
fn a_service_that_takes_updates_derives_itself_and_once() {
    let (fake, address) = Fake::new(true).start();
    let writable = Settings {
        update: Some(address.clone()),
        ..settings(&address, 10_000)
    };
    let writable = Service::new(&writable).expect("an address");
    let project = open(&writable).expect("it is read");
    assert_small(&project, "derived there");
    assert!(project.rules.iter().any(|rule| rule.new > 0));
    let before = fake.asked.load(Ordering::SeqCst);
    let again = open(&writable).expect("it is read");
    assert!(again.rules.is_empty(), "they had run already");
    assert!(fake.asked.load(Ordering::SeqCst) - before < before);
    // Who may only read takes what was derived there.
    let reader = open(&service(&address, 10_000)).expect("it is read");
    assert_small(&reader, "derived there before");
    assert!(reader.rules.is_empty());
    // After a change the derived links are those of other statements, and are not taken.
    fake.change(
        "INSERT DATA { GRAPH <https://w3id.org/cyberlex/graph/corpus/more> { <urn:a> <urn:b> <urn:c> } }",
    );
    let changed = open(&service(&address, 10_000)).expect("it is read");
    assert_eq!(changed.rules, SMALL.rules, "run here");
    assert_ne!(changed.snapshot.version(), reader.snapshot.version());
}

#[test]
fn what_a_service_derives_wrongly_is_taken_by_nobody() {
    let mut fake = Fake::new(false);
    fake.deaf_to = Some("lm:reaches ?requirement");
    let (_, address) = fake.start();
    let writable = Settings {
        update: Some(address.clone()),
        ..settings(&address, 10_000)
    };
    let error = open(&Service::new(&writable).expect("an address")).expect_err("it is wrong");
    let said = error.to_string();
    assert!(said.contains("derives other links"), "{said}");
    assert!(said.contains("leave out --endpoint-update"), "{said}");
    let reader = open(&service(&address, 10_000)).expect("it is read");
    assert_small(&reader, "derived here");
    assert_eq!(reader.rules, SMALL.rules, "run here");
}

#[test]
fn a_service_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    let mut busy = Fake::new(false);
    busy.refused = AtomicUsize::new(2);
    let (_, address) = busy.start();
    assert!(open(&service(&address, 10_000)).is_ok());
    for (status, asked) in [
        (StatusCode::UNAUTHORIZED, 1),
        (StatusCode::FOUND, 1),
        (StatusCode::BAD_GATEWAY, 4),
    ] {
        let mut fake = Fake::new(false);
        fake.refused = AtomicUsize::new(usize::MAX);
        fake.status = status;
        let (fake, address) = fake.start();
        let error = open(&service(&address, 10_000)).expect_err("it refuses");
        let said = error.to_string();
        assert!(said.contains(status.as_str()), "{said}");
        assert!(said.contains(&address), "{said}");
        assert_eq!(fake.asked.load(Ordering::SeqCst), asked, "{status}");
    }
}

#[test]
fn headers_come_from_a_file_and_their_values_stay_out_of_messages() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("headers");
    std::fs::write(&file, "Authorization: Bearer secret\n\nX-More: 1\n").expect("written");
    let (fake, address) = Fake::new(false).start();
    let authorized = service(&address, 10_000)
        .with_headers(&file)
        .expect("headers");
    assert!(open(&authorized).is_ok());
    assert_eq!(
        fake.authorized.lock().expect("not poisoned").as_deref(),
        Some("Bearer secret")
    );
    assert!(!format!("{authorized:?}").contains("secret"));
    std::fs::write(&file, "Bearer secret\n").expect("written");
    let error = service(&address, 1)
        .with_headers(&file)
        .expect_err("no header");
    let said = error.to_string();
    assert!(
        said.contains("line 1") && !said.contains("secret"),
        "{said}"
    );
    assert!(matches!(
        service(&address, 1).with_headers(&folder.path().join("none")),
        Err(RemoteError::Headers { .. })
    ));
    for address in [
        "sparql",
        "file:///etc/passwd",
        "http://user:word@localhost/",
    ] {
        let refused = Service::new(&settings(address, 1));
        assert!(matches!(refused, Err(RemoteError::Address(_))), "{address}");
    }
}

#[test]
fn commands_answer_over_a_service_as_over_files() {
    let (_, address) = Fake::new(true).start();
    let run = |origin: &[&str], arguments: &[&str]| {
        assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
            .env("CYBERLEX_AS_OF", TODAY.to_string())
            .args(origin)
            .args(arguments)
            .assert()
            .success()
            .get_output()
            .stdout
            .clone()
    };
    let fixture = FOLDER.path().to_str().expect("a path");
    for arguments in [
        &["coverage", "--against", "budapest-p1", "--format", "csv"][..],
        &[
            "query",
            "coverage-matrix",
            "-p",
            "against=budapest-p1",
            "--format",
            "csv",
        ],
    ] {
        let files = run(&["--corpus", fixture], arguments);
        let there = run(&["--endpoint", &address], arguments);
        assert!(String::from_utf8_lossy(&files).lines().count() > 2);
        assert_eq!(
            String::from_utf8_lossy(&there),
            String::from_utf8_lossy(&files)
        );
    }
    let refused = assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
        .args(["--endpoint", &address, "validate", "README.md"])
        .assert()
        .code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("leave out one of the two"), "{said}");
}
