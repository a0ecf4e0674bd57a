//! Taking connections: bounded in number and in time, ended in order.
//!
//! Each connection is a task of its own: handshake, requests, end. A peer that sends its
//! headers or its handshake too slowly is let go, so that silence costs nobody a place.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// The bounds of what is taken.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many connections at once; more wait in the kernel.
    pub connections: usize,
    /// How long a handshake may take.
    pub handshake: Duration,
    /// How long the headers of a request may take, the silence before them included.
    pub headers: Duration,
    /// How long the requests under way may go on once the end was told.
    pub ending: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: 8192,
            handshake: Duration::from_secs(10),
            headers: Duration::from_secs(60),
            ending: Duration::from_secs(20),
        }
    }
}

/// Serves `app` until `end` is done; then no new connection is taken, and what was begun is
/// finished.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    app: Router,
    bounds: Bounds,
    end: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let (tell, told) = watch::channel(false);
    let mut end = pin!(end);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut end => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Such as too many open files: it passes.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // An answer is small and waits for nothing more.
        let _ = stream.set_nodelay(true);
        let (tls, app, told) = (tls.clone(), app.clone(), told.clone());
        tokio::spawn(async move {
            let _place = place;
            match tls {
                None => connection(stream, peer, app, bounds, told).await,
                Some(tls) => match tokio::time::timeout(bounds.handshake, tls.accept(stream)).await {
                    Ok(Ok(stream)) => connection(stream, peer, app, bounds, told).await,
                    Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                    Err(_) => tracing::debug!("a TLS handshake took too long"),
                },
            }
        });
    }
    drop(listener);
    let _ = tell.send(true);
    let all = u32::try_from(bounds.connections).unwrap_or(u32::MAX);
    if tokio::time::timeout(bounds.ending, places.acquire_many(all))
        .await
        .is_err()
    {
        tracing::warn!("some requests were not finished in time and are cut off");
    }
}

/// One connection, to its end.
async fn connection<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    peer: SocketAddr,
    app: Router,
    bounds: Bounds,
    mut told: watch::Receiver<bool>,
) {
    let service = app.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.headers);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = end_told(&mut told) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // A peer that went away or sent no HTTP: nothing of ours.
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Waits until the end is told.
async fn end_told(told: &mut watch::Receiver<bool>) {
    let _ = told.wait_for(|told| *told).await;
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::{Notify, oneshot};

    use super::*;

    async fn started(
        app: Router,
        bounds: Bounds,
    ) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, told) = oneshot::channel();
        let task = tokio::spawn(serve(listener, None, app, bounds, async {
            let _ = told.await;
        }));
        (address, end, task)
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_before_the_end_and_a_new_one_is_not_taken() {
        let begun = Arc::new(Notify::new());
        let go_on = Arc::new(Notify::new());
        let (tell, wait) = (Arc::clone(&begun), Arc::clone(&go_on));
        let app = Router::new().route(
            "/",
            get(async move || {
                tell.notify_one();
                wait.notified().await;
                "answered"
            }),
        );
        let (address, end, task) = started(app, Bounds::default()).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        begun.notified().await;
        end.send(()).unwrap();
        // The listener closes first.
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        go_on.notify_one();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("answered"), "{answer}");
        task.await.unwrap();
    }

    #[tokio::test]
    async fn a_peer_that_never_finishes_its_headers_is_let_go() {
        let bounds = Bounds {
            connections: 1,
            headers: Duration::from_millis(50),
            ..Bounds::default()
        };
        let (address, end, task) = started(Router::new().route("/", get(async || "ok")), bounds).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
        // The only place: the next peer is served when the slow one is gone.
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        next.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("ok"), "{answer}");
        end.send(()).unwrap();
        task.await.unwrap();
    }
}
