//! What the operator sees of a request: an ID, a line in the log, a number in the metrics.

use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use metrics::{Counter, Histogram};
use tracing::{Instrument, Span};

use super::{Problem, peer::Peer};
use crate::surroundings::random_hex;

/// The header that names a request in the log.
pub const REQUEST_ID: &str = "x-request-id";

/// A request, as the log has it.
pub struct Seen {
    /// An ID of our own making.
    pub id: HeaderValue,
    method: Method,
    path: String,
    from: String,
    began: Instant,
}

impl Seen {
    /// The request as it comes in.
    #[must_use]
    pub fn new(request: &Request) -> Self {
        let peer = request.extensions().get::<Peer>().copied().unwrap_or_default();
        Self {
            // Hexadecimal digits are a header value.
            id: HeaderValue::from_str(&random_hex::<8>()).unwrap_or(HeaderValue::from_static("")),
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            from: peer.address().map(|address| address.to_string()).unwrap_or_default(),
            began: Instant::now(),
        }
    }

    /// What is logged on the way to the answer is logged as a part of this.
    fn span(&self) -> Span {
        let (id, method, path) = (self.id(), self.method.as_str(), self.path.as_str());
        tracing::info_span!("request", id, method, path, from = self.from)
    }

    /// Writes the line about it. Neither queries nor headers nor bodies are logged: that is where secrets are.
    pub fn answered(&self, status: StatusCode) {
        let milliseconds = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            parent: None,
            id = self.id(),
            method = self.method.as_str(),
            path = self.path,
            from = self.from,
            status = status.as_u16(),
            milliseconds,
            "answered"
        );
    }

    /// How long it took so far.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn id(&self) -> &str {
        self.id.to_str().unwrap_or_default()
    }
}

/// Gives the request an ID, and writes a line about it once it is answered.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let seen = Seen::new(&request);
    request.headers_mut().insert(REQUEST_ID, seen.id.clone());
    let response = next.run(request).instrument(seen.span()).await;
    seen.answered(response.status());
    response
}

/// Counts the request under its route.
pub async fn measure(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let began = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    Counts::new(route, &method, response.status()).add(began.elapsed());
    response
}

/// The metrics of the requests of a route that were answered alike. By route, so that they don't grow with the paths that people try.
pub struct Counts {
    requests: Counter,
    seconds: Histogram,
}

impl Counts {
    /// The counts of that name, which go on where they were.
    #[must_use]
    pub fn new(route: &str, method: &Method, status: StatusCode) -> Self {
        let labels = [
            ("route", route.to_owned()),
            ("method", method_name(method).to_owned()),
            ("status", status.as_str().to_owned()),
        ];
        Self {
            requests: metrics::counter!("http_requests_total", &labels),
            seconds: metrics::histogram!("http_request_duration_seconds", &labels),
        }
    }

    /// Counts one that took so long.
    pub fn add(&self, elapsed: Duration) {
        self.requests.increment(1);
        self.seconds.record(elapsed);
    }
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
