//! The list of roles, their details, and deleting one.

use wire::console::Verdict;

pub(crate) const TITLE: &str = "AWS IAM Role Access";
pub(crate) const DETAILS: &str = "Role details";
pub(crate) const AUTHORIZE: &str = "Authorize an AWS IAM Role";
pub(crate) const SEARCH: &str = "Search by ARN, account or ID";
pub(crate) const STATUS: &str = "Status";
pub(crate) const ALL: &str = "All statuses";
pub(crate) const IN_PROGRESS: &str = "in progress";
pub(crate) const AUTHORIZED: &str = "authorized";
pub(crate) const ROLE: &str = "Role";
pub(crate) const CREATED: &str = "Created";
pub(crate) const SERVICES: &str = "Used by";
pub(crate) const ACTIONS: &str = "Actions";
pub(crate) const RESUME: &str = "Resume";
pub(crate) const MORE: &str = "More actions";
pub(crate) const VIEW_DETAILS: &str = "View Role Details";
pub(crate) const UNNAMED: &str = "No name yet";
pub(crate) const READ_ONLY: &str =
    "Only an owner of the project can authorize, resume or delete roles.";

pub(crate) const EMPTY: &str = "No AWS IAM role yet";
pub(crate) const NO_MATCH: &str = "Nothing matches";
pub(crate) const NO_MATCH_TEXT: &str =
    "No role of this project has that text in its ARN, its account or its ID, with that status.";
pub(crate) const SHOW_ALL: &str = "Show all roles";

pub(crate) const ROLE_ID: &str = "Access role ID";
pub(crate) const ARN: &str = "Role ARN";
pub(crate) const ACCOUNT: &str = "AWS account of the role";
pub(crate) const SERVICE_ACCOUNT: &str = "Principal of the trust policy";
pub(crate) const EXTERNAL_ID: &str = "External ID";
pub(crate) const COPY_EXTERNAL_ID: &str = "Copy external ID";
pub(crate) const CREATED_BY: &str = "Begun by";
pub(crate) const AUTHORIZED_DATE: &str = "Authorized";
pub(crate) const TYPED_NAME: &str = "Typed role name";
pub(crate) const TYPED_ARN: &str = "Typed ARN";
pub(crate) const LAST_VALIDATION: &str = "Last validation";
pub(crate) const NOT_VALIDATED: &str = "Not validated yet";
pub(crate) const TRUST_POLICY_INTRO: &str =
    "The role in AWS needs this statement in its trust policy, for as long as it is used here.";
pub(crate) const MISSING: &str = "This role is no longer here";
pub(crate) const MISSING_TEXT: &str = "It was deleted, by you or by somebody else in the project. Nothing in AWS was changed by that.";
pub(crate) const TO_LIST: &str = "Back to the list of roles";

pub(crate) const DELETE_IN_PROGRESS: &str = "Delete this role in progress?";
pub(crate) const DELETE_IN_PROGRESS_TEXT: &str = "The authorization is cancelled, and what was typed for it is forgotten. Nothing in AWS is touched.";
pub(crate) const DELETE_IN_PROGRESS_HINT: &str = "If you have already created the role in AWS, it stays there. Its external ID will not be used again.";
pub(crate) const DELETED_IN_PROGRESS: &str = "The role in progress was deleted";
pub(crate) const STAYS_IN_AWS: &str =
    "The role itself stays in your AWS account. To remove it there too, detach its policies first:";
pub(crate) const COPY_REMOVAL: &str = "Copy commands";
pub(crate) const REMOVAL: &str = "Commands that remove the role in AWS";

/// What the page is for.
pub(crate) fn intro(service: &str) -> String {
    ["IAM roles in your AWS accounts that ", service, " may assume for this project."].concat()
}

/// Why one would authorize a role.
pub(crate) fn empty(service: &str) -> String {
    [
        "Authorize a role so that services of ",
        service,
        " can reach resources in your AWS account: your keys in AWS KMS, for example.",
    ]
    .concat()
}

/// Says how many roles match, after a search.
pub(crate) fn found(total: u64) -> String {
    match total {
        0 => NO_MATCH.to_owned(),
        1 => "1 role found".to_owned(),
        _ => [&super::grouped(total), " roles found"].concat(),
    }
}

/// Since when a role is in progress.
pub(crate) fn waiting(span: &str) -> String {
    ["for ", span].concat()
}

/// Who made it.
pub(crate) fn by(actor: &str) -> String {
    ["by ", actor].concat()
}

/// The account of a role.
pub(crate) fn account(account: &str) -> String {
    ["Account ", account].concat()
}

/// The ID of a role that nothing else is known of.
pub(crate) fn id(id: &str) -> String {
    ["ID ", id].concat()
}

/// The question before an authorized role is deleted.
pub(crate) fn delete_authorized(name: &str) -> String {
    ["Deauthorize ", name, "?"].concat()
}

/// What stops when an authorized role is deleted.
pub(crate) fn delete_authorized_text(service: &str) -> String {
    [
        "From then on ",
        service,
        " no longer assumes the role: whatever you meant to reach through it can't be reached. No service uses it now. ",
        "To authorize it again you need a new external ID and so a new trust policy.",
    ]
    .concat()
}

/// Said when an authorized role is gone.
pub(crate) fn deauthorized(name: &str) -> String {
    [name, " was deauthorized"].concat()
}

/// Said when a role has been authorized.
pub(crate) fn authorized(name: &str) -> String {
    [name, " is authorized"].concat()
}

/// Why a role can't be deleted.
pub(crate) fn in_use(services: &str) -> String {
    ["In use by ", services, ". Remove the role there first."].concat()
}

/// What a type of feature is called.
pub(crate) fn feature(feature_type: &str) -> String {
    match feature_type {
        "ENCRYPTION_AT_REST" => "Encryption at rest",
        "ATLAS_DATA_LAKE" => "Data lake",
        "EXPORT_SNAPSHOT" => "Snapshot export",
        "PUSH_BASED_LOG_EXPORT" | "ATLAS_LOG_INTEGRATION" => "Log export",
        other => other,
    }
    .to_owned()
}

/// How a validation ended.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Running => "is going on",
        Verdict::Passed => "passed",
        Verdict::Refused => "refused",
        Verdict::Unreachable => "AWS could not be asked",
        Verdict::Stopped => "stopped",
    }
}

/// The commands that remove a role in AWS.
pub(crate) fn removal_commands(name: &str) -> String {
    let option = if name.starts_with('-') { " --role-name='" } else { " --role-name '" };
    [
        "aws iam list-attached-role-policies",
        option,
        name,
        "'\naws iam list-role-policies",
        option,
        name,
        "'\naws iam delete-role",
        option,
        name,
        "'",
    ]
    .concat()
}
