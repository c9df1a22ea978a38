//! Projects and their pages, but for the roles.

use wire::{ProjectRole, console::ActivityAction};

use crate::{
    client::Total,
    language::{Text, plural, t},
};

pub(crate) const PROJECTS: Text = t("Projects");
pub(crate) const ALL_PROJECTS: Text = t("All projects");
pub(crate) const PROJECTS_INTRO: Text =
    t("A project owns its roles, its encryption settings and its clusters.");
pub(crate) const PROJECT_NAME: Text = t("Name");
pub(crate) const PROJECT_ID: Text = t("Project ID");
pub(crate) const YOUR_ROLE: Text = t("You are");
pub(crate) const ROLE_COUNT: Text = t("AWS IAM roles");
pub(crate) const CREATED: Text = t("Created");
pub(crate) const COPY_PROJECT_ID: Text = t("Copy project ID");
pub(crate) const NEW_PROJECT: Text = t("New project");
pub(crate) const CREATE_PROJECT: Text = t("Create project");
pub(crate) const NAME_FIELD: Text = t("Project name");
pub(crate) const NAME_HINT: Text = t("1 to 64 characters. You become the owner of the project.");
pub(crate) const NAME_MISSING: Text = t("Enter a name for the project.");
pub(crate) const NAME_LONG: Text = t("The name may have at most 64 characters.");
pub(crate) const SWITCH: Text = t("Switch project");
pub(crate) const SEARCH_PROJECTS: Text = t("Search by name or ID");
pub(crate) const NO_PROJECT_MATCHES: Text = t("No project of yours has that in its name.");
pub(crate) const MORE_PROJECTS: Text = t("There are more: type more of the name.");
pub(crate) const NO_PROJECTS: Text = t("No projects yet");
pub(crate) const NO_PROJECTS_TEXT: Text =
    t("Create a project to authorize AWS IAM roles for it, or ask the owner of one to add you.");
/// The same for somebody who may not make one.
pub(crate) const NO_PROJECTS_TO_JOIN: Text = t("Ask the owner of a project to add you.");
pub(crate) const MISSING: Text = t("No such project");
pub(crate) const MISSING_TEXT: Text =
    t("The project does not exist, or you are not a member of it.");

pub(crate) const OPTIONS: Text = t("Options");
pub(crate) const NAVIGATION: Text = t("Project");
pub(crate) const INTEGRATIONS: Text = t("Integrations");
pub(crate) const ADVANCED: Text = t("Advanced");
pub(crate) const CLUSTERS: Text = t("Clusters");
pub(crate) const ACTIVITY: Text = t("Activity");
pub(crate) const MEMBERS: Text = t("Members");
pub(crate) const ACCESS_KEYS: Text = t("Access Keys");
pub(crate) const NO_NEW_PROJECTS: Text = t("Only an owner of the organization makes projects.");

pub(crate) const CONFIGURE: Text = t("Configure");
pub(crate) const EDIT: Text = t("Edit");

pub(crate) const ACTIVITY_INTRO: Text =
    t("Who did what, from where, and what came of it: the newest first.");
pub(crate) const DOWNLOAD: Text = t("Download as JSON Lines");
pub(crate) const WHEN: Text = t("When");
pub(crate) const WHO: Text = t("Who");
pub(crate) const WHAT: Text = t("What");
pub(crate) const ABOUT: Text = t("About");
pub(crate) const RESULT: Text = t("Result");
pub(crate) const DONE: Text = t("Done");
pub(crate) const FAILED: Text = t("Failed");
pub(crate) const NO_ACTIVITY: Text = t("Nothing has happened yet");
pub(crate) const ANY_ACTION: Text = t("Everything that was done");
pub(crate) const WHO_FILTER: Text = t("Filter by who did it");
pub(crate) const ONLY_FAILED: Text = t("Only what failed");
pub(crate) const ONLY_ROLE: Text = t("Only about the access role");
pub(crate) const ALL_ROLES: Text = t("Show all roles");
pub(crate) const NO_ACTIVITY_MATCHES: Text = t("Nothing matches");
pub(crate) const NO_ACTIVITY_MATCHES_TEXT: Text =
    t("The log of this project has no entry like that.");
