//! Why a service did not do what was asked of it.

use std::path::PathBuf;

/// A failure of a service, or of what was said about it; each says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// Not the address of a service.
    #[error(
        "{0} is no address of a SPARQL service; expected one such as https://example.org/sparql"
    )]
    Address(String),
    /// The file with headers cannot be used.
    #[error(
        "cannot use {} as headers: {cause}; expected a line such as Authorization: Bearer …",
        path.display()
    )]
    Headers {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The service cannot be reached, however often it is tried.
    #[error(
        "{service} gave no answer, asked {tries} times: {cause}; is it running, and does it answer within the time that --endpoint-timeout gives?"
    )]
    Unreachable {
        /// Its address.
        service: String,
        /// How often it was asked.
        tries: u32,
        /// What happened last.
        cause: String,
    },
    /// The service refuses.
    #[error("{service} refused with status {status}: {said}")]
    Refused {
        /// Its address.
        service: String,
        /// The HTTP status.
        status: u16,
        /// The beginning of what it said.
        said: String,
    },
    /// What it sent is not the answer to a query.
    #[error("{service} sent something that is no answer to a query: {cause}")]
    Answer {
        /// Its address.
        service: String,
        /// What is wrong with it.
        cause: String,
    },
    /// It holds nothing of ours.
    #[error(
        "{service} holds no graph whose name begins with {}; load what `cyberlex export --format nq` writes",
        crate::vocab::GRAPH
    )]
    Empty {
        /// Its address.
        service: String,
    },
    /// It sends fewer rows than it counts, however few are asked for.
    #[error(
        "{service} counts {counted} statements in {what} and sends {sent}: it cuts its answers, or its data changed meanwhile; raise the number of rows that it gives, or try again"
    )]
    Cut {
        /// Its address.
        service: String,
        /// What was asked for.
        what: String,
        /// What it should be.
        counted: usize,
        /// What came.
        sent: usize,
    },
    /// Its answers to the rules are not those that the rules have.
    #[error(
        "{service} derives other links than the rules do: {missing} are missing and {more} are too many; it evaluates a rule wrongly, so leave out --endpoint-update and have them run here"
    )]
    Derives {
        /// Its address.
        service: String,
        /// Statements that it should have derived.
        missing: usize,
        /// Statements that it should not have.
        more: usize,
    },
}
