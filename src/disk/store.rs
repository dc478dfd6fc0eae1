//! A store: filled, changed by file, read, tidied, copied.

use super::error::DiskError;
use super::files::{self, FileEntry, Files};
use super::folder::{Folder, io_at};
use crate::corpus::{Document, Source, sum, version_of};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, Triple};
use oxigraph::store::{StorageError, Store};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A store that nobody else changes while this value lives.
pub struct Disk {
    folder: Folder,
    /// The folder of the store itself.
    path: PathBuf,
    store: Store,
    files: Files,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk")
            .field("path", &self.path)
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

/// What a store holds, apart from its statements.
#[derive(Debug)]
pub struct Held {
    /// The queries, to ask it.
    pub queries: Source,
    /// The version of the data: that of the files it was made from.
    pub version: String,
}

impl Disk {
    /// Opens a store to be read, together with others.
    ///
    /// # Errors
    /// When there is none, it is damaged, or it is being changed.
    pub fn to_read(root: &Path) -> Result<Self, DiskError> {
        let folder = Folder::to_read(root)?;
        let path = folder.current()?;
        let store = Store::open_read_only(&path).map_err(|cause| failed(root, cause))?;
        Self::of(folder, path, store)
    }

    /// Opens a store to be changed.
    ///
    /// # Errors
    /// When there is none, it is damaged, or somebody else reads or changes it.
    pub fn to_change(root: &Path) -> Result<Self, DiskError> {
        let folder = Folder::to_change(root)?;
        let path = folder.current()?;
        let store = Store::open(&path).map_err(|cause| failed(root, cause))?;
        Self::of(folder, path, store)
    }

    fn of(folder: Folder, path: PathBuf, store: Store) -> Result<Self, DiskError> {
        let damaged = || DiskError::Damaged {
            path: folder.root().to_owned(),
            what: String::from("its list of files cannot be read"),
        };
        let listed = store
            .quads_for_pattern(None, None, None, Some(files::graph()))
            .collect::<Result<Vec<Quad>, _>>()
            .map_err(|cause| failed(folder.root(), cause))?;
        let files = files::files(listed)
            .filter(|files| !files.is_empty())
            .ok_or_else(damaged)?;
        Ok(Self {
            folder,
            path,
            store,
            files,
        })
    }

    /// Makes a store of the files of a source, of which `documents` are those with statements. One that is there already is
    /// replaced if that is wished, when the new one is whole and not before. `progress` is told how many statements are in, of
    /// how many.
    ///
    /// # Errors
    /// When there is one and it may not be replaced, somebody else reads or changes it, or the store fails.
    pub fn fill(
        root: &Path,
        replace: bool,
        source: &Source,
        documents: &[Document],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), DiskError> {
        let folder = Folder::to_fill(root)?;
        if !replace && folder.current().is_ok() {
            return Err(DiskError::Exists(root.to_owned()));
        }
        let path = folder.beside()?;
        let store = Store::open(&path).map_err(|cause| failed(root, cause))?;
        let all: usize = documents
            .iter()
            .map(|document| document.statements.len())
            .sum();
        let mut done = 0;
        let statements = documents.iter().flat_map(quads_of).inspect(|_| {
            done += 1;
            if done % 10_000 == 0 {
                progress(done, all);
            }
        });
        let mut listed = Vec::new();
        for (name, entry) in entries(source, documents) {
            listed.extend(files::quads(&name, &entry)?);
        }
        // Nobody sees it before it is whole, so it need not be so at every moment.
        let mut loader = store.bulk_loader().without_atomicity();
        let filled = loader
            .load_quads(statements.chain(listed))
            .and_then(|()| loader.commit())
            .and_then(|()| store.flush());
        filled.map_err(|cause| failed(root, cause))?;
        drop(store);
        folder.switch(&path)
    }

    /// The names of the files it was made from, and the version of the data.
    pub fn held(&self) -> Held {
        let queries = self.files.iter().filter_map(|(name, entry)| {
            let text = entry.text.as_ref()?;
            Some((name.clone(), text.clone()))
        });
        Held {
            queries: Source::from_files(queries),
            version: version_of(
                self.files
                    .iter()
                    .map(|(name, entry)| (name.as_str(), entry.sum)),
            ),
        }
    }

    /// Every statement, graph by graph in the order of the names of files.
    pub fn statements(&self) -> impl Iterator<Item = Result<(NamedNode, Triple), DiskError>> + '_ {
        self.files
            .keys()
            .filter_map(|name| files::graph_of(name))
            .flat_map(|graph| self.graph(graph))
    }

