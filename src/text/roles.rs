//! The list of roles, their details, and deleting one.

use wire::console::Verdict;

use crate::{
    client::Total,
    language::{self, Text, plural, t},
};

pub(crate) const TITLE: Text = t("AWS IAM Role Access");
pub(crate) const DETAILS: Text = t("Role details");
pub(crate) const AUTHORIZE: Text = t("Authorize an AWS IAM Role");
pub(crate) const SEARCH: Text = t("Search by label, ARN, account or ID");
pub(crate) const STATUS: Text = t("Status");
pub(crate) const ALL: Text = t("All statuses");
pub(crate) const IN_PROGRESS: Text = t("in progress");
pub(crate) const AUTHORIZED: Text = t("authorized");
pub(crate) const REFUSED: Text = t("refused by AWS");
pub(crate) const UNREACHABLE: Text = t("AWS not reached");
pub(crate) const ROLE: Text = t("Role");
pub(crate) const CREATED: Text = t("Created");
pub(crate) const SERVICES: Text = t("Used by");
pub(crate) const ACTIONS: Text = t("Actions");
pub(crate) const RESUME: Text = t("Resume");
pub(crate) const MORE: Text = t("More actions");
pub(crate) const VIEW_DETAILS: Text = t("View Role Details");
pub(crate) const UNNAMED: Text = t("No name yet");
pub(crate) const READ_ONLY: Text =
    t("Only an owner of the project can authorize, resume or delete roles.");

pub(crate) const EMPTY: Text = t("No AWS IAM role yet");
pub(crate) const NO_MATCH: Text = t("Nothing matches");
pub(crate) const NO_MATCH_TEXT: Text = t(
    "No role of this project has that text in its label, its ARN, its account or its ID, with that status.",
);
pub(crate) const SHOW_ALL: Text = t("Show all roles");

pub(crate) const ROLE_ID: Text = t("Access role ID");
pub(crate) const ARN: Text = t("Role ARN");
pub(crate) const ACCOUNT: Text = t("AWS account of the role");
pub(crate) const SERVICE_ACCOUNT: Text = t("Principal of the trust policy");
pub(crate) const EXTERNAL_ID: Text = t("External ID");
pub(crate) const COPY_EXTERNAL_ID: Text = t("Copy external ID");
pub(crate) const CREATED_BY: Text = t("Begun by");
pub(crate) const LAST_SAVED: Text = t("Last saved");
pub(crate) const AUTHORIZED_DATE: Text = t("Authorized");
pub(crate) const TYPED_NAME: Text = t("Typed role name");
pub(crate) const TYPED_ARN: Text = t("Typed ARN");
pub(crate) const LABEL: Text = t("Label");
pub(crate) const LABEL_HINT: Text =
    t("One line of at most 100 characters, for the people of this project.");
pub(crate) const SAVE_LABEL: Text = t("Save label");
pub(crate) const LABEL_SAVED: Text = t("The label was saved");
pub(crate) const HEALTH: Text = t("Health");
pub(crate) const HEALTH_INTRO: Text = t(
    "The service validates the role again now and then, unless its operator has turned that off. That AWS can't be reached says nothing of the role.",
);
pub(crate) const VALIDATE_AGAIN: Text = t("Validate again");
pub(crate) const STATE: Text = t("State");
pub(crate) const PASSES: Text = t("passes");
pub(crate) const LAST_ANSWER: Text = t("Last answer of AWS");
pub(crate) const REACHED: Text = t("Connection to AWS");
pub(crate) const UNREACHABLE_TEXT: Text = t("What is known of the role is what AWS last answered.");
pub(crate) const ATTEMPTS: Text = t("Validations");
pub(crate) const NOT_VALIDATED: Text = t("Not validated yet");
pub(crate) const TRUST_POLICY_INTRO: Text =
    t("The role in AWS needs this statement in its trust policy, for as long as it is used here.");
pub(crate) const MISSING: Text = t("This role is no longer here");
pub(crate) const MISSING_TEXT: Text = t(
    "The project has no role with this ID. If it had one, it was deleted, by you or by somebody else in the project; nothing in AWS was changed by that.",
);
pub(crate) const TO_LIST: Text = t("Back to the list of roles");

pub(crate) const DELETE_IN_PROGRESS: Text = t("Delete this role in progress?");
pub(crate) const DELETE_IN_PROGRESS_TEXT: Text = t(
    "The authorization is cancelled, and what was typed for it is forgotten. Nothing in AWS is touched.",
);
pub(crate) const DELETE_IN_PROGRESS_HINT: Text = t(
    "If you have already created the role in AWS, it stays there. Its external ID will not be used again, unless you undo this.",
);
pub(crate) const DELETED_IN_PROGRESS: Text = t("The role in progress was deleted");
pub(crate) const UNUSED: Text = t("No service uses it now.");
pub(crate) const STAYS_IN_AWS: Text = t(
    "The role itself stays in your AWS account. The commands that remove it there too are shown under Recently deleted roles.",
);
pub(crate) const UNDO_HINT: Text = t("You can undo this for ten minutes.");
pub(crate) const UNDO: Text = t("Undo");
pub(crate) const CLEAN_UP: Text = t("Clean up");
pub(crate) const RECENTLY_DELETED: Text = t("Recently deleted roles");
pub(crate) const RECENTLY_DELETED_INTRO: Text = t(
    "A delete can be undone for ten minutes. The role comes back as it was, with the same external ID, so its trust policy in AWS still fits.",
);
pub(crate) const NOTHING_DELETED: Text = t("No role was deleted in the last ten minutes.");
pub(crate) const REMAINS: Text = t("What remains in AWS");
pub(crate) const REMAINS_TEXT: Text =
    t("The role with its policies. To remove it there too, detach its policies first:");
