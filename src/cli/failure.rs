//! Why a command did not end well: a message for a person and a number for a script.

use crate::catalog::CatalogError;
use crate::corpus::SourceError;
use crate::coverage::IndexError;
use crate::remote::RemoteError;
use crate::search::SearchError;
use crate::store::StoreError;
use std::io;
use std::process::ExitCode;

/// The kinds of ending that are not success.
#[derive(Debug)]
pub(super) enum Failure {
    /// The command did its work and found something wrong with what it looked at: 1.
    Findings,
    /// The arguments or the input are wrong: 2.
    Usage(anyhow::Error),
    /// The program or the machine failed: 3.
    Internal(anyhow::Error),
    /// The reader has had enough: success.
    ClosedPipe,
}

impl Failure {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(anyhow::Error::msg(message.into()))
    }

    /// Says what happened on standard error, and gives the exit status.
    pub(super) fn report(self) -> ExitCode {
        let (code, error) = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Findings => return ExitCode::from(1),
            Self::Usage(error) => (2, error),
            Self::Internal(error) => (3, error),
        };
        if closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        let style = anstyle::AnsiColor::Red.on_default().bold();
        anstream::eprintln!("{style}error:{style:#} {error:#}");
        ExitCode::from(code)
    }
}

/// Whether a closed pipe stands anywhere in the chain of causes.
fn closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Internal(error.into())
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Self::Usage(error.into())
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::Usage(error.into())
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Unknown { .. } => Self::Usage(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Write(cause) => cause.into(),
            StoreError::Format { .. } => Self::Usage(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<CatalogError> for Failure {
    fn from(error: CatalogError) -> Self {
        match error {
            CatalogError::Store(error) => error.into(),
            CatalogError::Remote(error) => error.into(),
            other => Self::Usage(other.into()),
        }
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::Address(_) | RemoteError::Headers { .. } | RemoteError::Empty { .. } => {
                Self::Usage(error.into())
            }
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            io::Error::from(error).into()
        } else {
            Self::Internal(error.into())
        }
    }
}
