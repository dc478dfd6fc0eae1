//! What a monitor wants to know of the endpoint.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// How a query ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Ending {
    /// The status that the client got.
    pub(super) status: u16,
}

/// Counters and gauges of the endpoint.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Workers that have loaded the data.
    pub(super) ready: Gauge,
    /// Workers that evaluate.
    pub(super) busy: Gauge,
    /// Workers that were replaced, for whatever reason.
    pub(super) replaced: Counter,
    /// Queries whose client was gone before the answer.
    pub(super) abandoned: Counter,
    /// Queries by status.
    pub(super) queries: Family<Ending, Counter>,
}

impl Metrics {
    /// Puts them where a monitor looks.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "sparql_workers_ready",
            "Workers that have loaded the data",
            self.ready.clone(),
        );
        registry.register(
            "sparql_workers_busy",
            "Workers that evaluate a query",
            self.busy.clone(),
        );
        registry.register(
            "sparql_workers_replaced",
            "Workers replaced",
            self.replaced.clone(),
        );
        registry.register(
            "sparql_queries_abandoned",
            "Queries whose client was gone before the answer",
            self.abandoned.clone(),
        );
        registry.register(
            "sparql_queries",
            "Queries answered, by status",
            self.queries.clone(),
        );
    }
}
