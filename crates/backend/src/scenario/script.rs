//! Writes down what people did to access roles, by the engine's own rules, as changes to store.

use engine::{
    AccessRole, Actor, Attempt, Change, CloudCall, CloudOutcome, Context, Draft, Limits, Refusal,
    ShownExternalId, Step, Write, command,
};
use jiff::{SignedDuration, Timestamp};
use wire::{Label, ProjectId, RoleArn};

use super::later;
use crate::surroundings::Seeded;

/// Every scenario's, so that it looks the same each time.
const SEED: u64 = 0x64b0_0000_0000_0001;

/// How long after a role was begun something is typed.
const A_MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// What happened in one project.
pub(super) struct Script {
    project: ProjectId,
    seeded: Seeded,
    changes: Vec<Change>,
}

impl Script {
    /// Nothing yet.
    pub(super) fn new(project: &ProjectId) -> Self {
        Self { project: project.clone(), seeded: Seeded::new(SEED), changes: Vec::new() }
    }

    /// `actor` began an access role.
    pub(super) fn create(&mut self, actor: &str, now: Timestamp) -> AccessRole {
        let context = Context { actor: by(actor), now, entropy: &self.seeded };
        let (role, change) = command::create(&self.project, &context);
        self.changes.push(change);
        role
    }

    /// Whoever began the role typed that a minute later.
    pub(super) fn save_draft(
        &mut self,
        role: &mut AccessRole,
        typed: &Draft,
    ) -> Result<(), Refusal> {
        let (actor, now) = (role.created_by.clone(), later(role.created, A_MINUTE));
        let context = Context { actor: by(&actor), now, entropy: &self.seeded };
        let (_, change) = command::save_draft(role, typed, &context)?;
        self.keep(role, change);
        Ok(())
    }

    /// `actor` called the role by `label`.
    pub(super) fn label(
        &mut self,
        role: &mut AccessRole,
        label: &Label,
        actor: &str,
        now: Timestamp,
    ) {
        let context = Context { actor: by(actor), now, entropy: &self.seeded };
        if let (_, Some(change)) = command::set_label(role, label, &context) {
            self.keep(role, change);
        }
    }

    /// The role was checked in the background, and AWS answered so.
    pub(super) fn check(&mut self, role: &mut AccessRole, answer: Answer, now: Timestamp) {
        let context = Context { actor: Actor::CONSOLE, now, entropy: &self.seeded };
        let limits = Limits::default().of_checks();
        let Some(mut attempt) = command::begin_check(role, limits, &context) else { return };
        let now = drive(&mut attempt, answer, now);
        let context = Context { actor: Actor::CONSOLE, now, entropy: &self.seeded };
        if let Some(change) = command::finish_check(role, &attempt, &context) {
            self.keep(role, change);
        }
    }

    /// `actor` validated `arn`, and AWS answered so.
    pub(super) fn validate(
        &mut self,
        role: &mut AccessRole,
        arn: &RoleArn,
        answer: Answer,
        actor: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let context = Context { actor: by(actor), now, entropy: &self.seeded };
        let begun = command::begin(role, arn.clone(), Limits::default(), &context)?;
        let (record, mut attempt, change) = begun;
        self.keep(role, change);
        let now = drive(&mut attempt, answer, now);
        let context = Context { actor: by(actor), now, entropy: &self.seeded };
        if let Some((_, change)) = command::finish(role, &record.id, &attempt, &context) {
            self.keep(role, change);
        }
        Ok(())
    }

    /// A number below `end`, always the same ones in a row.
    pub(super) fn number_below(&self, end: u32) -> u32 {
        (self.seeded.next() % u64::from(end.max(1))).try_into().unwrap_or(0)
    }

    /// What to store since this was last asked for.
    pub(super) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    fn keep(&mut self, role: &mut AccessRole, change: Change) {
        for write in change.writes() {
            if let Write::Insert(changed) | Write::Replace { role: changed, .. } = write {
                role.clone_from(changed);
            }
        }
        self.changes.push(change);
    }
}

/// Somebody at this machine.
pub(super) fn by(name: &str) -> Actor<'_> {
    Actor { name, from: "127.0.0.1" }
}

/// What AWS answers about one role.
pub(super) type Answer = fn(&CloudCall) -> CloudOutcome;

/// Its trust policy is right.
pub(super) fn trusting(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::CallerIdentity
        | CloudCall::AssumeRole { external_id: ShownExternalId::Own(_), .. } => CloudOutcome::Done,
        CloudCall::AssumeRole { .. } => denying(call),
    }
}

/// It does not trust the service, or is not there.
pub(super) fn denying(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { arn, .. } => CloudOutcome::Refused(format!(
            "The service is not authorized to perform: sts:AssumeRole on resource: {arn}"
        )),
    }
}

/// AWS gives no answer.
pub(super) fn silent(_: &CloudCall) -> CloudOutcome {
    CloudOutcome::Unreachable("no answer from sts.sandbox.invalid".to_owned())
}

/// Carries out a validation from `now` on, and tells when it was over.
fn drive(attempt: &mut Attempt, answer: Answer, mut now: Timestamp) -> Timestamp {
    loop {
        match attempt.next(now) {
            Step::Call(call) => attempt.take(answer(&call), now),
            Step::WaitUntil(at) => now = at,
            Step::Over => return now,
        }
    }
}
