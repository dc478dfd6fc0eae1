//! A graph that a SPARQL 1.1 service keeps elsewhere: read whole, counted, and given its derived links by updates.
//!
//! Engines cut long answers without a word, so nothing is taken for whole that was not counted first: every part is asked for
//! only where its number of statements is known, and one that brings fewer is asked for again in smaller parts.

mod answer;
mod client;
mod error;
mod parts;
mod read;
mod rules;

pub use client::{Service, Settings};
pub use error::RemoteError;
pub use read::Held;
pub use rules::{RuleUpdate, mark};
