//! The page's files, as the build made and compressed them.

use std::borrow::Cow;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use base64::prelude::{BASE64_STANDARD, Engine};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};
use wire::console::CloudKind;

use super::headers::content_security_policy;
use crate::{app::App, surroundings::hex};

/// What `cargo xtask build` left in `dist`: in a release build within the program, in a debug build read each time.
#[derive(RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Files;

const INDEX: &str = "index.html";

/// Where the parts of the interface are shown, in a folder of that name.
const GALLERY: &str = "gallery";
const GALLERY_INDEX: &str = "gallery/index.html";

/// The file that a path asks for; every path without a file is a page of the app.
pub async fn serve(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_page = path.is_empty() || !path.rsplit('/').next().unwrap_or("").contains('.');
    let has_gallery =
        || app.service.cloud == CloudKind::Sandbox && Files::get(GALLERY_INDEX).is_some();
    let path = match path {
        GALLERY if has_gallery() => GALLERY_INDEX,
        _ if is_page => INDEX,
        _ => path,
    };
    // The compressed forms are for negotiation, not for asking.
    if path.ends_with(".br") || path.ends_with(".gz") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(plain) = Files::get(path) else {
        return if is_page { not_built() } else { StatusCode::NOT_FOUND.into_response() };
    };
    let own_policy = (path == GALLERY_INDEX).then(|| policy_of(Some(&plain)));
    let (file, encoding) = negotiated(path, &headers).unwrap_or((plain, None));
    let mut response = respond(path, file, encoding, &headers);
    if let Some(policy) = own_policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn respond(
    path: &str,
    file: EmbeddedFile,
    encoding: Option<&'static str>,
    headers: &HeaderMap,
) -> Response {
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.contains(&etag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match file.data {
            Cow::Borrowed(bytes) => bytes.into_response(),
            Cow::Owned(bytes) => bytes.into_response(),
        }
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest form that the browser reads.
fn negotiated(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let accepts = |wanted: &str| {
        accepted.split(',').any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
            name.trim().eq_ignore_ascii_case(wanted) && !refused
        })
    };
    [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((Files::get(&[path, ending].concat())?, Some(coding))))
}

/// Whether the name has the hash of the content, as `console-0123456789abcdef_bg.wasm` has.
fn is_hashed(path: &str) -> bool {
    let is_hash =
        |part: &str| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split(['-', '_', '.']).any(is_hash)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}

fn not_built() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "The page has not been built: run cargo xtask build.")
        .into_response()
}

/// The Content-Security-Policy of the page: the hash of each inline script and style that the build made is in it.
#[must_use]
pub fn page_policy() -> HeaderValue {
    policy_of(Files::get(INDEX).as_ref())
}

fn policy_of(page: Option<&EmbeddedFile>) -> HeaderValue {
    let html = page.map(|page| String::from_utf8_lossy(&page.data)).unwrap_or_default();
    let policy =
        content_security_policy(&inline_hashes(&html, "script"), &inline_hashes(&html, "style"));
    // Base64 and fixed words, so it is a header value; the strictest policy would keep the page from starting.
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// The CSP sources of the inline elements of that name.
fn inline_hashes(html: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut hashes: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, after)) = after.split_once('>') else { break };
        let Some((content, after)) = after.split_once(&close) else { break };
        if !attributes.contains("src=") {
            let hash = format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)));
            if !hashes.contains(&hash) {
                hashes.push(hash);
            }
        }
        rest = after;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_hashed_and_linked_ones_are_not() {
        let html = "<script src=\"/a.js\"></script><script type=\"module\">alert(1)</script><style>a{}</style>";
        // openssl dgst -sha256 -binary | base64
        assert_eq!(
            inline_hashes(html, "script"),
            ["sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="]
        );
        assert_eq!(inline_hashes(html, "style").len(), 1);
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("console-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("console-0123456789abcdef.js"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("favicon.svg"));
    }
}