pub(crate) const SHOW_ALL_ACTIVITY: Text = t("Show the whole log");
pub(crate) const NO_ACTIVITY_TEXT: Text =
    t("What is done to the roles, keys and clusters of this project is listed here.");

/// One sentence on the panel of AWS IAM roles.
pub(crate) fn panel_intro(service: &str) -> String {
    t("Let {0} reach resources in your AWS accounts through IAM roles that you own.")
        .with(&[service])
}

/// Says how many projects match, after a search.
pub(crate) fn found(count: usize) -> String {
    let count = count as u64;
    plural(count, t("{0} project found"), t("{0} projects found"), &[&super::grouped(count)])
}

/// Says how many entries of the log match, after it was filtered.
pub(crate) fn entries_found(total: Total) -> String {
    if total.count == 0 {
        return NO_ACTIVITY_MATCHES.to_owned();
    }
    plural(total.count, t("{0} entry found"), t("{0} entries found"), &[&super::counted(total)])
}

/// How many roles there are.
pub(crate) fn role_count(count: u64) -> String {
    if count == 0 {
        return t("No role yet").to_owned();
    }
    plural(count, t("{0} role"), t("{0} roles"), &[&super::grouped(count)])
}

/// What a person is in a project.
pub(crate) fn membership(role: ProjectRole) -> Text {
    match role {
        ProjectRole::Owner => t("owner"),
        ProjectRole::ReadOnly => t("read-only"),
    }
}

/// The address that something was done from.
pub(crate) fn from_address(address: &str) -> String {
    t("from {0}").with(&[address])
}

/// What was done.
pub(crate) fn action(action: ActivityAction) -> Text {
    match action {
        ActivityAction::Created => t("Began an authorization"),
        ActivityAction::Refused => t("Validated a role"),
        ActivityAction::Authorized => t("Authorized a role"),
        ActivityAction::Validated => t("Validated a role again"),
        ActivityAction::BecameUnhealthy => t("Found that AWS refuses a role"),
        ActivityAction::Recovered => t("Found that a role passes again"),
        ActivityAction::Labelled => t("Labelled a role"),
        ActivityAction::Cancelled => t("Deleted a role in progress"),
        ActivityAction::Deauthorized => t("Deauthorized a role"),
        ActivityAction::Undone => t("Restored a deleted role"),
        ActivityAction::EncryptionEnabled => t("Turned encryption at rest on"),
        ActivityAction::EncryptionDisabled => t("Turned encryption at rest off"),
        ActivityAction::EncryptionSwitched => t("Switched the access to the key to a role"),
        ActivityAction::KeyRotationStarted => t("Began to use another key"),
        ActivityAction::KeyRotationFinished => t("Wrapped every cluster's key by the new key"),
        ActivityAction::KeyRotationDue => t("Found that a key is used for 90 days"),
        ActivityAction::KeyInvalid => t("Found that a key can't be used"),
        ActivityAction::KeyRecovered => t("Found that a key can be used again"),
        ActivityAction::ClusterCreated => t("Added a cluster"),
        ActivityAction::ClusterEncrypted => t("Encrypted a cluster by the project's key"),
        ActivityAction::ClusterDecrypted => t("Stopped encrypting a cluster by the project's key"),
        ActivityAction::ClusterDeleted => t("Deleted a cluster"),
        ActivityAction::ProjectRenamed => t("Renamed the project"),
        ActivityAction::MemberAdded => t("Added a member"),
        ActivityAction::MemberInvited => t("Invited a member"),
        ActivityAction::InvitationWithdrawn => t("Took an invitation back"),
        ActivityAction::MemberJoined => t("Accepted an invitation"),
        ActivityAction::MemberRoleChanged => t("Changed the role of a member"),
        ActivityAction::MemberRemoved => t("Removed a member"),
        ActivityAction::LastOwnerKept => t("Kept the last owner, whose group is gone"),
        ActivityAction::ProgramCreated => t("Made an API key or a service account"),
        ActivityAction::ProgramRestricted => t("Changed from where a key may be used"),
        ActivityAction::ProgramRevoked => t("Revoked an API key or a service account"),
    }
}