    fn graph(
        &self,
        graph: NamedNode,
    ) -> impl Iterator<Item = Result<(NamedNode, Triple), DiskError>> + use<'_> {
        let quads = self
            .store
            .quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        quads.map(move |quad| match quad {
            Ok(quad) => Ok((graph.clone(), quad.into())),
            Err(cause) => Err(failed(self.folder.root(), cause)),
        })
    }

    /// Puts files of a source in the place of those with their names, or beside the others, in one transaction.
    ///
    /// # Errors
    /// When the store fails; then nothing is changed.
    pub fn change(&mut self, source: &Source, documents: &[Document]) -> Result<(), DiskError> {
        let entries: Vec<(String, FileEntry)> = entries(source, documents)
            .filter(|(name, _)| documents.iter().any(|document| document.name == *name))
            .collect();
        let mut listed = Vec::new();
        for (name, entry) in &entries {
            listed.extend(files::quads(name, entry)?);
        }
        let old: Vec<Quad> = self.listed(entries.iter().map(|(name, _)| name.as_str()))?;
        let work = || -> Result<(), StorageError> {
            let mut transaction = self.store.start_transaction()?;
            for document in documents {
                transaction.clear_graph(GraphNameRef::from(document.graph.as_ref()))?;
                for quad in quads_of(document) {
                    transaction.insert(&quad);
                }
            }
            for quad in &old {
                transaction.remove(quad);
            }
            transaction.extend(&listed);
            transaction.commit()
        };
        work()
            .and_then(|()| self.store.flush())
            .map_err(|cause| failed(self.folder.root(), cause))?;
        self.files.extend(entries);
        Ok(())
    }

    /// The statements about files as they are now.
    fn listed<'n>(&self, names: impl Iterator<Item = &'n str>) -> Result<Vec<Quad>, DiskError> {
        let mut listed = Vec::new();
        for name in names {
            if let Some(entry) = self.files.get(name) {
                listed.extend(files::quads(name, entry)?);
            }
        }
        Ok(listed)
    }

    /// Counts every graph and compares it with what was written.
    ///
    /// # Errors
    /// When they differ, or the store cannot be read.
    pub fn check(&self) -> Result<usize, DiskError> {
        let mut all = 0;
        for (name, entry) in &self.files {
            let Some(graph) = files::graph_of(name) else {
                continue;
            };
            let mut count = 0;
            for statement in self.graph(graph) {
                statement?;
                count += 1;
            }
            if count != entry.statements {
                return Err(DiskError::Damaged {
                    path: self.folder.root().to_owned(),
                    what: format!(
                        "{name} had {} statements when it was written, and has {count}",
                        entry.statements
                    ),
                });
            }
            all += count;
        }
        Ok(all)
    }

    /// Rewrites what is on disk so that it takes as little room as it can.
    ///
    /// # Errors
    /// When the store fails.
    pub fn compact(&self) -> Result<(), DiskError> {
        self.store
            .optimize()
            .map_err(|cause| failed(self.folder.root(), cause))
    }

    /// Writes the store as it is now to a folder that is not there yet; what never changes is shared with it where the file
    /// system can.
    ///
    /// # Errors
    /// When the folder holds something, or the store fails.
    pub fn backup(&self, to: &Path) -> Result<(), DiskError> {
        let folder = Folder::to_fill(to)?;
        if folder.current().is_ok() {
            return Err(DiskError::Exists(to.to_owned()));
        }
        let path = folder.beside()?;
        self.store
            .backup(&path)
            .map_err(|cause| failed(self.folder.root(), cause))?;
        folder.switch(&path)
    }

    /// Puts a copy of another store in the place of the one in a folder, in one step, after it was counted.
    ///
    /// # Errors
    /// When the other is none or damaged, or somebody else reads or changes this one.
    pub fn restore(root: &Path, from: &Path) -> Result<usize, DiskError> {
        let other = Self::to_change(from)?;
        let statements = other.check()?;
        let folder = Folder::to_fill(root)?;
        let path = folder.beside()?;
        other
            .store
            .backup(&path)
            .map_err(|cause| failed(from, cause))?;
        folder.switch(&path)?;
        Ok(statements)
    }

    /// How many bytes it takes on disk.
    ///
    /// # Errors
    /// When the system fails.
    pub fn bytes(&self) -> Result<u64, DiskError> {
        let io = |cause| io_at(&self.path, cause);
        let mut bytes = 0;
        for entry in std::fs::read_dir(&self.path).map_err(io)? {
            bytes += entry.and_then(|entry| entry.metadata()).map_err(io)?.len();
        }
        Ok(bytes)
    }
}

/// What is kept about each file of a source.
fn entries<'a>(
    source: &'a Source,
    documents: &'a [Document],
) -> impl Iterator<Item = (String, FileEntry)> + 'a {
    let documents: HashMap<&str, &Document> = documents
        .iter()
        .map(|document| (document.name.as_str(), document))
        .collect();
    source.names("").map(move |name| {
        let document = documents.get(name);
        let text = source.text(name).filter(|_| name.starts_with("queries/"));
        let entry = FileEntry {
            sum: sum(source.bytes(name).unwrap_or_default()),
            statements: document.map_or(0, |document| different(document)),
            text: text.map(Cow::into_owned),
        };
        (name.to_owned(), entry)
    })
}

/// How many different statements a file holds.
fn different(document: &Document) -> usize {
    let triples: HashSet<&Triple> = document
        .statements
        .iter()
        .map(|statement| &statement.triple)
        .collect();
    triples.len()
}

fn quads_of(document: &Document) -> impl Iterator<Item = Quad> + '_ {
    let graph = GraphName::from(document.graph.clone());
    document.statements.iter().map(move |statement| {
        let triple = statement.triple.clone();
        Quad::new(
            triple.subject,
            triple.predicate,
            triple.object,
            graph.clone(),
        )
    })
}

fn failed(root: &Path, cause: StorageError) -> DiskError {
    DiskError::Storage {
        path: root.to_owned(),
        cause,
    }
}
