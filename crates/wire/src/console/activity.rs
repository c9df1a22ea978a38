//! A project's activity log.

use serde::{Deserialize, Serialize};

use super::{FailureReason, KeyFailureReason};

/// An entry of a project's activity log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// When it happened.
    pub date: String,
    /// Who did it: an address, the ID of an API key or a service account, `operator` on the command line, or `console` for
    /// the service itself.
    pub actor: String,
    /// The IP address that it was done from; empty where it is not known, or was the service itself.
    pub from: String,
    /// What was done.
    pub action: ActivityAction,
    /// To which access role; empty where it was about none.
    pub role_id: String,
    /// The ARN of the role that it was about; empty where it was about none.
    pub role_arn: String,
    /// The key's ARN or the cluster's name, of an entry about encryption at rest; the ID of an API key or a service account; the
    /// address of a member and what the member may do; else empty.
    pub subject: String,
    /// Why it did not work; `None` where it did.
    pub failure: Option<FailureReason>,
    /// Why a key can't be used, of an entry that says so.
    pub key_failure: Option<KeyFailureReason>,
}

/// What was done to an access role, to encryption at rest, to a cluster, to what programs sign in by or to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ActivityAction {
    /// An access role was made.
    Created,
    /// A validation was refused, or AWS could not be asked.
    Refused,
    /// The role was validated and authorized.
    Authorized,
    /// An authorized role was validated again and passed.
    Validated,
    /// An authorized role that passed until then does not any more.
    BecameUnhealthy,
    /// An authorized role passes again.
    Recovered,
    /// A label was given or taken away.
    Labelled,
    /// An in-progress role was deleted.
    Cancelled,
    /// An authorized role was deleted.
    Deauthorized,
    /// A delete was undone.
    Undone,
    /// Encryption at rest was turned on.
    EncryptionEnabled,
    /// Encryption at rest was turned off.
    EncryptionDisabled,
    /// A project that used credentials uses a role from now on.
    EncryptionSwitched,
    /// A project uses another key, and wraps its clusters' keys anew.
    KeyRotationStarted,
    /// Nothing needs the old key any more.
    KeyRotationFinished,
    /// A key is used for 90 days.
    KeyRotationDue,
    /// A key that could be used until then can't be any more.
    KeyInvalid,
    /// A key can be used again.
    KeyRecovered,
    /// A cluster was added to the inventory.
    ClusterCreated,
    /// The customer's key encrypts a cluster from now on.
    ClusterEncrypted,
    /// The customer's key does not encrypt a cluster any more.
    ClusterDecrypted,
    /// A cluster was taken out of the inventory.
    ClusterDeleted,
    /// The project has another name from now on.
    ProjectRenamed,
    /// An API key or a service account was made.
    ProgramCreated,
    /// An API key or a service account may be used from other addresses from now on.
    ProgramRestricted,
    /// An API key was revoked or a service account deleted.
    ProgramRevoked,
    /// Somebody with an account became a member of the project.
    MemberAdded,
    /// Somebody was invited into the project.
    MemberInvited,
    /// An invitation was taken back.
    InvitationWithdrawn,
    /// Somebody accepted an invitation.
    MemberJoined,
    /// A member may do something else from now on.
    MemberRoleChanged,
    /// A member left the project, or was removed.
    MemberRemoved,
    /// A group that made the last owner is gone; the member stays owner.
    LastOwnerKept,
}

impl ActivityAction {
    /// Every action, in the order of a role's life, then of a key's, of clusters, of the project, of programs and of members.
    pub const ALL: [Self; 33] = [
        Self::Created,
        Self::Refused,
        Self::Authorized,
        Self::Validated,
        Self::BecameUnhealthy,
        Self::Recovered,
        Self::Labelled,
        Self::Cancelled,
        Self::Deauthorized,
        Self::Undone,
        Self::EncryptionEnabled,
        Self::EncryptionDisabled,
        Self::EncryptionSwitched,
        Self::KeyRotationStarted,
        Self::KeyRotationFinished,
        Self::KeyRotationDue,
        Self::KeyInvalid,
        Self::KeyRecovered,
        Self::ClusterCreated,
        Self::ClusterEncrypted,
        Self::ClusterDecrypted,
        Self::ClusterDeleted,
        Self::ProjectRenamed,
        Self::ProgramCreated,
        Self::ProgramRestricted,
        Self::ProgramRevoked,
        Self::MemberAdded,
        Self::MemberInvited,
        Self::InvitationWithdrawn,
        Self::MemberJoined,
        Self::MemberRoleChanged,
        Self::MemberRemoved,
        Self::LastOwnerKept,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Refused => "refused",
            Self::Authorized => "authorized",
            Self::Validated => "validated",
            Self::BecameUnhealthy => "became-unhealthy",
            Self::Recovered => "recovered",
            Self::Labelled => "labelled",
            Self::Cancelled => "cancelled",
            Self::Deauthorized => "deauthorized",
            Self::Undone => "undone",
            Self::EncryptionEnabled => "encryption-enabled",
            Self::EncryptionDisabled => "encryption-disabled",
            Self::EncryptionSwitched => "encryption-switched",
            Self::KeyRotationStarted => "key-rotation-started",
            Self::KeyRotationFinished => "key-rotation-finished",
            Self::KeyRotationDue => "key-rotation-due",
            Self::KeyInvalid => "key-invalid",
            Self::KeyRecovered => "key-recovered",
            Self::ClusterCreated => "cluster-created",
            Self::ClusterEncrypted => "cluster-encrypted",
            Self::ClusterDecrypted => "cluster-decrypted",
            Self::ClusterDeleted => "cluster-deleted",
            Self::ProjectRenamed => "project-renamed",
            Self::ProgramCreated => "program-created",
            Self::ProgramRestricted => "program-restricted",
            Self::ProgramRevoked => "program-revoked",
            Self::MemberAdded => "member-added",
            Self::MemberInvited => "member-invited",
            Self::InvitationWithdrawn => "invitation-withdrawn",
            Self::MemberJoined => "member-joined",
            Self::MemberRoleChanged => "member-role-changed",
            Self::MemberRemoved => "member-removed",
            Self::LastOwnerKept => "last-owner-kept",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}
