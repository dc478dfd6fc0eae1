//! A project in one file that never changes: the graph with its rules run, and the files it was made from.
//!
//! It is a ZIP archive: `graph` is the image of the graph, `rules.json` what each rule made, and the rest are the files of the
//! project under their names. The version of the data, a hash over those files, stands in the image too: if the two differ,
//! nothing is taken from it.

use super::error::CatalogError;
use super::project::Project;
use super::query::Catalog;
use crate::corpus::{Prefixes, Source};
use crate::store::{Derived, StoreError};
use std::io::{self, Cursor, Read as _, Write as _};
use std::sync::OnceLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The entry with the graph.
const GRAPH: &str = "graph";

/// The entry with the reports of the rules.
const RULES: &str = "rules.json";

impl Project {
    /// Everything that is needed to open this project again, without reading its files one by one or running the rules.
    /// Equal projects give equal bytes.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn pack(&self) -> Result<Vec<u8>, CatalogError> {
        let pack = || -> io::Result<Vec<u8>> {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            let plain = SimpleFileOptions::default()
                .last_modified_time(DateTime::default())
                .compression_method(CompressionMethod::Stored)
                .large_file(true);
            let packed = plain.compression_method(CompressionMethod::Deflated);
            archive.start_file(GRAPH, plain)?;
            archive.write_all(&self.snapshot.image())?;
            archive.start_file(RULES, packed)?;
            serde_json::to_writer(&mut archive, &self.rules)?;
            for name in self.source.names("") {
                archive.start_file(name, packed)?;
                archive.write_all(self.source.bytes(name).unwrap_or_default())?;
            }
            Ok(archive.finish()?.into_inner())
        };
        pack().map_err(|error| StoreError::from(error).into())
    }

    /// Opens a project that was packed.
    ///
    /// # Errors
    /// When the bytes are not all that was written.
    pub fn unpack(bytes: &[u8]) -> Result<Self, CatalogError> {
        let broken = |what| CatalogError::from(StoreError::Broken(what));
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("it is no archive, or cut"))?;
        let (mut graph, mut rules, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for position in 0..archive.len() {
            let mut entry = archive
                .by_index(position)
                .map_err(|_| broken("a file in it cannot be read"))?;
            let mut content = Vec::new();
            entry
                .read_to_end(&mut content)
                .map_err(|_| broken("a file in it is not what was written"))?;
            let name = entry
                .name()
                .map_err(|_| broken("a file in it has no name"))?
                .into_owned();
            match name.as_str() {
                GRAPH => graph = content,
                RULES => rules = content,
                _ => files.push((name, content)),
            }
        }
        let source = Source::from_files(files);
        let snapshot = Derived::of_image(&graph)?;
        if source.version() != snapshot.version() {
            return Err(broken("its graph was made from other files"));
        }
        let rules = serde_json::from_slice(&rules)
            .map_err(|_| broken("the reports of its rules are none"))?;
        let prefixes = Prefixes::declared(&source);
        let (catalog, query_errors) = Catalog::read(&source, &prefixes);
        Ok(Self {
            source,
            corpus: OnceLock::new(),
            prefixes,
            catalog,
            query_errors,
            snapshot,
            rules,
        })
    }
}
