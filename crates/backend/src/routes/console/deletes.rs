//! Deleting several roles at once, and taking deletes back.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use wire::{
    RoleId,
    console::{DeletedRole, Deletion, List, Role},
};

use crate::{
    app::App,
    http::{
        Answer,
        access::{Reader, Writer, parse_id},
        body::Body,
    },
    routes::{about_role, delete_role},
};

/// The most roles that are deleted by one call.
const MOST: usize = 100;

/// The most deleted roles that are listed.
const LISTED: u64 = 500;

/// `POST …/roles/delete`: deletes roles in progress, each for itself.
pub(super) async fn delete(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<Json<List<Deletion>>> {
    let ids: Vec<RoleId> = body.only(&["roleIds"], &[])?.list("roleIds", MOST)?;
    let (mut results, mut seen) = (Vec::with_capacity(ids.len()), HashSet::new());
    for id in ids.into_iter().filter(|id| seen.insert(id.clone())) {
        let cancel = app.roles.cancel(access.project(), &id, access.actor());
        let problem = delete_role(&app, &id, cancel).await.err();
        results.push(Deletion {
            role_id: id,
            deleted: problem.is_none(),
            error_code: problem.as_ref().map(|problem| problem.code().to_owned()),
            detail: problem.map(|problem| problem.detail().to_owned()),
        });
    }
    Ok(Json(List { results }))
}

/// `GET …/roles/deleted`: the roles whose delete can be undone, the newest deletes first.
pub(super) async fn list(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<List<DeletedRole>>> {
    let deleted = app.roles.deleted(access.project(), LISTED).await?;
    let results = deleted.iter().map(|deleted| deleted.to_wire(&app.principal)).collect();
    Ok(Json(List { results }))
}

/// `POST …/roles/{roleId}/restore`: takes a delete back.
pub(super) async fn restore(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
) -> Answer<Json<Role>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let restored = app.roles.restore(access.project(), &id, access.actor()).await;
    Ok(Json(restored.map_err(about_role(&id))?.to_console(&app.principal)))
}
