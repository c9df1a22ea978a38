//! The clusters of a project.

pub(crate) const INTRO: &str =
    "The clusters of this project, and whether your own key encrypts them.";
pub(crate) const READ_ONLY: &str = "Only an owner of the project can add or encrypt clusters.";
pub(crate) const CLUSTER: &str = "Cluster";
pub(crate) const TIER: &str = "Tier";
pub(crate) const REGION: &str = "Region";
pub(crate) const STATE: &str = "State";
pub(crate) const ENCRYPTION: &str = "Encryption at rest";
pub(crate) const EMPTY: &str = "No clusters";
pub(crate) const EMPTY_TEXT: &str =
    "Create a cluster here or through the API; after that, your own key can encrypt it.";
pub(crate) const RUNNING: &str = "running";
pub(crate) const STOPPED: &str = "stopped";
pub(crate) const OWN_KEY: &str = "Manage your own encryption keys";
pub(crate) const CHANGED: &str = "Not applied yet";

pub(crate) const NOT_CONFIGURED: &str = "Encryption at rest is off in this project.";
pub(crate) const TURN_ON: &str = "Turn it on first";
pub(crate) const STOPPED_TEXT: &str = "Stopped: the key can't be used.";
pub(crate) const SEE_WHY: &str = "See why";
pub(crate) const BY_OWN_KEY: &str = "Encrypted by your own key";

pub(crate) const REVIEW: &str = "Review Changes";
pub(crate) const DISCARD: &str = "Discard";
pub(crate) const NO_CHANGES: &str = "Turn encryption on or off for a cluster first";
pub(crate) const APPLY: &str = "Apply Changes";
pub(crate) const REVIEW_TITLE: &str = "Review the changes";
pub(crate) const REVIEW_TEXT: &str =
    "The clusters are changed one after the other. What does not work stays here, with the reason.";
pub(crate) const CHANGES: &str = "Changes";

pub(crate) const CREATE: &str = "Create a cluster";
pub(crate) const NEW: &str = "New cluster";
pub(crate) const NAME: &str = "Cluster name";
pub(crate) const NAME_HINT: &str =
    "1 to 64 letters, digits and hyphens. It can't be changed later.";
pub(crate) const CREATE_BUTTON: &str = "Create Cluster";
pub(crate) const REGION_MISSING: &str = "Choose a region.";

/// Why a cluster can't be encrypted.
pub(crate) fn too_small(tier: &str) -> String {
    ["Your own key needs the tier ", tier, " or larger."].concat()
}

/// What the tier is for.
pub(crate) fn tier_hint(tier: &str) -> String {
    ["Your own key can encrypt a cluster from ", tier, " on."].concat()
}

/// How many edits wait to be applied.
pub(crate) fn edits(count: usize) -> String {
    match count {
        1 => "1 change is not applied yet".to_owned(),
        _ => [&count.to_string(), " changes are not applied yet"].concat(),
    }
}

/// One change, in the dialog.
pub(crate) fn change(encrypt: bool) -> &'static str {
    match encrypt {
        true => "will be encrypted by your own key",
        false => "will no longer be encrypted by your own key",
    }
}

/// Said when changes were applied.
pub(crate) fn applied(count: usize) -> String {
    match count {
        1 => "1 change was applied".to_owned(),
        _ => [&count.to_string(), " changes were applied"].concat(),
    }
}

/// Said when there is one more.
pub(crate) fn created(name: &str) -> String {
    [name, " was created"].concat()
}
