//! The log of a server on standard error: lines are gathered for a moment and written together, so that a request does not
//! wait until the kernel has taken its line.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How long lines are gathered.
const MOMENT: Duration = Duration::from_millis(50);

/// Gathered bytes from which on whoever has a line waits: what reads the log is too slow.
const MOST: usize = 1 << 20;

/// How the log is written.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Form {
    /// Lines for people
    Text,
    /// A JSON object a line
    Json,
    /// None
    Off,
}

/// A log that runs; dropped, it writes what is left.
pub(super) struct Log {
    lines: Lines,
    writing: Option<JoinHandle<()>>,
}

/// Lines on their way to standard error.
#[derive(Clone, Default)]
struct Lines(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    text: Vec<u8>,
    ended: bool,
}

impl Log {
    /// Starts the log on standard error, so that standard output stays free. A second start in one process keeps the first.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(super) fn start(form: Form) -> io::Result<Self> {
        let lines = Lines::default();
        let written = lines.clone();
        let writing = thread::Builder::new()
            .name(String::from("log"))
            .spawn(move || written.write_to(io::stderr()))?;
        let filter =
            EnvFilter::try_from_env("CYBERLEX_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
        let coloured = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        let builder = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(coloured)
            .with_writer(lines.clone());
        let _ = match form {
            Form::Text => builder.try_init(),
            Form::Json => builder.json().try_init(),
            Form::Off => Ok(()),
        };
        Ok(Self {
            lines,
            writing: Some(writing),
        })
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.lines.state().ended = true;
        self.lines.changed().notify_all();
        if let Some(writing) = self.writing.take() {
            let _ = writing.join();
        }
    }
}

impl Lines {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) -> &Condvar {
        &self.0.1
    }

    /// Adds a line; waits while there are too many.
    fn add(&self, line: &[u8]) {
        let full = |state: &mut State| state.text.len() >= MOST && !state.ended;
        let mut state = self
            .changed()
            .wait_while(self.state(), full)
            .unwrap_or_else(PoisonError::into_inner);
        let first = state.text.is_empty();
        state.text.extend_from_slice(line);
        let last = state.text.len() >= MOST;
        drop(state);
        if first || last {
            self.changed().notify_all();
        }
    }

    /// Writes lines until there will be no more. Where nobody takes them they are lost, as any log is.
    fn write_to(&self, mut output: impl Write) {
        loop {
            let state = self
                .changed()
                .wait_while(self.state(), |state| state.text.is_empty() && !state.ended)
                .unwrap_or_else(PoisonError::into_inner);
            let (mut state, _) = self
                .changed()
                .wait_timeout_while(state, MOMENT, |state| {
                    state.text.len() < MOST && !state.ended
                })
                .unwrap_or_else(PoisonError::into_inner);
            let text = std::mem::take(&mut state.text);
            let ended = state.ended;
            drop(state);
            self.changed().notify_all();
            let _ = output.write_all(&text);
            let _ = output.flush();
            if ended && text.is_empty() {
                return;
            }
        }
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.add(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes what is written, slowly.
    #[derive(Clone, Default)]
    struct Output(Arc<Mutex<(usize, Vec<u8>)>>);

    impl Write for Output {
        fn write(&mut self, text: &[u8]) -> io::Result<usize> {
            let mut output = self.0.lock().expect("no panic");
            output.0 += 1;
            output.1.extend_from_slice(text);
            Ok(text.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_is_written_once_and_in_order_and_many_at_a_time() {
        let lines = Lines::default();
        let output = Output::default();
        let (written, taken) = (lines.clone(), output.clone());
        let writing = thread::spawn(move || written.write_to(taken));
        // More than are gathered at most.
        let all: Vec<String> = (0..30_000)
            .map(|number| format!("{number:0100}\n"))
            .collect();
        for line in &all {
            lines.add(line.as_bytes());
        }
        lines.state().ended = true;
        lines.changed().notify_all();
        writing.join().expect("no panic");
        let output = output.0.lock().expect("no panic");
        assert!(output.1 == all.concat().as_bytes(), "other lines");
        assert!(output.0 < all.len() / 10, "{} times", output.0);
    }

    #[test]
    fn a_line_is_written_though_no_other_follows() {
        let lines = Lines::default();
        let output = Output::default();
        let (written, taken) = (lines.clone(), output.clone());
        let writing = thread::spawn(move || written.write_to(taken));
        lines.add(b"alone\n");
        // A test that waits for ever fails by its runner.
        while output.0.lock().expect("no panic").1.is_empty() {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(output.0.lock().expect("no panic").1, b"alone\n");
        lines.state().ended = true;
        lines.changed().notify_all();
        writing.join().expect("no panic");
    }
}
