//! Whatever is done to an access role in whatever order, the rules hold.

use std::collections::HashSet;

use proptest::prelude::*;
use wire::{ExternalId, console::Procedure};

use super::{super::*, arn, context, project};
use crate::{
    CloudOutcome, DeletedRole, RoleCounts, RoleStatus, Step,
    ports::Clock,
    testing::{Foretold, guarded},
};

/// What people, the clock and the cloud may do to one access role, in any order.
#[derive(Clone, Debug)]
enum Deed {
    SaveDraft(u64),
    Label(bool),
    Begin(u8),
    BeginCheck,
    Answer(Driven, CloudOutcome),
    AnswerLikeAGuardedRole(Driven),
    Wait(u64),
    Stop,
    Finish(Driven),
    Use(bool),
    Delete,
    Cancel,
    Restore,
}

/// Which of the two validations that may go on.
#[derive(Clone, Copy, Debug)]
enum Driven {
    /// That which a person began.
    Attempt,
    /// That of the background.
    Check,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let driven = || prop_oneof![Just(Driven::Attempt), Just(Driven::Check)];
    let outcomes = prop_oneof![
        Just(CloudOutcome::Done),
        Just(CloudOutcome::Refused(String::new())),
        Just(CloudOutcome::Unreachable(String::new())),
    ];
    prop_oneof![
        1 => (0..3_u64).prop_map(Deed::SaveDraft),
        1 => any::<bool>().prop_map(Deed::Label),
        2 => (0..2_u8).prop_map(Deed::Begin),
        2 => Just(Deed::BeginCheck),
        3 => (driven(), outcomes).prop_map(|(driven, outcome)| Deed::Answer(driven, outcome)),
        6 => driven().prop_map(Deed::AnswerLikeAGuardedRole),
        1 => (1..400_u64).prop_map(Deed::Wait),
        1 => Just(Deed::Stop),
        4 => driven().prop_map(Deed::Finish),
        1 => any::<bool>().prop_map(Deed::Use),
        1 => Just(Deed::Delete),
        1 => Just(Deed::Cancel),
        2 => Just(Deed::Restore),
    ]
}

/// A store of one access role, and what happened to it.
struct World {
    role: Option<AccessRole>,
    deleted: Option<DeletedRole>,
    attempt: Option<(AttemptId, Attempt)>,
    check: Option<Attempt>,
    /// The ARNs that passed a validation that a person began.
    passed: HashSet<String>,
    /// Whether the last answer about the present ARN was a refusal.
    refused: bool,
    /// What the store counts.
    counts: RoleCounts,
}

impl World {
    fn apply(&mut self, change: &Change) {
        for write in change.writes() {
            self.counts += write.counts();
            match write {
                Write::Insert(role) => self.role = Some(role.clone()),
                Write::Replace { role, .. } => {
                    let before = self.role.replace(role.clone()).unwrap();
                    assert_eq!(role.version, before.version + 1);
                }
                Write::Delete(deleted) => {
                    self.role = None;
                    self.deleted = Some(deleted.clone());
                }
                Write::Restore(role) => {
                    self.deleted = None;
                    self.role = Some(role.clone());
                }
            }
        }
    }

    fn driven(&mut self, driven: Driven) -> Option<&mut Attempt> {
        match driven {
            Driven::Attempt => self.attempt.as_mut().map(|(_, attempt)| attempt),
            Driven::Check => self.check.as_mut(),
        }
    }

    /// Notes what the end of a validation tells of the present ARN.
    fn learn(&mut self, attempt: &Attempt) {
        let present = self.role.as_ref().and_then(|role| role.authorized());
        if present.is_some_and(|(arn, _)| arn == attempt.arn()) {
            match attempt.verdict() {
                Verdict::Passed => self.refused = false,
                Verdict::Refused => self.refused = true,
                Verdict::Running | Verdict::Unreachable | Verdict::Stopped => {}
            }
        }
    }
}

