//! For the operator: is it alive, is it ready, what does it do.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::StatusCode,
};

use super::Route;
use crate::{
    app::App,
    http::{Answer, Problem},
};

/// The rows of the table of routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", healthz),
        Route::get("/readyz", readyz),
        Route::get("/metrics", metrics),
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
) -> Answer<String> {
    match &app.metrics {
        Some(metrics) if peer.ip().is_loopback() => Ok(metrics.render()),
        _ => Err(Problem::no_route("/metrics")),
    }
}
