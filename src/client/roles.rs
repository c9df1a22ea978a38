//! Access roles and what was typed for them.

use serde::{Deserialize, Serialize};
use wire::{
    RoleId,
    atlas::{AccessRole, PROVIDER_AWS},
    console::{
        Attempt, DeleteRoles, DeletedRole, Deletion, Draft, List, NewLabel, Page, Role, SavedDraft,
        Verdict,
    },
};

use super::{
    Call,
    projects::{atlas_url, own_url},
};
use crate::paths::{RoleQuery, RoleStatus, encoded};

/// How many roles a page of the list has.
pub(crate) const PER_PAGE: u64 = 50;

/// What the list reads of a role's last validation.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct LastAttempt {
    pub(crate) verdict: Verdict,
}

/// A role of the list.
pub(crate) type ListedRole = Role<LastAttempt>;

/// A page of the project's roles.
pub(crate) fn list(project: &str, query: &RoleQuery) -> Call<Page<ListedRole>> {
    let rest = [
        "/roles?itemsPerPage=50&pageNum=",
        &query.page.to_string(),
        "&search=",
        &encoded(&query.search),
        match query.status {
            None => "",
            Some(RoleStatus::InProgress) => "&status=in-progress",
            Some(RoleStatus::Authorized) => "&status=authorized",
            Some(RoleStatus::Refused) => "&health=bad",
        },
        "&sort=",
        query.sort.as_str(),
        if query.ascending { "&order=asc" } else { "&order=desc" },
    ];
    Call::get(own_url(project, &rest.concat()))
}

/// The roles in progress, the oldest first: as many as [`remove_all`] takes.
pub(crate) fn stale(project: &str) -> Call<Page<Role>> {
    Call::get(own_url(project, "/roles?itemsPerPage=100&status=in-progress&sort=created&order=asc"))
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
pub(crate) fn save_draft(project: &str, role: &str, draft: &Draft) -> Call<SavedDraft> {
    Call::write("PUT", role_url(project, role, "/draft"), draft)
}

/// Gives a role a label; an empty one takes it away.
pub(crate) fn label(project: &str, role: &str, label: String) -> Call<Role> {
    Call::write("PUT", role_url(project, role, "/label"), &NewLabel { label })
}

/// How many validations a page of them has.
pub(crate) const ATTEMPTS_PER_PAGE: u64 = 10;

/// A page of every validation of a role, newest first.
pub(crate) fn attempts(project: &str, role: &str, page: u64) -> Call<Page<Attempt>> {
    let rest = ["/attempts?itemsPerPage=10&pageNum=", &page.to_string()];
    Call::get(role_url(project, role, &rest.concat()))
}

/// Deletes roles in progress, and tells of each what came of it.
pub(crate) fn remove_all(project: &str, roles: Vec<RoleId>) -> Call<List<Deletion>> {
    Call::write("POST", own_url(project, "/roles/delete"), &DeleteRoles { role_ids: roles })
}

/// The roles whose delete can still be undone, the newest delete first.
pub(crate) fn deleted(project: &str) -> Call<List<DeletedRole>> {
    Call::get(own_url(project, "/roles/deleted"))
}

/// Undoes a delete.
pub(crate) fn restore(project: &str, role: &str) -> Call<Role> {
    Call::post(role_url(project, role, "/restore"))
}

/// Deletes an access role: cancels one in progress, deauthorizes the others.
pub(crate) fn remove(project: &str, role: &str) -> Call<()> {
    Call::delete(atlas_url(project, &["/cloudProviderAccess/AWS/", &encoded(role)].concat()))
}

/// An address of the console's own API about a role.
pub(super) fn role_url(project: &str, role: &str, rest: &str) -> String {
    own_url(project, &["/roles/", &encoded(role), rest].concat())
}
