//! The catalogue's questions as strangers ask them: a few at a time, each once, none for ever; answers given lately are
//! given again.

use super::priority::thread_gives_way;
use super::problem::Problem;
use crate::catalog::CatalogError;
use crate::model::Day;
use crate::store::{Answer, StoreError};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use lru::LruCache;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Answers kept; the largest takes some hundred kilobytes.
const KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// Requests that may wait for their turn, or for the same question that somebody else asked a moment ago.
const WAITING: usize = 64;

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// A catalogue query with its parameters, on a day: equal ones have equal answers.
type Asking = (String, BTreeMap<String, String>, Day);

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no such question, a parameter is wrong, or it took too long.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// Too many questions are being answered.
    #[error("too many questions are being answered at the moment")]
    Busy,
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Catalog(CatalogError::Store(error @ StoreError::Deadline(_))) => {
                Self::new(StatusCode::GATEWAY_TIMEOUT, error.to_string())
                    .with_hint("Ask for less, a narrower topic say, or ask a copy of your own.")
            }
            AskError::Catalog(error) => error.into(),
            AskError::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
                .with_hint("Come back in some seconds.")
                .with_header(RETRY_AFTER, PATIENCE.as_secs().to_string()),
        }
    }
}

/// What was answered, and what is being answered.
pub(super) struct Questions {
    state: Mutex<State>,
    changed: Condvar,
    /// Questions answered at once.
    most: usize,
}

struct State {
    kept: LruCache<Asking, Arc<Answer>>,
    running: BTreeSet<Asking>,
    waiting: usize,
}

impl Questions {
    /// At most so many at once.
    pub(super) fn new(most: usize) -> Self {
        Self {
            state: Mutex::new(State {
                kept: LruCache::new(KEPT),
                running: BTreeSet::new(),
                waiting: 0,
            }),
            changed: Condvar::new(),
            most: most.max(1),
        }
    }

    /// The answer to a question: one that was given lately; that which somebody else is waiting for already; or a new one
    /// from `run`, when it is its turn. Not to be called on a thread that answers requests.
    ///
    /// # Errors
    /// When it is not its turn for too long, or `run` fails.
    pub(super) fn ask(
        &self,
        asking: Asking,
        run: impl FnOnce() -> Result<Answer, CatalogError> + Send,
    ) -> Result<Arc<Answer>, AskError> {
        if let Some(answer) = self.turn(&asking, PATIENCE)? {
            return Ok(answer);
        }
        // However `run` ends, a panic too, the next one gets its turn.
        let turn = Turn {
            questions: self,
            asking,
        };
        let answer = Arc::new(behind(run)?);
        turn.keep(&answer);
        Ok(answer)
    }

    /// Waits for an answer or for a turn; `None` is a turn.
    fn turn(&self, asking: &Asking, patience: Duration) -> Result<Option<Arc<Answer>>, AskError> {
        let begun = Instant::now();
        let mut state = self.state();
        loop {
            if let Some(answer) = state.kept.get(asking) {
                return Ok(Some(Arc::clone(answer)));
            }
            if state.running.len() < self.most && !state.running.contains(asking) {
                state.running.insert(asking.clone());
                return Ok(None);
            }
            let left = patience.saturating_sub(begun.elapsed());
            if left.is_zero() || state.waiting >= WAITING {
                return Err(AskError::Busy);
            }
            state.waiting += 1;
            (state, _) = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs an evaluation on a thread that gives way to those that answer pages: a thread cannot get its priority back, so it is
/// not one of those that others use later.
fn behind<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    let evaluated = thread::scope(|scope| {
        let evaluating = scope.spawn(|| {
            thread_gives_way();
            run()
        });
        evaluating.join()
    });
    evaluated.unwrap_or_else(|panic| resume_unwind(panic))
}

/// A question being answered.
struct Turn<'a> {
    questions: &'a Questions,
    asking: Asking,
}

impl Turn<'_> {
    fn keep(&self, answer: &Arc<Answer>) {
        let mut state = self.questions.state();
        state.kept.put(self.asking.clone(), Arc::clone(answer));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.questions.state().running.remove(&self.asking);
        self.questions.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    fn asking(name: &str) -> Asking {
        let day = "2026-01-01".parse().expect("a day");
        (name.to_owned(), BTreeMap::new(), day)
    }

    #[test]
    fn a_question_that_many_ask_at_once_is_answered_once() {
        let questions = Questions::new(4);
        let runs = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let answer = questions.ask(asking("one"), || {
                        runs.fetch_add(1, Ordering::SeqCst);
                        thread::sleep(Duration::from_millis(50));
                        Ok(Answer::Truth(true))
                    });
                    assert!(matches!(answer.as_deref(), Ok(Answer::Truth(true))));
                });
            }
        });
        assert_eq!(runs.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn who_would_wait_too_long_is_told_and_the_next_gets_the_turn() {
        let questions = Questions::new(1);
        let (begun, wait_for_begin) = mpsc::channel();
        let (end, wait_for_end) = mpsc::channel::<()>();
        let questions = &questions;
        thread::scope(|scope| {
            let first = scope.spawn(move || {
                questions.ask(asking("slow"), move || {
                    begun.send(()).expect("somebody listens");
                    wait_for_end.recv().expect("somebody speaks");
                    Ok(Answer::Truth(true))
                })
            });
            wait_for_begin.recv().expect("it begins");
            let other = questions.turn(&asking("other"), Duration::ZERO);
            assert!(matches!(other, Err(AskError::Busy)));
            end.send(()).expect("it waits");
            assert!(first.join().expect("no panic").is_ok());
        });
        let other = questions.ask(asking("other"), || Ok(Answer::Truth(false)));
        assert!(matches!(other.as_deref(), Ok(Answer::Truth(false))));
    }

    #[test]
    fn a_failure_is_not_kept() {
        let questions = Questions::new(1);
        let slow = || CatalogError::Store(StoreError::Deadline(1));
        let failed = questions.ask(asking("one"), || Err(slow()));
        assert!(matches!(failed, Err(AskError::Catalog(_))));
        let answer = questions.ask(asking("one"), || Ok(Answer::Truth(true)));
        assert!(answer.is_ok());
        let problem = Problem::from(AskError::Catalog(slow()));
        assert_eq!(problem.status, 504);
        assert_eq!(Problem::from(AskError::Busy).status, 503);
    }
}
