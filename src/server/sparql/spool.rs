//! An answer on its way: collected whole, small ones in memory and large ones in a file without a name, then streamed.
//!
//! Nothing is sent before the answer is complete. So a limit that is passed on the last row is still an error with a status
//! of its own, a worker is free as soon as it has said its last word however slowly a client reads, and the memory of the
//! server does not grow with the answers.

use axum::body::{Body, Bytes};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

/// What is kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// The size of a piece on its way to a client.
const PIECE: usize = 128 << 10;

/// How long a client may take for one piece.
const PATIENCE: Duration = Duration::from_secs(60);

/// The content of an answer, as far as it is there.
#[derive(Debug, Default)]
pub(super) struct Spool {
    memory: Vec<u8>,
    file: Option<File>,
    length: u64,
    permit: Option<OwnedSemaphorePermit>,
}

impl Spool {
    /// Takes the next piece.
    ///
    /// # Errors
    /// When the file for large answers cannot be written.
    pub(super) async fn add(&mut self, piece: &[u8]) -> io::Result<()> {
        self.memory.extend_from_slice(piece);
        self.length += piece.len() as u64;
        if self.memory.len() > IN_MEMORY {
            let piece = std::mem::take(&mut self.memory);
            let file = self.file.take();
            let file = spawn_blocking(move || {
                let mut file = file.map_or_else(tempfile::tempfile, Ok)?;
                file.write_all(&piece)?;
                Ok::<_, io::Error>(file)
            });
            self.file = Some(file.await.map_err(io::Error::other)??);
        }
        Ok(())
    }

    /// Bytes so far.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Holds a permit until the client has taken the answer or is gone.
    pub(super) fn holding(mut self, permit: OwnedSemaphorePermit) -> Self {
        self.permit = Some(permit);
        self
    }

    /// The content as the body of a response. Where reading fails half-way, or a client takes nothing for a minute, the
    /// connection is broken off, so that nobody takes a part for the whole.
    pub(super) fn into_body(self) -> Body {
        let Some(file) = self.file else {
            return Body::from(self.memory);
        };
        let (sender, receiver) = mpsc::channel(2);
        tokio::spawn(send(file, self.memory, sender, self.permit));
        Body::from_stream(ReceiverStream::new(receiver))
    }
}

/// Reads a file in pieces as fast as they are taken.
async fn send(
    file: File,
    tail: Vec<u8>,
    sender: mpsc::Sender<io::Result<Bytes>>,
    _permit: Option<OwnedSemaphorePermit>,
) {
    let file = Arc::new(file);
    let begin = (&*file).seek(SeekFrom::Start(0));
    let mut failed = begin.err();
    while failed.is_none() {
        let source = Arc::clone(&file);
        let piece = spawn_blocking(move || {
            let mut piece = Vec::with_capacity(PIECE);
            (&*source).take(PIECE as u64).read_to_end(&mut piece)?;
            Ok::<_, io::Error>(piece)
        });
        match piece.await.map_err(io::Error::other).and_then(|read| read) {
            Ok(piece) if piece.is_empty() => break,
            Ok(piece) => {
                if !matches!(
                    timeout(PATIENCE, sender.send(Ok(piece.into()))).await,
                    Ok(Ok(()))
                ) {
                    return;
                }
            }
            Err(error) => failed = Some(error),
        }
    }
    let last = failed.map_or_else(|| Ok(Bytes::from(tail)), Err);
    let _ = timeout(PATIENCE, sender.send(last)).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;

    #[tokio::test]
    async fn what_goes_in_comes_out_small_or_large() {
        for length in [0, 1, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY + 17] {
            let content: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let mut spool = Spool::default();
            for piece in content.chunks(70_001) {
                spool.add(piece).await.expect("room");
            }
            assert_eq!(spool.length(), length as u64);
            let body = spool.into_body().collect().await.expect("whole").to_bytes();
            assert!(body == content, "{length}");
        }
    }
}
