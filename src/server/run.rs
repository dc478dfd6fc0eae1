//! Listens, answers, and stops politely: running requests are finished, new ones are refused.

use super::{App, app};
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// Connections held open at once; more wait for one to close.
const CONNECTIONS: usize = 1024;

/// How long running requests may take to finish after a signal, in seconds.
const LAST_CALL: u64 = 30;

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; choose another with --bind")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
    /// The runtime or a signal handler could not be set up.
    #[error("the server could not be started: {0}")]
    Start(#[from] io::Error),
}

/// Takes the address to listen on, before anything is made that names it: port 0 becomes the port that was free.
///
/// # Errors
/// When the address cannot be listened on.
pub fn bind(address: SocketAddr) -> Result<(StdListener, SocketAddr), ServeError> {
    let failed = |cause| ServeError::Bind { address, cause };
    let listener = StdListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// Serves until the process is told to stop (SIGINT, SIGTERM). `ready` is called once everything that listens does.
///
/// # Errors
/// When the runtime or the workers cannot be started.
pub fn serve(
    site: &Arc<App>,
    listener: StdListener,
    ready: impl FnOnce(),
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let bound = TcpListener::from_std(listener)?;
        let stop = stopped()?;
        let limits = site.config.sparql.clone();
        let program = std::env::current_exe()?;
        site.start_endpoint(&site.config.site(), limits, program)
            .map_err(io::Error::other)?;
        // Whoever searches first then finds it ready, or nearly.
        let searched = Arc::clone(site);
        tokio::task::spawn_blocking(move || drop(searched.search()));
        ready();
        accept(bound, Arc::clone(site), stop).await;
        if let Some(endpoint) = site.endpoint.get() {
            endpoint.shutdown().await;
        }
        Ok(())
    })
}

/// Takes connections until told to stop, then waits for those that are still being answered.
async fn accept(listener: TcpListener, site: Arc<App>, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    // A client that sends its head a byte at a time is let go.
    let patience = Duration::from_secs(site.config.patience);
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience);
    let builder = builder.http1_only();
    let service = app(&site);
    let mut stop = std::pin::pin!(stop);
    loop {
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of file descriptors, or a client that has gone: neither ends the server.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        // A head does not wait until the body before it was confirmed.
        let _ = stream.set_nodelay(true);
        let Ok(place) = Arc::clone(&free).acquire_owned().await else {
            break;
        };
        let service = service
            .clone()
            .map_request(|request: Request<Incoming>| request.map(Body::new));
        let connection =
            builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    tracing::info!("stopping; running requests are finished");
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(Duration::from_secs(LAST_CALL)) => {
            tracing::warn!("some requests did not finish in time");
        }
    }
}

/// Resolves when the process is told to stop.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
