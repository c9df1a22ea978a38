use console_backend::{store::SqlStore, surroundings::System};
use engine::{
    Actor, Context, Project,
    encryption::{EncryptionWrite, command},
    ports::Clock,
    testing::store_contract,
};
use jiff::Timestamp;
use wire::ProjectId;

use crate::support::{databases, keys::proven};

/// Now, as the database keeps it.
fn millisecond() -> Timestamp {
    Timestamp::from_millisecond(System.now().as_millisecond()).unwrap()
}

#[tokio::test]
async fn the_sql_store_does_what_a_store_has_to() {
    for url in databases().await {
        let store = SqlStore::open(&url).await.unwrap();
        let projects = [1, 2].map(|byte| ProjectId::from_bytes([byte; 12]));
        for id in &projects {
            let project = Project {
                id: id.clone(),
                name: "P".into(),
                org_id: "0".repeat(24),
                created: System.now(),
                cluster_count: 0,
            };
            store.add_project(&project, None).await.unwrap();
        }
        let [here, elsewhere] = projects;
        store_contract(store, here, elsewhere, async |store, role, used| {
            let encryption = store.encryption(&role.project).await.unwrap();
            let context = Context { actor: Actor::CONSOLE, now: millisecond(), entropy: &System };
            let change = if used {
                let proven = proven(role);
                command::use_key(&encryption, &proven, false, &context).unwrap()
            } else {
                command::disable(&encryption, &[], &context).unwrap()
            };
            store.apply_encryption(&change, None).await.unwrap();
            let [EncryptionWrite::Encryption { state, .. }] = change.writes() else { panic!() };
            let stored = store.encryption(&role.project).await.unwrap();
            assert_eq!(stored, **state);
        })
        .await;
    }
}

#[tokio::test]
async fn a_database_is_opened_again_with_what_it_has() {
    for url in databases().await {
        let store = SqlStore::open(&url).await.unwrap();
        store.add_person("p1", "a@example.com", "hash", System.now()).await.unwrap();
        store.close().await;
        let store = SqlStore::open(&url).await.unwrap();
        assert!(store.person_by_email("a@example.com").await.unwrap().is_some());
        let again = store.add_person("p2", "a@example.com", "hash", System.now()).await;
        assert!(matches!(again, Err(engine::ports::StoreError::Conflict)), "{again:?}");
    }
}
