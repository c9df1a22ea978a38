//! Encryption at rest: the Advanced page.

use wire::console::{ClusterCounts, EncryptionAttemptKind as Kind, KeyCheckKind};

use crate::language::{Text, plural, t};

pub(crate) const TITLE: Text = t("Encryption at Rest using your Key Management");
pub(crate) const READ_ONLY: Text =
    t("Only an owner of the project can change its encryption at rest.");
pub(crate) const ON: Text = t("On");
pub(crate) const OFF: Text = t("Off");
pub(crate) const NOT_SAVED: Text = t("Not saved yet");
pub(crate) const OFF_TEXT: Text = t("Your own key does not encrypt anything in this project.");
pub(crate) const OFF_STEPS: Text = t(
    "Turn it on to choose an IAM role and a key in AWS KMS; after that, choose the clusters that the key shall encrypt.",
);

pub(crate) const KEY: Text = t("Customer master key");
pub(crate) const KEY_ARN: Text = t("Key ARN");
pub(crate) const COPY_KEY_ARN: Text = t("Copy key ARN");
pub(crate) const REGION: Text = t("Region");
pub(crate) const ACCESS: Text = t("Reached by");
pub(crate) const ROLE_GONE: Text = t("An access role");
pub(crate) const ON_SINCE: Text = t("On since");
pub(crate) const KEY_SINCE: Text = t("Key used since");
pub(crate) const HEALTH: Text = t("Status");
pub(crate) const WORKS: Text = t("works");
pub(crate) const FAILS: Text = t("can't be used");
pub(crate) const CHECKED: Text = t("checked");
pub(crate) const SINCE: Text = t("since");
pub(crate) const NO_ANSWER: Text = t("AWS KMS gives no answer now; it last did");
pub(crate) const PROTECTS: Text = t("Protects");
pub(crate) const ROTATION: Text = t("Next rotation");
pub(crate) const ROTATES_ITSELF: Text = t("AWS KMS rotates the key by itself");
pub(crate) const ROTATION_DUE: Text = t("Due since");
pub(crate) const ROTATE_BY: Text = t("Due on");
pub(crate) const ROLES_ONLY: Text = t("Credentials refused since");
pub(crate) const TO_CLUSTERS: Text = t("Choose clusters");

pub(crate) const EDIT: Text = t("Edit");
pub(crate) const TRY_AGAIN: Text = t("Try Again");
pub(crate) const STILL_FAILS: Text = t("Checked: the key still can't be used");
pub(crate) const WORKS_NOW: Text = t("Checked: the key works");
pub(crate) const CREDENTIALS_EDIT: Text = t(
    "While this project reaches its key by credentials, they and the key are changed through the API.",
);

pub(crate) const INVALID: Text = t("The customer master key can't be used");
pub(crate) const SINCE_LONG: Text = t("AWS KMS has refused it since");
pub(crate) const RECOVERS: Text = t(
    "It is checked every 15 minutes, and everything goes on by itself once the key can be used again.",
);
pub(crate) const SEE_ENCRYPTION: Text = t("See encryption at rest");

pub(crate) const REMINDER: Text = t("It is time to rotate the customer master key");
pub(crate) const REMINDER_TEXT: Text = t(
    "The key has been in use for 90 days. Edit the settings to use another key, or let AWS KMS rotate this one every year.",
);
pub(crate) const ROTATING: Text = t("Do not disable or delete the old key yet");
pub(crate) const ROTATING_TEXT: Text = t(
    "Each cluster's key is being wrapped anew by the new key. Until that is done, the clusters below need the old one.",
);
pub(crate) const OLD_KEYS: Text = t("Still needed");
pub(crate) const WAITING: Text = t("Clusters that still need it");
pub(crate) const ROTATION_STUCK: Text =
    t("It can't go on now, and is tried again with each check:");

pub(crate) const TURN_OFF: Text = t("Turn Off");
pub(crate) const TURN_OFF_TITLE: Text = t("Turn off encryption at rest with your own key?");
pub(crate) const TURN_OFF_TEXT: Text = t(
    "The settings are forgotten: the role, the key and its region. No cluster uses them now. Nothing in AWS is changed.",
);
pub(crate) const TURN_OFF_BACK: Text =
    t("You can turn it on again at any time, with this key or another one.");
pub(crate) const TURNED_OFF: Text = t("Encryption at rest is off");
pub(crate) const IN_USE: Text = t("Turn it off for each cluster first.");
pub(crate) const BEING_CHECKED: Text = t("A change is being checked. Stop it first.");

