//! Encryption at rest: the Advanced page.

use wire::console::{ClusterCounts, EncryptionAttemptKind as Kind, KeyCheckKind};

pub(crate) const TITLE: &str = "Encryption at Rest using your Key Management";
pub(crate) const READ_ONLY: &str =
    "Only an owner of the project can change its encryption at rest.";
pub(crate) const ON: &str = "On";
pub(crate) const OFF: &str = "Off";
pub(crate) const NOT_SAVED: &str = "Not saved yet";
pub(crate) const OFF_TEXT: &str = "Your own key does not encrypt anything in this project.";
pub(crate) const OFF_STEPS: &str = "Turn it on to choose an IAM role and a key in AWS KMS; after that, choose the clusters that the key shall encrypt.";

pub(crate) const KEY: &str = "Customer master key";
pub(crate) const KEY_ARN: &str = "Key ARN";
pub(crate) const COPY_KEY_ARN: &str = "Copy key ARN";
pub(crate) const REGION: &str = "Region";
pub(crate) const ACCESS: &str = "Reached by";
pub(crate) const ROLE_GONE: &str = "An access role";
pub(crate) const ON_SINCE: &str = "On since";
pub(crate) const KEY_SINCE: &str = "Key used since";
pub(crate) const HEALTH: &str = "Last check";
pub(crate) const WORKS: &str = "works";
pub(crate) const FAILS: &str = "can't be used";
pub(crate) const CHECKED: &str = "checked";
pub(crate) const SINCE: &str = "since";
pub(crate) const NO_ANSWER: &str = "AWS KMS gives no answer now; it last did";
pub(crate) const PROTECTS: &str = "Protects";
pub(crate) const ROTATION: &str = "Next rotation";
pub(crate) const ROTATES_ITSELF: &str = "AWS KMS rotates the key by itself";
pub(crate) const ROTATION_DUE: &str = "Due since";
pub(crate) const ROTATE_BY: &str = "Due on";
pub(crate) const ROLES_ONLY: &str = "Credentials refused since";
pub(crate) const TO_CLUSTERS: &str = "Choose clusters";

pub(crate) const EDIT: &str = "Edit";
pub(crate) const TRY_AGAIN: &str = "Try Again";
pub(crate) const STILL_FAILS: &str = "Checked: the key still can't be used";
pub(crate) const WORKS_NOW: &str = "Checked: the key works";
pub(crate) const CREDENTIALS_EDIT: &str = "While this project reaches its key by credentials, they and the key are changed through the API.";

pub(crate) const INVALID: &str = "The customer master key can't be used";
pub(crate) const SINCE_LONG: &str = "AWS KMS has refused it since";
pub(crate) const RECOVERS: &str = "It is checked every 15 minutes, and everything goes on by itself once the key can be used again.";
pub(crate) const SEE_ENCRYPTION: &str = "See encryption at rest";

pub(crate) const REMINDER: &str = "It is time to rotate the customer master key";
pub(crate) const REMINDER_TEXT: &str = "The key has been in use for 90 days. Edit the settings to use another key, or let AWS KMS rotate this one every year.";
pub(crate) const ROTATING: &str = "Do not disable or delete the old key yet";
pub(crate) const ROTATING_TEXT: &str = "Each cluster's key is being wrapped anew by the new key. Until that is done, the clusters below need the old one.";
pub(crate) const OLD_KEYS: &str = "Still needed";
pub(crate) const WAITING: &str = "Clusters that still need it";
pub(crate) const ROTATION_STUCK: &str = "It can't go on now, and is tried again with each check:";

pub(crate) const TURN_OFF: &str = "Turn Off";
pub(crate) const TURN_OFF_TITLE: &str = "Turn off encryption at rest with your own key?";
pub(crate) const TURN_OFF_TEXT: &str = "The settings are forgotten: the role, the key and its region. No cluster uses them now. Nothing in AWS is changed.";
pub(crate) const TURN_OFF_BACK: &str =
    "You can turn it on again at any time, with this key or another one.";
pub(crate) const TURNED_OFF: &str = "Encryption at rest is off";
pub(crate) const IN_USE: &str = "Turn it off for each cluster first.";
pub(crate) const BEING_CHECKED: &str = "A change is being checked. Stop it first.";

