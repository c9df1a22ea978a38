use console_backend::{
    store::{EncryptionSettings, KeyAccess, SqlStore},
    surroundings::System,
};
use engine::{Project, ports::Clock, testing::store_contract};
use wire::ProjectId;

use crate::support::databases;

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
            if used {
                let settings = EncryptionSettings {
                    customer_master_key_id: "ok-key".into(),
                    region: "US_EAST_1".into(),
                    access: KeyAccess::Role(role.id.clone()),
                    valid: Some(true),
                };
                store.add_encryption(&role.project, &settings).await.unwrap();
                assert_eq!(store.encryption(&role.project).await.unwrap(), Some(settings));
            } else {
                store.remove_encryption(&role.project).await.unwrap();
                assert_eq!(store.encryption(&role.project).await.unwrap(), None);
            }
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
