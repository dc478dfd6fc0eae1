//! What the server answers from: one state of the data, which no longer changes while it runs.

use super::config::Config;
use super::download::Downloads;
use super::kept::Kept;
use super::metrics::Metrics;
use super::problem::Problem;
use super::questions::{AskError, Questions};
use super::sparql::{self, Endpoint, EndpointError};
use crate::catalog::{Environment, Project};
use crate::coverage::{Index, IndexError};
use crate::model::Day;
use crate::search::{SearchError, SearchIndex};
use crate::store::Answer;
use crate::view::{MessageError, Messages};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Everything that a request may look at.
pub struct App {
    /// The files, the graph with its rules run, the queries.
    pub project: Project,
    /// The coverage index over the same graph.
    pub index: Index,
    /// Full-text search over the same graph, built when it is first needed: it takes longer than all the rest.
    search: OnceLock<Result<SearchIndex, SearchError>>,
    /// The words of the pages.
    pub messages: Messages,
    /// How the server was set up.
    pub config: Config,
    /// What a monitor wants to know.
    pub(super) metrics: Metrics,
    /// Files of the whole graph.
    pub(super) downloads: Downloads,
    questions: Questions,
    /// Answers that are given again.
    pub(super) kept: Kept,
    /// The SPARQL endpoint, once its workers are started; a site in a test has none.
    pub(super) endpoint: OnceLock<Arc<Endpoint>>,
}

/// Why no server can be started on this data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Nothing to compare.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A message file is broken.
    #[error(transparent)]
    Messages(#[from] MessageError),
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("version", &self.version())
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Prepares a project to be served.
    ///
    /// # Errors
    /// When there is nothing to compare, or a message file is broken.
    pub fn new(project: Project, config: Config) -> Result<Self, StartError> {
        Ok(Self {
            index: Index::new(&project.snapshot)?,
            search: OnceLock::new(),
            messages: Messages::load()?,
            metrics: Metrics::new(),
            downloads: Downloads::default(),
            // As many as strangers' queries: some processor is left for the pages.
            questions: Questions::new(config.sparql.workers),
            kept: Kept::new(config.cache.saturating_mul(1 << 20)),
            endpoint: OnceLock::new(),
            project,
            config,
        })
    }

    /// The version of the data.
    pub fn version(&self) -> &str {
        self.project.snapshot.version()
    }

    /// Full-text search. The first who asks waits until it is built; not to be called on a thread that answers requests.
    ///
    /// # Errors
    /// When it cannot be built, which is a fault of the program.
    pub fn search(&self) -> Result<&SearchIndex, Problem> {
        self.search
            .get_or_init(|| SearchIndex::build(&self.project))
            .as_ref()
            .map_err(|error| Problem::internal(error))
    }

    /// The answer to a catalogue query; one that was given lately is given again. It runs in this process, as long as a
    /// stranger's query may: the catalogue's queries are known, and only their parameters come from outside.
    ///
    /// # Errors
    /// When there is no such query, a parameter is wrong, it takes too long, or too many are being answered.
    pub fn ask(
        &self,
        name: &str,
        given: &BTreeMap<String, String>,
        today: Day,
    ) -> Result<Arc<Answer>, AskError> {
        let query = self.project.catalog.get(name).map_err(AskError::from)?;
        let asking = (name.to_owned(), given.clone(), today);
        self.questions.ask(asking, || {
            query.run_within(
                &self.project.snapshot,
                given,
                self.environment(today),
                self.config.sparql.deadline(),
            )
        })
    }

    /// Starts the workers of the SPARQL endpoint; `site` is the address of the site. To be called inside a runtime, before
    /// the site is built.
    ///
    /// # Errors
    /// When the data cannot be handed to workers.
    pub fn start_endpoint(
        &self,
        site: &str,
        limits: sparql::Limits,
        program: PathBuf,
    ) -> Result<(), EndpointError> {
        let endpoint = Endpoint::start(
            &self.project.snapshot,
            &self.project.prefixes,
            site,
            limits,
            program,
        )?;
        self.metrics
            .register(|registry| endpoint.metrics().register(registry));
        // A second start would leave the first in place.
        let _ = self.endpoint.set(endpoint);
        Ok(())
    }

    /// What parameters are read against.
    pub fn environment(&self, today: Day) -> Environment<'_> {
        self.project.environment(today)
    }
}
