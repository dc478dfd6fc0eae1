//! Where the files come from: compiled in, or a folder; the rest of the program sees only names and bytes.

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Component, Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "corpus"]
#[include = "*.ttl"]
#[allow_missing = true]
struct EmbeddedCorpus;

#[derive(RustEmbed)]
#[folder = "ontology"]
#[include = "*.ttl"]
#[allow_missing = true]
struct EmbeddedOntology;

#[derive(RustEmbed)]
#[folder = "queries"]
#[include = "*.rq"]
#[allow_missing = true]
struct EmbeddedQueries;

/// The three folders of a project, in the order in which they are read.
const FOLDERS: [(&str, &str); 3] = [("corpus", "ttl"), ("ontology", "ttl"), ("queries", "rq")];

/// A file or folder that could not be used as a source.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The folder or file is missing or cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Io {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The folder holds nothing of ours.
    #[error(
        "{} holds no Turtle files; expected a project folder with corpus/ in it, or a folder of .ttl files",
        .0.display()
    )]
    Empty(PathBuf),
    /// Neither a Turtle file nor a query nor a folder.
    #[error("{} is neither Turtle nor a query; expected a name that ends in .ttl or .rq", .0.display())]
    Unknown(PathBuf),
}

/// The files of a project, by name (`corpus/…`, `ontology/…`, `queries/…`), sorted.
#[derive(Debug, Clone, Default)]
pub struct Source {
    root: Option<PathBuf>,
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Source {
    /// The files that were compiled into this program.
    pub fn embedded() -> Self {
        let mut source = Self::default();
        source.embed::<EmbeddedCorpus>("corpus");
        source.embed_model();
        source
    }

    /// The ontology and the queries of this program, without any law.
    pub fn model() -> Self {
        let mut source = Self::default();
        source.embed_model();
        source
    }

    /// The files of a project folder, or of a bare corpus folder; whatever of ontology and queries is
    /// not there comes from this program.
    ///
    /// # Errors
    /// When the folder cannot be read or holds no Turtle.
    pub fn directory(path: &Path) -> Result<Self, SourceError> {
        let mut source = Self {
            root: Some(path.to_owned()),
            files: BTreeMap::new(),
        };
        if path.join("corpus").is_dir() {
            for (folder, extension) in FOLDERS {
                if path.join(folder).is_dir() {
                    source.read_folder(&path.join(folder), folder, extension)?;
                }
            }
        } else {
            source.read_folder(path, "corpus", "ttl")?;
            if source.files.is_empty() {
                return Err(SourceError::Empty(path.to_owned()));
            }
        }
        if source.names("ontology/").next().is_none() {
            source.embed::<EmbeddedOntology>("ontology");
        }
        if source.names("queries/").next().is_none() {
            source.embed::<EmbeddedQueries>("queries");
        }
        Ok(source)
    }

    /// A source made of names and texts, over the ontology and queries of this program where it has
    /// none of its own: for tests, drafts and uploads.
    pub fn from_files<N: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (N, B)>,
    ) -> Self {
        Self {
            root: None,
            files: files
                .into_iter()
                .map(|(name, bytes)| (name.into(), Cow::Owned(bytes.into())))
                .collect(),
        }
    }

    /// Adds the ontology and the queries of this program.
    pub fn embed_model(&mut self) {
        self.embed::<EmbeddedOntology>("ontology");
        self.embed::<EmbeddedQueries>("queries");
    }

    /// Puts a file, or the files of a folder, over this source, and gives the names they have in it.
    ///
    /// # Errors
    /// When it cannot be read, or holds no Turtle.
    pub fn overlay(&mut self, path: &Path) -> Result<Vec<String>, SourceError> {
        let found = if path.is_dir() {
            let mut found = Vec::new();
            walk(path, &mut found)?;
            found.retain(|p| has_extension(p, "ttl") || has_extension(p, "rq"));
            if found.is_empty() {
                return Err(SourceError::Empty(path.to_owned()));
            }
            found
        } else if has_extension(path, "ttl") || has_extension(path, "rq") {
            vec![path.to_owned()]
        } else {
            return Err(SourceError::Unknown(path.to_owned()));
        };
        let mut names = Vec::new();
        for file in found {
            let name = self.name_of(&file);
            self.files.insert(name.clone(), Cow::Owned(read(&file)?));
            names.push(name);
        }
        names.sort();
        Ok(names)
    }