pub(crate) const STEP_ROLE: &str = "Choose the IAM role that may use the key.";
pub(crate) const STEP_KEY: &str = "Name the key.";
pub(crate) const STEP_ACCESS: &str = "Let the role use the key.";
pub(crate) const STEP_SAVE: &str = "Save. Nothing is changed unless every check passes.";
pub(crate) const AUTHORIZE_NEW: &str = "Authorize a new IAM role";
pub(crate) const ROLE: &str = "AWS IAM role";
pub(crate) const ROLE_HINT: &str = "Only roles that are authorized for this project are listed.";
pub(crate) const ROLE_MISSING: &str = "Choose a role. If none is listed, authorize one first.";
pub(crate) const ROLE_REFUSED: &str = "AWS refused this role when it was last checked. Open its details to see why, or choose another one.";
pub(crate) const NO_ROLES: &str = "No authorized role has that in its ARN.";
pub(crate) const ROLE_HEALTHY: &str = "passed its last check";
pub(crate) const ROLE_UNHEALTHY: &str = "refused when it was last checked";
pub(crate) const KEY_ID: &str = "Customer Master Key ID";
pub(crate) const KEY_ID_HINT: &str = "The key's ID or ARN, or an alias with alias/ before it. A key of another AWS account is named by its ARN.";
pub(crate) const KEY_REGION: &str = "Customer Master Key Region";
pub(crate) const KEY_REGION_HINT: &str = "Type a part of its name or code.";
pub(crate) const REGION_MISSING: &str = "Choose the region that the key is in.";
pub(crate) const NO_REGION: &str = "No region with AWS KMS is called that.";
pub(crate) const MULTI_REGION: &str =
    "This is a multi-region key: the one of the chosen region is used, and no replica of it.";
pub(crate) const LACKS_ALIAS: &str = "Read as a key ID. If it is an alias, write alias/ before it.";
pub(crate) const SAME_KEY: &str = "The key stays as it is: only the way to it changes.";

pub(crate) const NO_POLICY_YET: &str =
    "Once a role, a key and its region are chosen, the access policy for them is here to copy.";
pub(crate) const ACCESS_POLICY: &str = "Access policy";
pub(crate) const ACCESS_POLICY_TEXT: &str = "Add this policy to the role, unless it has it already. It allows to encrypt and decrypt with this key, and nothing else.";
pub(crate) const COPY_POLICY: &str = "Copy access policy";
pub(crate) const DOWNLOAD: &str = "Download";
pub(crate) const JSON: &str = "JSON";
pub(crate) const CLI: &str = "AWS CLI";
pub(crate) const CLI_TEXT: &str = "Save the access policy as kms-access-policy.json, or download it under that name, and run this command in its folder, signed in to the AWS account of the role.";
pub(crate) const TERRAFORM: &str = "Terraform";
pub(crate) const COPY_TERRAFORM: &str = "Copy Terraform configuration";
pub(crate) const CLOUDFORMATION: &str = "CloudFormation";
pub(crate) const COPY_CLOUDFORMATION: &str = "Copy CloudFormation template";
pub(crate) const COMMAND: &str = "Command";
pub(crate) const COPY_COMMAND: &str = "Copy command";
pub(crate) const COPY_MENDING_POLICY: &str = "Copy missing access policy";
pub(crate) const COPY_MENDING_STATEMENT: &str = "Copy missing key policy statement";
pub(crate) const COPY_MENDING_COMMAND: &str = "Copy command that helps";
pub(crate) const BY_ALIAS: &str = "The policy holds for whatever key has this alias: whoever may move the alias moves the access with it. With the key's ARN it would hold for that key alone.";
pub(crate) const OTHER_ACCOUNT: &str = "The key is in another AWS account than the role. There, add this statement to the list Statement of the key's policy too:";
pub(crate) const KEY_STATEMENT: &str = "Key policy statement";
pub(crate) const COPY_KEY_STATEMENT: &str = "Copy key policy statement";

pub(crate) const SAVE: &str = "Save";
pub(crate) const STOP: &str = "Stop";
pub(crate) const CHECKS: &str = "Checks";
pub(crate) const STARTED: &str = "The checks have begun";
pub(crate) const STOPPED: &str = "The checks were stopped";
pub(crate) const STOPPED_TEXT: &str = "Nothing was changed. Save again when you are ready.";
pub(crate) const CONNECTION_LOST: &str = "The connection is lost. The checks go on without it, and are shown here as soon as the connection is back.";

