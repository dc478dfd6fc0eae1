//! Cyberlex: the world's cybercrime law as an open knowledge graph, and the answers drawn from it.
//!
//! The modules below stand in the order in which data flows through them; each may use only those
//! above it (`tests/layering.rs` holds the table).

pub mod catalog;
pub mod cli;
pub mod corpus;
pub mod store;
pub mod view;
pub mod vocab;
