//! What every implementation of the [`Store`] port has to do, as one suite that each of them runs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod checks;
mod deletes;
mod lists;

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use wire::{ProjectId, RoleArn, console::Verdict};

use crate::{
    AccessRole, AccessRoles, ActivityQuery, Actor, Begun, CloudCall, CloudOutcome, Draft, Error,
    Limits, Refusal, RoleStatus, ShownExternalId, Step, command,
    ports::{Clock, Entropy, RoleQuery, Store, StoreError},
};

/// A clock that goes on by a second each time that it is read, and randomness that anybody could foretell.
#[derive(Default)]
pub struct Foretold(AtomicU64);

impl Foretold {
    /// Lets time pass.
    pub fn pass(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for Foretold {
    fn now(&self) -> Timestamp {
        let second = 1_767_225_600 + self.0.fetch_add(1, Ordering::Relaxed);
        Timestamp::from_second(i64::try_from(second).unwrap()).unwrap()
    }
}

impl Entropy for Foretold {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
    }
}

/// Who does what is done in tests.
pub const OWNER: Actor<'static> = actor("owner@example.com");

/// Somebody of that name.
#[must_use]
pub const fn actor(name: &str) -> Actor<'_> {
    Actor { name, from: "192.0.2.7" }
}

/// Answers like a role whose trust policy is right.
pub fn guarded(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { external_id: ShownExternalId::Own(_), .. } => CloudOutcome::Done,
        CloudCall::AssumeRole { .. } => CloudOutcome::Refused("AccessDenied".to_owned()),
    }
}

/// Answers like a role that does not trust the service.
pub fn denied(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { .. } => CloudOutcome::Refused("AccessDenied".to_owned()),
    }
}

/// Validates `arn` for the access role, with a cloud that answers by `answer`, and keeps how it ended.
pub async fn validate<S: Store, T: Clock + Entropy>(
    roles: &AccessRoles<S, T>,
    role: &AccessRole,
    arn: &RoleArn,
    answer: impl Fn(&CloudCall) -> CloudOutcome,
) -> Result<Verdict, Error> {
    let Begun::New(_, record, mut attempt) =
        roles.begin(&role.project, &role.id, arn, OWNER).await?
    else {
        panic!("an attempt is running already")
    };
    let mut now = record.started;
    loop {
        match attempt.next(now) {
            Step::Call(call) => attempt.take(answer(&call), now),
            Step::WaitUntil(at) => now = at,
            Step::Over => break,
        }
    }
    roles.finish(&role.project, &role.id, &record.id, &attempt).await?;
    Ok(attempt.verdict())
}

fn arn(name: &str) -> RoleArn {
    ["arn:aws:iam::123456789012:role/", name].concat().parse().unwrap()
}

/// Runs the suite. `here` and `elsewhere` are two projects without access roles; `use_role` makes something use a role, or
/// no longer.
pub async fn store_contract<S: Store>(
    store: S,
    here: ProjectId,
    elsewhere: ProjectId,
    use_role: impl AsyncFn(&S, &AccessRole, bool),
) {
    let roles = AccessRoles::new(store, Foretold::default(), Limits::default());
    what_is_stored_comes_back(&roles, &here, &elsewhere).await;
    an_older_decision_is_refused_whole(&roles, &here).await;
    an_authorized_role_comes_back(&roles, &here, &use_role).await;
    pages_are_searched_filtered_and_counted(&roles, &elsewhere).await;
    lists::suite(&roles, &elsewhere).await;
    deletes::suite(&roles, &here, &elsewhere, &use_role).await;
    checks::suite(&roles, &here).await;
}

async fn what_is_stored_comes_back<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    elsewhere: &ProjectId,
) {
    let role = roles.create(here, OWNER).await.unwrap();
    assert_eq!(roles.get(here, &role.id).await.unwrap(), role);
    assert_eq!(roles.store().roles(here).await.unwrap(), [role.summary()]);
    assert!(matches!(roles.get(elsewhere, &role.id).await, Err(Error::NotFound)));
    assert_eq!(roles.store().roles(elsewhere).await.unwrap(), []);

    let typed = Draft {
        procedure: Some(wire::console::Procedure::CreateRole),
        role_name: "it's \"quoted\" % _ \u{1f511}".to_owned(),
        role_arn: "arn:aws:".to_owned(),
        ..Draft::default()
    };
    let second = actor("second@example.com");
    let saved = roles.save_draft(here, &role.id, &typed, second).await.unwrap();
    let by = saved.saved.clone().unwrap();
    assert_eq!(by.by, second.name);
    assert!(role.created < by.at && by.at < roles.surroundings().now(), "{by:?}");
    assert_eq!(saved, Draft { revision: 1, saved: Some(by), ..typed.clone() });
    assert_eq!(roles.get(here, &role.id).await.unwrap().draft(), Some(&saved));
    assert!(matches!(
        roles.save_draft(here, &role.id, &typed, OWNER).await,
        Err(Error::Refused(Refusal::DraftConflict))
    ));

    let elsewhere_deletes = roles.delete(elsewhere, &role.id, actor("intruder@example.com")).await;
    assert!(matches!(elsewhere_deletes, Err(Error::NotFound)));
    roles.delete(here, &role.id, OWNER).await.unwrap();
    assert!(matches!(roles.get(here, &role.id).await, Err(Error::NotFound)));
    let query = |offset| ActivityQuery { offset, limit: 10, ..ActivityQuery::default() };
    let log = roles.store().activity(here, &query(0)).await.unwrap();
    let actions: Vec<_> = log.items.iter().map(|entry| entry.action).collect();
    use wire::console::ActivityAction::{Cancelled, Created};
    assert_eq!((actions, log.total), (vec![Cancelled, Created], 2));
    assert_eq!(roles.store().activity(here, &query(1)).await.unwrap().items.len(), 1);
}

