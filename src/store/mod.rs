//! The graph in memory: a [`Snapshot`] of named graphs with a version, and with the rules run, [`Derived`], how it is
//! asked.

mod answer;
mod derived;
mod snapshot;

pub use answer::{Answer, Format, Rows};
pub use derived::Derived;
pub(crate) use snapshot::best_text_and_language;
pub use snapshot::{Snapshot, StoreError};
