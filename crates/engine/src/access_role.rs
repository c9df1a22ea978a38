use jiff::Timestamp;
use wire::{
    AttemptId, ExternalId, Label, ProjectId, RoleArn, RoleId, ServicePrincipal,
    atlas::{self, PROVIDER_AWS},
    console::{self, Check, CheckState, Failure, Procedure, Verdict},
};

use crate::Health;

/// The access that a project gave, or is about to give, to one IAM role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRole {
    /// Names the access role.
    pub id: RoleId,
    /// The project that owns it.
    pub project: ProjectId,
    /// The external ID: made with the access role, the same for its whole life.
    pub external_id: ExternalId,
    /// When it was made.
    pub created: Timestamp,
    /// Who began it.
    pub created_by: String,
    /// What the project's owners call it.
    pub label: Label,
    /// Whether a role was authorized.
    pub state: RoleState,
    /// What uses the role now; nothing while it is in progress.
    pub usages: Vec<FeatureUsage>,
    /// The last validation, finished or not.
    pub last_attempt: Option<AttemptRecord>,
    /// Counts the changes; a store refuses a change that was decided upon an older version.
    pub version: u64,
}

/// Whether a role was authorized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleState {
    /// Not yet.
    InProgress {
        /// What was typed so far.
        draft: Draft,
    },
    /// Yes.
    Authorized {
        /// The role.
        arn: RoleArn,
        /// When it was first validated for this access role.
        since: Timestamp,
        /// Whether it still passes.
        health: Health,
    },
}

/// A [`RoleState`] without what it holds, to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleStatus {
    /// No role was authorized yet.
    InProgress,
    /// A role was authorized.
    Authorized,
}

impl RoleStatus {
    /// The name in a query.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Authorized => "authorized",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::InProgress, Self::Authorized].into_iter().find(|it| it.as_str() == name)
    }
}

/// What was typed so far, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The procedure that was open.
    pub procedure: Option<Procedure>,
    /// The name of the new role.
    pub role_name: String,
    /// The ARN.
    pub role_arn: String,
    /// Counts the times it was saved.
    pub revision: u64,
    /// Who saved it last; `None` before the first save, and where only an older version of the program knew.
    pub saved: Option<Saved>,
}

/// Who saved something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The address of a person, or the public key of an API key.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Draft {
    /// The most that a draft keeps of a role name, in characters: four times what IAM takes.
    pub const ROLE_NAME_MAX: usize = 256;
    /// The most that a draft keeps of an ARN, in characters: twice what IAM takes.
    pub const ROLE_ARN_MAX: usize = 4096;

    /// The draft in the page's shape.
    #[must_use]
    pub fn to_wire(&self) -> console::SavedDraft {
        let Self { procedure, role_name, role_arn, revision, saved } = self.clone();
        let (saved_by, saved_date) = saved.map(|it| (it.by, rfc3339(it.at))).unzip();
        console::SavedDraft { procedure, role_name, role_arn, revision, saved_by, saved_date }
    }
}

/// Something that uses an access role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureUsage {
    /// For example `ENCRYPTION_AT_REST`.
    pub feature_type: String,
    /// Which one of that type.
    pub feature_id: String,
}

/// What is kept of one validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRecord {
    /// Names the attempt.
    pub id: AttemptId,
    /// The ARN that is validated.
    pub arn: RoleArn,
    /// When it began.
    pub started: Timestamp,
    /// Who began it.
    pub actor: String,
    /// The IP address that it was begun from; empty where it is not known.
    pub from: String,
    /// When it was over.
    pub finished: Option<Timestamp>,
    /// Whether it is over, and how it ended.
    pub verdict: Verdict,
    /// How far each check came.
    pub checks: Vec<Check>,
    /// Why it did not pass.
    pub failure: Option<Failure>,
}

impl AttemptRecord {
    /// The attempt in the page's shape; `retry_in_seconds` while a refused call waits to be tried again.
    #[must_use]
    pub fn to_wire(&self, retry_in_seconds: Option<u64>) -> console::Attempt {
        console::Attempt {
            id: self.id.clone(),
            role_arn: self.arn.to_string(),
            actor: self.actor.clone(),
            started_date: rfc3339(self.started),
            finished_date: self.finished.map(rfc3339),
            verdict: self.verdict,
            checks: self.checks.clone(),
            retry_in_seconds,
            failure: self.failure.clone(),
        }
    }

