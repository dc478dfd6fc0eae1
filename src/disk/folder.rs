//! The folder around a store: which store is the one in use, and who may touch it.

use super::error::DiskError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Names the store in use.
const CURRENT: &str = "current";

/// Locked while a store is read or written.
const LOCK: &str = "lock";

/// A folder that nobody else changes while this value lives.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// Let go by the system when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// Takes a folder together with others who read it.
    ///
    /// # Errors
    /// When it holds no store, or is being changed.
    pub(super) fn to_read(root: &Path) -> Result<Self, DiskError> {
        let folder = Self::taken(root, false, File::try_lock_shared, "changed")?;
        folder.current().map(|_| folder)
    }

    /// Takes a folder alone.
    ///
    /// # Errors
    /// When it holds no store, or somebody else reads or changes it.
    pub(super) fn to_change(root: &Path) -> Result<Self, DiskError> {
        let folder = Self::taken(root, false, File::try_lock, "read or changed")?;
        folder.current().map(|_| folder)
    }

    /// Takes a folder alone in which there may be nothing yet.
    ///
    /// # Errors
    /// When it cannot be made, holds other things, or somebody else reads or changes it.
    pub(super) fn to_fill(root: &Path) -> Result<Self, DiskError> {
        let io = |cause| io_at(root, cause);
        fs::create_dir_all(root).map_err(io)?;
        let empty = fs::read_dir(root).map_err(io)?.next().is_none();
        if !empty && !root.join(LOCK).exists() {
            return Err(DiskError::Foreign(root.to_owned()));
        }
        Self::taken(root, true, File::try_lock, "read or changed")
    }

    fn taken(
        root: &Path,
        create: bool,
        lock: fn(&File) -> Result<(), TryLockError>,
        doing: &'static str,
    ) -> Result<Self, DiskError> {
        let path = root.join(LOCK);
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(create)
            .open(&path)
            .map_err(|cause| match cause.kind() {
                io::ErrorKind::NotFound => DiskError::None(root.to_owned()),
                _ => io_at(&path, cause),
            })?;
        match lock(&file) {
            Ok(()) => Ok(Self {
                root: root.to_owned(),
                _lock: file,
            }),
            Err(TryLockError::WouldBlock) => Err(DiskError::Busy {
                path: root.to_owned(),
                doing,
            }),
            Err(TryLockError::Error(cause)) => Err(io_at(&path, cause)),
        }
    }

    /// Where it is.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the store in use.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn current(&self) -> Result<PathBuf, DiskError> {
        let none = || DiskError::None(self.root.clone());
        let name = fs::read_to_string(self.root.join(CURRENT)).map_err(|_| none())?;
        let path = self.root.join(name.trim());
        if path.is_dir() { Ok(path) } else { Err(none()) }
    }

    /// A folder for a new store beside the one in use. What others left who were stopped is cleared away.
    ///
    /// # Errors
    /// When the system fails.
    pub(super) fn beside(&self) -> Result<PathBuf, DiskError> {
        let current = self.current().ok();
        self.clear(current.as_deref())?;
        let number = current
            .as_deref()
            .and_then(|path| path.file_name()?.to_str()?.parse::<u64>().ok())
            .map_or(1, |number| number.wrapping_add(1));
        Ok(self.root.join(number.to_string()))
    }

    /// Puts a store that is whole in the place of the one in use, in one step.
    ///
    /// # Errors
    /// When the system fails; then the other is still in use.
    pub(super) fn switch(&self, to: &Path) -> Result<(), DiskError> {
        let name = to.file_name().unwrap_or_default();
        let write = || -> io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.root)?;
            file.write_all(name.as_encoded_bytes())?;
            file.as_file().sync_all()?;
            file.persist(self.root.join(CURRENT))?;
            File::open(&self.root)?.sync_all()
        };
        write().map_err(|cause| io_at(&self.root, cause))?;
        self.clear(Some(to))
    }

    /// Removes everything but the store to keep.
    fn clear(&self, keep: Option<&Path>) -> Result<(), DiskError> {
        let io = |cause| io_at(&self.root, cause);
        for entry in fs::read_dir(&self.root).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let ours = [CURRENT, LOCK].iter().any(|name| path.ends_with(name));
            if ours || Some(path.as_path()) == keep {
                continue;
            }
            let removed = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.map_err(|cause| io_at(&path, cause))?;
        }
        Ok(())
    }
}

pub(super) fn io_at(path: &Path, cause: io::Error) -> DiskError {
    DiskError::Io {
        path: path.to_owned(),
        cause,
    }
}
