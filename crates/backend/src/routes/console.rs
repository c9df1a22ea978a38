//! What only the console's own page needs, under `/api/console/v1`.

mod activity;
mod attempts;
mod cloudformation;
mod deletes;
mod encryption;
mod projects;
mod roles;
mod session;
mod trust_policy;

use axum::{
    Router,
    routing::{get, post, put},
};

pub use projects::{ORGANIZATION, new_project};

use super::{no_route, wrong_method};
use crate::app::App;

/// The routes below the base path.
pub fn router() -> Router<App> {
    Router::new()
        .route("/session", get(session::get).post(session::sign_in).delete(session::sign_out))
        .route("/cloudformation/access-role.yaml", get(cloudformation::access_role))
        .route("/projects", get(projects::list).post(projects::create))
        .route("/projects/{groupId}", get(projects::get))
        .route("/projects/{groupId}/roles", get(roles::page))
        .route("/projects/{groupId}/roles/delete", post(deletes::delete))
        .route("/projects/{groupId}/roles/deleted", get(deletes::list))
        .route("/projects/{groupId}/roles/{roleId}", get(roles::get))
        .route("/projects/{groupId}/roles/{roleId}/restore", post(deletes::restore))
        .route("/projects/{groupId}/roles/{roleId}/label", put(roles::set_label))
        .route("/projects/{groupId}/roles/{roleId}/draft", put(roles::save_draft))
        .route(
            "/projects/{groupId}/roles/{roleId}/trust-policy/merge",
            post(trust_policy::merge_present),
        )
        .route(
            "/projects/{groupId}/roles/{roleId}/attempts",
            get(attempts::page).post(attempts::begin),
        )
        .route(
            "/projects/{groupId}/roles/{roleId}/attempts/{attemptId}",
            get(attempts::get).delete(attempts::stop),
        )
        .route(
            "/projects/{groupId}/roles/{roleId}/attempts/{attemptId}/events",
            get(attempts::events),
        )
        .route("/projects/{groupId}/encryption", get(encryption::get).delete(encryption::disable))
        .route("/projects/{groupId}/encryption/check", post(encryption::check))
        .route("/projects/{groupId}/encryption/attempts", post(encryption::begin))
        .route(
            "/projects/{groupId}/encryption/attempts/{attemptId}",
            get(encryption::attempt).delete(encryption::stop),
        )
        .route(
            "/projects/{groupId}/encryption/attempts/{attemptId}/events",
            get(encryption::attempt_events),
        )
        .route("/projects/{groupId}/clusters", get(encryption::clusters))
        .route("/projects/{groupId}/activity", get(activity::page))
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
}
