//! The description of the API, for programs and for people.

use std::sync::OnceLock;

use axum::{body::Bytes, http::header, response::IntoResponse};

use super::Route;
use crate::openapi::{self, reference};

/// The rows of the table of routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openapi.json", document)
            .does("This description of the API")
            .gives::<serde_json::Value>(200),
        Route::get("/reference", page)
            .does("This description of the API, to read")
            .gives_text(200, "text/html"),
        Route::get("/reference.css", style)
            .does("How the description looks")
            .gives_text(200, "text/css"),
    ]
}

/// `GET /openapi.json`, also for nobody.
async fn document() -> impl IntoResponse {
    static WRITTEN: OnceLock<Bytes> = OnceLock::new();
    let written = WRITTEN.get_or_init(|| openapi::document().to_string().into());
    ([(header::CONTENT_TYPE, "application/json")], written.clone())
}

/// `GET /reference`, also for nobody.
async fn page() -> impl IntoResponse {
    static WRITTEN: OnceLock<Bytes> = OnceLock::new();
    let written = WRITTEN.get_or_init(|| reference::html(&openapi::document()).into());
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], written.clone())
}

/// `GET /reference.css`.
async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], reference::STYLE)
}
