//! People: where they are signed in, and what they are in a project.

use serde::{Deserialize, Serialize};

use super::Session;
use crate::{ProjectId, ProjectRole};

/// One of the sessions of the person who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// Names the session: 24 hexadecimal digits.
    pub id: String,
    /// When the person signed in.
    pub created_date: String,
    /// When it was last used, to the minute.
    pub last_used_date: String,
    /// The IP address that it was last used from; empty where that is not known.
    pub from: String,
    /// What the browser called itself then; empty where it did not.
    pub user_agent: String,
    /// Whether it is the session that asks.
    pub current: bool,
}

/// Who is in a project, and who was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Members {
    /// Its members and the owners of its organization, by address.
    pub members: Vec<Member>,
    /// The invitations that can still be accepted, the newest first.
    pub invitations: Vec<Invitation>,
}

/// Somebody who may read a project, at least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Names the person.
    pub id: String,
    /// The address that the person signs in with.
    pub email: String,
    /// What the person may do in the project.
    pub role: ProjectRole,
    /// What groups of an identity provider give of that; a person can only give more.
    pub group_role: Option<ProjectRole>,
    /// Whether the person owns the organization, and so each of its projects.
    pub organization_owner: bool,
}

/// An invitation into a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Names the invitation.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// What the person will be.
    pub role: ProjectRole,
    /// Who invited them.
    pub created_by: String,
    /// When.
    pub created_date: String,
    /// Until when it can be accepted.
    pub expires_date: String,
}

/// The body of `POST …/members`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewMember {
    /// The person's address.
    pub email: String,
    /// What the person may do.
    pub role: ProjectRole,
}

/// The body of `PATCH …/members/{userId}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberRole {
    /// What the member may do from now on.
    pub role: ProjectRole,
}

/// What became of `POST …/members`: a member, where the address has an account, or else an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddedMember {
    /// The new member.
    pub member: Option<Member>,
    /// The new invitation.
    pub invitation: Option<Invitation>,
    /// What the link of the invitation has in it; it is shown this once.
    pub token: Option<String>,
}

/// The body of `POST /invitations/read`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationToken {
    /// What the link has in it.
    pub token: String,
}

/// An invitation as whoever has its link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenInvitation {
    /// The name of the project; `None` where it is to own the organization.
    pub project_name: Option<String>,
    /// Who is invited; `None` where whoever accepts it says so.
    pub email: Option<String>,
    /// What the person will be.
    pub role: ProjectRole,
    /// Whether that address has an account, so that its person has to sign in.
    pub has_account: bool,
    /// Until when it can be accepted.
    pub expires_date: String,
}

/// The body of `POST /invitations/accept`. Whoever is signed in joins so; whoever is not gets an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcceptInvitation {
    /// What the link has in it.
    pub token: String,
    /// The address of the new account, where the invitation names none.
    pub email: Option<String>,
    /// The password of the new account.
    pub password: Option<String>,
}

/// What became of an accepted invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    /// Who is signed in now.
    pub session: Session,
    /// The project that was joined; `None` where it is the whole organization.
    pub project_id: Option<ProjectId>,
}
