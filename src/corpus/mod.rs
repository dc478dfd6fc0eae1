//! From files to statements: where they come from, where each stands, and what is wrong with them.

mod check;
mod prefixes;
mod problem;
mod read;
mod source;

pub use check::check;
pub use prefixes::Prefixes;
pub use problem::{Problem, Severity, nearest, sort as sort_problems};
pub(crate) use read::name_blank_nodes;
pub use read::{Corpus, Document, Places, Statement};
#[cfg(feature = "disk")]
pub(crate) use source::hex;
pub use source::{Source, SourceError, sum, version_of};
