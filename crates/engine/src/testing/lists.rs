//! Sorted lists, labels, attempts and the activity log.

use wire::{
    Label, ProjectId, RoleId,
    console::{ActivityAction, Verdict},
};

use super::{Foretold, OWNER, actor, arn, denied, guarded, validate};
use crate::{
    AccessRoles, ActivityQuery, RoleStatus,
    ports::{Order, RoleQuery, RoleSort, Store},
};

/// In the project that has the roles of the earlier cases: three authorized, two in progress.
pub(super) async fn suite<S: Store>(roles: &AccessRoles<S, Foretold>, project: &ProjectId) {
    sorted_with_those_that_have_no_value_last(roles, project).await;
    a_label_is_kept_and_found(roles, project).await;
    every_attempt_is_kept(roles, project).await;
    the_log_is_filtered_and_only_grows(roles, project).await;
}

async fn ids<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    project: &ProjectId,
    query: RoleQuery,
) -> Vec<RoleId> {
    let page = roles.store().role_page(project, &query).await.unwrap();
    page.items.into_iter().map(|role| role.id).collect()
}

async fn sorted_with_those_that_have_no_value_last<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    project: &ProjectId,
) {
    let query = |sort, order| RoleQuery { sort, order, limit: 10, ..RoleQuery::default() };
    let all = ids(roles, project, query(RoleSort::Created, Order::Ascending)).await;
    let [first, second, third, fourth, fifth] = &all[..] else { panic!("{all:?}") };
    for sort in [RoleSort::Arn, RoleSort::Authorized] {
        let ascending = ids(roles, project, query(sort, Order::Ascending)).await;
        assert_eq!(ascending.iter().collect::<Vec<_>>(), [first, third, fifth, second, fourth]);
        let descending = ids(roles, project, query(sort, Order::Descending)).await;
        assert_eq!(descending.iter().collect::<Vec<_>>(), [fifth, third, first, fourth, second]);
        // A page across the end of those that have a value.
        let page = RoleQuery { offset: 2, limit: 2, ..query(sort, Order::Ascending) };
        assert_eq!(ids(roles, project, page).await, [fifth.clone(), second.clone()]);
        let searched = RoleQuery {
            search: "reader_".to_owned(),
            status: Some(RoleStatus::Authorized),
            limit: 2,
            ..query(sort, Order::Descending)
        };
        assert_eq!(ids(roles, project, searched).await, [fifth.clone(), third.clone()]);
    }
}

async fn a_label_is_kept_and_found<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    project: &ProjectId,
) {
    let role = roles.create(project, OWNER).await.unwrap();
    let label: Label = "Nightly Exports".parse().unwrap();
    let labelled = roles.set_label(project, &role.id, &label, OWNER).await.unwrap();
    assert_eq!(roles.get(project, &role.id).await.unwrap(), labelled);
    assert_eq!((&labelled.label, labelled.version), (&label, 1));
    let again = roles.set_label(project, &role.id, &label, OWNER).await.unwrap();
    assert_eq!(again, labelled, "what is called so already is not changed");
    let query = RoleQuery { search: "nightly".into(), limit: 10, ..RoleQuery::default() };
    let found = roles.store().role_page(project, &query).await.unwrap();
    assert_eq!((found.items, found.total), (vec![labelled], 1));
    roles.set_label(project, &role.id, &Label::default(), OWNER).await.unwrap();
    assert_eq!(ids(roles, project, query).await, []);
    roles.delete(project, &role.id, OWNER).await.unwrap();
}

async fn every_attempt_is_kept<S: Store>(roles: &AccessRoles<S, Foretold>, project: &ProjectId) {
    let role = roles.create(project, OWNER).await.unwrap();
    for name in ["denied-1", "denied-2"] {
        validate(roles, &role, &arn(name), denied).await.unwrap();
    }
    validate(roles, &role, &arn("ok-3"), guarded).await.unwrap();
    let page = roles.store().attempts(&role.id, 0, 10).await.unwrap();
    let told: Vec<_> =
        page.items.iter().map(|attempt| (attempt.arn.name(), attempt.verdict)).collect();
    use Verdict::{Passed, Refused};
    assert_eq!(told, [("ok-3", Passed), ("denied-2", Refused), ("denied-1", Refused)]);
    assert_eq!((page.total, page.total_is_at_least), (3, false));
    for attempt in &page.items {
        assert_eq!((attempt.actor.as_str(), attempt.from.as_str()), (OWNER.name, OWNER.from));
        assert!(attempt.finished.unwrap() > attempt.started);
    }
    let second = roles.store().attempts(&role.id, 1, 1).await.unwrap();
    assert_eq!((second.items, second.total), (vec![page.items[1].clone()], 3));
    roles.delete(project, &role.id, OWNER).await.unwrap();
}

async fn the_log_is_filtered_and_only_grows<S: Store>(
    roles: &AccessRoles<S, Foretold>,
    project: &ProjectId,
) {
    let log = async |query: ActivityQuery| {
        let query = ActivityQuery { limit: 100, ..query };
        roles.store().activity(project, &query).await.unwrap().items
    };
    let all = ActivityQuery::default;
    let before = log(all()).await;
    let other = actor("second@example.com");
    let role = roles.create(project, other).await.unwrap();
    roles.delete(project, &role.id, OWNER).await.unwrap();
    let now = log(all()).await;
    assert_eq!(&now[2..], before, "what was told is told for ever");

    let by_other = log(ActivityQuery { actor: Some(other.name.to_owned()), ..all() }).await;
    assert_eq!(by_other, now[1..2]);
    assert_eq!(by_other[0].action, ActivityAction::Created);
    assert_eq!(by_other[0].from, other.from);
    assert_eq!(log(ActivityQuery { role: Some(role.id.clone()), ..all() }).await, now[..2]);
    assert_eq!(log(ActivityQuery { since: Some(now[0].at), ..all() }).await, now[..1]);
    assert_eq!(log(ActivityQuery { until: Some(now[0].at), ..all() }).await, now[1..]);
    let failed = log(ActivityQuery { failed: true, ..all() }).await;
    assert_eq!(failed.len(), 2);
    assert!(failed.iter().all(|entry| entry.failure.is_some()));
    let actions = vec![ActivityAction::Labelled, ActivityAction::Cancelled];
    let of_actions = log(ActivityQuery { actions: actions.clone(), ..all() }).await;
    let expected = now.iter().filter(|entry| actions.contains(&entry.action)).cloned();
    assert_eq!(of_actions, expected.collect::<Vec<_>>());
    assert_eq!(of_actions.len(), 4, "two labels, two deletes");
    assert_eq!(log(ActivityQuery { role: Some(role.id), failed: true, ..all() }).await, []);
}
