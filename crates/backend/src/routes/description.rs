//! The description of the API for programs.

use std::sync::OnceLock;

use axum::{body::Bytes, http::header, response::IntoResponse};

use super::Route;
use crate::openapi;

/// The rows of the table of routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openapi.json", document)
            .does("This description of the API")
            .gives::<serde_json::Value>(200),
    ]
}

/// `GET /openapi.json`, also for nobody.
async fn document() -> impl IntoResponse {
    static WRITTEN: OnceLock<Bytes> = OnceLock::new();
    let written = WRITTEN.get_or_init(|| openapi::document().to_string().into());
    ([(header::CONTENT_TYPE, "application/json")], written.clone())
}
