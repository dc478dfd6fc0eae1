//! A graph as bytes, to be loaded by another process, and how that process asks it what strangers want to know.

use super::derived::Derived;
use super::snapshot::{Snapshot, StoreError};
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::Query;
use std::io;

impl Derived {
    /// Everything, derived links too, as N-Quads in no order.
    ///
    /// # Errors
    /// When the store fails.
    pub fn image(&self) -> Result<Vec<u8>, StoreError> {
        let mut serializer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
        for quad in self.store.iter() {
            serializer.serialize_quad(&quad?)?;
        }
        Ok(serializer.finish()?)
    }

    /// The graph of an image; a version is taken on trust.
    ///
    /// # Errors
    /// When the bytes are no N-Quads, or the store fails.
    pub fn of_image(image: &[u8], version: String) -> Result<Self, StoreError> {
        let store = Store::new()?;
        let mut loader = store.bulk_loader();
        loader
            .load_from_slice(RdfParser::from_format(RdfFormat::NQuads).lenient(), image)
            .map_err(io::Error::other)?;
        loader.commit()?;
        Ok(Self::new(Snapshot::of(store, version)))
    }

    /// Evaluates a query with an evaluator that was set up elsewhere, over the union of the named graphs unless the
    /// query names its own data set.
    ///
    /// # Errors
    /// When the query cannot be evaluated.
    pub fn stream_with(
        &self,
        evaluator: SparqlEvaluator,
        query: &Query,
    ) -> Result<QueryResults<'static>, StoreError> {
        self.asked(evaluator, query)
    }
}
