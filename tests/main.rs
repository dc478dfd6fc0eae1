//! One test binary; each module holds one promise, named in its first line.

mod binding;
mod catalog;
mod cli;
mod common;
mod corpus;
mod layering;
mod licences;
mod project;
mod view;
mod vocab;
