//! What the server and a worker say to each other: frames over standard input and output.
//!
//! A frame is a kind, a length and that many bytes. The server begins with [`Setup`] and the image of the data; then each
//! [`Question`] gets one head, pieces of content and an end, or a [`Failure`].

use super::format::{GraphFormat, RowFormat};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// The kind of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// How to work: [`Setup`].
    Setup,
    /// The data: N-Quads.
    Image,
    /// A worker has loaded the data.
    Ready,
    /// A query: [`Question`].
    Question,
    /// What the answer is: [`Head`].
    Head,
    /// A piece of the answer.
    Content,
    /// The answer is whole.
    End,
    /// There is no answer: [`Failure`].
    Failure,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Setup,
        Self::Image,
        Self::Ready,
        Self::Question,
        Self::Head,
        Self::Content,
        Self::End,
        Self::Failure,
    ];

    /// The byte that stands for it.
    pub(super) fn byte(self) -> u8 {
        self as u8
    }

    /// The kind that a byte stands for.
    pub(super) fn of(byte: u8) -> io::Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.byte() == byte)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no such frame"))
    }
}

/// The bytes before the content of a frame.
pub(super) fn prefix(kind: Kind, length: usize) -> io::Result<[u8; 5]> {
    let length = u32::try_from(length)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "the frame is too long"))?;
    let [a, b, c, d] = length.to_be_bytes();
    Ok([kind.byte(), a, b, c, d])
}

/// Kind and length of the frame that a prefix begins.
pub(super) fn read_prefix(prefix: [u8; 5]) -> io::Result<(Kind, usize)> {
    let [kind, a, b, c, d] = prefix;
    Ok((Kind::of(kind)?, u32::from_be_bytes([a, b, c, d]) as usize))
}

/// Writes a frame.
pub(super) fn write(writer: &mut impl Write, kind: Kind, content: &[u8]) -> io::Result<()> {
    writer.write_all(&prefix(kind, content.len())?)?;
    writer.write_all(content)
}

/// Reads a frame; `None` at the end of the stream.
pub(super) fn read(reader: &mut impl Read) -> io::Result<Option<(Kind, Vec<u8>)>> {
    let mut begin = [0; 5];
    match reader.read_exact(&mut begin) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let (kind, length) = read_prefix(begin)?;
    let mut content = vec![0; length];
    reader.read_exact(&mut content)?;
    Ok(Some((kind, content)))
}

/// Content as JSON.
pub(super) fn json(value: &impl Serialize) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}

/// JSON as what it says.
pub(super) fn of_json<T: DeserializeOwned>(content: &[u8]) -> io::Result<T> {
    Ok(serde_json::from_slice(content)?)
}

/// How a worker is to work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Setup {
    /// Address space, in bytes.
    pub(super) memory: u64,
    /// The longest query; no guard without it.
    pub(super) guard: Option<usize>,
    /// Hosts that SERVICE may reach.
    pub(super) services: Vec<String>,
    /// Whether those may have addresses that are not public.
    pub(super) private_services: bool,
    /// Prefixes that queries need not declare, and that Turtle is written with.
    pub(super) prefixes: Vec<(String, String)>,
}

/// A query and how it is to be answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Question {
    /// The text.
    pub(super) query: String,
    /// `default-graph-uri`.
    pub(super) default_graphs: Vec<String>,
    /// `named-graph-uri`.
    pub(super) named_graphs: Vec<String>,
    /// The format for rows and truth values, if any will do.
    pub(super) rows_as: Option<RowFormat>,
    /// The format for graphs, if any will do.
    pub(super) graph_as: Option<GraphFormat>,
    /// Seconds of processor time.
    pub(super) seconds: u64,
    /// Most rows or triples.
    pub(super) rows: u64,
    /// Most bytes.
    pub(super) bytes: u64,
}

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// Rows or a truth value, not a graph.
    pub(super) rows: bool,
    /// Whether the answer depends on data and query alone: not on the time, on chance or on other services.
    pub(super) lasting: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub(super) enum Failure {
    /// The text is no query.
    #[error("{0}")]
    Syntax(String),
    /// The guard refuses it.
    #[error("{0}")]
    Refused(String),
    /// The format asked for cannot hold the answer.
    #[error(
        "The query gives {gives}, which cannot be written as asked. Ask for one of: {offered}."
    )]
    Format {
        /// Rows, a truth value or a graph.
        gives: String,
        /// What would fit.
        offered: String,
    },
    /// Too many rows.
    #[error(
        "The answer has more than {0} rows, and an answer is given whole or not at all. Ask for less at a time, with LIMIT and OFFSET after an ORDER BY, or for counts; all of the data can be downloaded."
    )]
    Rows(u64),
    /// Too many bytes.
    #[error(
        "The answer has more than {0} bytes, and an answer is given whole or not at all. Ask for fewer columns or less at a time, with LIMIT and OFFSET after an ORDER BY; all of the data can be downloaded."
    )]
    Bytes(u64),
    /// The evaluation went wrong.
    #[error("The query could not be evaluated: {0}")]
    Evaluation(String),
    /// It took too long.
    #[error(
        "The query was stopped after {0} seconds. Put what selects most first, bind the ends of paths, ask for less; all of the data can be downloaded and asked without a limit."
    )]
    Deadline(u64),
    /// It needed too much memory.
    #[error(
        "The query needed more than {0} MiB of memory and was stopped. ORDER BY, DISTINCT and GROUP BY hold all rows at once: ask for less at a time."
    )]
    Memory(u64),
    /// The evaluation ended the process.
    #[error(
        "The query ended the process that evaluated it. It is not tried again; the server goes on."
    )]
    Crash,
    /// Everybody waits.
    #[error("All workers are busy and enough queries wait already. Come back in {0} seconds.")]
    Busy(u64),
    /// The server stops.
    #[error("The server is shutting down.")]
    Stopping,
}
