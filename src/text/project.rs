//! Projects and their pages, but for the roles.

use wire::{ProjectRole, console::ActivityAction};

pub(crate) const PROJECTS: &str = "Projects";
pub(crate) const ALL_PROJECTS: &str = "All projects";
pub(crate) const PROJECTS_INTRO: &str =
    "A project owns its roles, its encryption settings and its clusters.";
pub(crate) const PROJECT_NAME: &str = "Name";
pub(crate) const PROJECT_ID: &str = "Project ID";
pub(crate) const YOUR_ROLE: &str = "You are";
pub(crate) const ROLE_COUNT: &str = "AWS IAM roles";
pub(crate) const CREATED: &str = "Created";
pub(crate) const COPY_PROJECT_ID: &str = "Copy project ID";
pub(crate) const NEW_PROJECT: &str = "New project";
pub(crate) const CREATE_PROJECT: &str = "Create project";
pub(crate) const NAME_FIELD: &str = "Project name";
pub(crate) const NAME_HINT: &str = "1 to 64 characters. You become the owner of the project.";
pub(crate) const NAME_MISSING: &str = "Enter a name for the project.";
pub(crate) const NAME_LONG: &str = "The name may have at most 64 characters.";
pub(crate) const NO_PROJECTS: &str = "No projects yet";
pub(crate) const NO_PROJECTS_TEXT: &str =
    "Create a project to authorize AWS IAM roles for it, or ask the owner of one to add you.";
pub(crate) const MISSING: &str = "No such project";
pub(crate) const MISSING_TEXT: &str = "The project does not exist, or you are not a member of it.";

pub(crate) const OPTIONS: &str = "Options";
pub(crate) const NAVIGATION: &str = "Project";
pub(crate) const INTEGRATIONS: &str = "Integrations";
pub(crate) const ADVANCED: &str = "Advanced";
pub(crate) const CLUSTERS: &str = "Clusters";
pub(crate) const ACTIVITY: &str = "Activity";
pub(crate) const MEMBERS: &str = "Members";
pub(crate) const ACCESS_KEYS: &str = "Access Keys";
pub(crate) const NO_NEW_PROJECTS: &str = "Only an owner of the organization makes projects.";

pub(crate) const CONFIGURE: &str = "Configure";
pub(crate) const EDIT: &str = "Edit";

pub(crate) const ACTIVITY_INTRO: &str =
    "Who did what, from where, and what came of it: the newest first.";
pub(crate) const DOWNLOAD: &str = "Download as JSON Lines";
pub(crate) const WHEN: &str = "When";
pub(crate) const WHO: &str = "Who";
pub(crate) const WHAT: &str = "What";
pub(crate) const ABOUT: &str = "About";
pub(crate) const RESULT: &str = "Result";
pub(crate) const DONE: &str = "Done";
pub(crate) const FAILED: &str = "Failed";
pub(crate) const NO_ACTIVITY: &str = "Nothing has happened yet";
pub(crate) const ANY_ACTION: &str = "Everything that was done";
pub(crate) const WHO_FILTER: &str = "Filter by who did it";
pub(crate) const ONLY_FAILED: &str = "Only what failed";
pub(crate) const ONLY_ROLE: &str = "Only about the access role ";
pub(crate) const ALL_ROLES: &str = "Show all roles";
pub(crate) const NO_ACTIVITY_MATCHES: &str = "Nothing matches";
pub(crate) const NO_ACTIVITY_MATCHES_TEXT: &str = "The log of this project has no entry like that.";
pub(crate) const SHOW_ALL_ACTIVITY: &str = "Show the whole log";
pub(crate) const NO_ACTIVITY_TEXT: &str =
    "What is done to the roles, keys and clusters of this project is listed here.";

/// One sentence on the panel of AWS IAM roles.
pub(crate) fn panel_intro(service: &str) -> String {
    ["Let ", service, " reach resources in your AWS accounts through IAM roles that you own."]
        .concat()
}

/// How many roles there are.
pub(crate) fn role_count(count: u64) -> String {
    match count {
        0 => "No role yet".to_owned(),
        1 => "1 role".to_owned(),
        _ => [&super::grouped(count), " roles"].concat(),
    }
}

/// What a person is in a project.
pub(crate) fn membership(role: ProjectRole) -> &'static str {
    match role {
        ProjectRole::Owner => "owner",
        ProjectRole::ReadOnly => "read-only",
    }
}

/// The address that something was done from.
pub(crate) fn from_address(address: &str) -> String {
    ["from ", address].concat()
}

/// What was done.
pub(crate) fn action(action: ActivityAction) -> &'static str {
    match action {
        ActivityAction::Created => "Began an authorization",
        ActivityAction::Refused => "Validated a role",
        ActivityAction::Authorized => "Authorized a role",
        ActivityAction::Validated => "Validated a role again",
        ActivityAction::BecameUnhealthy => "Found that AWS refuses a role",
        ActivityAction::Recovered => "Found that a role passes again",
        ActivityAction::Labelled => "Labelled a role",
        ActivityAction::Cancelled => "Deleted a role in progress",
        ActivityAction::Deauthorized => "Deauthorized a role",
        ActivityAction::Undone => "Restored a deleted role",
        ActivityAction::EncryptionEnabled => "Turned encryption at rest on",
        ActivityAction::EncryptionDisabled => "Turned encryption at rest off",
        ActivityAction::EncryptionSwitched => "Switched the access to the key to a role",
        ActivityAction::KeyRotationStarted => "Began to use another key",
        ActivityAction::KeyRotationFinished => "Wrapped every cluster's key by the new key",
        ActivityAction::KeyRotationDue => "Found that a key is used for 90 days",
        ActivityAction::KeyInvalid => "Found that a key can't be used",
        ActivityAction::KeyRecovered => "Found that a key can be used again",
        ActivityAction::ClusterCreated => "Added a cluster",
        ActivityAction::ClusterEncrypted => "Encrypted a cluster by the project's key",
        ActivityAction::ClusterDecrypted => "Stopped encrypting a cluster by the project's key",
        ActivityAction::ClusterDeleted => "Deleted a cluster",
        ActivityAction::ProjectRenamed => "Renamed the project",
        ActivityAction::MemberAdded => "Added a member",
        ActivityAction::MemberInvited => "Invited a member",
        ActivityAction::InvitationWithdrawn => "Took an invitation back",
        ActivityAction::MemberJoined => "Accepted an invitation",
        ActivityAction::MemberRoleChanged => "Changed the role of a member",
        ActivityAction::MemberRemoved => "Removed a member",
        ActivityAction::LastOwnerKept => "Kept the last owner, whose group is gone",
        ActivityAction::ProgramCreated => "Made an API key or a service account",
        ActivityAction::ProgramRestricted => "Changed from where a key may be used",
        ActivityAction::ProgramRevoked => "Revoked an API key or a service account",
    }
}
