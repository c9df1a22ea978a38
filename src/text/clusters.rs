//! The clusters of a project.

use crate::language::{Text, plural, t};

pub(crate) const INTRO: Text =
    t("The clusters of this project, and whether your own key encrypts them.");
pub(crate) const READ_ONLY: Text = t("Only an owner of the project can add or encrypt clusters.");
pub(crate) const CLUSTER: Text = t("Cluster");
pub(crate) const TIER: Text = t("Tier");
pub(crate) const REGION: Text = t("Region");
pub(crate) const STATE: Text = t("State");
pub(crate) const ENCRYPTION: Text = t("Encryption at rest");
pub(crate) const EMPTY: Text = t("No clusters");
pub(crate) const EMPTY_TEXT: Text =
    t("Create a cluster here or through the API; after that, your own key can encrypt it.");
pub(crate) const EMPTY_TEXT_TO_READ: Text =
    t("A cluster that an owner of the project creates will stand here.");
pub(crate) const RUNNING: Text = t("running");
pub(crate) const STOPPED: Text = t("stopped");
pub(crate) const OWN_KEY: Text = t("Manage your own encryption keys");
pub(crate) const CHANGED: Text = t("Not applied yet");

pub(crate) const NOT_CONFIGURED: Text = t("Encryption at rest is off in this project.");
pub(crate) const TURN_ON: Text = t("Turn it on first");
pub(crate) const STOPPED_TEXT: Text = t("Stopped: the key can't be used.");
pub(crate) const SEE_WHY: Text = t("See why");
pub(crate) const BY_OWN_KEY: Text = t("Encrypted by your own key");

pub(crate) const REVIEW: Text = t("Review Changes");
pub(crate) const DISCARD: Text = t("Discard");
pub(crate) const NO_CHANGES: Text = t("Turn encryption on or off for a cluster first");
pub(crate) const APPLY: Text = t("Apply Changes");
pub(crate) const REVIEW_TITLE: Text = t("Review the changes");
pub(crate) const REVIEW_TEXT: Text = t(
    "The clusters are changed one after the other. What does not work stays here, with the reason.",
);
pub(crate) const CHANGES: Text = t("Changes");

pub(crate) const CREATE: Text = t("Create a cluster");
pub(crate) const NEW: Text = t("New cluster");
pub(crate) const NAME: Text = t("Cluster name");
pub(crate) const NAME_HINT: Text =
    t("1 to 64 letters, digits and hyphens. It can't be changed later.");
pub(crate) const CREATE_BUTTON: Text = t("Create Cluster");
pub(crate) const REGION_MISSING: Text = t("Choose a region.");

/// Why a cluster can't be encrypted.
pub(crate) fn too_small(tier: &str) -> String {
    t("Your own key needs the tier {0} or larger.").with(&[tier])
}

/// What the tier is for.
pub(crate) fn tier_hint(tier: &str) -> String {
    t("Your own key can encrypt a cluster from {0} on.").with(&[tier])
}

/// How many edits wait to be applied.
pub(crate) fn edits(count: usize) -> String {
    let (one, other) = (t("{0} change is not applied yet"), t("{0} changes are not applied yet"));
    plural(count as u64, one, other, &[&super::grouped(count as u64)])
}

/// One change, in the dialog.
pub(crate) fn change(encrypt: bool) -> Text {
    match encrypt {
        true => t("will be encrypted by your own key"),
        false => t("will no longer be encrypted by your own key"),
    }
}

/// Said when changes were applied.
pub(crate) fn applied(count: usize) -> String {
    let (one, other) = (t("{0} change was applied"), t("{0} changes were applied"));
    plural(count as u64, one, other, &[&super::grouped(count as u64)])
}

/// Said when there is one more.
pub(crate) fn created(name: &str) -> String {
    t("{0} was created").with(&[name])
}
