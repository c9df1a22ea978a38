//! Access roles and what was typed for them.

use serde::Serialize;
use wire::{
    atlas::{AccessRole, PROVIDER_AWS},
    console::{Draft, Page, Role},
};

use super::{
    Failure, delete, get,
    projects::{atlas_url, own_url},
    write,
};
use crate::paths::{RoleQuery, RoleStatus, encoded};

/// How many roles a page of the list has.
pub(crate) const PER_PAGE: u64 = 50;

/// A page of the project's roles, newest first.
pub(crate) async fn list(project: &str, query: &RoleQuery) -> Result<Page<Role>, Failure> {
    let status = query.status.map(RoleStatus::as_str).unwrap_or_default();
    let rest = [
        "/roles?itemsPerPage=50&pageNum=",
        &query.page.to_string(),
        "&search=",
        &encoded(&query.search),
        if status.is_empty() { "" } else { "&status=" },
        status,
    ];
    get(&own_url(project, &rest.concat())).await
}

/// One role.
pub(crate) async fn find(project: &str, role: &str) -> Result<Role, Failure> {
    get(&role_url(project, role, "")).await
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewRole {
    provider_name: &'static str,
}

/// Makes an access role, in progress.
pub(crate) async fn create(project: &str) -> Result<AccessRole, Failure> {
    let url = atlas_url(project, "/cloudProviderAccess");
    write("POST", &url, &NewRole { provider_name: PROVIDER_AWS }).await
}

/// Saves what was typed; the answer names the new revision.
pub(crate) async fn save_draft(project: &str, role: &str, draft: &Draft) -> Result<Draft, Failure> {
    write("PUT", &role_url(project, role, "/draft"), draft).await
}

/// Deletes an access role: cancels one in progress, deauthorizes the others.
pub(crate) async fn remove(project: &str, role: &str) -> Result<(), Failure> {
    delete(&atlas_url(project, &["/cloudProviderAccess/AWS/", &encoded(role)].concat())).await
}

/// An address of the console's own API about a role.
pub(super) fn role_url(project: &str, role: &str, rest: &str) -> String {
    own_url(project, &["/roles/", &encoded(role), rest].concat())
}