    /// Names with this beginning, sorted.
    pub fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .range(prefix.to_owned()..)
            .map(|(name, _)| name.as_str())
            .take_while(move |name| name.starts_with(prefix))
    }

    /// The bytes of a file.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(|bytes| &**bytes)
    }

    /// The text of a file, with replacement characters where it is not UTF-8.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.bytes(name).map(String::from_utf8_lossy)
    }

    /// The folder that was read; `None` for the files compiled in.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// A hash over names and contents: the same data has the same version everywhere.
    pub fn version(&self) -> String {
        version_of(
            self.files
                .iter()
                .map(|(name, bytes)| (name.as_str(), sum(bytes))),
        )
    }

    fn embed<E: RustEmbed>(&mut self, folder: &str) {
        for name in E::iter() {
            if let Some(file) = E::get(&name) {
                self.files.insert(format!("{folder}/{name}"), file.data);
            }
        }
    }

    fn read_folder(
        &mut self,
        path: &Path,
        folder: &str,
        extension: &str,
    ) -> Result<(), SourceError> {
        let mut found = Vec::new();
        walk(path, &mut found)?;
        for file in found {
            if has_extension(&file, extension) {
                let inner = file.strip_prefix(path).unwrap_or(&file);
                let name = format!("{folder}/{}", slashed(inner));
                self.files.insert(name, Cow::Owned(read(&file)?));
            }
        }
        Ok(())
    }

    /// The name of a file in this source: its path under the root, else from its last `corpus`,
    /// `ontology` or `queries` folder on, else its bare name in the folder of its kind.
    fn name_of(&self, path: &Path) -> String {
        let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Some(root) = self.root.as_ref().and_then(|r| r.canonicalize().ok())
            && let Ok(inner) = absolute.strip_prefix(&root)
        {
            let inner = slashed(inner);
            return if root.join("corpus").is_dir() {
                inner
            } else {
                format!("corpus/{inner}")
            };
        }
        let parts: Vec<String> = parts(&absolute);
        let start = parts
            .iter()
            .rposition(|part| FOLDERS.iter().any(|(folder, _)| part == folder));
        let folder = if has_extension(path, "rq") {
            "queries"
        } else {
            "corpus"
        };
        match (start, parts.last()) {
            (Some(start), _) => parts[start..].join("/"),
            (None, Some(last)) => format!("{folder}/{last}"),
            (None, None) => format!("{folder}/unnamed.ttl"),
        }
    }
}

/// The SHA-256 of the bytes of a file.
pub fn sum(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The version of files, sorted by name, of which the [sums](sum) are known: the first half of a SHA-256 in hexadecimal digits.
pub fn version_of<'a>(files: impl IntoIterator<Item = (&'a str, [u8; 32])>) -> String {
    let mut hash = Sha256::new();
    for (name, sum) in files {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name);
        hash.update(sum);
    }
    hex(&hash.finalize()[..16])
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn read(path: &Path) -> Result<Vec<u8>, SourceError> {
    std::fs::read(path).map_err(|cause| SourceError::Io {
        path: path.to_owned(),
        cause,
    })
}

/// All files under a folder; hidden ones are left out.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let io = |cause| SourceError::Io {
        path: folder.to_owned(),
        cause,
    };
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().map_err(io)?.is_dir() {
            walk(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e == extension)
}

fn parts(path: &Path) -> Vec<String> {
    path.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect()
}

fn slashed(path: &Path) -> String {
    parts(path).join("/")
}
