use console_backend::{store::SqlStore, surroundings::System};
use engine::{
    Actor, Context, Project,
    encryption::{EncryptionWrite, command},
    ports::{Clock, Store},
    testing::{OWNER, store_contract},
};
use jiff::Timestamp;
use wire::ProjectId;

use crate::support::{databases, keys::proven};

/// Now, as the database keeps it.
fn millisecond() -> Timestamp {
    Timestamp::from_millisecond(System.now().as_millisecond()).unwrap()
}

fn project(id: &ProjectId) -> Project {
    Project {
        id: id.clone(),
        name: "P".into(),
        org_id: "0".repeat(24),
        created: System.now(),
        cluster_count: 0,
    }
}

#[tokio::test]
async fn the_sql_store_does_what_a_store_has_to() {
    for url in databases().await {
        let store = SqlStore::open(&url).await.unwrap();
        let projects = [1, 2].map(|byte| ProjectId::from_bytes([byte; 12]));
        for id in &projects {
            store.add_project(&project(id), None).await.unwrap();
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

#[tokio::test(flavor = "multi_thread")]
async fn changes_at_the_same_time_wait_for_each_other() {
    for url in databases().await {
        // Several times, as the first change on each connection is another case.
        for round in 0..4 {
            let store = SqlStore::open(&url).await.unwrap();
            let id = ProjectId::from_bytes([round; 12]);
            store.add_project(&project(&id), None).await.unwrap();
            let changes = (0..32).map(|_| {
                let context = Context { actor: OWNER, now: millisecond(), entropy: &System };
                let change = engine::command::create(&id, &context).1;
                let store = store.clone();
                tokio::spawn(async move { store.apply(&change).await })
            });
            for change in changes.collect::<Vec<_>>() {
                change.await.unwrap().unwrap();
            }
            assert_eq!(store.roles(&id).await.unwrap().len(), 32);
            store.close().await;
        }
    }
}
