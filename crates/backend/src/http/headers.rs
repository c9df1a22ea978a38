//! The headers that every answer carries.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::observe::REQUEST_ID;

/// Security headers, the same on each answer.
const FIXED: [(HeaderName, &str); 7] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// The page's policy; `scripts` and `styles` are the sources of the inline ones that the build made.
#[must_use]
pub fn content_security_policy(scripts: &[String], styles: &[String]) -> String {
    let sources =
        |hashes: &[String]| hashes.iter().map(|hash| format!(" '{hash}'")).collect::<String>();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        sources(scripts),
        sources(styles)
    )
}

/// Adds the headers; what is not the page, and has no policy of its own, gets the strictest there is.
pub async fn add(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let request_id = request.headers().get(REQUEST_ID).cloned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    let policy = if is_page { policy } else { nothing };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(id) = request_id {
        headers.insert(REQUEST_ID, id);
    }
    response
}
