//! Deletes, and taking them back.

use wire::{
    ProjectId,
    console::{ActivityAction, Verdict},
};

use super::{Foretold, OWNER, actor, arn, guarded, validate};
use crate::{
    AccessRole, AccessRoles, ActivityQuery, Begun, DeletedRole, Draft, Error, Refusal, Step,
    command,
    ports::{Clock, RoleQuery, Store, StoreError},
};

pub(super) async fn suite<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    elsewhere: &ProjectId,
    use_role: &impl AsyncFn(&S, &AccessRole, bool),
) {
    // What the earlier cases deleted is forgotten.
    roles.surroundings().pass(1_000);
    roles.purge_deleted().await.unwrap();
    what_is_deleted_is_hidden_and_comes_back_as_it_was(roles, here, elsewhere).await;
    a_running_attempt_ends_with_its_role(roles, here).await;
    a_restored_role_can_be_used(roles, here, use_role).await;
    only_within_the_window(roles, here).await;
    only_roles_in_progress_are_cancelled(roles, here).await;
}

async fn count<S: Store>(roles: &AccessRoles<S, Foretold>, project: &ProjectId) -> u64 {
    let query = RoleQuery { limit: 100, ..RoleQuery::default() };
    let page = roles.store().role_page(project, &query).await.unwrap();
    let all = roles.store().roles(project).await.unwrap().len();
    assert_eq!((page.items.len(), usize::try_from(page.total).unwrap()), (all, all));
    page.total
}

async fn what_is_deleted_is_hidden_and_comes_back_as_it_was<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    elsewhere: &ProjectId,
) {
    let before = count(roles, here).await;
    let in_progress = roles.create(here, OWNER).await.unwrap();
    let draft = Draft { role_name: "half".to_owned(), ..Draft::default() };
    roles.save_draft(here, &in_progress.id, &draft, OWNER).await.unwrap();
    let authorized = roles.create(here, OWNER).await.unwrap();
    validate(roles, &authorized, &arn("restored"), guarded).await.unwrap();
    roles.set_label(here, &authorized.id, &"Mine".parse().unwrap(), OWNER).await.unwrap();

    let deleter = actor("second@example.com");
    let mut was = Vec::new();
    for id in [&in_progress.id, &authorized.id] {
        let role = roles.get(here, id).await.unwrap();
        let deleted = roles.delete(here, id, deleter).await.unwrap();
        assert_eq!((&deleted.role, deleted.by.as_str()), (&role, deleter.name));
        assert!(matches!(roles.get(here, id).await, Err(Error::NotFound)));
        assert!(matches!(roles.delete(here, id, OWNER).await, Err(Error::NotFound)));
        assert!(matches!(roles.begin(here, id, &arn("x"), OWNER).await, Err(Error::NotFound)));
        was.push(deleted);
    }
    assert_eq!(count(roles, here).await, before);
    let newest_first: Vec<DeletedRole> = was.iter().rev().cloned().collect();
    assert_eq!(roles.deleted(here, 10).await.unwrap(), newest_first);
    assert_eq!(roles.deleted(here, 1).await.unwrap(), newest_first[..1]);
    assert_eq!(roles.deleted(elsewhere, 10).await.unwrap(), []);

    for deleted in was {
        let id = &deleted.role.id;
        let from_elsewhere = roles.restore(elsewhere, id, OWNER).await;
        assert!(matches!(from_elsewhere, Err(Error::NotFound)));
        let restored = roles.restore(here, id, OWNER).await.unwrap();
        let expected = AccessRole { version: deleted.role.version + 1, ..deleted.role.clone() };
        assert_eq!(restored, expected);
        assert_eq!(roles.get(here, id).await.unwrap(), expected);
        assert!(matches!(roles.restore(here, id, OWNER).await, Err(Error::NotFound)));
        // The race: restored by somebody else in between.
        let context = command::Context {
            actor: OWNER,
            now: roles.surroundings().now(),
            entropy: roles.surroundings(),
        };
        let (_, late) = command::restore(&deleted, &context).unwrap();
        assert!(matches!(roles.store().apply(&late).await, Err(StoreError::Conflict)));
    }
    assert_eq!(count(roles, here).await, before + 2);
    assert_eq!(roles.deleted(here, 10).await.unwrap(), []);
    use ActivityAction::{Cancelled, Deauthorized, Undone};
    // What uses a role has entries of its own.
    let actions = vec![Cancelled, Deauthorized, Undone];
    let query = ActivityQuery { actions, limit: 4, ..ActivityQuery::default() };
    let log = roles.store().activity(here, &query).await.unwrap();
    let actions: Vec<_> = log.items.iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [Undone, Undone, Deauthorized, Cancelled]);
    for id in [&in_progress.id, &authorized.id] {
        roles.delete(here, id, OWNER).await.unwrap();
    }
}

