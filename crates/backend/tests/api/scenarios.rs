use std::fs;

use console_backend::{
    auth::{
        password::Passwords,
        seal::{Sealer, secret_access_key_context},
    },
    scenario::{SCENARIOS, Scenario, ScenarioError, fill},
    store::{DatabaseUrl, SqlStore},
    surroundings::System,
};
use engine::{
    AccessRole, ActivityQuery, Condition, FeatureUsage, RoleStatus, RoleSummary,
    encryption::KeyAccess,
    ports::{Clock, Order, RoleQuery, Store},
};
use jiff::Timestamp;
use wire::{
    ProjectId, ProjectRole, RoleId,
    console::{ActivityAction, CheckState, FailureReason, KeyFailureReason, Procedure, Verdict},
};

use crate::support::{PROJECT, databases};

/// Fills each database and looks at it.
async fn on_each(scenario: Scenario, test: impl AsyncFn(&SqlStore, &Sealer)) {
    for url in databases().await {
        let (store, sealer) = (SqlStore::open(&url).await.unwrap(), Sealer::generate());
        fill(scenario, &store, &sealer, &Passwords::default(), System.now()).await.unwrap();
        test(&store, &sealer).await;
        store.close().await;
    }
}

fn project() -> ProjectId {
    PROJECT.parse().unwrap()
}

/// Up to 500 access roles of the project, the oldest first.
async fn roles(store: &SqlStore) -> Vec<AccessRole> {
    let query = RoleQuery { order: Order::Ascending, limit: 500, ..RoleQuery::default() };
    store.role_page(&project(), &query).await.unwrap().items
}

async fn actions(store: &SqlStore) -> Vec<(ActivityAction, RoleId)> {
    let query = ActivityQuery { limit: 100, ..ActivityQuery::default() };
    let page = store.activity(&project(), &query).await.unwrap();
    page.items.into_iter().map(|entry| (entry.action, entry.role.unwrap())).collect()
}

async fn assert_two_clusters(store: &SqlStore) {
    let clusters = store.clusters(&project(), 0, 10).await.unwrap().items;
    let outlines: Vec<_> =
        clusters.iter().map(|it| (it.name.as_str(), it.tier.as_str(), it.key.is_some())).collect();
    assert_eq!(outlines, [("Analytics", "M30", false), ("Cluster0", "M10", true)]);
}

fn assert_authorized(role: &AccessRole, name: &str) {
    let (arn, since) = role.authorized().unwrap();
    assert_eq!(arn.as_str(), format!("arn:aws:iam::000000000000:role/{name}"));
    assert!(role.created < since && since < System.now());
    let attempt = role.last_attempt.as_ref().unwrap();
    assert_eq!(attempt.verdict, Verdict::Passed);
    assert!(attempt.checks.iter().all(|check| check.state == CheckState::Passed));
}

