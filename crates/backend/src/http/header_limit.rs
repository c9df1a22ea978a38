//! How large the headers of a request may be.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Problem;

/// The most that the headers of a request may have together, names and values, in bytes.
pub const MAX_BYTES: usize = 32 * 1024;

/// Refuses larger ones. `Authorization` has a limit of its own where it is read, so that one that is too large gets a
/// challenge like any other that can't be used.
pub async fn limit(request: Request, next: Next) -> Response {
    let bytes = size(request.headers());
    if bytes <= MAX_BYTES {
        return next.run(request).await;
    }
    Problem::new(
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "HEADERS_TOO_LARGE",
        format!("The headers have {bytes} bytes together, and may have {MAX_BYTES}. Delete the cookies of this site, or send fewer headers."),
    )
    .into_response()
}

/// How many bytes the headers have together, but for `Authorization`.
#[must_use]
pub fn size(headers: &HeaderMap) -> usize {
    let headers = headers.iter().filter(|(name, _)| *name != header::AUTHORIZATION);
    headers.map(|(name, value)| name.as_str().len() + value.len()).sum()
}
