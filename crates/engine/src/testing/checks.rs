//! The health of authorized roles.

use jiff::SignedDuration;
use wire::{
    ProjectId,
    console::{ActivityAction, FailureReason},
};

use super::{Foretold, OWNER, arn, denied, guarded, validate};
use crate::{
    AccessRole, AccessRoles, ActivityQuery, Attempt, CloudCall, CloudOutcome, Condition, Health,
    Step,
    ports::{Clock, RoleQuery, Store},
};

const INTERVAL: SignedDuration = SignedDuration::from_mins(15);

pub(super) async fn suite<S: Store>(roles: &AccessRoles<S, Foretold>, here: &ProjectId) {
    each_role_is_claimed_once_in_an_interval(roles, here).await;
    what_a_check_told_is_kept(roles, here).await;
    overdue_checks_are_spread(roles, here).await;
}

async fn authorized<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
    name: &str,
) -> AccessRole {
    let role = roles.create(here, OWNER).await.unwrap();
    validate(roles, &role, &arn(name), guarded).await.unwrap();
    roles.get(here, &role.id).await.unwrap()
}

/// Claims all of the project that is due.
async fn claimed<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
) -> Vec<(AccessRole, Attempt)> {
    let mut all = Vec::new();
    while let Some((role, attempt)) = roles.claim_check(INTERVAL).await.unwrap() {
        if role.project == *here {
            all.push((role, attempt));
        }
    }
    all.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    all
}

async fn each_role_is_claimed_once_in_an_interval<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    here: &ProjectId,
) {
    let made = [authorized(roles, here, "a").await, authorized(roles, here, "b").await];
    let in_progress = roles.create(here, OWNER).await.unwrap();
    let mine = async || {
        let claimed = claimed(roles, here).await;
        claimed.into_iter().map(|(role, _)| role).collect::<Vec<_>>()
    };
    assert_eq!(mine().await, [], "not before an interval is over");
    roles.surroundings().pass(900);
    let mut ids = made.clone();
    ids.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(mine().await, ids);
    assert_eq!(mine().await, [], "nobody gets it twice");
    roles.surroundings().pass(900);
    assert_eq!(mine().await, ids, "again and again");
    // What comes back may have been revoked in the meantime.
    roles.delete(here, &made[0].id, OWNER).await.unwrap();
    let restored = roles.restore(here, &made[0].id, OWNER).await.unwrap();
    assert_eq!(mine().await, [restored]);
    for id in [&made[0].id, &made[1].id, &in_progress.id] {
        roles.delete(here, id, OWNER).await.unwrap();
    }
}

/// Carries out the next check of the role, with a cloud that answers by `answer`.
async fn check<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    role: &AccessRole,
    answer: impl Fn(&CloudCall) -> CloudOutcome,
) -> AccessRole {
    roles.surroundings().pass(1_000);
    let (role, mut attempt) = claimed(roles, &role.project).await.pop().unwrap();
    let mut now = roles.surroundings().now();
    loop {
        match attempt.next(now) {
            Step::Call(call) => attempt.take(answer(&call), now),
            Step::WaitUntil(at) => now = at,
            Step::Over => break,
        }
    }
    roles.finish_check(&role, &attempt).await.unwrap();
    let stored = roles.get(&role.project, &role.id).await.unwrap();
    assert_eq!(stored.last_attempt, role.last_attempt, "nobody asked for it");
    assert_eq!(stored.authorized(), role.authorized());
    stored
}

async fn what_a_check_told_is_kept<S: Store>(roles: &AccessRoles<S, Foretold>, here: &ProjectId) {
    let role = authorized(roles, here, "watched").await;
    let bad = async |search: &str| {
        let search = search.to_owned();
        let query = RoleQuery { search, bad: true, limit: 10, ..RoleQuery::default() };
        roles.store().role_page(here, &query).await.unwrap().items
    };
    let health = |role: AccessRole| -> Health { role.health().unwrap().clone() };
    let unreachable = |_: &CloudCall| CloudOutcome::Unreachable("timed out".to_owned());

    let first = health(role.clone());
    let unknown = health(check(roles, &role, unreachable).await);
    assert_eq!((&unknown.condition, unknown.checked), (&first.condition, first.checked));
    let since = unknown.unreachable_since.unwrap();
    let still = health(check(roles, &role, unreachable).await);
    assert_eq!(still.unreachable_since, Some(since), "since the first time");
    assert_eq!(bad("").await, []);

    let refused = check(roles, &role, denied).await;
    let turned = health(refused.clone());
    let Condition::Bad { since, failure } = &turned.condition else { panic!("{turned:?}") };
    assert_eq!(failure.reason, FailureReason::AccessDenied);
    assert_eq!(failure.message, "AccessDenied");
    assert_eq!((turned.checked, turned.unreachable_since), (*since, None));
    assert_eq!(bad("").await, std::slice::from_ref(&refused));
    assert_eq!(bad("WATCHED").await, std::slice::from_ref(&refused));
    assert_eq!(bad("other").await, []);
    let unknown = health(check(roles, &role, unreachable).await);
    assert_eq!(unknown.condition, turned.condition, "no answer does not mend it either");
    let again = health(check(roles, &role, denied).await);
    assert_eq!(again.condition, turned.condition);
    assert!(again.checked > turned.checked && again.unreachable_since.is_none());

    assert!(!health(check(roles, &role, guarded).await).is_bad());
    assert_eq!(bad("").await, []);
    let role_id = Some(role.id.clone());
    let query = ActivityQuery { role: role_id, limit: 10, ..ActivityQuery::default() };
    let log = roles.store().activity(here, &query).await.unwrap().items;
    let told: Vec<_> = log.iter().map(|entry| (entry.action, entry.actor.as_str())).collect();
    use ActivityAction::{Authorized, BecameUnhealthy, Created, Recovered};
    let (console, owner) = ("console", OWNER.name);
    assert_eq!(
        told,
        [(Recovered, console), (BecameUnhealthy, console), (Authorized, owner), (Created, owner)],
        "one entry for each change, none for each check"
    );
    assert_eq!(log[1].failure, Some(FailureReason::AccessDenied));
    roles.delete(here, &role.id, OWNER).await.unwrap();
}

async fn overdue_checks_are_spread<S: Store>(roles: &AccessRoles<S, Foretold>, here: &ProjectId) {
    let mut made = Vec::new();
    for name in ["s1", "s2", "s3"] {
        made.push(authorized(roles, here, name).await.id);
        // Made at other times of the interval.
        roles.surroundings().pass(200);
    }
    claimed(roles, here).await;
    roles.surroundings().pass(24 * 60 * 60);
    roles.spread_checks(INTERVAL).await.unwrap();
    let mut checked = claimed(roles, here).await.len();
    assert!(checked < 3, "all of them at once");
    for _ in 0..9 {
        roles.surroundings().pass(100);
        checked += claimed(roles, here).await.len();
    }
    assert_eq!(checked, 3, "all of them within an interval");
    for id in made {
        roles.delete(here, &id, OWNER).await.unwrap();
    }
}
