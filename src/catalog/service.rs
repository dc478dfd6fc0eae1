//! A project opened from what a SPARQL service holds.

use super::error::CatalogError;
use super::graphs::statements;
use super::param::Environment;
use super::project::{Asserted, Project};
use super::rule;
use crate::corpus::{Corpus, Source};
use crate::remote::{RemoteError, Service, mark};
use crate::store::{Derived, Snapshot};
use crate::vocab;
use jiff::civil::Date;
use oxigraph::model::Triple;
use std::collections::HashSet;

/// Told how many statements have come, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

impl Asserted {
    /// Reads the graphs of files that a service holds. The queries are those of this program, and the ontology too where the
    /// service has none.
    ///
    /// # Errors
    /// When the service fails or does not send all that it counts.
    pub fn read_service(service: &Service, progress: Progress<'_>) -> Result<Self, CatalogError> {
        let held = service.read(progress)?;
        let model = Source::model();
        let ontology = format!("{}ontology/", vocab::GRAPH);
        let own = held
            .graphs
            .iter()
            .any(|(graph, _)| graph.as_str().starts_with(&ontology));
        let ours = match own {
            true => Corpus::default(),
            false => Corpus::read(&model),
        };
        let of_service = held
            .graphs
            .iter()
            .flat_map(|(graph, triples)| triples.iter().map(move |triple| (graph, triple)));
        let snapshot = Snapshot::load(of_service.chain(statements(&ours)), held.version)?;
        Ok(Self::of_graph(snapshot, model))
    }
}

impl Project {
    /// The same with the rules run: by the service, where it takes updates; here, where it does not. What a service derives is
    /// compared with what is derived here before anybody takes it; what it derived from the same statements by the same rules is
    /// taken as it is.
    ///
    /// # Errors
    /// When the service fails or derives other links, or a rule cannot be run.
    pub fn of_service(
        service: &Service,
        today: Date,
        progress: Progress<'_>,
    ) -> Result<Self, CatalogError> {
        let mut asserted = Asserted::read_service(service, progress)?;
        let env = Environment {
            prefixes: &asserted.prefixes,
            today,
            snapshot: None,
        };
        let updates = rule::updates(&asserted.catalog, env)?;
        let mark = mark(asserted.snapshot.version(), &updates);
        if service.mark()?.as_deref() == Some(&mark) {
            let mut snapshot = std::mem::take(&mut asserted.snapshot);
            snapshot.derive(&service.derived()?)?;
            return Ok(asserted.derived(Derived::new(snapshot), Vec::new()));
        }
        if !service.is_writable() {
            return asserted.derive(today);
        }
        let added = service.derive(&updates)?;
        let mut there = asserted.snapshot.clone();
        there.derive(&service.derived()?)?;
        let mut project = asserted.derive(today)?;
        same(service, &there, &project.snapshot)?;
        service.set_mark(&mark)?;
        project.rules = rule::reports(&project.catalog, &added);
        Ok(project)
    }
}

/// Whether a service derived what is derived here.
fn same(service: &Service, there: &Snapshot, here: &Snapshot) -> Result<(), RemoteError> {
    let of = |snapshot: &Snapshot| -> HashSet<Triple> {
        snapshot.graph(vocab::DERIVED).into_iter().collect()
    };
    let (there, here) = (of(there), of(here));
    if there == here {
        return Ok(());
    }
    Err(RemoteError::Derives {
        service: service.address().to_owned(),
        missing: here.difference(&there).count(),
        more: there.difference(&here).count(),
    })
}
