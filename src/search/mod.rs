//! Full-text search: things by words in their names, numbers, notes and definitions, in every language of the data.
//!
//! [`SearchIndex`] is built in memory from a project and asked many times. What a person types is never wrong: the
//! words are looked for as they stand, by their stems, and where the data has no such word, by words spelt nearly alike.

mod answer;
mod error;
mod fields;
mod find;
mod index;
mod mark;
mod query;
mod things;
mod words;

pub use answer::{
    Coded, Correction, FacetCount, Facets, Found, Hit, Kind, Marked, Request, Segment,
};
pub use error::SearchError;
pub use index::SearchIndex;
