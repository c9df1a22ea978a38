//! The list of roles, their details, and deleting one.

use wire::console::Verdict;

use crate::client::Total;

pub(crate) const TITLE: &str = "AWS IAM Role Access";
pub(crate) const DETAILS: &str = "Role details";
pub(crate) const AUTHORIZE: &str = "Authorize an AWS IAM Role";
pub(crate) const SEARCH: &str = "Search by label, ARN, account or ID";
pub(crate) const STATUS: &str = "Status";
pub(crate) const ALL: &str = "All statuses";
pub(crate) const IN_PROGRESS: &str = "in progress";
pub(crate) const AUTHORIZED: &str = "authorized";
pub(crate) const REFUSED: &str = "refused by AWS";
pub(crate) const UNREACHABLE: &str = "AWS not reached";
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
pub(crate) const NO_MATCH_TEXT: &str = "No role of this project has that text in its label, its ARN, its account or its ID, with that status.";
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
pub(crate) const LABEL: &str = "Label";
pub(crate) const LABEL_HINT: &str =
    "One line of at most 100 characters, for the people of this project.";
pub(crate) const SAVE_LABEL: &str = "Save label";
pub(crate) const LABEL_SAVED: &str = "The label was saved";
pub(crate) const HEALTH: &str = "Health";
pub(crate) const HEALTH_INTRO: &str = "The role is validated again every few minutes. That AWS can't be reached says nothing of the role.";
pub(crate) const VALIDATE_AGAIN: &str = "Validate again";
pub(crate) const STATE: &str = "State";
pub(crate) const PASSES: &str = "passes";
pub(crate) const WHY: &str = "Why";
pub(crate) const LAST_ANSWER: &str = "Last answer of AWS";
pub(crate) const REACHED: &str = "Connection to AWS";
pub(crate) const UNREACHABLE_TEXT: &str = "What is known of the role is what AWS last answered.";
pub(crate) const ATTEMPTS: &str = "Validations";
pub(crate) const NOT_VALIDATED: &str = "Not validated yet";
pub(crate) const TRUST_POLICY_INTRO: &str =
    "The role in AWS needs this statement in its trust policy, for as long as it is used here.";
pub(crate) const MISSING: &str = "This role is no longer here";
pub(crate) const MISSING_TEXT: &str = "It was deleted, by you or by somebody else in the project. Nothing in AWS was changed by that.";
pub(crate) const TO_LIST: &str = "Back to the list of roles";

pub(crate) const DELETE_IN_PROGRESS: &str = "Delete this role in progress?";
pub(crate) const DELETE_IN_PROGRESS_TEXT: &str = "The authorization is cancelled, and what was typed for it is forgotten. Nothing in AWS is touched.";
pub(crate) const DELETE_IN_PROGRESS_HINT: &str = "If you have already created the role in AWS, it stays there. Its external ID will not be used again, unless you undo this.";
pub(crate) const DELETED_IN_PROGRESS: &str = "The role in progress was deleted";
pub(crate) const STAYS_IN_AWS: &str = "The role itself stays in your AWS account. The commands that remove it there too are shown under Recently deleted roles.";
pub(crate) const UNDO_HINT: &str = "You can undo this for ten minutes.";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const CLEAN_UP: &str = "Clean up";
pub(crate) const RECENTLY_DELETED: &str = "Recently deleted roles";
pub(crate) const RECENTLY_DELETED_INTRO: &str = "A delete can be undone for ten minutes. The role comes back as it was, with the same external ID, so its trust policy in AWS still fits.";
pub(crate) const NOTHING_DELETED: &str = "No role was deleted in the last ten minutes.";
pub(crate) const REMAINS: &str = "What remains in AWS";
pub(crate) const REMAINS_TEXT: &str =
    "The role with its policies. To remove it there too, detach its policies first:";
pub(crate) const DELETE_STALE: &str = "Delete roles in progress";
pub(crate) const STALE_INTRO: &str = "Authorizations that somebody began and did not end, the oldest first. Deleting them touches nothing in AWS, and can be undone for ten minutes.";
pub(crate) const NOTHING_STALE: &str = "No role is in progress.";
pub(crate) const CHOOSE_FIRST: &str = "Choose at least one role";
pub(crate) const NOT_ALL_DELETED: &str = "Not all were deleted";
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
pub(crate) fn found(total: Total) -> String {
    match total.count {
        0 => NO_MATCH.to_owned(),
        1 => "1 role found".to_owned(),
        _ => [&super::counted(total), " roles found"].concat(),
    }
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

/// How many roles AWS refuses.
pub(crate) fn refused(count: u64) -> String {
    match count {
        1 => "1 role is refused by AWS".to_owned(),
        _ => [&super::grouped(count), " roles are refused by AWS"].concat(),
    }
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

/// The button that undoes the delete of one role.
pub(crate) fn undo(name: &str) -> String {
    [UNDO, " the delete of ", name].concat()
}

/// How long a delete can still be undone.
pub(crate) fn undo_left(span: &str) -> String {
    ["Can be undone for ", span, "."].concat()
}

/// Said when a delete was undone.
pub(crate) fn restored(name: &str) -> String {
    let name = if name.is_empty() { "The role in progress" } else { name };
    [name, " is back, with the same external ID"].concat()
}

/// Who began a role.
pub(crate) fn begun_by(actor: &str) -> String {
    ["begun by ", actor].concat()
}

fn roles(count: usize) -> String {
    match count {
        1 => "1 role".to_owned(),
        _ => [&super::grouped(count as u64), " roles"].concat(),
    }
}

/// The button that deletes what is chosen.
pub(crate) fn delete_chosen(count: usize) -> String {
    if count == 0 { "Delete".to_owned() } else { ["Delete ", &roles(count)].concat() }
}

/// Said when chosen roles are gone.
pub(crate) fn deleted_stale(count: usize) -> String {
    roles(count) + if count == 1 { " in progress was deleted" } else { " in progress were deleted" }
}

/// That there are more than are shown.
pub(crate) fn first_stale(total: u64) -> String {
    ["These are the oldest 100 of ", &super::grouped(total), "."].concat()
}

/// Why some roles are still there; `why` is the reason of the first.
pub(crate) fn not_deleted(count: usize, why: &str) -> String {
    [&roles(count), " could not be deleted. ", why].concat()
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
