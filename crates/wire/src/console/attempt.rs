//! Validations of an access role.

use serde::{Deserialize, Serialize};

use crate::AttemptId;

/// The body of `POST …/attempts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewAttempt {
    /// The typed ARN.
    pub role_arn: String,
}

/// One validation of a role. The server carries it out, whether somebody looks or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// How far it is.
    pub state: CheckState,
}

/// What is checked of a role, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// What went wrong.
    pub reason: FailureReason,
    /// What AWS said, in its own words; empty where AWS said nothing.
    pub message: String,
}

/// What went wrong with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
