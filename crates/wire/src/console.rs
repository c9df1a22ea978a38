//! What only the console's own page needs, under `/api/console/v1`. Field names are in camel case, dates as in
//! [`atlas`](crate::atlas).

mod activity;
mod attempt;
mod encryption;
mod organization;
mod people;
mod program;
mod trust_policy_merge;

use serde::{Deserialize, Serialize};

pub use activity::{Activity, ActivityAction};
pub use attempt::{
    Attempt, Check, CheckKind, CheckState, Failure, FailureReason, NewAttempt, Verdict,
};
pub use encryption::{
    Cluster, ClusterCounts, Encryption, EncryptionAttempt, EncryptionAttemptKind, EncryptionKey,
    EncryptionSettings, KeyAccess, KeyCheck, KeyCheckKind, KeyFailure, KeyFailureReason, KeyHealth,
    KeyRotation, NewEncryptionAttempt, RotationReminder,
};
pub use organization::{OrganizationAction, OrganizationActivity};
pub use people::{
    AcceptInvitation, AddedMember, Invitation, InvitationToken, Joined, Member, MemberRole,
    Members, NewMember, OpenInvitation, OwnSession,
};
pub use program::{AccessList, CreatedProgram, NewProgram, Program, ProgramKind};
pub use trust_policy_merge::{
    DiffKind, DiffLine, Finding, FindingKind, PresentTrustPolicy, TrustPolicyMerge,
};

use crate::{ProjectId, ProjectRole, RoleId, atlas};

/// The answer of `GET /session`, of signing in, and the first thing that the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Who is signed in.
    pub user: Option<User>,
    /// What the service is.
    pub service: Service,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// The address that the person signs in with.
    pub email: String,
}

/// What the service is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// How the service calls itself.
    pub name: String,
    /// Whether an AWS account is asked.
    pub cloud: CloudKind,
    /// Where the operator keeps the template of an access role in Amazon S3; `None` where nowhere, so that there is no link to it.
    pub cloud_formation_template_url: Option<String>,
    /// Who else vouches for people, in the order of their buttons.
    pub identity_providers: Vec<IdentityProvider>,
}

/// An identity provider that people sign in by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IdentityProvider {
    /// Names it in paths.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Whether an AWS account is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CloudKind {
    /// No AWS account is contacted; names of roles decide what happens.
    Sandbox,
    /// The AWS APIs.
    Aws,
}

/// The body of `POST /session`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignIn {
    /// The person's address.
    pub email: String,
    /// The person's password.
    pub password: String,
}

/// A list that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListOf{T}"))]
pub struct List<T> {
    /// The items.
    pub results: Vec<T>,
}

/// A project as the person who asks sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Names the project.
    pub id: ProjectId,
    /// The name that its owner gave it.
    pub name: String,
    /// What the person may do in it.
    pub role: ProjectRole,
    /// When it was made.
    pub created_date: String,
    /// How many access roles it has, in progress or authorized.
    pub role_count: u64,
    /// How many of its authorized roles AWS refused when they were last validated.
    pub bad_role_count: u64,
    /// Since when the first of them is refused; `None` where there is none.
    pub bad_since: Option<String>,
    /// Since when the key that encrypts it can't be used; `None` where it can, or there is none.
    pub key_bad_since: Option<String>,
}

/// The projects of the person who asks, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProjectList {
    /// The projects.
    pub results: Vec<Project>,
    /// Whether the person may make one more: an organization that has owners leaves that to them.
    pub may_create: bool,
}

/// The body of `POST /projects`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewProject {
    /// 1 to 64 characters.
    pub name: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PageOf{T}"))]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The items of this page, in the order that was asked for.
    pub results: Vec<T>,
    /// How many match on all pages, as far as they were counted.
    pub total_count: u64,
    /// Whether the count stopped there and there are more.
    pub total_is_at_least: bool,
}