    /// The attempt, stopped at `now` from outside of it.
    pub(crate) fn stopped(self, now: Timestamp) -> Self {
        let check = |check: Check| match check.state {
            CheckState::Running | CheckState::Retrying => {
                Check { state: CheckState::Waiting, ..check }
            }
            CheckState::Waiting | CheckState::Passed | CheckState::Failed => check,
        };
        let checks = self.checks.into_iter().map(check).collect();
        Self { verdict: Verdict::Stopped, finished: Some(now), checks, ..self }
    }
}

impl AccessRole {
    /// Whether a role was authorized.
    #[must_use]
    pub fn status(&self) -> RoleStatus {
        match self.state {
            RoleState::InProgress { .. } => RoleStatus::InProgress,
            RoleState::Authorized { .. } => RoleStatus::Authorized,
        }
    }

    /// What was typed so far, while the role is in progress.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        match &self.state {
            RoleState::InProgress { draft } => Some(draft),
            RoleState::Authorized { .. } => None,
        }
    }

    /// The role, once authorized, and since when.
    #[must_use]
    pub fn authorized(&self) -> Option<(&RoleArn, Timestamp)> {
        match &self.state {
            RoleState::InProgress { .. } => None,
            RoleState::Authorized { arn, since, .. } => Some((arn, *since)),
        }
    }

    /// Whether the role still passes, once authorized.
    #[must_use]
    pub fn health(&self) -> Option<&Health> {
        match &self.state {
            RoleState::InProgress { .. } => None,
            RoleState::Authorized { health, .. } => Some(health),
        }
    }

    /// The validation that is going on.
    #[must_use]
    pub fn running_attempt(&self) -> Option<&AttemptRecord> {
        self.last_attempt.as_ref().filter(|attempt| attempt.verdict == Verdict::Running)
    }

    /// As much of the role as the API shows.
    #[must_use]
    pub fn summary(&self) -> RoleSummary {
        RoleSummary {
            id: self.id.clone(),
            external_id: self.external_id.clone(),
            created: self.created,
            authorized: self.authorized().map(|(arn, since)| (arn.clone(), since)),
            usages: self.usages.clone(),
        }
    }

    /// The role in the API's shape. `principal` is the account that the service acts as now.
    #[must_use]
    pub fn to_wire(&self, principal: &ServicePrincipal) -> atlas::AccessRole {
        self.summary().into_wire(principal)
    }

    /// The role in the page's shape.
    #[must_use]
    pub fn to_console(&self, principal: &ServicePrincipal) -> console::Role {
        console::Role {
            access_role: self.to_wire(principal),
            created_by: self.created_by.clone(),
            label: self.label.to_string(),
            draft: self.draft().map(Draft::to_wire),
            health: self.health().map(Health::to_wire),
            last_attempt: self.last_attempt.as_ref().map(|attempt| attempt.to_wire(None)),
        }
    }
}

/// As much of an access role as the API shows: what its unpaged list reads of ten thousands of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSummary {
    /// Names the access role.
    pub id: RoleId,
    /// The external ID.
    pub external_id: ExternalId,
    /// When it was made.
    pub created: Timestamp,
    /// The role, once authorized, and since when.
    pub authorized: Option<(RoleArn, Timestamp)>,
    /// What uses the role now.
    pub usages: Vec<FeatureUsage>,
}

impl RoleSummary {
    /// The role in the API's shape. `principal` is the account that the service acts as now.
    #[must_use]
    pub fn into_wire(self, principal: &ServicePrincipal) -> atlas::AccessRole {
        let usage = |FeatureUsage { feature_type, feature_id }| atlas::FeatureUsage {
            feature_type,
            feature_id,
        };
        let (arn, since) = self.authorized.unzip();
        atlas::AccessRole {
            atlas_aws_account_arn: principal.to_string(),
            atlas_assumed_role_external_id: self.external_id,
            authorized_date: since.map(rfc3339),
            created_date: rfc3339(self.created),
            feature_usages: self.usages.into_iter().map(usage).collect(),
            iam_assumed_role_arn: arn,
            provider_name: PROVIDER_AWS.to_owned(),
            role_id: self.id,
        }
    }
}

/// A date as the API writes it: RFC 3339 in UTC, to the second.
#[must_use]
pub fn rfc3339(time: Timestamp) -> String {
    Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_to_the_second() {
        let time: Timestamp = "2026-08-10T03:03:36.789Z".parse().unwrap();
        assert_eq!(rfc3339(time), "2026-08-10T03:03:36Z");
    }
}
