//! Another key for a project whose clusters are encrypted.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{task::yield_now, time::Instant};

use super::{SETTINGS, actions, authorized_role, cluster, kms, page, usages};
use crate::support::{Console, group, on_each_database, project};

/// Waits until nothing needs an old key any more.
pub(super) async fn until_rotated(console: &Console) {
    let owner = console.owner().await;
    let since = Instant::now();
    while page(&owner).await["settings"]["rotation"] != Value::Null {
        assert!(since.elapsed() < Duration::from_secs(20), "{}", page(&owner).await);
        yield_now().await;
    }
}

#[tokio::test]
async fn each_cluster_s_key_is_wrapped_anew_and_the_old_role_is_free() {
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        for number in 0..120 {
            let body = cluster(&format!("More-{number}"), "M10", "AWS");
            owner.post(&group("/clusters"), &body).await.ok(201);
        }
        let old_role = page(&owner).await["settings"]["key"]["access"]["roleId"].clone();
        let old_role = old_role.as_str().unwrap().to_owned();
        let role = authorized_role(&owner, "ok-other").await;
        let body = kms(&json!({"customerMasterKeyID": "ok-2", "roleId": role}));
        let changed = owner.patch(&group(SETTINGS), &body).await.ok(200);
        assert_eq!(changed.json()["awsKms"]["customerMasterKeyID"], "ok-2");
        assert_eq!(changed.json()["awsKms"]["region"], "US_EAST_1", "left out, so it stays");
        until_rotated(&console).await;
        let shown = page(&owner).await;
        assert_eq!(shown["clusters"]["encrypted"], 121);
        assert_eq!(usages(&owner, &old_role).await, json!([]));
        assert_eq!(usages(&owner, &role).await[0]["featureType"], "ENCRYPTION_AT_REST");
        let log = actions(&owner).await;
        assert_eq!(log[..2], ["key-rotation-finished", "key-rotation-started"]);
        // Each key still opens: turning it off needs that.
        for name in ["Cluster0", "More-0", "More-119"] {
            let none = r#"{"encryptionAtRestProvider":"NONE"}"#;
            owner.patch(&group(&format!("/clusters/{name}")), none).await.ok(200);
        }
        let again = owner.post(&project("/encryption/check"), "{}").await.ok(200).json();
        assert_eq!(again["settings"]["health"]["valid"], true);
    })
    .await;
}

#[tokio::test]
async fn the_old_key_has_to_decrypt_and_the_new_one_to_work() {
    on_each_database("disabled-key", async |console| {
        let owner = console.owner().await;
        let before = page(&owner).await["settings"].clone();
        let refused =
            owner.patch(&group(SETTINGS), &kms(&json!({"customerMasterKeyID": "ok-2"}))).await;
        refused.fails(400, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED");
        assert_eq!(page(&owner).await["lastAttempt"]["failure"]["check"], "present-key");
        assert_eq!(page(&owner).await["settings"], before);
    })
    .await;
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        let before = page(&owner).await["settings"].clone();
        let refused = owner
            .patch(&group(SETTINGS), &kms(&json!({"customerMasterKeyID": "disabled-2"})))
            .await;
        refused.fails(400, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED");
        assert_eq!(page(&owner).await["settings"], before);
    })
    .await;
}

#[tokio::test]
async fn a_rotation_whose_old_key_was_disabled_too_early_says_so_and_goes_on_later() {
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        let pool = console.pool().await;
        // As if the program had ended just after the change: nothing is wrapped anew yet.
        let (arn, ciphertext): (String, String) =
            sqlx::query_as("SELECT key_arn, ciphertext FROM master_keys")
                .fetch_one(&pool)
                .await
                .unwrap();
        let store = &console.store;
        let project_id = crate::support::PROJECT.parse().unwrap();
        let master = store.encryption(&project_id).await.unwrap().settings.unwrap().current;
        sqlx::query(
            "INSERT INTO master_keys (project_id, generation, key_id, region, role_id, key_arn, ciphertext, since) \
             SELECT project_id, 1000, 'ok-2', region, role_id, 'arn:aws:kms:us-east-1:000000000000:key/ok-2', $1, since \
             FROM master_keys",
        )
        .bind(crate::support::keys::moved(&master, "arn:aws:kms:us-east-1:000000000000:key/ok-2"))
        .execute(&pool)
        .await
        .unwrap();
        for statement in [
            "UPDATE encryption SET version = 1000",
            "UPDATE encryption_settings SET current_generation = 1000",
            "UPDATE master_keys SET key_arn = 'arn:aws:kms:us-east-1:000000000000:key/disabled-1' WHERE generation < 1000",
        ] {
            sqlx::query(statement).execute(&pool).await.unwrap();
        }
        console.app.encryption.resume().await.unwrap();
        let since = Instant::now();
        while page(&owner).await["settings"]["rotation"]["failure"] == Value::Null {
            assert!(since.elapsed() < Duration::from_secs(20));
            yield_now().await;
        }
        let shown = page(&owner).await;
        let rotation = &shown["settings"]["rotation"];
        assert_eq!(rotation["failure"]["reason"], "key-disabled");
        assert_eq!((&rotation["done"], &rotation["total"]), (&json!(0), &json!(1)));
        assert_eq!(rotation["waiting"], json!(["Cluster0"]));
        assert_eq!(rotation["oldKeys"][0]["keyId"], "ok-4f1c9f0e");
        let refused = owner.patch(&group(SETTINGS), &kms(&json!({"customerMasterKeyID": "ok-3"}))).await;
        refused.fails(409, "ROTATION_RUNNING");

        sqlx::query("UPDATE master_keys SET key_arn = $1, ciphertext = $2 WHERE generation < 1000")
            .bind(arn)
            .bind(ciphertext)
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        owner.post(&project("/encryption/check"), "{}").await.ok(200);
        until_rotated(&console).await;
    })
    .await;
}
