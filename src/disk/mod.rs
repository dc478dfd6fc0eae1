//! A graph kept on disk that is changed a file at a time, all of it or nothing: oxigraph's store over RocksDB.
//!
//! A folder of ours holds the folder of a store, a file that says which it is, and a file that is locked while one is read or
//! written. A new store is written beside the old one and takes its place in one step, and a change is one transaction, so a
//! process that is killed leaves the one or the other.

mod error;
mod files;
mod folder;
mod store;

pub use error::DiskError;
pub use files::FileEntry;
pub use store::{Disk, Held};
