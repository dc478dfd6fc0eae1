//! Where the data come from: inside the program, a folder, a snapshot file, a store on disk, or a SPARQL service.

use super::disk;
use super::failure::Failure;
use super::progress::{counting, waiting};
use crate::catalog::{Asserted, Project};
use crate::corpus::Source;
use crate::remote::{Service, Settings};
use clap::Args;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which data to answer from; those inside the program where nothing is said.
#[derive(Debug, Args)]
pub(super) struct Origin {
    /// Read this folder instead of the data inside the program: a project folder with corpus/ in it,
    /// or a folder of Turtle files; or a file that `cyberlex snapshot` wrote
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CYBERLEX_CORPUS",
        hide_env_values = true
    )]
    pub(super) corpus: Option<PathBuf>,
    /// Read the store in this folder, which `cyberlex store load` made
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CYBERLEX_STORE",
        hide_env_values = true
    )]
    pub(super) store: Option<PathBuf>,
    #[command(flatten)]
    service: Endpoint,
}

/// The heading of what is said about a service.
const SERVICE: &str = "Data in a SPARQL service";

/// A SPARQL service that keeps the graph.
#[derive(Debug, Args)]
struct Endpoint {
    /// Read the graph from this SPARQL 1.1 service, into which `cyberlex export --format nq` was loaded
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help_heading = SERVICE,
        env = "CYBERLEX_ENDPOINT",
        hide_env_values = true,
        conflicts_with_all = ["corpus", "store"]
    )]
    endpoint: Option<String>,
    /// Have the rules run there, by updates sent to this address; otherwise they run here
    #[arg(long, global = true, help_heading = SERVICE, value_name = "URL")]
    endpoint_update: Option<String>,
    /// Send the headers in this file with every request, such as `Authorization: Bearer …`
    #[arg(long, global = true, help_heading = SERVICE, value_name = "FILE")]
    endpoint_headers: Option<PathBuf>,
    /// How long the service may take for one answer, in seconds
    #[arg(long, global = true, help_heading = SERVICE, value_name = "SECONDS", default_value_t = 60)]
    endpoint_timeout: u64,
    /// The most rows to ask for at once
    #[arg(long, global = true, help_heading = SERVICE, value_name = "ROWS", default_value_t = 10_000)]
    endpoint_rows: usize,
}

impl Origin {
    /// The folder, or those inside the program; of a snapshot file, the files it was made from.
    pub(super) fn source(&self) -> Result<Source, Failure> {
        Ok(match self.packed()? {
            Some(project) => project.source,
            None => self.files()?,
        })
    }

    /// Whether the data come from somewhere that has no files.
    pub(super) fn without_files(&self) -> bool {
        self.service.endpoint.is_some() || self.store.is_some()
    }

    /// What to call it.
    pub(super) fn name(&self) -> String {
        match (&self.service.endpoint, &self.store, &self.corpus) {
            (Some(service), _, _) => service.clone(),
            (_, Some(path), _) | (_, _, Some(path)) => path.display().to_string(),
            _ => String::from("this program"),
        }
    }

    /// The project with its rules run.
    pub(super) fn project(&self, today: Date) -> Result<Project, Failure> {
        if let Some(service) = self.service()? {
            return Ok(reading(|progress| {
                Project::of_service(&service, today, progress)
            })?);
        }
        if let Some(store) = self.only_store()? {
            return waiting(|| Ok(disk::read(store)?.derive(today)?));
        }
        waiting(|| match self.packed()? {
            Some(project) => Ok(project),
            None => Ok(Project::open(self.files()?, today)?),
        })
    }

    /// The project before its rules have run.
    pub(super) fn asserted(&self) -> Result<Asserted, Failure> {
        if let Some(service) = self.service()? {
            return Ok(reading(|progress| {
                Asserted::read_service(&service, progress)
            })?);
        }
        if let Some(store) = self.only_store()? {
            return waiting(|| disk::read(store));
        }
        waiting(|| match self.packed()? {
            Some(project) => Ok(project.asserted()),
            None => Ok(Asserted::read(self.files()?)?),
        })
    }

    /// The store to read, where nothing else is to be read.
    fn only_store(&self) -> Result<Option<&Path>, Failure> {
        match (&self.store, &self.corpus) {
            (Some(store), Some(corpus)) => Err(Failure::usage(format!(
                "data can be read from --store {} or --corpus {}, not both; leave out one",
                store.display(),
                corpus.display()
            ))),
            (store, _) => Ok(store.as_deref()),
        }
    }

    fn files(&self) -> Result<Source, Failure> {
        Ok(match &self.corpus {
            Some(folder) => Source::directory(folder)?,
            None => Source::embedded(),
        })
    }

    /// The project in the snapshot file asked for, if it is one that was asked for.
    fn packed(&self) -> Result<Option<Project>, Failure> {
        let Some(path) = self.corpus.as_ref().filter(|path| path.is_file()) else {
            return Ok(None);
        };
        let wrong = |error: &dyn std::fmt::Display| cannot_open(path, error);
        let bytes = std::fs::read(path).map_err(|error| wrong(&error))?;
        Project::unpack(&bytes)
            .map(Some)
            .map_err(|error| wrong(&error))
    }

    /// The service asked for, if one was asked for.
    fn service(&self) -> Result<Option<Service>, Failure> {
        let asked = &self.service;
        let Some(query) = asked.endpoint.clone() else {
            return Ok(None);
        };
        let service = Service::new(&Settings {
            query,
            update: asked.endpoint_update.clone(),
            patience: Duration::from_secs(asked.endpoint_timeout),
            page: asked.endpoint_rows,
        })?;
        Ok(Some(match &asked.endpoint_headers {
            Some(path) => service.with_headers(path)?,
            None => service,
        }))
    }
}

fn reading<T>(work: impl FnOnce(&mut dyn FnMut(usize, usize)) -> T) -> T {
    counting("reading statements", work)
}

fn cannot_open(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::usage(format!("cannot open {}: {error}", path.display()))
}
