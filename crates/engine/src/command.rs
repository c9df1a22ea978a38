//! What may happen to an access role: each command takes the loaded state and gives the change to store.

use jiff::Timestamp;
use wire::{
    ArnError, AttemptId, Partition, ProjectId, RoleArn, RoleId,
    console::{self, ActivityAction, FailureReason, Verdict},
};

use crate::{
    AccessRole, Attempt, AttemptRecord, Draft, FeatureUsage, Limits, Passed, RoleState,
    ports::Entropy, rfc3339,
};

/// Who does something, when, and where new identifiers come from.
pub struct Context<'a> {
    /// The address of a person, or the public key of an API key.
    pub actor: &'a str,
    /// The present time.
    pub now: Timestamp,
    /// For new identifiers.
    pub entropy: &'a dyn Entropy,
}

/// What to store, all of it or nothing. Only the engine makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    writes: Vec<Write>,
    activity: Vec<ActivityEntry>,
}

impl Change {
    /// What to write, in order.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// What to add to the activity log.
    #[must_use]
    pub fn activity(&self) -> &[ActivityEntry] {
        &self.activity
    }

    fn of(write: Write) -> Self {
        Self { writes: vec![write], activity: Vec::new() }
    }

    fn with(mut self, entry: ActivityEntry) -> Self {
        self.activity.push(entry);
        self
    }
}

/// One write of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A new access role.
    Insert(AccessRole),
    /// The access role as it is from now on, its last attempt included; its `version` is one more than that which
    /// has to be there. What uses it is not written.
    Replace(AccessRole),
    /// No such access role any more; it has to have that version, and nothing may use it.
    Delete {
        /// The project that owns it.
        project: ProjectId,
        /// The access role.
        id: RoleId,
        /// The version that has to be there.
        version: u64,
    },
}

/// An entry of a project's activity log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityEntry {
    /// Names the entry; sorts by age.
    pub id: String,
    /// The project.
    pub project: ProjectId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub action: ActivityAction,
    /// To which access role.
    pub role: RoleId,
    /// The ARN that it was about.
    pub arn: Option<RoleArn>,
    /// Why it did not work.
    pub failure: Option<FailureReason>,
}

impl ActivityEntry {
    /// The entry in the page's shape.
    #[must_use]
    pub fn to_wire(&self) -> console::Activity {
        console::Activity {
            date: rfc3339(self.at),
            actor: self.actor.clone(),
            from: String::new(),
            action: self.action,
            role_id: self.role.to_string(),
            role_arn: self.arn.as_ref().map(RoleArn::to_string).unwrap_or_default(),
            subject: String::new(),
            failure: self.failure,
            key_failure: None,
        }
    }
}

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A draft is kept only until the role is authorized.
    #[error("the role is already authorized")]
    AlreadyAuthorized,
    /// Somebody saved a newer draft than the one that this was typed upon.
    #[error("a newer draft was saved elsewhere")]
    DraftConflict,
    /// A text of the draft is longer than a draft keeps.
    #[error("{field} has more than {max} characters")]
    DraftTooLong {
        /// The field's name on the wire.
        field: &'static str,
        /// The most that is kept.
        max: usize,
    },
    /// Another ARN is being validated for this access role.
    #[error("{0} is being validated for this access role")]
    AttemptRunning(RoleArn),
    /// Something uses the role.
    #[error("the role is in use")]
    InUse(Vec<FeatureUsage>),
    /// The text is no ARN of a role that the service could assume.
    #[error("{0}")]
    Arn(#[from] ArnError),
}

/// Makes an access role, in progress, with an external ID of its own.
#[must_use]
pub fn create(project: &ProjectId, context: &Context) -> (AccessRole, Change) {
    let role = AccessRole {
        id: RoleId::from_bytes(context.entropy.id_bytes(context.now)),
        project: project.clone(),
        external_id: context.entropy.external_id(),
        created: context.now,
        created_by: context.actor.to_owned(),
        state: RoleState::InProgress { draft: Draft::default() },
        usages: Vec::new(),
        last_attempt: None,
        version: 0,
    };
    let change = Change::of(Write::Insert(role.clone()));
    let entry = entry(&role, ActivityAction::Created, context);
    (role, change.with(entry))
}

/// Keeps what was typed so far. `draft.revision` is the revision that it was typed upon.
///
/// # Errors
/// [`Refusal::AlreadyAuthorized`], [`Refusal::DraftConflict`], [`Refusal::DraftTooLong`].
pub fn save_draft(role: &AccessRole, draft: &Draft) -> Result<(Draft, Change), Refusal> {
    let current = role.draft().ok_or(Refusal::AlreadyAuthorized)?;
    for (field, text, max) in [
        ("roleName", &draft.role_name, Draft::ROLE_NAME_MAX),
        ("roleArn", &draft.role_arn, Draft::ROLE_ARN_MAX),
    ] {
        if text.chars().count() > max {
            return Err(Refusal::DraftTooLong { field, max });
        }
    }
    if draft.revision != current.revision {
        return Err(Refusal::DraftConflict);
    }
    let draft = Draft { revision: current.revision + 1, ..draft.clone() };
    let state = RoleState::InProgress { draft: draft.clone() };
    Ok((draft, Change::of(Write::Replace(next(role, state)))))
}

/// Reads the ARN that somebody typed: one of a role in the service's `partition`.
///
/// # Errors
/// [`Refusal::Arn`].
pub fn parse_arn(text: &str, partition: Partition) -> Result<RoleArn, Refusal> {
    let arn: RoleArn = text.parse()?;
    arn.check_partition(partition)?;
    Ok(arn)
}