/// An access role, with what the page shows beside the API's fields. `L` is what is read of its last validation: a list
/// needs little of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Role<L = Attempt> {
    /// The fields of the API.
    pub access_role: atlas::AccessRole,
    /// Who began it: an address, or the public key of an API key.
    pub created_by: String,
    /// What its owners call it, one line of at most 100 characters; empty where they gave it no name.
    pub label: String,
    /// What was typed so far; `None` once the role is authorized.
    pub draft: Option<SavedDraft>,
    /// Whether the role still passes; `None` while it is in progress.
    pub health: Option<Health>,
    /// The last validation that somebody asked for, finished or not.
    pub last_attempt: Option<L>,
}

impl<L> Role<L> {
    /// The role without its last validation.
    #[must_use]
    pub fn without_attempt(self) -> Role {
        let Self { access_role, created_by, label, draft, health, last_attempt: _ } = self;
        Role { access_role, created_by, label, draft, health, last_attempt: None }
    }
}

/// Whether an authorized role still passes its validation, as the last one with an answer of AWS told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Whether it passed.
    pub state: HealthState,
    /// Since when it is so.
    pub since: String,
    /// When AWS last gave an answer.
    pub checked_date: String,
    /// Why it did not pass; `None` where it did.
    pub failure: Option<Failure>,
    /// Since when AWS can't be asked, which says nothing of the role; `None` where AWS answers.
    pub unreachable_since: Option<String>,
}

/// Whether an authorized role still passes its validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HealthState {
    /// It passes.
    Good,
    /// AWS refuses it, or it is open to others.
    Bad,
}

impl HealthState {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
        }
    }
}

/// The body of `PUT …/roles/{roleId}/label`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewLabel {
    /// One line of at most 100 characters; empty to take the label away.
    pub label: String,
}

/// An access role that was deleted and can still be restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeletedRole {
    /// The role as it was.
    pub role: Role,
    /// Who deleted it.
    pub deleted_by: String,
    /// When it was deleted.
    pub deleted_date: String,
    /// Until when it can be restored.
    pub undo_until: String,
}

/// The body of `POST …/roles/delete`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeleteRoles {
    /// 1 to 100 roles in progress.
    pub role_ids: Vec<RoleId>,
}

/// What came of one role of a [`DeleteRoles`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    /// The role.
    pub role_id: RoleId,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Why it was not, for programs, as in the error of a single delete.
    pub error_code: Option<String>,
    /// Why it was not, for people.
    pub detail: Option<String>,
}

/// A way to give a role its trust policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Create New Role with the AWS CLI.
    CreateRole,
    /// Add Trust Relationships to an Existing Role.
    ExistingRole,
}

impl Procedure {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreateRole => "create-role",
            Self::ExistingRole => "existing-role",
        }
    }

    /// The procedure of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::CreateRole, Self::ExistingRole].into_iter().find(|it| it.as_str() == name)
    }
}

/// What a person typed so far, to be kept so that the authorization can be resumed on any browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The procedure that was open.
    pub procedure: Option<Procedure>,
    /// The typed name of the new role, right or wrong, at most 256 characters.
    pub role_name: String,
    /// The typed ARN, right or wrong, at most 4,096 characters.
    pub role_arn: String,
    /// The revision that it was typed upon, so that two browsers don't overwrite each other.
    pub revision: u64,
}

/// Where a person left off: a [`Draft`] as the server keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SavedDraft {
    /// The procedure that was open.
    pub procedure: Option<Procedure>,
    /// The typed name of the new role, right or wrong.
    pub role_name: String,
    /// The typed ARN, right or wrong.
    pub role_arn: String,
    /// Counts the times it was saved; 0 where nothing was typed yet.
    pub revision: u64,
    /// Who saved it last, a person's address; `None` where nothing was typed yet.
    pub saved_by: Option<String>,
    /// When that was, RFC 3339 in UTC to the second; `None` where nothing was typed yet.
    pub saved_date: Option<String>,
}

impl SavedDraft {
    /// What was typed, upon this revision.
    #[must_use]
    pub fn typed(&self) -> Draft {
        Draft {
            procedure: self.procedure,
            role_name: self.role_name.clone(),
            role_arn: self.role_arn.clone(),
            revision: self.revision,
        }
    }
}
