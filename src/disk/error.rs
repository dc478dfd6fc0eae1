//! Why a store on disk was not read or changed.

use oxigraph::store::StorageError;
use std::io;
use std::path::PathBuf;

/// A failure of a store on disk; each says where, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DiskError {
    /// There is no store.
    #[error("{} holds no store; `cyberlex store load` makes one", .0.display())]
    None(PathBuf),
    /// There is a store already.
    #[error("{} holds a store already; --replace puts the new one in its place", .0.display())]
    Exists(PathBuf),
    /// The folder is not one of ours.
    #[error("{} is not empty and holds no store; name a new folder", .0.display())]
    Foreign(PathBuf),
    /// Somebody else has it.
    #[error("{} is being {doing} by another process; try again when that has ended", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// What the other does with it.
        doing: &'static str,
    },
    /// What is in it is not what was written.
    #[error("{} is damaged: {what}; load it again, or restore a backup", path.display())]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A file has a name that cannot be kept.
    #[error(
        "{0} cannot be kept: the name cannot be part of an IRI; use letters, digits, - and _ in names of files"
    )]
    Name(String),
    /// The system failed.
    #[error("cannot use {}: {cause}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The store failed.
    #[error("the store in {} failed: {cause}", path.display())]
    Storage {
        /// The folder.
        path: PathBuf,
        /// What it said.
        cause: StorageError,
    },
}