/// Begins to validate `arn` for the access role.
///
/// # Errors
/// [`Refusal::AttemptRunning`]; [`Refusal::InUse`] for another ARN than the authorized one of a role in use.
pub fn begin(
    role: &AccessRole,
    arn: RoleArn,
    limits: Limits,
    context: &Context,
) -> Result<(AttemptRecord, Attempt, Change), Refusal> {
    if let Some(running) = role.running_attempt() {
        return Err(Refusal::AttemptRunning(running.arn.clone()));
    }
    if moves_what_is_used(role, &arn) {
        return Err(Refusal::InUse(role.usages.clone()));
    }
    let attempt = attempt(role, arn.clone(), limits, context);
    let record = AttemptRecord {
        id: AttemptId::from_bytes(context.entropy.id_bytes(context.now)),
        arn,
        started: context.now,
        actor: context.actor.to_owned(),
        verdict: attempt.verdict(),
        checks: attempt.checks(),
        failure: None,
    };
    let mut role = next(role, role.state.clone());
    role.last_attempt = Some(record.clone());
    Ok((record, attempt, Change::of(Write::Replace(role))))
}

/// Begins a recorded attempt anew, after a restart in its middle.
#[must_use]
pub fn resume(
    role: &AccessRole,
    record: &AttemptRecord,
    limits: Limits,
    context: &Context,
) -> Attempt {
    attempt(role, record.arn.clone(), limits, context)
}

/// Keeps how an attempt ended, and authorizes the role if it passed. `None` where there is nothing to keep: the
/// attempt is not over, or is not the role's last any more.
#[must_use]
pub fn finish(
    role: &AccessRole,
    id: &AttemptId,
    attempt: &Attempt,
    context: &Context,
) -> Option<Change> {
    let mut record = role.running_attempt().filter(|record| record.id == *id)?.clone();
    if attempt.verdict() == Verdict::Running {
        return None;
    }
    record.verdict = attempt.verdict();
    record.checks = attempt.checks();
    record.failure = attempt.failure().cloned();

    let state = match attempt.passed() {
        // Something began to use the role meanwhile: it keeps the ARN that it is used under.
        Some(proof) if moves_what_is_used(role, &proof.arn) => {
            record.verdict = Verdict::Stopped;
            role.state.clone()
        }
        Some(proof) => authorized(role, proof, context.now)?,
        None => role.state.clone(),
    };
    let action = match record.verdict {
        Verdict::Passed => Some(ActivityAction::Authorized),
        Verdict::Refused | Verdict::Unreachable => Some(ActivityAction::Refused),
        Verdict::Stopped | Verdict::Running => None,
    };
    let activity = action.map(|action| ActivityEntry {
        actor: record.actor.clone(),
        arn: Some(record.arn.clone()),
        failure: record.failure.as_ref().map(|failure| failure.reason),
        ..entry(role, action, context)
    });
    let mut role = next(role, state);
    role.last_attempt = Some(record);
    Some(Change { writes: vec![Write::Replace(role)], activity: activity.into_iter().collect() })
}

/// Why the access role can't be deleted now; the page shows it beside the button.
#[must_use]
pub fn why_not_delete(role: &AccessRole) -> Option<Refusal> {
    (!role.usages.is_empty()).then(|| Refusal::InUse(role.usages.clone()))
}

/// Deletes an access role: cancels it while it is in progress, deauthorizes it afterwards.
///
/// # Errors
/// [`Refusal::InUse`].
pub fn delete(role: &AccessRole, context: &Context) -> Result<Change, Refusal> {
    if let Some(refusal) = why_not_delete(role) {
        return Err(refusal);
    }
    let (project, id) = (role.project.clone(), role.id.clone());
    let action = match role.state {
        RoleState::InProgress { .. } => ActivityAction::Cancelled,
        RoleState::Authorized { .. } => ActivityAction::Deauthorized,
    };
    let change = Change::of(Write::Delete { project, id, version: role.version });
    Ok(change.with(entry(role, action, context)))
}

/// Whether `arn` is another than that which something uses the role under.
fn moves_what_is_used(role: &AccessRole, arn: &RoleArn) -> bool {
    !role.usages.is_empty() && role.authorized().is_some_and(|(present, _)| present != arn)
}

/// The only way to an authorized role: with the proof that this one passed.
fn authorized(role: &AccessRole, proof: Passed, now: Timestamp) -> Option<RoleState> {
    (proof.role == role.id).then_some(RoleState::Authorized { arn: proof.arn, since: now })
}

fn attempt(role: &AccessRole, arn: RoleArn, limits: Limits, context: &Context) -> Attempt {
    let (id, external_id) = (role.id.clone(), role.external_id.clone());
    Attempt::new(id, arn, external_id, context.entropy.external_id(), limits, context.now)
}

fn next(role: &AccessRole, state: RoleState) -> AccessRole {
    AccessRole { state, version: role.version + 1, ..role.clone() }
}

fn entry(role: &AccessRole, action: ActivityAction, context: &Context) -> ActivityEntry {
    ActivityEntry {
        id: RoleId::from_bytes(context.entropy.id_bytes(context.now)).to_string(),
        project: role.project.clone(),
        at: context.now,
        actor: context.actor.to_owned(),
        action,
        role: role.id.clone(),
        arn: role.authorized().map(|(arn, _)| arn.clone()),
        failure: None,
    }
}

#[cfg(test)]
mod tests;
