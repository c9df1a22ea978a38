//! The log of an organization.

use serde::{Deserialize, Serialize};

/// An entry of an organization's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationActivity {
    /// When it happened.
    pub date: String,
    /// Whose account it was; `nobody` where no account has the address that was typed.
    pub actor: String,
    /// The IP address that it was done from; empty where it is not known.
    pub from: String,
    /// What was done.
    pub action: OrganizationAction,
    /// Of a sign-in by an identity provider, that provider and why it was refused; of an owner, the address; of a project, its name and ID; else empty.
    pub subject: String,
}

/// What is done in no project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganizationAction {
    /// The first owner accepted the invitation.
    OwnerJoined,
    /// Somebody signed in.
    SignedIn,
    /// Somebody typed a wrong password, or an address without an account, or was refused after an identity provider led back.
    SignInRefused,
    /// Somebody signed out.
    SignedOut,
    /// Somebody ended one of their sessions from another.
    SessionEnded,
    /// Somebody ended all of their sessions.
    SignedOutEverywhere,
    /// An identity provider opens an account from now on that had only a password.
    IdentityLinked,
    /// Somebody owns the organization from now on.
    OwnerAdded,
    /// Somebody does not own the organization any more.
    OwnerRemoved,
    /// A group that made the last owner is gone; the person stays owner.
    LastOwnerKept,
    /// A project was deleted.
    ProjectDeleted,
}

impl OrganizationAction {
    const ALL: [Self; 11] = [
        Self::OwnerJoined,
        Self::SignedIn,
        Self::SignInRefused,
        Self::SignedOut,
        Self::SessionEnded,
        Self::SignedOutEverywhere,
        Self::IdentityLinked,
        Self::OwnerAdded,
        Self::OwnerRemoved,
        Self::LastOwnerKept,
        Self::ProjectDeleted,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnerJoined => "owner-joined",
            Self::SignedIn => "signed-in",
            Self::SignInRefused => "sign-in-refused",
            Self::SignedOut => "signed-out",
            Self::SessionEnded => "session-ended",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::IdentityLinked => "identity-linked",
            Self::OwnerAdded => "owner-added",
            Self::OwnerRemoved => "owner-removed",
            Self::LastOwnerKept => "last-owner-kept",
            Self::ProjectDeleted => "project-deleted",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}