fn do_to(
    world: &mut World,
    role: &AccessRole,
    deed: &Deed,
    entropy: &Foretold,
) -> Result<(), TestCaseError> {
    let context = context(entropy);
    let change = match deed {
        Deed::SaveDraft(revision) => {
            let procedure = Some(Procedure::ExistingRole);
            let draft = Draft { procedure, revision: *revision, ..Draft::default() };
            match save_draft(role, &draft, &context) {
                Ok((_, change)) => Some(change),
                Err(Refusal::AlreadyAuthorized) => {
                    prop_assert_eq!(role.status(), RoleStatus::Authorized);
                    None
                }
                Err(refusal) => {
                    prop_assert_eq!(refusal, Refusal::DraftConflict);
                    None
                }
            }
        }
        Deed::Label(given) => {
            let label = if *given { "a label" } else { "" }.parse().unwrap();
            let (labelled, change) = set_label(role, &label, &context);
            prop_assert_eq!(&labelled.label, &label);
            prop_assert_eq!(&labelled.state, &role.state);
            change
        }
        Deed::Begin(number) => match begin(role, arn(*number), Limits::default(), &context) {
            Ok((record, attempt, change)) => {
                prop_assert!(role.running_attempt().is_none());
                world.attempt = Some((record.id, attempt));
                Some(change)
            }
            Err(Refusal::InUse(_)) => {
                prop_assert!(!role.usages.is_empty());
                None
            }
            Err(refusal) => {
                prop_assert!(matches!(refusal, Refusal::AttemptRunning(_)));
                None
            }
        },
        Deed::BeginCheck => {
            world.check = begin_check(role, Limits::default().of_checks(), &context);
            prop_assert_eq!(world.check.is_some(), role.status() == RoleStatus::Authorized);
            None
        }
        Deed::Finish(Driven::Attempt) => {
            let Some((id, attempt)) = world.attempt.clone() else { return Ok(()) };
            let change = finish(role, &id, &attempt, &context);
            if let Some((record, change)) = &change {
                let Some(Write::Replace { role, .. }) = change.writes().first() else {
                    panic!("an end replaces the role")
                };
                prop_assert!(finish(role, &id, &attempt, &context).is_none(), "kept once");
                prop_assert_eq!(role.last_attempt.as_ref(), Some(record));
                if record.verdict == Verdict::Passed {
                    world.passed.insert(attempt.arn().to_string());
                }
                let moved = role.authorized().map(|(arn, _)| arn.clone());
                if moved != world.role.as_ref().unwrap().authorized().map(|(arn, _)| arn.clone()) {
                    world.refused = false;
                }
                world.learn(&attempt);
                world.attempt = None;
            }
            change.map(|(_, change)| change)
        }
        Deed::Finish(Driven::Check) => {
            let Some(attempt) = world.check.clone() else { return Ok(()) };
            let change = finish_check(role, &attempt, &context);
            if change.is_some() {
                world.learn(&attempt);
                world.check = None;
            }
            change
        }
        Deed::Use(used) => {
            // Only an authorized role can be used.
            if role.status() == RoleStatus::Authorized {
                let usage = FeatureUsage { feature_type: "X".into(), feature_id: "1".into() };
                let usages = if *used { vec![usage] } else { vec![] };
                let version = role.version + 1;
                world.role = Some(AccessRole { usages, version, ..role.clone() });
            }
            None
        }
        Deed::Delete | Deed::Cancel => {
            let only_in_progress = matches!(deed, Deed::Cancel);
            let done = if only_in_progress { cancel } else { delete }(role, &context);
            let may = role.usages.is_empty()
                && (!only_in_progress || role.status() == RoleStatus::InProgress);
            prop_assert_eq!(done.is_ok(), may);
            prop_assert_eq!(why_not_delete(role).is_none(), role.usages.is_empty());
            if let Ok((deleted, _)) = &done {
                prop_assert!(deleted.role.usages.is_empty(), "nothing is left that uses it");
                prop_assert!(deleted.role.running_attempt().is_none(), "nothing goes on");
                prop_assert_eq!(&deleted.role.state, &role.state);
            }
            done.ok().map(|(_, change)| change)
        }
        Deed::Answer(..)
        | Deed::AnswerLikeAGuardedRole(_)
        | Deed::Wait(_)
        | Deed::Stop
        | Deed::Restore => None,
    };
    if let Some(change) = change {
        world.apply(&change);
    }
    Ok(())
}

