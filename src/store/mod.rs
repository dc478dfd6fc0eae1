//! The graph in memory: one immutable [`Snapshot`] of named graphs with a version, and how it is asked.

mod answer;
mod snapshot;

pub use answer::{Answer, Format, Rows};
pub(crate) use snapshot::best_text;
pub use snapshot::{Snapshot, StoreError};