pub(crate) const STEP_ROLE: Text = t("Choose the IAM role that may use the key.");
pub(crate) const STEP_KEY: Text = t("Name the key.");
/// In place of that where a project goes from credentials to a role.
pub(crate) const STEP_SAME_KEY: Text = t("Keep the key.");
pub(crate) const STEP_ACCESS: Text = t("Let the role use the key.");
pub(crate) const STEP_SAVE: Text = t("Save. Nothing is changed unless every check passes.");
pub(crate) const AUTHORIZE_NEW: Text = t("Authorize a new IAM role");
pub(crate) const ROLE: Text = t("AWS IAM role");
pub(crate) const ROLE_HINT: Text = t("Only roles that are authorized for this project are listed.");
pub(crate) const ROLE_MISSING: Text = t("Choose a role. If none is listed, authorize one first.");
pub(crate) const ROLE_REFUSED: Text = t(
    "AWS refused this role when it was last checked. Open its details to see why, or choose another one.",
);
pub(crate) const NO_ROLES: Text = t("No role is authorized yet: authorize a new one.");
pub(crate) const NO_SUCH_ROLE: Text = t("No authorized role fits what you typed.");
pub(crate) const ROLE_HEALTHY: Text = t("passed its last check");
pub(crate) const ROLE_UNHEALTHY: Text = t("refused when it was last checked");
pub(crate) const KEY_ID: Text = t("Customer Master Key ID");
pub(crate) const KEY_ID_HINT: Text = t(
    "The key's ID or ARN, or an alias with alias/ before it. A key of another AWS account is named by its ARN.",
);
pub(crate) const KEY_REGION: Text = t("Customer Master Key Region");
pub(crate) const KEY_REGION_HINT: Text = t("Type a part of its name or code.");
pub(crate) const REGION_MISSING: Text = t("Choose the region that the key is in.");
pub(crate) const NO_REGION: Text = t("No region with AWS KMS is called that.");
pub(crate) const MULTI_REGION: Text =
    t("This is a multi-region key: the one of the chosen region is used, and no replica of it.");
pub(crate) const LACKS_ALIAS: Text =
    t("Read as a key ID. If it is an alias, write alias/ before it.");
pub(crate) const SAME_KEY: Text = t("The key stays as it is: only the way to it changes.");

pub(crate) const NO_POLICY_YET: Text =
    t("Once a role, a key and its region are chosen, the access policy for them is here to copy.");
pub(crate) const ACCESS_POLICY: Text = t("Access policy");
pub(crate) const ACCESS_POLICY_TEXT: Text = t(
    "Add this policy to the role, unless it has it already. It allows to encrypt and decrypt with this key, and nothing else.",
);
pub(crate) const COPY_POLICY: Text = t("Copy access policy");
pub(crate) const DOWNLOAD: Text = t("Download");
pub(crate) const JSON: Text = t("JSON");
pub(crate) const CLI: Text = t("AWS CLI");
pub(crate) const CLI_TEXT: Text = t(
    "Save the access policy as kms-access-policy.json, or download it under that name, and run this command in its folder, signed in to the AWS account of the role.",
);
pub(crate) const TERRAFORM: Text = t("Terraform");
pub(crate) const COPY_TERRAFORM: Text = t("Copy Terraform configuration");
pub(crate) const CLOUDFORMATION: Text = t("CloudFormation");
pub(crate) const COPY_CLOUDFORMATION: Text = t("Copy CloudFormation template");
pub(crate) const COMMAND: Text = t("Command");
pub(crate) const COPY_COMMAND: Text = t("Copy command");
pub(crate) const COPY_MENDING_POLICY: Text = t("Copy missing access policy");
pub(crate) const COPY_MENDING_STATEMENT: Text = t("Copy missing key policy statement");
pub(crate) const COPY_MENDING_COMMAND: Text = t("Copy command that helps");
pub(crate) const BY_ALIAS: Text = t(
    "The policy holds for whatever key has this alias: whoever may move the alias moves the access with it. With the key's ARN it would hold for that key alone.",
);
pub(crate) const OTHER_ACCOUNT: Text = t(
    "The key is in another AWS account than the role. There, add this statement to the list Statement of the key's policy too:",
);
pub(crate) const KEY_STATEMENT: Text = t("Key policy statement");
pub(crate) const COPY_KEY_STATEMENT: Text = t("Copy key policy statement");

pub(crate) const SAVE: Text = t("Save");
pub(crate) const STOP: Text = t("Stop");
pub(crate) const CHECKS: Text = t("Checks");
pub(crate) const STARTED: Text = t("The checks have begun");
pub(crate) const STOPPED: Text = t("The checks were stopped");
pub(crate) const STOPPED_TEXT: Text = t("Nothing was changed. Save again when you are ready.");
pub(crate) const CONNECTION_LOST: Text = t(
    "The connection is lost. The checks go on without it, and are shown here as soon as the connection is back.",
);

