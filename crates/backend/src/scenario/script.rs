//! Writes down what people did to access roles, by the engine's own rules, as changes to store.

use std::sync::atomic::{AtomicU64, Ordering};

use engine::{
    AccessRole, Change, CloudCall, CloudOutcome, Context, Draft, Limits, Refusal, ShownExternalId,
    Step, Write, command, ports::Entropy,
};
use jiff::Timestamp;
use wire::{ProjectId, RoleArn};

/// What happened in one project.
pub(super) struct Script {
    project: ProjectId,
    seeded: Seeded,
    changes: Vec<Change>,
}

impl Script {
    /// Nothing yet.
    pub(super) fn new(project: &ProjectId) -> Self {
        Self { project: project.clone(), seeded: Seeded::default(), changes: Vec::new() }
    }

    /// `actor` began an access role.
    pub(super) fn create(&mut self, actor: &str, now: Timestamp) -> AccessRole {
        let context = Context { actor, now, entropy: &self.seeded };
        let (role, change) = command::create(&self.project, &context);
        self.changes.push(change);
        role
    }

    /// Somebody typed that.
    pub(super) fn save_draft(
        &mut self,
        role: &mut AccessRole,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        let (_, change) = command::save_draft(role, draft)?;
        self.keep(role, change);
        Ok(())
    }

    /// `actor` validated `arn`: it trusts the external ID, unless its name begins with `denied-`.
    pub(super) fn validate(
        &mut self,
        role: &mut AccessRole,
        arn: &RoleArn,
        actor: &str,
        mut now: Timestamp,
    ) -> Result<(), Refusal> {
        let context = Context { actor, now, entropy: &self.seeded };
        let begun = command::begin(role, arn.clone(), Limits::default(), &context)?;
        let (record, mut attempt, change) = begun;
        self.keep(role, change);
        loop {
            match attempt.next(now) {
                Step::Call(call) => attempt.take(answer(&call), now),
                Step::WaitUntil(at) => now = at,
                Step::Over => break,
            }
        }
        let context = Context { actor, now, entropy: &self.seeded };
        if let Some(change) = command::finish(role, &record.id, &attempt, &context) {
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
            if let Write::Insert(changed) | Write::Replace(changed) = write {
                role.clone_from(changed);
            }
        }
        self.changes.push(change);
    }
}

fn answer(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { arn, external_id: ShownExternalId::Own(_) }
            if !arn.name().starts_with("denied-") =>
        {
            CloudOutcome::Done
        }
        CloudCall::AssumeRole { arn, .. } => CloudOutcome::Refused(format!(
            "The service is not authorized to perform: sts:AssumeRole on resource: {arn}"
        )),
    }
}

/// Numbers that look random and are the same each time (`SplitMix64`), so that a scenario looks the same each
/// time. A sandbox guards nothing that anybody could get by foretelling them.
struct Seeded(AtomicU64);

impl Default for Seeded {
    fn default() -> Self {
        Self(AtomicU64::new(0x64b0_0000_0000_0001))
    }
}

impl Seeded {
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            for (to, from) in chunk.iter_mut().zip(self.next().to_le_bytes()) {
                *to = from;
            }
        }
    }
}
