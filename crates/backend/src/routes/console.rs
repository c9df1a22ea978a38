//! What only the console's own page needs, under `/api/console/v1`.

mod activity;
mod attempts;
mod cloudformation;
mod deletes;
mod encryption;
mod invitations;
mod members;
mod programs;
mod projects;
mod roles;
mod session;
mod sessions;
mod trust_policy;

use axum::Router;

pub use projects::{ORGANIZATION, new_project};

use super::{Route, no_route, wrong_method};
use crate::app::App;

/// The rows of the table of routes below the base path.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/session", session::get),
        Route::post("/session", session::sign_in),
        Route::delete("/session", session::sign_out),
        Route::get("/sessions", sessions::list),
        Route::delete("/sessions", sessions::end_all),
        Route::delete("/sessions/{sessionId}", sessions::end),
        Route::post("/invitations/read", invitations::read),
        Route::post("/invitations/accept", invitations::accept),
        Route::get("/cloudformation/access-role.yaml", cloudformation::access_role),
        Route::get("/projects", projects::list),
        Route::post("/projects", projects::create),
        Route::get("/projects/{groupId}", projects::get),
        Route::get("/projects/{groupId}/roles", roles::page),
        Route::post("/projects/{groupId}/roles/delete", deletes::delete),
        Route::get("/projects/{groupId}/roles/deleted", deletes::list),
        Route::get("/projects/{groupId}/roles/{roleId}", roles::get),
        Route::post("/projects/{groupId}/roles/{roleId}/restore", deletes::restore),
        Route::put("/projects/{groupId}/roles/{roleId}/label", roles::set_label),
        Route::put("/projects/{groupId}/roles/{roleId}/draft", roles::save_draft),
        Route::post(
            "/projects/{groupId}/roles/{roleId}/trust-policy/merge",
            trust_policy::merge_present,
        ),
        Route::get("/projects/{groupId}/roles/{roleId}/attempts", attempts::page),
        Route::post("/projects/{groupId}/roles/{roleId}/attempts", attempts::begin),
        Route::get("/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", attempts::get),
        Route::delete("/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", attempts::stop),
        Route::get(
            "/projects/{groupId}/roles/{roleId}/attempts/{attemptId}/events",
            attempts::events,
        ),
        Route::get("/projects/{groupId}/encryption", encryption::get),
        Route::delete("/projects/{groupId}/encryption", encryption::disable),
        Route::post("/projects/{groupId}/encryption/check", encryption::check),
        Route::post("/projects/{groupId}/encryption/attempts", encryption::begin),
        Route::get("/projects/{groupId}/encryption/attempts/{attemptId}", encryption::attempt),
        Route::delete("/projects/{groupId}/encryption/attempts/{attemptId}", encryption::stop),
        Route::get(
            "/projects/{groupId}/encryption/attempts/{attemptId}/events",
            encryption::attempt_events,
        ),
        Route::get("/projects/{groupId}/clusters", encryption::clusters),
        Route::get("/projects/{groupId}/programs", programs::list),
        Route::post("/projects/{groupId}/programs", programs::create),
        Route::put(
            "/projects/{groupId}/programs/{programId}/access-list",
            programs::set_access_list,
        ),
        Route::delete("/projects/{groupId}/programs/{programId}", programs::revoke),
        Route::get("/projects/{groupId}/members", members::list),
        Route::post("/projects/{groupId}/members", members::add),
        Route::patch("/projects/{groupId}/members/{userId}", members::change),
        Route::delete("/projects/{groupId}/members/{userId}", members::remove),
        Route::delete("/projects/{groupId}/invitations/{invitationId}", members::withdraw),
        Route::get("/projects/{groupId}/activity", activity::page),
    ]
}

/// Answers them.
pub fn router() -> Router<App> {
    super::router(routes()).fallback(no_route).method_not_allowed_fallback(wrong_method)
}
