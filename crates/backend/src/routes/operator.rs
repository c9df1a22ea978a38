//! For the operator: is it alive, is it ready, what does it do.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
};

use engine::{ports::Clock, rfc3339};
use jiff::SignedDuration;

use super::Route;
use crate::{
    app::App,
    http::{Answer, Problem, forwarded::is_forwarded},
    surroundings::System,
};

/// How long what was read there may be kept: RFC 9116, section 2.5.5, has less than a year.
const SECURITY_TXT_GOOD_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

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
        Route::get("/.well-known/security.txt", security_txt)
            .does("Where to report what is wrong with the security of this installation (RFC 9116)")
            .gives_text(200, "text/plain")
            .fails(&[404]),
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

/// `GET /.well-known/security.txt`, where the operator named somebody. It is made anew each time, so it never runs out.
async fn security_txt(State(app): State<App>) -> Answer<String> {
    if app.security_contacts.is_empty() {
        return Err(Problem::no_route("/.well-known/security.txt"));
    }
    let expires = System.now().checked_add(SECURITY_TXT_GOOD_FOR).unwrap_or(System.now());
    let lines = app.security_contacts.iter().map(|contact| format!("Contact: {contact}\n"));
    Ok(lines.chain([format!("Expires: {}\n", rfc3339(expires))]).collect())
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
