//! Cyberlex: the world's cybercrime law as an open knowledge graph, and the answers drawn from it.
//!
//! In the order in which data flows, and in which the code is best read:
//!
//! - [`vocab`]: every IRI that the program speaks about;
//! - [`corpus`]: files to statements with lines, and what is wrong with them;
//! - [`store`]: statements to one immutable graph with a version;
//! - `disk` (with the feature of that name): the same statements on disk, changed a file at a time;
//! - [`remote`]: the same statements in a SPARQL service elsewhere;
//! - [`catalog`]: the named queries, the rules that derive, the checks; a project opened;
//! - [`coverage`]: the answers, from one index;
//! - [`search`]: things by words about them, in any language;
//! - [`view`]: an answer to text, CSV, JSON, HTML, a spreadsheet;
//! - [`server`]: who asks, over HTTP;
//! - [`cli`]: who asks, at a terminal.
//!
//! Each may use only those above it; `tests/layering.rs` holds the table.

pub mod catalog;
pub mod cli;
pub mod corpus;
pub mod coverage;
#[cfg(feature = "disk")]
pub mod disk;
pub mod model;
pub mod remote;
pub mod search;
pub mod server;
pub mod store;
pub mod view;
pub mod vocab;
