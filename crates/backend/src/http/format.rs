//! How the original's API writes its answers: media types, `pretty` and `envelope`.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Problem, query::Params};

/// The media type of the first version of the API, and the only one so far.
pub const FIRST_VERSION: &str = "application/vnd.atlas.2023-01-01+json";

const PLAIN: &str = "application/json";
const FIRST_DATE: &str = "2023-01-01";

/// Whether a media type is JSON as the API takes it.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == PLAIN || version(&essence).is_some_and(|date| date >= FIRST_DATE)
}

/// The date of `application/vnd.atlas.<date>+json`.
fn version(essence: &str) -> Option<&str> {
    let date = essence.strip_prefix("application/vnd.atlas.")?.strip_suffix("+json")?;
    let is_date = date.len() == 10
        && date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    (is_date && date.parse::<Date>().is_ok()).then_some(date)
}

/// Whether a range of an `Accept` header has the weight 0, which says "not that" (RFC 9110, 12.4.2).
fn is_unwanted(range: &str) -> bool {
    let parameters = range.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let weight = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("q")).last();
    weight.is_some_and(|(_, weight)| weight.trim().parse() == Ok(0.0_f32))
}

/// The media type to answer with: that of the version where it is asked for, else plain JSON.
fn negotiate(headers: &HeaderMap) -> Result<&'static str, Problem> {
    let mut ranges = headers
        .get_all(header::ACCEPT)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or("").split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .peekable();
    if ranges.peek().is_none() {
        return Ok(PLAIN);
    }
    ranges
        .filter(|range| !is_unwanted(range))
        .map(|range| range.split(';').next().unwrap_or("").trim().to_ascii_lowercase())
        .find_map(|range| match range.as_str() {
            PLAIN | "*/*" | "application/*" => Some(PLAIN),
            other => version(other).filter(|date| *date >= FIRST_DATE).map(|_| FIRST_VERSION),
        })
        .ok_or_else(|| {
            Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "NOT_ACCEPTABLE",
                format!("This API answers with {FIRST_VERSION}, any later date of it, or {PLAIN}."),
            )
            .with_parameters([FIRST_VERSION, PLAIN])
        })
}

/// Answers in the media type and the layout that the request asks for.
pub async fn answer(request: Request, next: Next) -> Response {
    let layout = Params::of(request.uri().query())
        .and_then(|params| Ok((params.flag("pretty", false)?, params.flag("envelope", false)?)));
    let wanted = negotiate(request.headers());
    let (media_type, (pretty, envelope)) = match (wanted, layout) {
        (Ok(media_type), Ok(layout)) => (media_type, layout),
        (Err(problem), _) | (_, Err(problem)) => return problem.into_response(),
    };
    let mut response = next.run(request).await;
    let is_plain = |value: &HeaderValue| value == PLAIN;
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_plain) {
        return response;
    }
    if pretty || envelope {
        response = laid_out(response, pretty, envelope).await;
    }
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

async fn laid_out(response: Response, pretty: bool, envelope: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    // The body was made in here, so it is whole and of a sensible size.
    let bytes = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return Problem::unexpected(&error).into_response(),
    };
    let written = serde_json::from_slice(&bytes).and_then(|mut content: Value| {
        if envelope {
            content = json!({"status": parts.status.as_u16(), "content": content});
        }
        if pretty { serde_json::to_vec_pretty(&content) } else { serde_json::to_vec(&content) }
    });
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(written.map_or(bytes, Bytes::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(value: &str) -> Result<&'static str, StatusCode> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, value.parse().unwrap());
        negotiate(&headers).map_err(|problem| problem.into_response().status())
    }

    #[test]
    fn a_version_is_answered_from_its_first_date_on() {
        assert_eq!(negotiate(&HeaderMap::new()).unwrap(), PLAIN);
        assert_eq!(accepting("*/*"), Ok(PLAIN));
        assert_eq!(accepting("application/json; charset=utf-8"), Ok(PLAIN));
        assert_eq!(accepting("application/vnd.atlas.2023-01-01+json"), Ok(FIRST_VERSION));
        assert_eq!(
            accepting("text/html, application/vnd.atlas.2026-05-01+json"),
            Ok(FIRST_VERSION)
        );
        assert_eq!(
            accepting("application/vnd.atlas.2022-12-31+json"),
            Err(StatusCode::NOT_ACCEPTABLE)
        );
        assert_eq!(accepting("text/html"), Err(StatusCode::NOT_ACCEPTABLE));
        assert_eq!(accepting("*/*;q=0.5, text/html"), Ok(PLAIN));
        for none in
            ["*/*;q=0", "application/json; Q=0.000", "application/vnd.atlas.2024-02-30+json"]
        {
            assert_eq!(accepting(none), Err(StatusCode::NOT_ACCEPTABLE), "{none}");
        }
    }

    #[test]
    fn a_body_may_be_json_of_any_version() {
        for media_type in ["application/json", "Application/JSON;charset=utf-8", FIRST_VERSION] {
            assert!(is_json(media_type), "{media_type}");
        }
        for media_type in [
            "text/plain",
            "application/vnd.atlas.now+json",
            "application/vnd.atlas.9999-99-99+json",
        ] {
            assert!(!is_json(media_type), "{media_type}");
        }
    }
}