async fn an_older_decision_is_refused_whole<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
) {
    let role = roles.create(here, OWNER).await.unwrap();
    let draft = Draft { role_name: "first".to_owned(), ..Draft::default() };
    let context = command::Context {
        actor: OWNER,
        now: roles.surroundings().now(),
        entropy: roles.surroundings(),
    };
    let (_, older) = command::save_draft(&role, &draft, &context).unwrap();
    let (_, older_delete) = command::delete(&role, &context).unwrap();
    let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
    let entries = roles.store().activity(here, &query).await.unwrap();

    roles.store().apply(&older).await.unwrap();
    for change in [older, older_delete] {
        let refused = roles.store().apply(&change).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    }
    assert_eq!(roles.store().activity(here, &query).await.unwrap(), entries);
    roles.delete(here, &role.id, OWNER).await.unwrap();
}

async fn an_authorized_role_comes_back<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    use_role: &impl AsyncFn(&S, &AccessRole, bool),
) {
    let role = roles.create(here, OWNER).await.unwrap();
    let verdict = validate(roles, &role, &arn("denied"), denied).await;
    assert_eq!(verdict.unwrap(), Verdict::Refused);
    let stored = roles.get(here, &role.id).await.unwrap();
    let last = stored.last_attempt.clone().unwrap();
    assert_eq!((stored.status(), last.verdict), (RoleStatus::InProgress, Verdict::Refused));
    assert_eq!(last.failure.clone().unwrap().message, "AccessDenied");
    assert_eq!(roles.store().attempt(&role.id, &last.id).await.unwrap(), Some(last));

    let begun = roles.begin(here, &role.id, &arn("ok"), OWNER).await.unwrap();
    let Begun::New(_, record, mut attempt) = begun else { panic!("nothing runs yet") };
    let running = roles.store().roles_with_running_attempt().await.unwrap();
    assert_eq!(running.iter().map(|role| &role.id).collect::<Vec<_>>(), [&role.id]);
    let again = roles.begin(here, &role.id, &arn("ok"), actor("other@example.com")).await.unwrap();
    assert!(matches!(again, Begun::Running(_, other) if other.id == record.id));
    let other = roles.begin(here, &role.id, &arn("other"), OWNER).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::AttemptRunning(_)))));
    while let Step::Call(call) = attempt.next(record.started) {
        attempt.take(guarded(&call), record.started);
    }
    roles.finish(here, &role.id, &record.id, &attempt).await.unwrap();

    let authorized = roles.get(here, &role.id).await.unwrap();
    assert_eq!(authorized.authorized().map(|(present, _)| present.clone()), Some(arn("ok")));
    assert_eq!(authorized.external_id, role.external_id);
    assert!(roles.store().roles_with_running_attempt().await.unwrap().is_empty());

    use_role(roles.store(), &authorized, true).await;
    let used = roles.get(here, &role.id).await.unwrap();
    assert_eq!(used.usages.len(), 1);
    let refused = roles.delete(here, &role.id, OWNER).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::InUse(_)))));
    // The race: decided before the role was used, stored afterwards.
    let context = command::Context {
        actor: OWNER,
        now: roles.surroundings().now(),
        entropy: roles.surroundings(),
    };
    let (_, delete) = command::delete(&authorized, &context).unwrap();
    let raced = roles.store().apply(&delete).await;
    assert!(matches!(raced, Err(StoreError::Conflict)), "{raced:?}");
    use_role(roles.store(), &authorized, false).await;
    roles.delete(here, &role.id, OWNER).await.unwrap();
}

async fn pages_are_searched_filtered_and_counted<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    project: &ProjectId,
) {
    let mut made = Vec::new();
    for number in 0..5 {
        let role = roles.create(project, OWNER).await.unwrap();
        if number % 2 == 0 {
            let name = ["Reader_", &number.to_string()].concat();
            validate(roles, &role, &arn(&name), guarded).await.unwrap();
        }
        made.push(role.id);
    }
    let draft = Draft { role_name: "100%_new".to_owned(), ..Draft::default() };
    roles.save_draft(project, &made[1], &draft, OWNER).await.unwrap();

    let page = async |search: &str, status, offset, limit| {
        let search = search.to_owned();
        let query = RoleQuery { search, status, offset, limit, ..RoleQuery::default() };
        let page = roles.store().role_page(project, &query).await.unwrap();
        let numbers = page.items.iter().map(|role| made.iter().position(|id| *id == role.id));
        (numbers.map(Option::unwrap).collect::<Vec<_>>(), page.total)
    };
    assert_eq!(page("", None, 0, 10).await, (vec![4, 3, 2, 1, 0], 5));
    assert_eq!(page("", None, 1, 2).await, (vec![3, 2], 5));
    assert_eq!(page("", None, 9, 2).await, (vec![], 5));
    assert_eq!(page("", Some(RoleStatus::InProgress), 0, 10).await, (vec![3, 1], 2));
    assert_eq!(page("reader_", Some(RoleStatus::Authorized), 0, 2).await, (vec![4, 2], 3));
    assert_eq!(page("READER_4", None, 0, 10).await, (vec![4], 1));
    // What SQL takes for a wildcard is a character like any other.
    assert_eq!(page("100%_", None, 0, 10).await, (vec![1], 1));
    assert_eq!(page("reader%4", None, 0, 10).await, (vec![], 0));
    assert_eq!(page(made[2].as_str(), None, 0, 10).await, (vec![2], 1));
    assert_eq!(page("\\", None, 0, 10).await, (vec![], 0));
}
