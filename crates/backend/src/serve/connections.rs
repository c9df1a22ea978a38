//! Connections: how many, for how long, and by TLS where there is a certificate.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};
use tower::Service;

use super::tls::Certificate;
use crate::http::header_limit::MAX_BYTES;

/// How many may be open at once; who comes then waits.
const MOST: usize = 4096;
/// How long a client may take to shake hands, and to send the headers of a request.
const SLOW: Duration = Duration::from_secs(10);
/// How often a client of HTTP/2 that says nothing is asked whether it is there.
const PING: Duration = Duration::from_secs(30);
/// How many requests a client of HTTP/2 may have open at once.
const STREAMS: u32 = 128;
/// How long open requests may go on after a signal to end.
const GRACE: Duration = Duration::from_secs(5);

/// Answers whoever connects until `ending` is over, and then those whose requests are open, for a few seconds.
pub async fn answer(
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
    router: Router,
    ending: impl Future<Output = ()>,
) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (open, graceful) = (Arc::new(Semaphore::new(MOST)), GracefulShutdown::new());
    let mut ending = std::pin::pin!(ending);
    loop {
        let accepted = async {
            // It is never closed.
            let permit = Arc::clone(&open).acquire_owned().await.ok();
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            () = &mut ending => break,
            accepted = accepted => accepted,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, say: it goes by.
                tracing::warn!(%error, "can't take a connection");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (service, watcher) = (service.clone(), graceful.watcher());
        let acceptor = certificate.as_ref().map(|certificate| certificate.acceptor());
        tokio::spawn(async move {
            let _permit = permit;
            let _ = stream.set_nodelay(true);
            match acceptor {
                None => serve(stream, address, service, watcher).await,
                Some(acceptor) => {
                    // Who speaks no TLS, or not soon, has nobody to be told so.
                    if let Ok(Ok(stream)) = timeout(SLOW, acceptor.accept(stream)).await {
                        serve(stream, address, service, watcher).await;
                    }
                }
            }
        });
    }
    drop(listener);
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not over in time");
    }
}

/// Answers one client, by HTTP/1.1 or HTTP/2.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    address: SocketAddr,
    mut service: IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
    watcher: Watcher,
) {
    let Ok(service) = service.call(address).await;
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(SLOW);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(MAX_BYTES).unwrap_or(u32::MAX));
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    // Clients that go away, or send what is no HTTP, are everyday life.
    if let Err(error) = watcher.watch(connection.into_owned()).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
