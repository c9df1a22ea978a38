//! The original's API, under `/api/atlas/v2` and `/api/atlas/v1.0`.

mod cloud_provider_access;
mod clusters;
mod encryption;
mod groups;

use axum::{
    Router, middleware,
    routing::{delete, get},
};

use super::{no_route, wrong_method};
use crate::{app::App, http::format};

/// The routes below either base path.
pub fn router() -> Router<App> {
    Router::new()
        .route("/groups", get(groups::list).post(groups::create))
        .route("/groups/{groupId}", get(groups::get))
        .route(
            "/groups/{groupId}/cloudProviderAccess",
            get(cloud_provider_access::list).post(cloud_provider_access::create),
        )
        .route(
            "/groups/{groupId}/cloudProviderAccess/{roleId}",
            get(cloud_provider_access::get).patch(cloud_provider_access::authorize),
        )
        .route(
            "/groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}",
            delete(cloud_provider_access::delete),
        )
        .route("/groups/{groupId}/encryptionAtRest", get(encryption::get).patch(encryption::update))
        .route("/groups/{groupId}/clusters", get(clusters::list).post(clusters::create))
        .route(
            "/groups/{groupId}/clusters/{clusterName}",
            get(clusters::get).patch(clusters::update),
        )
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(format::answer))
}
