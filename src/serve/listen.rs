//! The network: connections, whole requests in, whole replies out, and the end on Ctrl-C.

use std::convert::Infallible;
use std::io;
use std::mem::ManuallyDrop;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, Semaphore};
use tokio::time::{sleep, timeout};

use super::Service;
use super::reply::Refusal;
use super::route::respond;
use crate::store::StoreError;

/// The most connections at a time; others wait.
const CONNECTIONS: usize = 256;

/// The parser of SPARQL goes deeper with each bracket: a stack has so many bytes for each byte of a request.
const STACK_A_BYTE: usize = 1024;

/// The smallest stack.
const STACK: usize = 64 << 20;

/// How long a reply may take once the time of its query is over.
const LATE: Duration = Duration::from_secs(2);

/// How long running requests may take to end after Ctrl-C.
const GRACE: Duration = Duration::from_millis(500);

type Reply = Response<Full<Bytes>>;

/// Answers requests until Ctrl-C (or a request of the system to end). `ready` is called with the address once the
/// server listens.
///
/// # Errors
/// If the address cannot be listened at.
pub fn run(service: Service, ready: impl FnOnce(SocketAddr) -> io::Result<()>) -> io::Result<()> {
    let runtime = runtime(service.settings.most_bytes)?;
    let done = runtime.block_on(async {
        let address = (service.settings.bind, service.settings.port);
        let listener = TcpListener::bind(address).await?;
        // Before anybody knows that there is something to end.
        let end = asked_to_end()?;
        ready(listener.local_addr()?)?;
        let open = Arc::new(GracefulShutdown::new());
        // Giving back the memory of a large store takes seconds; the system does it at once when the program ends.
        let service = ManuallyDrop::new(Arc::new(service));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&service), Arc::clone(&open)));
        end.notified().await;
        accepting.abort();
        let _ = accepting.await;
        if let Some(open) = Arc::into_inner(open) {
            let _ = timeout(GRACE, open.shutdown()).await;
        }
        Ok(())
    });
    // Queries that still run end with the process.
    runtime.shutdown_background();
    done
}

/// One thread for the network, and as many as are useful for queries.
fn runtime(most_bytes: usize) -> io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, usize::from);
    Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(cores.max(2) * 2)
        .thread_stack_size(most_bytes.saturating_mul(STACK_A_BYTE).max(STACK))
        .build()
}

/// Tells of Ctrl-C, or that the system asks for the end.
fn asked_to_end() -> io::Result<Arc<Notify>> {
    let end = Arc::new(Notify::new());
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
            let (asked, mut signals) = (Arc::clone(&end), signal(kind)?);
            tokio::spawn(async move {
                signals.recv().await;
                asked.notify_one();
            });
        }
    }
    #[cfg(windows)]
    {
        let (asked, mut signals) = (Arc::clone(&end), tokio::signal::windows::ctrl_c()?);
        tokio::spawn(async move {
            signals.recv().await;
            asked.notify_one();
        });
    }
    Ok(end)
}

/// Accepts connections for ever.
async fn accept(listener: TcpListener, service: Arc<Service>, open: Arc<GracefulShutdown>) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    // It is never closed, so there is always a permit to wait for.
    while let Ok(permit) = Arc::clone(&connections).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, or a client that went away: the next may do better.
            sleep(Duration::from_millis(10)).await;
            continue;
        };
        let connection = open.watch(connection(stream, &service));
        tokio::spawn(async move {
            // A client that breaks the protocol or goes away harms nobody else.
            let _ = connection.await;
            drop(permit);
        });
    }
}

fn connection(stream: TcpStream, service: &Arc<Service>) -> impl GracefulConnection + use<> {
    let limit = service.settings.timeout;
    let service = Arc::clone(service);
    let answer = service_fn(move |request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(answer(service, request).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .half_close(true)
        .header_read_timeout(limit)
        .serve_connection(TokioIo::new(stream), answer)
}

async fn answer(service: Arc<Service>, request: Request<Incoming>) -> Reply {
    let request = match whole(&service, request).await {
        Ok(request) => request,
        Err(refusal) => return refusal.into(),
    };
    // Evaluating takes time: not on the thread of the network. Sorting and the like do not look at the query's own
    // limit, so that nobody waits for them here.
    let limit = service.settings.timeout + LATE;
    let replied = tokio::task::spawn_blocking(move || respond(&service, &request));
    match timeout(limit, replied).await {
        Ok(Ok(reply)) => reply,
        Ok(Err(_)) => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Refusal::new(status, "this request broke something").into()
        }
        Err(_) => Refusal::from(StoreError::Timeout).into(),
    }
}

/// The request with all of its body, if it is small enough and comes in time.
async fn whole(service: &Service, request: Request<Incoming>) -> Result<Request<Bytes>, Refusal> {
    let most = service.settings.most_bytes;
    let too_large = || {
        let message = format!("the request is larger than {most} bytes");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, &message)
    };
    if request.body().size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    let (head, body) = request.into_parts();
    let body = Limited::new(body, most).collect();
    match timeout(service.settings.timeout, body).await {
        Ok(Ok(body)) => Ok(Request::from_parts(head, body.to_bytes())),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(error)) => Err(Refusal::bad(&error.to_string())),
        Err(_) => Err(Refusal::new(
            StatusCode::REQUEST_TIMEOUT,
            "the request did not come in time",
        )),
    }
}
