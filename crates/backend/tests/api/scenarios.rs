use std::fs;

use console_backend::{
    auth::{
        password::Passwords,
        seal::{Sealer, secret_access_key_context},
    },
    scenario::{SCENARIOS, Scenario, ScenarioError, fill},
    store::{DatabaseUrl, KeyAccess, SqlStore},
    surroundings::System,
};
use engine::{
    AccessRole, FeatureUsage, RoleStatus,
    ports::{Clock, RoleQuery, Store},
};
use wire::{
    ProjectId, ProjectRole, RoleId,
    atlas::Cluster,
    console::{ActivityAction, CheckState, Procedure, Verdict},
};

use crate::support::{PROJECT, databases};

/// Fills each database and looks at it.
async fn on_each(scenario: Scenario, test: impl AsyncFn(&SqlStore, &Sealer)) {
    for url in databases().await {
        let (store, sealer) = (SqlStore::open(&url).await.unwrap(), Sealer::generate());
        fill(scenario, &store, &sealer, &Passwords::default()).await.unwrap();
        test(&store, &sealer).await;
        store.close().await;
    }
}

fn project() -> ProjectId {
    PROJECT.parse().unwrap()
}

async fn actions(store: &SqlStore) -> Vec<(ActivityAction, RoleId)> {
    let page = store.activity(&project(), 0, 100).await.unwrap();
    page.items.into_iter().map(|entry| (entry.action, entry.role)).collect()
}

/// A cluster's name, tier and encryption.
fn outline(cluster: &Cluster) -> [&str; 3] {
    let Cluster { name, provider_settings, encryption_at_rest_provider, .. } = cluster;
    [name, &provider_settings.instance_size_name, encryption_at_rest_provider]
}

fn assert_two_clusters(clusters: &[Cluster]) {
    let outlines: Vec<_> = clusters.iter().map(outline).collect();
    assert_eq!(outlines, [["Analytics", "M30", "NONE"], ["Cluster0", "M10", "AWS"]]);
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
        if scenario == Scenario::ManyRoles {
            continue; // Has a test of its own, as it takes longer.
        }
        on_each(scenario, async |store, sealer| {
            let passwords = Passwords::default();
            for (email, role) in [
                ("owner@example.com", ProjectRole::Owner),
                ("viewer@example.com", ProjectRole::ReadOnly),
            ] {
                let (person, hash) = store.person_by_email(email).await.unwrap().unwrap();
                assert!(passwords.verify("sandbox".to_owned(), Some(hash)).await.unwrap());
                let of_person = store.memberships(&person.id, 0, 10).await.unwrap();
                assert_eq!(of_person.total, 1, "{name}");
                let membership = &of_person.items[0];
                assert_eq!(membership.role, role);
                assert_eq!(membership.project.id, project());
                assert_eq!(membership.project.name, "Getting started");
                assert_eq!(membership.project.org_id, "64b0000000000000000000aa");
            }
            let again = fill(scenario, store, sealer, &passwords).await;
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
        assert!(store.encryption(&project()).await.unwrap().is_none());
        assert!(store.clusters(&project()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn in_progress_has_one_role_with_a_draft_and_one_authorized() {
    on_each(Scenario::InProgress, async |store, _| {
        let roles = store.roles(&project()).await.unwrap();
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
async fn many_roles_are_ten_thousand_of_two_years() {
    on_each(Scenario::ManyRoles, async |store, _| {
        let count = async |status, search: &str| {
            let query = RoleQuery { status, search: search.to_owned(), offset: 0, limit: 1 };
            store.role_page(&project(), &query).await.unwrap().total
        };
        assert_eq!(count(None, "").await, 10_000);
        assert_eq!(count(Some(RoleStatus::Authorized), "").await, 9_000);
        assert_eq!(count(Some(RoleStatus::InProgress), "").await, 1_000);
        assert_eq!(count(None, "-00001").await, 1);
        for part in ["000000000000", "444455556666", "teams/research/eu", "data-lake"] {
            assert!((500..5_000).contains(&count(None, part).await), "{part}");
        }
        let roles = store.roles(&project()).await.unwrap();
        let now = System.now();
        let hours = |role: &AccessRole| now.duration_since(role.created).as_hours();
        assert!(hours(&roles[0]) > 700 * 24 && hours(&roles[0]) <= 731 * 24);
        assert!((0..7 * 24).contains(&hours(&roles[9_999])));
        let refused = roles.iter().filter(|role| {
            role.last_attempt.as_ref().is_some_and(|attempt| attempt.verdict == Verdict::Refused)
        });
        assert_eq!(refused.count(), 333);
        assert!(store.roles_with_running_attempt().await.unwrap().is_empty());
        assert_eq!(store.activity(&project(), 0, 1).await.unwrap().total, 19_333);
    })
    .await;
}

#[tokio::test]
async fn credentials_encryption_has_a_sealed_secret_and_two_clusters() {
    on_each(Scenario::CredentialsEncryption, async |store, sealer| {
        let settings = store.encryption(&project()).await.unwrap().unwrap();
        assert_eq!(settings.customer_master_key_id, "ok-4f1c9f0e");
        assert_eq!(settings.region, "US_EAST_1");
        let KeyAccess::Credentials { access_key_id, sealed_secret } = &settings.access else {
            panic!("{settings:?}")
        };
        assert_eq!(access_key_id, "AKIAIOSFODNN7EXAMPLE");
        let context = secret_access_key_context(&project());
        let secret = sealer.unseal(&context, sealed_secret).unwrap();
        assert_eq!(secret, b"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assert_two_clusters(&store.clusters(&project()).await.unwrap());
        assert!(store.roles(&project()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn role_encryption_uses_its_role() {
    on_each(Scenario::RoleEncryption, async |store, _| {
        let roles = store.roles(&project()).await.unwrap();
        let [role] = &roles[..] else { panic!("{roles:?}") };
        assert_authorized(role, "ok-encryption");
        let feature_type = "ENCRYPTION_AT_REST".to_owned();
        assert_eq!(role.usages, [FeatureUsage { feature_type, feature_id: PROJECT.to_owned() }]);
        let settings = store.encryption(&project()).await.unwrap().unwrap();
        assert_eq!(settings.access, KeyAccess::Role(role.id.clone()));
        assert_eq!(settings.valid, Some(true));
        assert_two_clusters(&store.clusters(&project()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn neither_passwords_nor_secrets_are_in_the_file() {
    for url in databases().await {
        let DatabaseUrl::Sqlite(path) = &url else { continue };
        let (store, sealer) = (SqlStore::open(&url).await.unwrap(), Sealer::generate());
        let passwords = Passwords::default();
        fill(Scenario::CredentialsEncryption, &store, &sealer, &passwords).await.unwrap();
        let role = ProjectRole::Owner;
        let key = console_backend::admin::add_key(&store, &sealer, &project(), role).await.unwrap();
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