pub(crate) const DELETE_STALE: Text = t("Delete roles in progress");
pub(crate) const STALE_INTRO: Text = t(
    "Authorizations that somebody began and did not end, the oldest first. Deleting them touches nothing in AWS, and can be undone for ten minutes.",
);
pub(crate) const NOTHING_STALE: Text = t("No role is in progress.");
pub(crate) const CHOOSE_FIRST: Text = t("Choose at least one role");
pub(crate) const NOT_ALL_DELETED: Text = t("Not all were deleted");
pub(crate) const COPY_REMOVAL: Text = t("Copy commands");
pub(crate) const REMOVAL: Text = t("Commands that remove the role in AWS");

/// What the page is for.
pub(crate) fn intro(service: &str) -> String {
    t("IAM roles in your AWS accounts that {0} may assume for this project.").with(&[service])
}

/// Why one would authorize a role.
pub(crate) fn empty(service: &str) -> String {
    t("Authorize a role so that services of {0} can reach resources in your AWS account: your keys in AWS KMS, for example.").with(&[service])
}

/// Says how many roles match, after a search.
pub(crate) fn found(total: Total) -> String {
    if total.count == 0 {
        return NO_MATCH.to_owned();
    }
    plural(total.count, t("{0} role found"), t("{0} roles found"), &[&super::counted(total)])
}

/// Who made it.
pub(crate) fn by(actor: &str) -> String {
    t("by {0}").with(&[actor])
}

/// The account of a role.
pub(crate) fn account(account: &str) -> String {
    t("Account {0}").with(&[account])
}

/// The ID of a role that nothing else is known of.
pub(crate) fn id(id: &str) -> String {
    t("ID {0}").with(&[id])
}

/// The question before an authorized role is deleted.
pub(crate) fn delete_authorized(name: &str) -> String {
    t("Deauthorize {0}?").with(&[name])
}

/// What stops when an authorized role is deleted.
pub(crate) fn delete_authorized_text(service: &str) -> String {
    t("From then on {0} no longer assumes the role: whatever you meant to reach through it can't be reached. To authorize it again you need a new external ID and so a new trust policy.").with(&[service])
}

/// Said when an authorized role is gone.
pub(crate) fn deauthorized(name: &str) -> String {
    t("{0} was deauthorized; in AWS it remains").with(&[name])
}

/// Said when a role has been authorized.
pub(crate) fn authorized(name: &str) -> String {
    t("{0} is authorized").with(&[name])
}

/// How many roles AWS refuses.
pub(crate) fn refused(count: u64) -> String {
    let (one, other) = (t("{0} role is refused by AWS"), t("{0} roles are refused by AWS"));
    plural(count, one, other, &[&super::grouped(count)])
}

/// Why a role can't be deleted.
pub(crate) fn in_use(services: &str) -> String {
    t("In use by {0}. Remove the role there first.").with(&[services])
}

/// What a type of feature is called.
pub(crate) fn feature(feature_type: &str) -> String {
    let name = match feature_type {
        "ENCRYPTION_AT_REST" => t("Encryption at rest"),
        "ATLAS_DATA_LAKE" => t("Data lake"),
        "EXPORT_SNAPSHOT" => t("Snapshot export"),
        "PUSH_BASED_LOG_EXPORT" | "ATLAS_LOG_INTEGRATION" => t("Log export"),
        other => return other.to_owned(),
    };
    name.to_owned()
}

/// How a validation ended.
pub(crate) fn verdict(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Running => t("is going on"),
        Verdict::Passed => t("passed"),
        Verdict::Refused => t("refused"),
        Verdict::Unreachable => t("AWS could not be asked"),
        Verdict::Stopped => t("stopped"),
    }
}

/// How the last validation of a role in progress came out.
pub(crate) fn last_validation(last: Verdict) -> String {
    match last {
        Verdict::Running => t("a validation is going on").to_owned(),
        last => t("last validation: {0}").with(&[&verdict(last)]),
    }
}

/// The button that undoes the delete of one role.
pub(crate) fn undo(name: &str) -> String {
    t("Undo the delete of {0}").with(&[name])
}

/// How long a delete can still be undone.
pub(crate) fn undo_left(span: &str) -> String {
    t("Can be undone for {0}.").with(&[span])
}

/// Said when a delete was undone.
pub(crate) fn restored(name: &str) -> String {
    match name {
        "" => t("The role in progress is back, with the same external ID").to_owned(),
        name => t("{0} is back, with the same external ID").with(&[name]),
    }
}

/// Who began a role.
pub(crate) fn begun_by(actor: &str) -> String {
    t("begun by {0}").with(&[actor])
}

/// The button that deletes what is chosen.
pub(crate) fn delete_chosen(count: usize) -> String {
    if count == 0 {
        return super::DELETE.to_owned();
    }
    let count = count as u64;
    plural(count, t("Delete {0} role"), t("Delete {0} roles"), &[&super::grouped(count)])
}

/// Said when chosen roles are gone.
pub(crate) fn deleted_stale(count: usize) -> String {
    let count = count as u64;
    let one = t("{0} role in progress was deleted");
    let other = t("{0} roles in progress were deleted");
    plural(count, one, other, &[&super::grouped(count)])
}

/// That there are more than are shown.
pub(crate) fn first_stale(total: u64) -> String {
    t("These are the oldest 100 of {0}.").with(&[&super::grouped(total)])
}

/// Why some roles are still there; `why` is the reason of the first.
pub(crate) fn not_deleted(count: usize, why: &str) -> String {
    let count = count as u64;
    let one = t("{0} role could not be deleted. {1}");
    let other = t("{0} roles could not be deleted. {1}");
    plural(count, one, other, &[&super::grouped(count), &language::of_server(why)])
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
