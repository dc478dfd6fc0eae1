//! A project opened from what a SPARQL service holds.

use super::error::CatalogError;
use super::param::Environment;
use super::project::{Asserted, Project};
use super::rule;
use crate::corpus::{Corpus, Source};
use crate::remote::{Service, mark};
use crate::store::{Derived, Snapshot};
use crate::vocab;
use jiff::civil::Date;

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
        let of_program = ours.documents.iter().flat_map(|document| {
            let statements = document.statements.iter();
            statements.map(move |statement| (&document.graph, &statement.triple))
        });
        let of_service = held
            .graphs
            .iter()
            .flat_map(|(graph, triples)| triples.iter().map(move |triple| (graph, triple)));
        let snapshot = Snapshot::load(of_service.chain(of_program), held.version)?;
        Ok(Self::of_graph(snapshot, model))
    }
}

impl Project {
    /// The same with the rules run: by the service, where it takes updates; here, where it does not. What the service derived
    /// from the same statements by the same rules is taken as it is.
    ///
    /// # Errors
    /// When the service fails, or a rule cannot be run.
    pub fn of_service(
        service: &Service,
        today: Date,
        progress: Progress<'_>,
    ) -> Result<Self, CatalogError> {
        let asserted = Asserted::read_service(service, progress)?;
        let env = Environment {
            prefixes: &asserted.prefixes,
            today,
            snapshot: None,
        };
        let updates = rule::updates(&asserted.catalog, env)?;
        let mark = mark(asserted.snapshot.version(), &updates);
        let mut added = Vec::new();
        if service.mark()?.as_deref() != Some(&mark) {
            if !service.is_writable() {
                return asserted.derive(today);
            }
            added = service.derive(&updates, &mark)?;
        }
        let triples = service.derived()?;
        let mut snapshot = asserted.snapshot;
        snapshot.derive(&triples)?;
        Ok(Self {
            source: asserted.source,
            corpus: asserted.corpus,
            rules: rule::reports(&asserted.catalog, &added),
            prefixes: asserted.prefixes,
            catalog: asserted.catalog,
            query_errors: asserted.query_errors,
            snapshot: Derived::new(snapshot),
        })
    }
}
