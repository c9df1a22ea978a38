//! The trust policy of a role that exists already.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use engine::trust_policy_merge::{external_ids, merge};
use wire::{ExternalId, RoleId, console::TrustPolicyMerge};

use crate::{
    app::App,
    http::{
        Answer,
        access::{Reader, parse_id},
        body::Body,
    },
    routes::about_role,
};

/// More external IDs than IAM's longest trust policy has room for; those beyond count as in use.
const MAX_LOOKED_UP: usize = 100;

/// `POST …/roles/{roleId}/trust-policy/merge`: the pasted policy with the service added. It changes nothing, so readers may.
pub(super) async fn merge_present(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<TrustPolicyMerge>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let present = body.only(&["policy"], &[])?.text("policy")?;
    let role = app.roles.get(access.project(), &id).await.map_err(about_role(&id))?;
    let mut unused = HashSet::new();
    for other in external_ids(&present).into_iter().take(MAX_LOOKED_UP) {
        // What is no external ID of ours can't be that of an access role.
        let in_use = match other.parse::<ExternalId>() {
            Ok(id) => app.roles.store().has_external_id(&id).await?,
            Err(_) => false,
        };
        if !in_use {
            unused.insert(other);
        }
    }
    let in_use = |other: &str| !unused.contains(other);
    Ok(Json(merge(&present, &app.principal, &role.external_id, &in_use)))
}
