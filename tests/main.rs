//! One test binary; each module holds one promise, named in its first line.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test, and what helps it, fails by panicking and says why"
)]

mod agreement;
mod api;
mod binding;
mod catalog;
mod charts;
mod cli;
mod common;
mod compare;
mod corpus;
mod coverage;
mod days;
mod docs;
// The whole graph as files: the same statements in each format, names, tags, compression.
mod downloads;
// EXISTS rewritten means what it meant: on known answers, on generated graphs and queries, on our own queries.
mod exists;
// What the guard refuses, in which words, and that it lets every honest query pass.
mod guard;
// Answers given again: equal to new ones, each way to ask apart, ids, counts, revalidation.
mod kept;
mod layering;
mod licences;
mod order;
mod packed;
// Every page: sound HTML, links that lead somewhere, tags, languages, problems and hostile values in words, messages.
mod pages;
mod pictures;
mod portable;
mod profile;
mod project;
mod query_page;
// What a stranger can ask of the endpoint over HTTP: the protocol, limits, workers, hostile input, descriptions.
mod protocol;
mod questions;
// More law than there is: made-up jurisdictions, and the index with the law of one replaced.
mod scale;
// A graph read from a SPARQL service that cuts its answers, fails, takes updates or not.
mod remote;
mod search;
mod view;
mod vocab;
