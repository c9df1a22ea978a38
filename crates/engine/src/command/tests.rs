mod sequences;

use super::*;
use crate::{
    Step, Write,
    ports::Clock,
    testing::{Foretold, OWNER, guarded},
};

fn context(entropy: &Foretold) -> Context<'_> {
    Context { actor: OWNER, now: entropy.now(), entropy }
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
        [Write::Insert(role) | Write::Replace { role, .. } | Write::Restore(role)] => role.clone(),
        other => panic!("{other:?} leaves no role behind"),
    }
}

#[test]
fn a_draft_is_kept_as_typed_up_to_its_limits() {
    let entropy = Foretold::default();
    let (role, _) = create(&project(), &context(&entropy));
    let typed = Draft {
        role_name: "not a name!".into(),
        role_arn: "half an".into(),
        saved: Some(Saved { by: "somebody-else".into(), at: Timestamp::UNIX_EPOCH }),
        ..Draft::default()
    };
    let context = context(&entropy);
    let (saved, _) = save_draft(&role, &typed, &context).unwrap();
    assert_eq!((saved.role_name.as_str(), saved.revision), ("not a name!", 1));
    assert_eq!(saved.saved, Some(Saved { by: OWNER.name.into(), at: context.now }));

    let long = Draft { role_arn: "x".repeat(4097), ..Draft::default() };
    let refusal = save_draft(&role, &long, &context).unwrap_err();
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
    let role = after(&finish(&role, &id, &attempt, &context(&entropy)).unwrap().1);
    let (mut role, id, attempt) = pass(&role, 2);
    role.usages = vec![FeatureUsage { feature_type: "X".into(), feature_id: "1".into() }];
    let role = after(&finish(&role, &id, &attempt, &context(&entropy)).unwrap().1);
    assert_eq!(role.authorized().unwrap().0, &arn(1));
    assert_eq!(role.last_attempt.unwrap().verdict, Verdict::Stopped);
}
