//! The graph in memory: a [`Snapshot`] of named graphs with a version, and with the rules run, [`Derived`], how it is
//! asked.

mod answer;
mod counts;
mod dataset;
mod derived;
mod exists;
mod facts;
mod guard;
mod image;
mod order;
mod product;
mod scope;
mod snapshot;
mod terms;

pub use answer::{Answer, Format, Rows};
pub use counts::{Counts, OfProperty};
pub use derived::Derived;
pub use exists::rewrite_exists;
pub use guard::{Guard, Refusal, is_lasting};
pub use product::{Rows as RowCount, Unknown};
pub use snapshot::{Snapshot, StoreError};
pub(crate) use snapshot::{best_text_and_language, language_rank};