proptest! {
    /// No sequence of deeds reaches an authorized role without a passed validation of its present ARN; the external ID
    /// never changes; what is in use is never deleted, nor moved to another ARN; what is deleted comes back as it was, but only within
    /// its time; a role is bad if and only if the last answer about its present ARN was a refusal; the counts are right.
    #[test]
    fn no_sequence_of_deeds_goes_round_the_rules(deeds in prop::collection::vec(deeds(), 1..60)) {
        let entropy = Foretold::default();
        let (role, change) = create(&project(), &context(&entropy));
        let external_id: ExternalId = role.external_id;
        let mut world = World {
            role: None,
            deleted: None,
            attempt: None,
            check: None,
            passed: HashSet::new(),
            refused: false,
            counts: RoleCounts::default(),
        };
        world.apply(&change);
        for deed in deeds {
            let now = entropy.now();
            let before = world.role.clone();
            match &deed {
                Deed::Answer(driven, outcome) => if let Some(attempt) = world.driven(*driven) {
                    attempt.take(outcome.clone(), now);
                },
                Deed::AnswerLikeAGuardedRole(driven) => {
                    if let Some(attempt) = world.driven(*driven)
                        && let Step::Call(call) = attempt.next(now)
                    {
                        attempt.take(guarded(&call), now);
                    }
                }
                Deed::Wait(seconds) => entropy.pass(*seconds),
                Deed::Stop => if let Some((_, attempt)) = &mut world.attempt { attempt.stop() },
                Deed::Restore => if let Some(deleted) = world.deleted.clone() {
                    let context = context(&entropy);
                    let in_time = context.now < deleted.at.checked_add(DeletedRole::UNDO_WINDOW).unwrap();
                    match restore(&deleted, &context) {
                        Ok((role, change)) => {
                            prop_assert!(in_time);
                            let version = deleted.role.version + 1;
                            prop_assert_eq!(&role, &AccessRole { version, ..deleted.role });
                            world.apply(&change);
                        }
                        Err(refusal) => {
                            prop_assert!(!in_time);
                            prop_assert_eq!(refusal, Refusal::UndoExpired);
                        }
                    }
                },
                deed => if let Some(role) = world.role.clone() {
                    do_to(&mut world, &role, deed, &entropy)?;
                },
            }
            prop_assert!(world.role.is_some() != world.deleted.is_some());
            let shown = world.role.as_ref().or(world.deleted.as_ref().map(|deleted| &deleted.role));
            let shown = shown.unwrap();
            prop_assert_eq!(&shown.external_id, &external_id);
            prop_assert_eq!(shown.health().is_some(), shown.status() == RoleStatus::Authorized);
            if let Some((present, _)) = shown.authorized() {
                prop_assert!(world.passed.contains(present.as_str()), "{} never passed", present);
            }
            if let Some(health) = shown.health() {
                prop_assert_eq!(health.is_bad(), world.refused);
            }
            let counted = match &world.role {
                None => RoleCounts::default(),
                Some(role) => RoleCounts {
                    in_progress: i64::from(role.status() == RoleStatus::InProgress),
                    authorized: i64::from(role.status() == RoleStatus::Authorized),
                    bad: i64::from(role.health().is_some_and(Health::is_bad)),
                },
            };
            prop_assert_eq!(world.counts, counted);
            if let (Some(before), Some(role)) = (before, &world.role) {
                if before.authorized().is_some() {
                    prop_assert!(role.authorized().is_some(), "nothing but a delete ends an authorization");
                }
                if !before.usages.is_empty() && !role.usages.is_empty() {
                    let arn = |role: &AccessRole| role.authorized().map(|(arn, _)| arn.clone());
                    prop_assert_eq!(arn(&before), arn(role));
                }
            }
        }
    }
}
