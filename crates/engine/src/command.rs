//! What may happen to an access role: each command takes the loaded state and gives the change to store.

mod check;
mod delete;

use jiff::Timestamp;
use wire::{
    ArnError, AttemptId, Label, Partition, ProjectId, RoleArn, RoleId,
    console::{ActivityAction, Verdict},
};

use crate::{
    AccessRole, ActivityEntry, Attempt, AttemptRecord, Change, Draft, FeatureUsage, Health, Limits,
    Passed, RoleState, Saved, Write, ports::Entropy,
};

pub use check::{begin_check, finish_check};
pub use delete::{cancel, delete, restore, why_not_delete};

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor<'a> {
    /// The address of a person, the public key of an API key, or `console`.
    pub name: &'a str,
    /// The IP address that it is done from; empty where it is not known.
    pub from: &'a str,
}

impl Actor<'static> {
    /// The service itself.
    pub const CONSOLE: Self = Self { name: "console", from: "" };
}

/// Who does something, when, and where new identifiers come from.
pub struct Context<'a> {
    /// Who does it.
    pub actor: Actor<'a>,
    /// The present time.
    pub now: Timestamp,
    /// For new identifiers.
    pub entropy: &'a dyn Entropy,
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
    /// Only roles in progress are deleted by this call.
    #[error("the role is authorized")]
    Authorized,
    /// The time in which the delete could be undone is over.
    #[error("the delete can't be undone any more")]
    UndoExpired,
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
        created_by: context.actor.name.to_owned(),
        label: Label::default(),
        state: RoleState::InProgress { draft: Draft::default() },
        usages: Vec::new(),
        last_attempt: None,
        version: 0,
    };
    let change = Change::of(Write::Insert(role.clone()));
    let entry = entry(&role, ActivityAction::Created, context);
    (role, change.with([entry]))
}

/// Keeps what was typed so far, and who saved it when. `typed.revision` is the revision that it was typed upon; who saved
/// that one does not matter.
///
/// # Errors
/// [`Refusal::AlreadyAuthorized`], [`Refusal::DraftConflict`], [`Refusal::DraftTooLong`].
pub fn save_draft(
    role: &AccessRole,
    typed: &Draft,
    context: &Context,
) -> Result<(Draft, Change), Refusal> {
    let current = role.draft().ok_or(Refusal::AlreadyAuthorized)?;
    for (field, text, max) in [
        ("roleName", &typed.role_name, Draft::ROLE_NAME_MAX),
        ("roleArn", &typed.role_arn, Draft::ROLE_ARN_MAX),
    ] {
        if text.chars().count() > max {
            return Err(Refusal::DraftTooLong { field, max });
        }
    }
    if typed.revision != current.revision {
        return Err(Refusal::DraftConflict);
    }
    let saved = Saved { by: context.actor.name.to_owned(), at: context.now };
    let draft = Draft { revision: current.revision + 1, saved: Some(saved), ..typed.clone() };
    let state = RoleState::InProgress { draft: draft.clone() };
    Ok((draft, Change::replace(role, next(role, state))))
}

/// Calls the access role by `label`, or takes its label away. `None` where it is called so already.
#[must_use]
pub fn set_label(
    role: &AccessRole,
    label: &Label,
    context: &Context,
) -> (AccessRole, Option<Change>) {
    if role.label == *label {
        return (role.clone(), None);
    }
    let labelled = AccessRole { label: label.clone(), ..next(role, role.state.clone()) };
    let entry = entry(&labelled, ActivityAction::Labelled, context);
    let change = Change::replace(role, labelled.clone()).with([entry]);
    (labelled, Some(change))
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
        actor: context.actor.name.to_owned(),
        from: context.actor.from.to_owned(),
        finished: None,
        verdict: attempt.verdict(),
        checks: attempt.checks(),
        failure: None,
    };
    let mut begun = next(role, role.state.clone());
    begun.last_attempt = Some(record.clone());
    Ok((record, attempt, Change::replace(role, begun)))
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

/// Keeps how an attempt ended, and authorizes the role if it passed. Gives what is kept of it; `None` where there is nothing to keep: the
/// attempt is not over, or is not the role's last any more.
#[must_use]
pub fn finish(
    role: &AccessRole,
    id: &AttemptId,
    attempt: &Attempt,
    context: &Context,
) -> Option<(AttemptRecord, Change)> {
    let mut record = role.running_attempt().filter(|record| record.id == *id)?.clone();
    if attempt.verdict() == Verdict::Running {
        return None;
    }
    record.finished = Some(context.now);
    record.verdict = attempt.verdict();
    record.checks = attempt.checks();
    record.failure = attempt.failure().cloned();

    let is_present = role.authorized().is_some_and(|(arn, _)| arn == attempt.arn());
    let state = match attempt.passed() {
        // Something began to use the role meanwhile: it keeps the ARN that it is used under.
        Some(proof) if moves_what_is_used(role, &proof.arn) => {
            record.verdict = Verdict::Stopped;
            role.state.clone()
        }
        Some(proof) if !is_present => authorized(role, proof, context.now)?,
        // Of the present ARN it tells how the role is; of another one, nothing.
        _ => check::state_after(role, attempt, context.now),
    };
    let action = match record.verdict {
        Verdict::Passed if is_present => Some(ActivityAction::Validated),
        Verdict::Passed => Some(ActivityAction::Authorized),
        Verdict::Refused | Verdict::Unreachable => Some(ActivityAction::Refused),
        Verdict::Stopped | Verdict::Running => None,
    };
    // The log tells who began it and from where, whoever drives it to its end.
    let began = Context {
        actor: Actor { name: &record.actor, from: &record.from },
        now: context.now,
        entropy: context.entropy,
    };
    let told = action.map(|action| ActivityEntry {
        arn: Some(record.arn.clone()),
        failure: record.failure.as_ref().map(|failure| failure.reason),
        ..entry(role, action, &began)
    });
    let turned = if is_present { check::turn(role, &state, &began) } else { None };
    let mut finished = next(role, state);
    finished.last_attempt = Some(record.clone());
    Some((record, Change::replace(role, finished).with(told.into_iter().chain(turned))))
}

/// Whether `arn` is another than that which something uses the role under.
fn moves_what_is_used(role: &AccessRole, arn: &RoleArn) -> bool {
    !role.usages.is_empty() && role.authorized().is_some_and(|(present, _)| present != arn)
}

/// The only way to an authorized role: with the proof that this one passed.
fn authorized(role: &AccessRole, proof: Passed, now: Timestamp) -> Option<RoleState> {
    let health = Health::good(now);
    (proof.role == role.id).then_some(RoleState::Authorized { arn: proof.arn, since: now, health })
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
        actor: context.actor.name.to_owned(),
        from: context.actor.from.to_owned(),
        action,
        role: Some(role.id.clone()),
        arn: role.authorized().map(|(arn, _)| arn.clone()),
        subject: String::new(),
        failure: None,
        key_failure: None,
    }
}

#[cfg(test)]
mod tests;
