//! What the operator sees of a request: an ID, a line in the log, a number in the metrics.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument;

use super::{Problem, peer::client_address};
use crate::surroundings::random_hex;

/// The header that names a request in the log.
pub const REQUEST_ID: &str = "x-request-id";

/// Gives the request an ID of our own making, and writes a line about it. Neither queries nor headers nor bodies are
/// logged: that is where secrets are.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let id = random_hex::<8>();
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID, value);
    }
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let from = client_address(&parts).map(|address| address.to_string()).unwrap_or_default();
    let request = Request::from_parts(parts, body);
    let span = tracing::info_span!("request", id, %method, path, from);
    let response = next.run(request).instrument(span.clone()).await;
    let (status, elapsed) = (response.status(), began.elapsed());
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = status.as_u16(), milliseconds, "answered"));
    response
}

/// Counts the request under its route, so that the metrics don't grow with the paths that people try.
pub async fn measure(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let route = route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned());
    let method = method_name(request.method());
    let began = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("route", route), ("method", method.to_owned()), ("status", status)];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(began.elapsed());
    response
}

fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "OTHER",
    }
}

/// The answer where a handler panicked: the cause is in the log, by the panic hook.
#[must_use]
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "UNEXPECTED_ERROR",
        "Something went wrong on the server. Try again, and tell the operator the request ID if it stays.",
    )
    .into_response()
}
