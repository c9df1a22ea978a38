use std::collections::HashMap;

use proptest::prelude::*;
use wire::{ExternalId, console::Procedure};

use super::*;
use crate::{
    CloudOutcome, RoleStatus, Step, Write,
    ports::Clock,
    testing::{Foretold, guarded},
};

fn context(entropy: &Foretold) -> Context<'_> {
    Context { actor: "owner@example.com", now: entropy.now(), entropy }
}

fn project() -> ProjectId {
    "64b000000000000000000001".parse().unwrap()
}

fn arn(number: u8) -> RoleArn {
    format!("arn:aws:iam::123456789012:role/role-{number}").parse().unwrap()
}

/// The role that a change leaves behind.
fn after(change: &Change) -> AccessRole {
    match change.writes() {
        [Write::Insert(role) | Write::Replace(role)] => role.clone(),
        other => panic!("{other:?} leaves no role behind"),
    }
}

#[test]
fn a_draft_is_kept_as_typed_up_to_its_limits() {
    let entropy = Foretold::default();
    let (role, _) = create(&project(), &context(&entropy));
    let typed =
        Draft { role_name: "not a name!".into(), role_arn: "half an".into(), ..Draft::default() };
    let (saved, _) = save_draft(&role, &typed).unwrap();
    assert_eq!((saved.role_name.as_str(), saved.revision), ("not a name!", 1));

    let long = Draft { role_arn: "x".repeat(4097), ..Draft::default() };
    let refusal = save_draft(&role, &long).unwrap_err();
    assert_eq!(refusal, Refusal::DraftTooLong { field: "roleArn", max: 4096 });
}

#[test]
fn an_arn_of_another_partition_is_refused_before_anything_begins() {
    let refusal = parse_arn("arn:aws-cn:iam::123456789012:role/a", Partition::Aws).unwrap_err();
    let (found, expected) = (Partition::AwsCn, Partition::Aws);
    assert_eq!(refusal, Refusal::Arn(ArnError::OtherPartition { found, expected }));
}

#[test]
fn a_role_that_came_into_use_meanwhile_keeps_its_arn() {
    let entropy = Foretold::default();
    let pass = |role: &AccessRole, number| {
        let context = context(&entropy);
        let (record, mut attempt, change) =
            begin(role, arn(number), Limits::default(), &context).unwrap();
        while let Step::Call(call) = attempt.next(context.now) {
            attempt.take(guarded(&call), context.now);
        }
        (after(&change), record.id, attempt)
    };
    let (role, _) = create(&project(), &context(&entropy));
    let (role, id, attempt) = pass(&role, 1);
    let role = after(&finish(&role, &id, &attempt, &context(&entropy)).unwrap());
    let (mut role, id, attempt) = pass(&role, 2);
    role.usages = vec![FeatureUsage { feature_type: "X".into(), feature_id: "1".into() }];
    let role = after(&finish(&role, &id, &attempt, &context(&entropy)).unwrap());
    assert_eq!(role.authorized().unwrap().0, &arn(1));
    assert_eq!(role.last_attempt.unwrap().verdict, Verdict::Stopped);
}

/// What people and the cloud may do to one access role, in any order.
#[derive(Clone, Debug)]
enum Deed {
    SaveDraft(u64),
    Begin(u8),
    Answer(CloudOutcome),
    AnswerLikeAGuardedRole,
    Wait,
    Stop,
    Finish,
    Use(bool),
    Delete,
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3_u64).prop_map(Deed::SaveDraft),
        (0..3_u8).prop_map(Deed::Begin),
        Just(Deed::Answer(CloudOutcome::Done)),
        Just(Deed::Answer(CloudOutcome::Refused(String::new()))),
        Just(Deed::Answer(CloudOutcome::Unreachable(String::new()))),
        Just(Deed::AnswerLikeAGuardedRole),
        Just(Deed::AnswerLikeAGuardedRole),
        Just(Deed::Wait),
        Just(Deed::Stop),
        Just(Deed::Finish),
        any::<bool>().prop_map(Deed::Use),
        Just(Deed::Delete),
    ]
}

