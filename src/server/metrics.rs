//! What a monitor scrapes at `/metrics`, in the text format of OpenMetrics.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use rustix::time::{ClockId, clock_gettime};
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    /// The route, not the address: there are few routes.
    route: String,
    method: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// Counters of requests.
pub(super) struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Labels, Counter>,
    seconds: Family<Route, Histogram>,
    /// Requests being answered now.
    pub(super) running: Gauge,
    /// Answers that were given before and were given again.
    pub(super) again: Counter,
    /// Set when it is asked for.
    processor: Gauge<f64, AtomicU64>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("cyberlex");
        let requests = Family::default();
        let seconds: Family<Route, Histogram> =
            Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 4.0, 8)));
        let running = Gauge::default();
        let again = Counter::default();
        let processor = Gauge::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register(
            "http_request_seconds",
            "Time to the head of the answer",
            seconds.clone(),
        );
        registry.register(
            "http_requests_running",
            "Requests being answered",
            running.clone(),
        );
        registry.register(
            "http_answers_again",
            "Answers that were kept and given again",
            again.clone(),
        );
        registry.register(
            "process_cpu_seconds",
            "Processor time that the server itself has used, without its workers",
            processor.clone(),
        );
        Self {
            registry: Mutex::new(registry),
            requests,
            seconds,
            running,
            again,
            processor,
        }
    }

    /// Adds what another part of the server counts.
    pub(super) fn register(&self, with: impl FnOnce(&mut Registry)) {
        with(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Counts an answered request.
    pub(super) fn answered(&self, route: &str, method: &str, status: u16, took: Duration) {
        self.requests
            .get_or_create(&Labels {
                route: route.to_owned(),
                method: method.to_owned(),
                status,
            })
            .inc();
        self.seconds
            .get_or_create(&Route {
                route: route.to_owned(),
            })
            .observe(took.as_secs_f64());
    }

    /// All counters as text.
    pub(super) fn text(&self) -> String {
        let used = clock_gettime(ClockId::ProcessCPUTime);
        self.processor
            .set(used.tv_sec as f64 + used.tv_nsec as f64 / 1e9);
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}
