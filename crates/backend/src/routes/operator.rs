//! For the operator: is it alive, is it ready, what does it do.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
};

use super::Route;
use crate::{
    app::App,
    http::{Answer, Problem, forwarded::is_forwarded},
};

/// The rows of the table of routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", healthz)
            .does("Whether the program runs")
            .gives_text(200, "text/plain"),
        Route::get("/readyz", readyz)
            .does("Whether the program can serve")
            .gives_text(200, "text/plain")
            .gives_text(503, "text/plain"),
        Route::get("/metrics", metrics)
            .does("Metrics, for askers on the same machine")
            .gives_text(200, "text/plain")
            .fails(&[404]),
    ]
}

/// `GET /healthz`: the program runs.
async fn healthz() -> &'static str {
    "ok"
}

/// `GET /readyz`: the program can serve, as its database answers.
async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.roles.store().ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}

/// `GET /metrics` in the text format of Prometheus, for askers on the same machine only.
async fn metrics(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Answer<String> {
    match &app.metrics {
        // A proxy on this machine asks for others.
        Some(metrics) if peer.ip().is_loopback() && !is_forwarded(&headers) => Ok(metrics.render()),
        _ => Err(Problem::no_route("/metrics")),
    }
}