proptest! {
    /// No sequence of deeds reaches an authorized role without a passed validation of its present ARN; the
    /// external ID never changes; what is in use is never deleted, nor moved to another ARN.
    #[test]
    fn no_sequence_of_deeds_goes_round_the_validation(deeds in prop::collection::vec(deeds(), 1..60)) {
        let entropy = Foretold::default();
        let (mut role, _) = create(&project(), &context(&entropy));
        let external_id: ExternalId = role.external_id.clone();
        let mut going_on: Option<(AttemptId, Attempt, RoleArn)> = None;
        let mut passed: HashMap<String, ()> = HashMap::new();
        for deed in deeds {
            let context = context(&entropy);
            let before = role.clone();
            match deed {
                Deed::SaveDraft(revision) => {
                    let draft = Draft { procedure: Some(Procedure::ExistingRole), revision, ..Draft::default() };
                    match save_draft(&role, &draft) {
                        Ok((_, change)) => role = after(&change),
                        Err(refusal) => prop_assert!(matches!(
                            refusal, Refusal::DraftConflict | Refusal::AlreadyAuthorized
                        )),
                    }
                }
                Deed::Begin(number) => match begin(&role, arn(number), Limits::default(), &context) {
                    Ok((record, attempt, change)) => {
                        prop_assert!(role.running_attempt().is_none());
                        role = after(&change);
                        going_on = Some((record.id, attempt, arn(number)));
                    }
                    Err(Refusal::InUse(_)) => prop_assert!(!role.usages.is_empty()),
                    Err(refusal) => prop_assert!(matches!(refusal, Refusal::AttemptRunning(_))),
                },
                Deed::Answer(outcome) => if let Some((_, attempt, _)) = &mut going_on {
                    attempt.take(outcome, context.now);
                },
                Deed::AnswerLikeAGuardedRole => if let Some((_, attempt, _)) = &mut going_on
                    && let Step::Call(call) = attempt.next(context.now)
                {
                    attempt.take(guarded(&call), context.now);
                },
                Deed::Wait => { entropy.now(); }
                Deed::Stop => if let Some((_, attempt, _)) = &mut going_on { attempt.stop() },
                Deed::Finish => if let Some((id, attempt, arn)) = &going_on {
                    if attempt.verdict() == Verdict::Passed {
                        passed.insert(arn.to_string(), ());
                    }
                    if let Some(change) = finish(&role, id, attempt, &context) {
                        role = after(&change);
                        prop_assert!(finish(&role, id, attempt, &context).is_none(), "an end is kept once");
                        going_on = None;
                    }
                },
                Deed::Use(used) => {
                    // Only an authorized role can be used.
                    if role.status() == RoleStatus::Authorized {
                        let usage = FeatureUsage { feature_type: "X".into(), feature_id: "1".into() };
                        role.usages = if used { vec![usage] } else { vec![] };
                        role.version += 1;
                    }
                }
                Deed::Delete => {
                    let deleted = delete(&role, &context);
                    prop_assert_eq!(deleted.is_ok(), role.usages.is_empty());
                    prop_assert_eq!(deleted.is_ok(), why_not_delete(&role).is_none());
                }
            }
            prop_assert_eq!(&role.external_id, &external_id);
            if let Some((present, _)) = role.authorized() {
                prop_assert!(passed.contains_key(present.as_str()), "{} never passed", present);
            }
            if before.authorized().is_some() {
                prop_assert!(role.authorized().is_some(), "nothing but a delete ends an authorization");
            }
            if !before.usages.is_empty() && !role.usages.is_empty() {
                prop_assert_eq!(before.authorized().map(|(arn, _)| arn), role.authorized().map(|(arn, _)| arn));
            }
        }
    }
}