pub(crate) const GRANT: &str = "Grant Access to Keys with an AWS IAM Role";
pub(crate) const GRANT_TEXT: &str = "This project still reaches its key by an access key, which does not expire and has to be kept secret. A role that you can take away at any time does the same without.";
pub(crate) const GRANT_STEPS: [&str; 3] = [
    "The key and everything that it encrypts stay as they are.",
    "The role has to be able to decrypt what the key has encrypted; that is checked before anything changes.",
    "It can't be undone: from then on this project refuses credentials for ever, also through the API.",
];
pub(crate) const CONFIGURE: &str = "Configure";
pub(crate) const SWITCH: &str = "Switch for Ever";
pub(crate) const SWITCH_TITLE: &str = "Switch to the role for ever?";
pub(crate) const SWITCH_TEXT: &str = "This can't be undone. Once the checks pass, the stored access key is erased, and this project refuses credentials for ever: on this page, through the API, and after encryption at rest was turned off and on again.";
pub(crate) const SWITCH_SAFE: &str = "If a check does not pass, nothing changes.";

/// What the feature is for.
pub(crate) fn intro(service: &str) -> String {
    [
        "Your own key in AWS KMS encrypts the clusters that you choose. ",
        service,
        " uses it through an IAM role of yours.",
    ]
    .concat()
}

/// The heading of the form.
pub(crate) fn form_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Enable => "Turn it on",
        Kind::Rotate => "Use another key, region or role",
        Kind::Switch => "Choose the role",
    }
}

/// How many clusters the key protects.
pub(crate) fn protects(counts: ClusterCounts) -> String {
    let of =
        [super::grouped(counts.encrypted).as_str(), " of ", &super::grouped(counts.total)].concat();
    [of.as_str(), if counts.total == 1 { " cluster" } else { " clusters" }].concat()
}

/// Why it can't be turned off.
pub(crate) fn in_use(encrypted: u64) -> String {
    let clusters = match encrypted {
        1 => "1 cluster is".to_owned(),
        _ => [&super::grouped(encrypted), " clusters are"].concat(),
    };
    [&clusters, " encrypted by this key."].concat()
}

/// What a key that can't be used means for the clusters.
pub(crate) fn stopped(count: u64) -> String {
    match count {
        0 => "No cluster needs it now.".to_owned(),
        1 => "1 cluster is stopped until it can be used again.".to_owned(),
        _ => [&super::grouped(count), " clusters are stopped until it can be used again."].concat(),
    }
}

/// How far a rotation is.
pub(crate) fn rotated(done: u64, total: u64) -> String {
    let of = [super::grouped(done).as_str(), " of ", &super::grouped(total)].concat();
    [of.as_str(), " clusters' keys are wrapped by the new key"].concat()
}

/// The key is reached by credentials.
pub(crate) fn by_credentials(access_key: &str) -> String {
    ["Credentials, access key ID ", access_key].concat()
}

/// What a region is called.
pub(crate) fn region(name: &str, code: &str) -> String {
    [name, " (", code, ")"].concat()
}

/// What is checked.
pub(crate) fn check(kind: KeyCheckKind, service: &str) -> String {
    match kind {
        KeyCheckKind::PresentKey => "The present key still decrypts".to_owned(),
        KeyCheckKind::Access => [service, " can assume the role"].concat(),
        KeyCheckKind::Description => {
            "The key exists in this region, is enabled, and is a symmetric one".to_owned()
        }
        KeyCheckKind::Encrypt => "It encrypts".to_owned(),
        KeyCheckKind::Decrypt => "It decrypts, to the same bytes".to_owned(),
    }
}

/// What attempt a result is of that the person has not seen come.
pub(crate) fn last_result(key: &str, actor: &str) -> String {
    ["The last attempt, with the key ", key, ", by ", actor].concat()
}

/// Said when everything passed.
pub(crate) fn passed(kind: Kind) -> &'static str {
    match kind {
        Kind::Enable => "Encryption at rest is on",
        Kind::Rotate => "The new settings are in use",
        Kind::Switch => "The key is reached by the role from now on",
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
        assert_eq!(in_use(1200), "1,200 clusters are encrypted by this key.");
        assert_eq!(stopped(1), "1 cluster is stopped until it can be used again.");
    }
}
