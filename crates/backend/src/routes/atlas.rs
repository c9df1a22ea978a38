//! The original's API, under `/api/atlas/v2` and `/api/atlas/v1.0`.

mod cloud_provider_access;
mod clusters;
mod encryption;
mod groups;

use axum::{Router, middleware};

use super::{Route, no_route, wrong_method};
use crate::{app::App, http::format};

/// The rows of the table of routes below either base path.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups", groups::list),
        Route::post("/groups", groups::create),
        Route::get("/groups/{groupId}", groups::get),
        Route::get("/groups/{groupId}/cloudProviderAccess", cloud_provider_access::list),
        Route::post("/groups/{groupId}/cloudProviderAccess", cloud_provider_access::create),
        Route::get("/groups/{groupId}/cloudProviderAccess/{roleId}", cloud_provider_access::get),
        Route::patch(
            "/groups/{groupId}/cloudProviderAccess/{roleId}",
            cloud_provider_access::authorize,
        ),
        Route::delete(
            "/groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}",
            cloud_provider_access::delete,
        ),
        Route::get("/groups/{groupId}/encryptionAtRest", encryption::get),
        Route::patch("/groups/{groupId}/encryptionAtRest", encryption::update),
        Route::get("/groups/{groupId}/clusters", clusters::list),
        Route::post("/groups/{groupId}/clusters", clusters::create),
        Route::get("/groups/{groupId}/clusters/{clusterName}", clusters::get),
        Route::patch("/groups/{groupId}/clusters/{clusterName}", clusters::update),
    ]
}

/// Answers them.
pub fn router() -> Router<App> {
    super::router(routes())
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(format::answer))
}