pub(crate) const GRANT: Text = t("Grant Access to Keys with an AWS IAM Role");
pub(crate) const GRANT_TEXT: Text = t(
    "This project still reaches its key by an access key, which does not expire and has to be kept secret. A role that you can take away at any time does the same without.",
);
pub(crate) const GRANT_STEPS: [Text; 3] = [
    t("The key and everything that it encrypts stay as they are."),
    t(
        "The role has to be able to decrypt what the key has encrypted; that is checked before anything changes.",
    ),
    t(
        "It can't be undone: from then on this project refuses credentials for ever, also through the API.",
    ),
];
pub(crate) const CONFIGURE: Text = t("Configure");
pub(crate) const SWITCH: Text = t("Switch for Ever");
pub(crate) const SWITCH_TITLE: Text = t("Switch to the role for ever?");
pub(crate) const SWITCH_TEXT: Text = t(
    "This can't be undone. Once the checks pass, the stored access key is erased, and this project refuses credentials for ever: on this page, through the API, and after encryption at rest was turned off and on again.",
);
pub(crate) const SWITCH_SAFE: Text = t("If a check does not pass, nothing changes.");

/// What the feature is for.
pub(crate) fn intro(service: &str) -> String {
    t("Your own key in AWS KMS encrypts the clusters that you choose. {0} uses it through an IAM role of yours.").with(&[service])
}

/// The heading of the form.
pub(crate) fn form_title(kind: Kind) -> Text {
    match kind {
        Kind::Enable => t("Turn it on"),
        Kind::Rotate => t("Use another key, region or role"),
        Kind::Switch => t("Choose the role"),
    }
}

/// How many clusters the key protects.
pub(crate) fn protects(counts: ClusterCounts) -> String {
    let (encrypted, total) = (super::grouped(counts.encrypted), super::grouped(counts.total));
    let (one, other) = (t("{0} of {1} cluster"), t("{0} of {1} clusters"));
    plural(counts.total, one, other, &[&encrypted, &total])
}

/// Why it can't be turned off.
pub(crate) fn in_use(encrypted: u64) -> String {
    let one = t("{0} cluster is encrypted by this key.");
    let other = t("{0} clusters are encrypted by this key.");
    plural(encrypted, one, other, &[&super::grouped(encrypted)])
}

/// What a key that can't be used means for the clusters.
pub(crate) fn stopped(count: u64) -> String {
    if count == 0 {
        return t("No cluster needs it now.").to_owned();
    }
    let one = t("{0} cluster is stopped until it can be used again.");
    let other = t("{0} clusters are stopped until it can be used again.");
    plural(count, one, other, &[&super::grouped(count)])
}

/// How far a rotation is.
pub(crate) fn rotated(done: u64, total: u64) -> String {
    let (one, other) = (
        t("{0} of {1} cluster's key is wrapped by the new key"),
        t("{0} of {1} clusters' keys are wrapped by the new key"),
    );
    plural(total, one, other, &[&super::grouped(done), &super::grouped(total)])
}

/// The key is reached by credentials.
pub(crate) fn by_credentials(access_key: &str) -> String {
    t("Credentials, access key ID {0}").with(&[access_key])
}

/// What a region is called.
pub(crate) fn region(name: &str, code: &str) -> String {
    [name, " (", code, ")"].concat()
}

/// What is checked.
pub(crate) fn check(kind: KeyCheckKind, service: &str) -> String {
    match kind {
        KeyCheckKind::PresentKey => t("The present key still decrypts").to_owned(),
        KeyCheckKind::Access => t("{0} can assume the role").with(&[service]),
        KeyCheckKind::Description => {
            t("The key exists in this region, is enabled, and is a symmetric one").to_owned()
        }
        KeyCheckKind::Encrypt => t("It encrypts").to_owned(),
        KeyCheckKind::Decrypt => t("It decrypts, to the same bytes").to_owned(),
    }
}

/// What attempt a result is of that the person has not seen come.
pub(crate) fn last_result(key: &str, actor: &str) -> String {
    t("The last attempt, with the key {0}, by {1}").with(&[key, actor])
}

/// Said when everything passed.
pub(crate) fn passed(kind: Kind) -> Text {
    match kind {
        Kind::Enable => t("Encryption at rest is on"),
        Kind::Rotate => t("The new settings are in use"),
        Kind::Switch => t("The key is reached by the role from now on"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words() {
        let counts = |total, encrypted| ClusterCounts { total, encrypted, stopped: 0 };
        assert_eq!(protects(counts(2, 1)), "1 of 2 clusters");
        assert_eq!(protects(counts(1, 0)), "0 of 1 cluster");
        assert_eq!(in_use(1), "1 cluster is encrypted by this key.");
        assert_eq!(in_use(1200), "1200 clusters are encrypted by this key.");
        assert_eq!(stopped(1), "1 cluster is stopped until it can be used again.");
    }
}
