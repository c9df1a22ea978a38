//! Access roles and what was typed for them.

use serde::Serialize;
use wire::{
    atlas::{AccessRole, PROVIDER_AWS},
    console::{Draft, Page, Role},
};

use super::{
    Call,
    projects::{atlas_url, own_url},
};
use crate::paths::{RoleQuery, RoleStatus, encoded};

/// How many roles a page of the list has.
pub(crate) const PER_PAGE: u64 = 50;

/// A page of the project's roles, newest first.
pub(crate) fn list(project: &str, query: &RoleQuery) -> Call<Page<Role>> {
    let status = query.status.map(RoleStatus::as_str).unwrap_or_default();
    let rest = [
        "/roles?itemsPerPage=50&pageNum=",
        &query.page.to_string(),
        "&search=",
        &encoded(&query.search),
        if status.is_empty() { "" } else { "&status=" },
        status,
    ];
    Call::get(own_url(project, &rest.concat()))
}

/// One role.
pub(crate) fn find(project: &str, role: &str) -> Call<Role> {
    Call::get(role_url(project, role, ""))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewRole {
    provider_name: &'static str,
}

/// Makes an access role, in progress.
pub(crate) fn create(project: &str) -> Call<AccessRole> {
    let url = atlas_url(project, "/cloudProviderAccess");
    Call::write("POST", url, &NewRole { provider_name: PROVIDER_AWS })
}

/// Saves what was typed; the answer names the new revision.
pub(crate) fn save_draft(project: &str, role: &str, draft: &Draft) -> Call<Draft> {
    Call::write("PUT", role_url(project, role, "/draft"), draft)
}

/// Deletes an access role: cancels one in progress, deauthorizes the others.
pub(crate) fn remove(project: &str, role: &str) -> Call<()> {
    Call::delete(atlas_url(project, &["/cloudProviderAccess/AWS/", &encoded(role)].concat()))
}

/// An address of the console's own API about a role.
pub(super) fn role_url(project: &str, role: &str, rest: &str) -> String {
    own_url(project, &["/roles/", &encoded(role), rest].concat())
}