#[tokio::test]
async fn every_scenario_has_the_project_and_two_people_and_fills_only_once() {
    for (name, _) in SCENARIOS {
        let scenario: Scenario = name.parse().unwrap();
        if matches!(scenario, Scenario::ManyRoles(_)) {
            continue; // Has a test of its own, as it takes longer.
        }
        on_each(scenario, async |store, sealer| {
            let passwords = Passwords::default();
            for (email, role) in [
                ("owner@example.com", ProjectRole::Owner),
                ("viewer@example.com", ProjectRole::ReadOnly),
            ] {
                let (person, hash) = store.person_by_email(email).await.unwrap().unwrap();
                assert!(passwords.verify("sandbox".to_owned(), hash).await.unwrap());
                let of_person = store.memberships(&person.id, 0, 10).await.unwrap();
                assert_eq!(of_person.total, 1, "{name}");
                let membership = &of_person.items[0];
                assert_eq!(membership.role, role);
                assert_eq!(membership.project.id, project());
                assert_eq!(membership.project.name, "Getting started");
                assert_eq!(membership.project.org_id, "64b0000000000000000000aa");
            }
            let again = fill(scenario, store, sealer, &passwords, System.now()).await;
            assert!(matches!(again, Err(ScenarioError::NotEmpty)), "{name}: {again:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn getting_started_has_no_role() {
    on_each(Scenario::GettingStarted, async |store, _| {
        assert!(store.roles(&project()).await.unwrap().is_empty());
        assert!(actions(store).await.is_empty());
        assert!(store.encryption(&project()).await.unwrap().settings.is_none());
        assert_eq!(store.clusters(&project(), 0, 10).await.unwrap().total, 0);
    })
    .await;
}

#[tokio::test]
async fn in_progress_has_one_role_with_a_draft_and_one_authorized() {
    on_each(Scenario::InProgress, async |store, _| {
        let roles = roles(store).await;
        let [authorized, in_progress] = &roles[..] else { panic!("{roles:?}") };
        assert_authorized(authorized, "ok-data-lake");
        let draft = in_progress.draft().unwrap();
        assert_eq!(draft.procedure, Some(Procedure::CreateRole));
        assert_eq!(draft.role_name, "ok-reporting");
        assert!("arn:aws:iam::000000000000:role/ok-reporting".starts_with(&draft.role_arn));
        assert_eq!((draft.revision, &in_progress.last_attempt), (1, &None));
        assert_eq!(
            actions(store).await,
            [
                (ActivityAction::Created, in_progress.id.clone()),
                (ActivityAction::Authorized, authorized.id.clone()),
                (ActivityAction::Created, authorized.id.clone()),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn unhealthy_has_a_role_of_each_health_and_stale_ones() {
    on_each(Scenario::Unhealthy, async |store, _| {
        let (roles, now) = (roles(store).await, System.now());
        let hours = |since: Timestamp| now.duration_since(since).as_hours();
        let stale: Vec<_> = roles
            .iter()
            .filter(|role| role.status() == RoleStatus::InProgress)
            .map(|role| (hours(role.created), role.created_by.as_str(), role.label.as_str()))
            .collect();
        assert_eq!(
            stale,
            [
                (4800, "dana@example.com", ""),
                (1080, "kim@example.com", "Archive, to be decided"),
                (216, "dana@example.com", ""),
                (24, "owner@example.com", ""),
                (1, "owner@example.com", ""),
            ]
        );
        let health = |name: &str| {
            let named =
                |role: &&AccessRole| role.authorized().is_some_and(|(arn, _)| arn.name() == name);
            roles.iter().find(named).unwrap().health().unwrap()
        };
        let good = health("ok-data-lake");
        assert!(!good.is_bad() && good.unreachable_since.is_none() && hours(good.checked) == 0);
        let Condition::Bad { since, failure } = &health("denied-exports").condition else {
            panic!("it is good")
        };
        assert_eq!((failure.reason, hours(*since)), (FailureReason::AccessDenied, 48));
        let silenced = health("unreachable-backups");
        assert!(!silenced.is_bad() && hours(silenced.checked) == 1);
        let since = now.duration_since(silenced.unreachable_since.unwrap());
        assert_eq!(since.as_mins(), 60);
        let (owner, _) = store.person_by_email("owner@example.com").await.unwrap().unwrap();
        let membership = store.membership(&owner.id, &project()).await.unwrap().unwrap();
        assert_eq!((membership.role_count, membership.bad_role_count), (8, 1));
        assert!(membership.bad_since.is_some_and(|bad| hours(bad) == 48));
        let told = actions(store).await.into_iter().map(|(action, _)| action);
        let turned = told.filter(|action| *action == ActivityAction::BecameUnhealthy);
        assert_eq!(turned.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn many_roles_are_ten_thousand_of_two_years() {
    on_each("many-roles".parse().unwrap(), async |store, _| {
        let count = async |status, search: &str| {
            let search = search.to_owned();
            let query = RoleQuery { status, search, limit: 1, ..RoleQuery::default() };
            let page = store.role_page(&project(), &query).await.unwrap();
            (page.total, page.total_is_at_least)
        };
        assert_eq!(count(None, "").await, (10_000, false));
        assert_eq!(count(Some(RoleStatus::Authorized), "").await, (9_000, false));
        assert_eq!(count(Some(RoleStatus::InProgress), "").await, (1_000, false));
        assert_eq!(count(None, "-00001").await, (1, false));
        for part in ["000000000000", "444455556666", "teams/research/eu", "data-lake"] {
            assert_eq!(count(None, part).await, (1_000, true), "{part}");
        }
        let roles = store.roles(&project()).await.unwrap();
        let now = System.now();
        assert_eq!(roles.len(), 10_000);
        let hours = |role: &RoleSummary| now.duration_since(role.created).as_hours();
        assert!(hours(&roles[0]) > 700 * 24 && hours(&roles[0]) <= 731 * 24);
        assert!((0..7 * 24).contains(&hours(&roles[9_999])));
        assert!(store.roles_with_running_attempt().await.unwrap().is_empty());
        let of = async |actions, offset| {
            let query = ActivityQuery { actions, offset, limit: 500, ..ActivityQuery::default() };
            store.activity(&project(), &query).await.unwrap()
        };
        let refused = of(vec![ActivityAction::Refused], 0).await;
        assert_eq!((refused.total, refused.total_is_at_least), (333, false));
        let all = of(vec![], 19_332).await;
        assert_eq!((all.items.len(), all.total, all.total_is_at_least), (1, 1_000, true));
    })
    .await;
}

#[tokio::test]
async fn credentials_encryption_has_a_sealed_secret_and_two_clusters() {
    on_each(Scenario::CredentialsEncryption, async |store, sealer| {
        let encryption = store.encryption(&project()).await.unwrap();
        assert_eq!(encryption.roles_only_since, None);
        let current = encryption.settings.unwrap().current;
        assert_eq!((current.key.as_str(), current.region.code()), ("ok-4f1c9f0e", "us-east-1"));
        let KeyAccess::Credentials { access_key_id, sealed_secret } = &current.access else {
            panic!("{current:?}")
        };
        assert_eq!(access_key_id, "AKIAIOSFODNN7EXAMPLE");
        let context = secret_access_key_context(&project());
        let secret = sealer.unseal(&context, sealed_secret).unwrap();
        assert_eq!(secret, b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assert_two_clusters(store).await;
        assert!(store.roles(&project()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn role_encryption_uses_its_role() {
    on_each(Scenario::RoleEncryption, async |store, _| {
        let roles = roles(store).await;
        let [role] = &roles[..] else { panic!("{roles:?}") };
        assert_authorized(role, "ok-encryption");
        let feature_type = "ENCRYPTION_AT_REST".to_owned();
        assert_eq!(role.usages, [FeatureUsage { feature_type, feature_id: PROJECT.to_owned() }]);
        let settings = store.encryption(&project()).await.unwrap().settings.unwrap();
        assert_eq!(settings.current.access, KeyAccess::Role(role.id.clone()));
        assert_eq!(settings.health.failure, None);
        assert!(!settings.is_rotation_due(System.now()));
        assert_two_clusters(store).await;
    })
    .await;
}

#[tokio::test]
async fn a_disabled_key_was_found_a_day_ago() {
    on_each(Scenario::DisabledKey, async |store, _| {
        let encryption = store.encryption(&project()).await.unwrap();
        assert!(encryption.stops_clusters());
        let settings = encryption.settings.unwrap();
        assert_eq!(settings.health.failure.unwrap().reason, KeyFailureReason::KeyDisabled);
        assert_two_clusters(store).await;
        let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
        let entry = store.activity(&project(), &query).await.unwrap().items.remove(0);
        assert_eq!(entry.action, ActivityAction::KeyInvalid);
        assert_eq!(entry.key_failure, Some(KeyFailureReason::KeyDisabled));
        assert_eq!(entry.subject, "arn:aws:kms:us-east-1:000000000000:key/disabled-4f1c9f0e");
    })
    .await;
}

#[tokio::test]
async fn a_key_of_100_days_is_due() {
    on_each(Scenario::RotationDue, async |store, _| {
        let settings = store.encryption(&project()).await.unwrap().settings.unwrap();
        assert!(settings.is_rotation_due(System.now()));
    })
    .await;
}

#[tokio::test]
async fn a_rotation_waits_for_a_key_that_was_disabled() {
    on_each(Scenario::RotationStuck, async |store, _| {
        let settings = store.encryption(&project()).await.unwrap().settings.unwrap();
        let [old] = &settings.old[..] else { panic!("{:?}", settings.old) };
        assert!(old.key_arn.as_str().ends_with("key/disabled-4f1c9f0e"), "{:?}", old.key_arn);
        assert!(settings.current.key_arn.as_str().ends_with("key/ok-4f1c9f0e"));
        let summary = store.cluster_summary(&project(), settings.current.generation).await.unwrap();
        assert_eq!(summary.waiting, 1);
    })
    .await;
}

#[tokio::test]
async fn neither_passwords_nor_secrets_are_in_the_file() {
    for url in databases().await {
        let DatabaseUrl::Sqlite(path) = &url else { continue };
        let (store, sealer) = (SqlStore::open(&url).await.unwrap(), Sealer::generate());
        let passwords = Passwords::default();
        fill(Scenario::CredentialsEncryption, &store, &sealer, &passwords, System.now())
            .await
            .unwrap();
        let role = ProjectRole::Owner;
        let kind = wire::console::ProgramKind::ApiKey;
        let wish = crate::support::program::wish(role);
        let key = console_backend::admin::add_program(&store, &sealer, kind, &project(), wish)
            .await
            .unwrap();
        store.close().await;

        let file = fs::read(path).unwrap();
        let holds = |text: &str| file.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(holds("owner@example.com") && holds("AKIAIOSFODNN7EXAMPLE"));
        assert!(holds(key["publicKey"].as_str().unwrap()));
        for secret in ["sandbox", "wJalrXUtnFEMI", key["privateKey"].as_str().unwrap()] {
            assert!(!holds(secret), "{secret}");
        }
    }
}
