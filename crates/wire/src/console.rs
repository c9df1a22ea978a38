//! What only the console's own page needs, under `/api/console/v1`. Field names are in camel case, dates as in
//! [`atlas`](crate::atlas).

mod encryption;

use serde::{Deserialize, Serialize};

pub use encryption::{
    Cluster, ClusterCounts, Encryption, EncryptionAttempt, EncryptionAttemptKind, EncryptionKey,
    EncryptionSettings, KeyAccess, KeyCheck, KeyCheckKind, KeyFailure, KeyFailureReason, KeyHealth,
    KeyRotation, NewEncryptionAttempt, RotationReminder,
};

use crate::{AttemptId, ProjectId, ProjectRole, RoleId, atlas};

mod trust_policy_merge;

pub use trust_policy_merge::{
    DiffKind, DiffLine, Finding, FindingKind, PresentTrustPolicy, TrustPolicyMerge,
};

/// The answer of `GET /session`, of signing in, and the first thing that the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Who is signed in.
    pub user: Option<User>,
    /// What the service is.
    pub service: Service,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The address that the person signs in with.
    pub email: String,
}

/// What the service is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// How the service calls itself.
    pub name: String,
    /// Whether an AWS account is asked.
    pub cloud: CloudKind,
    /// Where the operator keeps the template of an access role in Amazon S3; `None` where nowhere, so that there is no link to it.
    pub cloud_formation_template_url: Option<String>,
}

/// Whether an AWS account is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CloudKind {
    /// No AWS account is contacted; names of roles decide what happens.
    Sandbox,
    /// The AWS APIs.
    Aws,
}

/// The body of `POST /session`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// The person's address.
    pub email: String,
    /// The person's password.
    pub password: String,
}

/// A list that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List<T> {
    /// The items.
    pub results: Vec<T>,
}

/// A project as the person who asks sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// The body of `POST /projects`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewProject {
    /// 1 to 64 characters.
    pub name: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "camelCase")]
pub struct Role<L = Attempt> {
    /// The fields of the API.
    pub access_role: atlas::AccessRole,
    /// Who began it: an address, or the public key of an API key.
    pub created_by: String,
    /// What its owners call it, one line of at most 100 characters; empty where they gave it no name.
    pub label: String,
    /// What was typed so far; `None` once the role is authorized.
    pub draft: Option<Draft>,
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
pub struct NewLabel {
    /// One line of at most 100 characters; empty to take the label away.
    pub label: String,
}

/// An access role that was deleted and can still be restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "camelCase")]
pub struct DeleteRoles {
    /// 1 to 100 roles in progress.
    pub role_ids: Vec<RoleId>,
}

/// What came of one role of a [`DeleteRoles`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Where a person left off, so that the authorization can be resumed on any browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The procedure that was open.
    pub procedure: Option<Procedure>,
    /// The typed name of the new role, right or wrong, at most 256 characters.
    pub role_name: String,
    /// The typed ARN, right or wrong, at most 4,096 characters.
    pub role_arn: String,
    /// Counts the times it was saved. A save names the revision that it was typed upon, so that two browsers
    /// don't overwrite each other.
    pub revision: u64,
}

/// The body of `POST …/attempts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAttempt {
    /// The typed ARN.
    pub role_arn: String,
}

/// One validation of a role. The server carries it out, whether somebody looks or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// Names the attempt.
    pub id: AttemptId,
    /// The ARN that is validated.
    pub role_arn: String,
    /// Who began it: an address, or the public key of an API key.
    pub actor: String,
    /// When it began.
    pub started_date: String,
    /// When it was over; `None` while it is running.
    pub finished_date: Option<String>,
    /// Whether it is over, and how it ended.
    pub verdict: Verdict,
    /// What is checked, in order.
    pub checks: Vec<Check>,
    /// While a refused call waits to be tried again: in how many seconds.
    pub retry_in_seconds: Option<u64>,
    /// Why it did not pass.
    pub failure: Option<Failure>,
}

/// Whether an attempt is over, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is not over.
    Running,
    /// The role can be assumed by the service with the external ID, and by nobody without it.
    Passed,
    /// AWS refused, or the role is open to others.
    Refused,
    /// AWS could not be asked, so nothing is known of the role.
    Unreachable,
    /// A person stopped it.
    Stopped,
}

impl Verdict {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Passed => "passed",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Stopped => "stopped",
        }
    }
}

/// One thing that an attempt checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// How far it is.
    pub state: CheckState,
}

/// What is checked of a role, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// The ARN is one of a role in the service's partition.
    RoleArn,
    /// The service's own identity works.
    ServiceIdentity,
    /// The role can be assumed with the external ID.
    WithExternalId,
    /// The role can't be assumed without an external ID.
    WithoutExternalId,
    /// The role can't be assumed with another external ID.
    WrongExternalId,
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// An earlier check is not over.
    Waiting,
    /// AWS is being asked.
    Running,
    /// AWS refused, and is asked again soon, as it may not have spread the change yet.
    Retrying,
    /// It is as it should be.
    Passed,
    /// It is not.
    Failed,
}

/// Why an attempt did not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What went wrong.
    pub reason: FailureReason,
    /// What AWS said, in its own words; empty where AWS said nothing.
    pub message: String,
}

/// What went wrong with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureReason {
    /// The ARN is none of a role in the service's partition.
    InvalidArn,
    /// AWS does not accept the service's own credentials: the operator has to mend that.
    ServiceIdentity,
    /// AWS refused `sts:AssumeRole` with the external ID, until the end of the propagation window.
    AccessDenied,
    /// The role can be assumed without an external ID.
    OpenWithoutExternalId,
    /// The role can be assumed with any external ID.
    OpenToAnyExternalId,
    /// AWS asked to slow down, each time.
    Throttled,
    /// AWS gave no answer.
    Unreachable,
}

/// An entry of a project's activity log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// When it happened.
    pub date: String,
    /// Who did it: an address, the public key of an API key, or `console` for the service itself.
    pub actor: String,
    /// The IP address that it was done from; empty where it is not known, or was the service itself.
    pub from: String,
    /// What was done.
    pub action: ActivityAction,
    /// To which access role; empty where it was about none.
    pub role_id: String,
    /// The ARN of the role that it was about; empty where it was about none.
    pub role_arn: String,
    /// The key's ARN or the cluster's name, of an entry about encryption at rest; else empty.
    pub subject: String,
    /// Why it did not work; `None` where it did.
    pub failure: Option<FailureReason>,
    /// Why a key can't be used, of an entry that says so.
    pub key_failure: Option<KeyFailureReason>,
}

/// What was done to an access role, to encryption at rest or to a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl ActivityAction {
    /// Every action, in the order of a role's life, then of a key's.
    pub const ALL: [Self; 21] = [
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
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}
