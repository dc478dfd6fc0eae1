//! The processes that evaluate strangers' queries: started, fed from a bounded queue, killed and replaced.
//!
//! A worker answers one query at a time. It is killed when the deadline passes, when it breaks down, and when the client
//! that asked is gone; another takes its place. So nothing that a query does outlives it.

use super::limits::Limits;
use super::message::{Failure, Head, Kind, Question, Setup, json, of_json, prefix, read_prefix};
use super::metrics::Metrics;
use super::spool::Spool;
use axum::body::Bytes;
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex as SyncMutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long a new worker may take to load the data.
const START: Duration = Duration::from_secs(60);

/// The pause before another try to start a worker.
const PAUSE: Duration = Duration::from_millis(500);

/// An answer, whole.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) head: Head,
    pub(super) content: Spool,
}

/// A question that waits.
struct Waiting {
    question: Question,
    since: Instant,
    reply: oneshot::Sender<Result<Answered, Failure>>,
}

/// What every worker is started with.
struct Start {
    program: PathBuf,
    setup: Vec<u8>,
    image: Bytes,
    limits: Limits,
    metrics: Arc<Metrics>,
}

/// The workers and the queue before them.
pub struct Pool {
    queue: SyncMutex<Option<mpsc::Sender<Waiting>>>,
    tasks: Mutex<JoinSet<()>>,
    limits: Limits,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// Starts the workers, each a process of the program with the command `worker`. Queries may be asked at once; they
    /// wait until a worker has loaded the image. To be called inside a runtime.
    ///
    /// # Errors
    /// When the setup cannot be written down.
    pub(super) fn start(
        program: PathBuf,
        setup: &Setup,
        image: Bytes,
        limits: &Limits,
        metrics: &Arc<Metrics>,
    ) -> io::Result<Self> {
        let start = Arc::new(Start {
            program,
            setup: json(setup)?,
            image,
            limits: limits.clone(),
            metrics: Arc::clone(metrics),
        });
        let (sender, receiver) = mpsc::channel(limits.queue.max(1));
        let receiver = Arc::new(Mutex::new(receiver));
        let mut tasks = JoinSet::new();
        for _ in 0..limits.workers.max(1) {
            tasks.spawn(serve(Arc::clone(&start), Arc::clone(&receiver)));
        }
        Ok(Self {
            queue: SyncMutex::new(Some(sender)),
            tasks: Mutex::new(tasks),
            limits: limits.clone(),
        })
    }

    /// Asks a question. To drop the future is to take the question back: a worker at work on it is stopped.
    ///
    /// # Errors
    /// Whatever keeps the query from being answered whole, in words for whoever asked.
    pub(super) async fn ask(&self, question: Question) -> Result<Answered, Failure> {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting {
            question,
            since: Instant::now(),
            reply,
        };
        let sender = self
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(Failure::Stopping)?;
        sender.try_send(waiting).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Failure::Busy(self.limits.seconds),
            mpsc::error::TrySendError::Closed(_) => Failure::Stopping,
        })?;
        drop(sender);
        answer.await.unwrap_or(Err(Failure::Stopping))
    }

    /// Takes no more questions, answers those that it has, and ends the workers.
    pub async fn shutdown(&self) {
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let mut tasks = self.tasks.lock().await;
        while tasks.join_next().await.is_some() {}
    }
}

/// How a question ended for the worker that had it.
enum Outcome {
    /// There is an answer, and the worker is ready for the next.
    Reply(Result<Answered, Failure>),
    /// The worker is of no more use; this is what to say.
    Broken(Failure),
    /// Nobody waits for the answer any more.
    Gone,
}

/// Keeps one worker at work until there are no more questions.
async fn serve(start: Arc<Start>, queue: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
    loop {
        let mut worker = match Worker::start(&start).await {
            Ok(worker) => worker,
            Err(error) => {
                tracing::error!(%error, "a worker could not be started");
                if queue.lock().await.is_closed() {
                    return;
                }
                sleep(PAUSE).await;
                continue;
            }
        };
        start.metrics.ready.inc();
        let go_on = work(&start, &queue, &mut worker).await;
        start.metrics.ready.dec();
        if !go_on {
            return;
        }
        start.metrics.replaced.inc();
    }
}