async fn a_running_attempt_ends_with_its_role<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
) {
    let role = roles.create(here, OWNER).await.unwrap();
    let begun = roles.begin(here, &role.id, &arn("cut-off"), OWNER).await.unwrap();
    let Begun::New(_, record, mut attempt) = begun else { panic!("nothing runs yet") };
    let deleted = roles.delete(here, &role.id, OWNER).await.unwrap();
    assert_eq!(deleted.role.last_attempt.clone().unwrap().verdict, Verdict::Stopped);
    assert!(roles.store().roles_with_running_attempt().await.unwrap().is_empty());
    while let Step::Call(call) = attempt.next(record.started) {
        attempt.take(guarded(&call), record.started);
    }
    roles.finish(here, &role.id, &record.id, &attempt).await.unwrap();
    let restored = roles.restore(here, &role.id, OWNER).await.unwrap();
    assert_eq!(restored.last_attempt, deleted.role.last_attempt);
    // Its end comes too late, also after the restore.
    roles.finish(here, &role.id, &record.id, &attempt).await.unwrap();
    let stored = roles.get(here, &role.id).await.unwrap();
    assert_eq!(stored, restored);
    let kept = roles.store().attempt(&role.id, &record.id).await.unwrap();
    assert_eq!(kept, stored.last_attempt);
    roles.delete(here, &role.id, OWNER).await.unwrap();
}

async fn a_restored_role_can_be_used<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    use_role: &impl AsyncFn(&S, &AccessRole, bool),
) {
    let role = roles.create(here, OWNER).await.unwrap();
    validate(roles, &role, &arn("used"), guarded).await.unwrap();
    roles.delete(here, &role.id, OWNER).await.unwrap();
    let restored = roles.restore(here, &role.id, OWNER).await.unwrap();
    use_role(roles.store(), &restored, true).await;
    let used = roles.get(here, &role.id).await.unwrap();
    assert_eq!(used.usages.len(), 1);
    let refused = roles.delete(here, &role.id, OWNER).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::InUse(_)))));
    use_role(roles.store(), &used, false).await;
    roles.delete(here, &role.id, OWNER).await.unwrap();
}

async fn only_within_the_window<S: Store>(roles: &AccessRoles<S, Foretold>, here: &ProjectId) {
    let role = roles.create(here, OWNER).await.unwrap();
    validate(roles, &role, &arn("forgotten"), guarded).await.unwrap();
    let attempt = roles.get(here, &role.id).await.unwrap().last_attempt.unwrap();
    roles.delete(here, &role.id, OWNER).await.unwrap();
    roles.surroundings().pass(500);
    assert_eq!(roles.purge_deleted().await.unwrap(), 0, "not before its time is over");
    roles.surroundings().pass(101);
    assert_eq!(roles.deleted(here, 10).await.unwrap(), []);
    let late = roles.restore(here, &role.id, OWNER).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::UndoExpired))));
    assert!(roles.purge_deleted().await.unwrap() >= 1);
    assert!(matches!(roles.restore(here, &role.id, OWNER).await, Err(Error::NotFound)));
    let kept = roles.store().attempt(&role.id, &attempt.id).await.unwrap();
    assert_eq!(kept, None, "its attempts are forgotten with it");
    assert_eq!(roles.purge_deleted().await.unwrap(), 0);
}

async fn only_roles_in_progress_are_cancelled<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
) {
    let role = roles.create(here, OWNER).await.unwrap();
    validate(roles, &role, &arn("kept"), guarded).await.unwrap();
    let refused = roles.cancel(here, &role.id, OWNER).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Authorized))));
    roles.delete(here, &role.id, OWNER).await.unwrap();
    let stale = roles.create(here, OWNER).await.unwrap();
    roles.cancel(here, &stale.id, OWNER).await.unwrap();
}
