//! Stores on disk as far as this program has them: with the feature `disk`, and a word about it without.

#[cfg(feature = "disk")]
pub(super) use with::*;
#[cfg(not(feature = "disk"))]
pub(super) use without::*;

#[cfg(feature = "disk")]
mod with {
    use crate::catalog::Asserted;
    use crate::cli::context::Context;
    use crate::cli::failure::Failure;
    use crate::cli::progress::{counting, waiting};
    use crate::cli::store::Action;
    use crate::corpus::{Corpus, Prefixes, Problem, Severity, Source, check};
    use crate::disk::{Disk, DiskError};
    use crate::store::{Snapshot, StoreError};
    use std::path::{Path, PathBuf};

    /// What ends the reading of a store.
    #[derive(Debug, thiserror::Error)]
    enum Unread {
        #[error(transparent)]
        Disk(#[from] DiskError),
        #[error(transparent)]
        Store(#[from] StoreError),
    }

    impl From<DiskError> for Failure {
        fn from(error: DiskError) -> Self {
            match error {
                DiskError::Storage { .. } | DiskError::Io { .. } => Self::Internal(error.into()),
                _ => Self::Usage(error.into()),
            }
        }
    }

    impl From<Unread> for Failure {
        fn from(error: Unread) -> Self {
            match error {
                Unread::Disk(error) => error.into(),
                Unread::Store(error) => error.into(),
            }
        }
    }

    /// The project in a store.
    pub(in crate::cli) fn read(root: &Path) -> Result<Asserted, Failure> {
        asserted(&Disk::to_read(root)?)
    }

    fn asserted(disk: &Disk) -> Result<Asserted, Failure> {
        let held = disk.held();
        let statements = disk.statements().map(|statement| Ok(statement?));
        let snapshot = Snapshot::load_each::<Unread>(statements, held.version)?;
        Ok(Asserted::of_graph(snapshot, held.queries))
    }

    /// Does something with a store.
    pub(in crate::cli) fn run(
        context: &Context,
        root: &Path,
        action: &Action,
    ) -> Result<(), Failure> {
        match action {
            Action::Load { replace, check } => load(context, root, *replace, *check),
            Action::Update { files, check } => update(context, root, files, *check),
            Action::Check => {
                let statements = waiting(|| Disk::to_read(root)?.check())?;
                say(
                    root,
                    &format!("{statements} statements, as many as were written"),
                );
                Ok(())
            }
            Action::Compact => {
                let disk = Disk::to_change(root)?;
                let before = disk.bytes()?;
                waiting(|| disk.compact())?;
                say(
                    root,
                    &format!("{before} bytes before, {} now", disk.bytes()?),
                );
                Ok(())
            }
            Action::Backup { to } => {
                Disk::to_change(root)?.backup(to)?;
                say(to, &format!("a copy of {}", root.display()));
                Ok(())
            }
            Action::Restore { from } => {
                let statements = waiting(|| Disk::restore(root, from))?;
                say(
                    root,
                    &format!("{statements} statements of {}", from.display()),
                );
                Ok(())
            }
        }
    }

    fn say(root: &Path, what: &str) {
        anstream::eprintln!("{}: {what}", root.display());
    }

    fn load(context: &Context, root: &Path, replace: bool, checks: bool) -> Result<(), Failure> {
        let source = context.source()?;
        let corpus = waiting(|| Corpus::read(&source));
        let problems = match checks {
            true => context
                .open(source.clone())?
                .problems(context.globals.as_of)?,
            false => {
                let found = check(&corpus, &Prefixes::of(&corpus));
                [found, corpus.problems.clone()].concat()
            }
        };
        refuse_errors(&problems)?;
        let documents = &corpus.documents;
        counting("writing statements", |progress| {
            Disk::fill(root, replace, &source, documents, progress)
        })?;
        let statements: usize = documents
            .iter()
            .map(|document| document.statements.len())
            .sum();
        say(
            root,
            &format!("{statements} statements of {} files", documents.len()),
        );
        Ok(())
    }

    fn update(
        context: &Context,
        root: &Path,
        files: &[PathBuf],
        checks: bool,
    ) -> Result<(), Failure> {
        let mut disk = Disk::to_change(root)?;
        let mut source = Source::default();
        for file in files {
            source.overlay(file)?;
        }
        if let Some(query) = source.names("queries/").next() {
            return Err(Failure::usage(format!(
                "{query} is a query; queries come with the whole, by cyberlex store load --replace"
            )));
        }
        let new = Corpus::read(&source);
        let day = checks.then_some(context.globals.as_of);
        let problems = waiting(|| {
            asserted(&disk)?
                .problems_of(&new, day)
                .map_err(Failure::from)
        })?;
        refuse_errors(&problems)?;
        disk.change(&source, &new.documents)?;
        for document in &new.documents {
            say(
                root,
                &format!(
                    "{}: {} statements",
                    document.name,
                    document.statements.len()
                ),
            );
        }
        Ok(())
    }

    /// Says what is wrong; with an error among it, nothing is written.
    fn refuse_errors(problems: &[Problem]) -> Result<(), Failure> {
        for problem in problems {
            anstream::eprintln!("{problem}");
        }
        let errors = problems
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .count();
        if errors == 0 {
            return Ok(());
        }
        anstream::eprintln!("{errors} errors; nothing was written");
        Err(Failure::Findings)
    }
}

#[cfg(not(feature = "disk"))]
mod without {
    use crate::catalog::Asserted;
    use crate::cli::context::Context;
    use crate::cli::failure::Failure;
    use crate::cli::store::Action;
    use std::path::Path;

    /// Says that there is none.
    pub(in crate::cli) fn read(_: &Path) -> Result<Asserted, Failure> {
        Err(none())
    }

    /// Says that there is none.
    pub(in crate::cli) fn run(_: &Context, _: &Path, _: &Action) -> Result<(), Failure> {
        Err(none())
    }

    fn none() -> Failure {
        Failure::usage(
            "this program was built without stores on disk; build it with cargo build --release --features disk",
        )
    }
}