/// Gives a worker one question after another; whether another worker has to take its place.
async fn work(start: &Start, queue: &Mutex<mpsc::Receiver<Waiting>>, worker: &mut Worker) -> bool {
    loop {
        let next = queue.lock().await.recv().await;
        let Some(mut waiting) = next else {
            return false;
        };
        if waiting.reply.is_closed() {
            continue;
        }
        let limits = &start.limits;
        if waiting.since.elapsed() > limits.deadline().saturating_mul(2) {
            let _ = waiting.reply.send(Err(Failure::Busy(limits.seconds)));
            continue;
        }
        if !worker.is_alive() {
            // It broke down between two questions; this one is not to blame.
            match Worker::start(start).await {
                Ok(other) => *worker = other,
                Err(error) => {
                    tracing::error!(%error, "a worker could not be started");
                    let _ = waiting.reply.send(Err(Failure::Crash));
                    return true;
                }
            }
        }
        start.metrics.busy.inc();
        let outcome = tokio::select! {
            outcome = timeout(limits.deadline(), worker.ask(&waiting.question, limits)) => {
                outcome.unwrap_or(Outcome::Broken(Failure::Deadline(limits.seconds)))
            }
            () = waiting.reply.closed() => Outcome::Gone,
        };
        start.metrics.busy.dec();
        match outcome {
            Outcome::Reply(reply) => {
                let _ = waiting.reply.send(reply);
            }
            Outcome::Broken(failure) => {
                worker.kill().await;
                let _ = waiting.reply.send(Err(failure));
                return true;
            }
            Outcome::Gone => {
                start.metrics.abandoned.inc();
                worker.kill().await;
                return true;
            }
        }
    }
}

/// A process at work.
struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    errors: ChildStderr,
}

impl Worker {
    async fn start(start: &Start) -> io::Result<Self> {
        let mut child = Command::new(&start.program)
            .arg("worker")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let missing = || io::Error::other("a worker without pipes");
        let mut worker = Self {
            input: child.stdin.take().ok_or_else(missing)?,
            output: BufReader::new(child.stdout.take().ok_or_else(missing)?),
            errors: child.stderr.take().ok_or_else(missing)?,
            child,
        };
        let ready = timeout(START, async {
            worker.send(Kind::Setup, &start.setup).await?;
            worker.send(Kind::Image, &start.image).await?;
            worker.receive().await
        });
        match ready
            .await
            .unwrap_or_else(|_| Err(io::Error::other("loading took too long")))
        {
            Ok((Kind::Ready, _)) => Ok(worker),
            Ok(_) => Err(io::Error::other("the worker speaks out of turn")),
            Err(error) => Err(io::Error::other(format!(
                "{error}; {}",
                worker.last_words().await
            ))),
        }
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    async fn kill(&mut self) {
        let _ = self.child.kill().await;
    }

    async fn send(&mut self, kind: Kind, content: &[u8]) -> io::Result<()> {
        self.input.write_all(&prefix(kind, content.len())?).await?;
        self.input.write_all(content).await?;
        self.input.flush().await
    }

    async fn receive(&mut self) -> io::Result<(Kind, Vec<u8>)> {
        let mut begin = [0; 5];
        self.output.read_exact(&mut begin).await?;
        let (kind, length) = read_prefix(begin)?;
        let mut content = vec![0; length];
        self.output.read_exact(&mut content).await?;
        Ok((kind, content))
    }

    async fn ask(&mut self, question: &Question, limits: &Limits) -> Outcome {
        match self.try_ask(question).await {
            Ok(reply) => Outcome::Reply(reply),
            Err(error) => {
                let failure = self.autopsy(limits).await;
                tracing::warn!(%error, %failure, "a worker ended");
                Outcome::Broken(failure)
            }
        }
    }

    async fn try_ask(&mut self, question: &Question) -> io::Result<Result<Answered, Failure>> {
        self.send(Kind::Question, &json(question)?).await?;
        let mut head: Option<Head> = None;
        let mut content = Spool::default();
        loop {
            let (kind, bytes) = self.receive().await?;
            match (kind, head) {
                (Kind::Head, None) => head = Some(of_json(&bytes)?),
                (Kind::Content, Some(_)) => content.add(&bytes).await?,
                (Kind::End, Some(head)) => return Ok(Ok(Answered { head, content })),
                (Kind::Failure, _) => return Ok(Err(of_json(&bytes)?)),
                _ => return Err(io::Error::other("the worker speaks out of turn")),
            }
        }
    }

    /// Why a worker ended by itself.
    async fn autopsy(&mut self, limits: &Limits) -> Failure {
        /// The signal by which the kernel ends a process that used up its time (POSIX).
        const XCPU: i32 = 24;
        const KILL: i32 = 9;
        let words = self.last_words().await;
        let status = timeout(PAUSE, self.child.wait()).await;
        let signal = status
            .ok()
            .and_then(Result::ok)
            .and_then(|status| status.signal());
        if words.contains("memory allocation") || signal == Some(KILL) {
            Failure::Memory(limits.memory)
        } else if signal == Some(XCPU) {
            Failure::Deadline(limits.seconds)
        } else {
            tracing::warn!(%words, "last words of a worker");
            Failure::Crash
        }
    }

    /// What it wrote to standard error, a little of it.
    async fn last_words(&mut self) -> String {
        let mut words = vec![0; 4096];
        let read = timeout(PAUSE, self.errors.read(&mut words)).await;
        words.truncate(read.ok().and_then(Result::ok).unwrap_or(0));
        String::from_utf8_lossy(&words).trim().to_owned()
    }
}
