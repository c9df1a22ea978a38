//! Projects that reach their key by credentials, and the switch that can't be undone.

use serde_json::{Value, json};

use super::{SETTINGS, actions, authorized_role, by_role, kms, page, usages};
use crate::support::{Client, Console, group, on_each_database, project};

const KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn credentials(key: &str) -> String {
    kms(&json!({
        "enabled": true, "customerMasterKeyID": key, "region": "US_EAST_1",
        "accessKeyID": KEY_ID, "secretAccessKey": SECRET,
    }))
}

async fn stored_secrets(console: &Console) -> i64 {
    let pool = console.pool().await;
    let count = "SELECT COUNT(*) FROM master_keys WHERE secret_access_key IS NOT NULL OR access_key_id IS NOT NULL";
    let count = sqlx::query_scalar(count).fetch_one(&pool).await.unwrap();
    pool.close().await;
    count
}

async fn refuses_credentials(owner: &Client<'_>) {
    for body in [
        credentials("ok-4f1c9f0e"),
        kms(&json!({"secretAccessKey": SECRET})),
        kms(&json!({"enabled": true, "accessKeyID": KEY_ID})),
    ] {
        let refused = owner.patch(&group(SETTINGS), &body).await;
        let allowed = ["AWS_KMS_CREDENTIALS_AUTH_DEPRECATED", "ENCRYPTION_AT_REST_NOT_ENABLED"];
        assert_eq!(refused.status, 400);
        assert!(allowed.contains(&refused.text_at("/errorCode").as_str()), "{}", refused.text);
    }
    let refused = owner.patch(&group(SETTINGS), &credentials("ok-4f1c9f0e")).await;
    refused.fails(400, "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
}

fn switch(role: &str, name: &str) -> String {
    json!({"kind": "switch", "keyId": "ok-4f1c9f0e", "region": "US_EAST_1", "roleId": role, "projectName": name})
        .to_string()
}

#[tokio::test]
async fn credentials_work_and_their_secret_is_never_told() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let on = owner.patch(&group(SETTINGS), &credentials("ok-1")).await.ok(200);
        assert_eq!(
            on.json()["awsKms"],
            json!({
                "enabled": true, "accessKeyID": KEY_ID, "customerMasterKeyID": "ok-1",
                "region": "US_EAST_1", "valid": true,
            })
        );
        for path in [group(SETTINGS), project("/encryption"), project("/activity")] {
            let told = owner.get(&path).await.ok(200).text;
            assert!(!told.contains("wJalr") && !told.contains("secretAccessKey"), "{told}");
        }
        let other = "AKIAI44QH8DHBEXAMPLE";
        let changed = json!({"accessKeyID": other, "secretAccessKey": SECRET});
        let changed = owner.patch(&group(SETTINGS), &kms(&changed)).await.ok(200);
        assert_eq!(changed.json()["awsKms"]["accessKeyID"], other);
        let missing = kms(&json!({"accessKeyID": KEY_ID}));
        owner.patch(&group(SETTINGS), &missing).await.fails(400, "MISSING_ATTRIBUTE");
        let short = kms(&json!({"accessKeyID": "AKIA", "secretAccessKey": SECRET}));
        owner.patch(&group(SETTINGS), &short).await.fails(400, "VALIDATION_ERROR");
        assert_eq!(page(&owner).await["rolesOnlySince"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_switch_cannot_be_undone_and_leaves_no_secret() {
    on_each_database("credentials-encryption", async |console| {
        let owner = console.owner().await;
        let old_document = owner.get(&group(SETTINGS)).await.ok(200).json();
        let role = authorized_role(&owner, "ok-encryption").await;
        let attempts = project("/encryption/attempts");
        for name in ["", "getting started", "Getting"] {
            let refused = owner.post(&attempts, &switch(&role, name)).await;
            let refused = refused.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/parameters/0"), "projectName");
        }
        let rotate = switch(&role, "x").replace("switch", "rotate");
        let refused = owner.post(&attempts, &rotate).await;
        refused.fails(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID");
        assert_eq!(stored_secrets(&console).await, 1);

        let begun = owner.post(&attempts, &switch(&role, "Getting started")).await.ok(202);
        let path = project(&format!("/encryption/attempts/{}/events", begun.text_at("/id")));
        let events = owner.get(&path).await.ok(200).text;
        assert!(events.contains(r#""verdict":"passed""#), "{events}");
        assert_eq!(stored_secrets(&console).await, 0);
        let shown = page(&owner).await;
        assert_eq!(shown["settings"]["key"]["access"]["roleId"], role);
        assert!(shown["rolesOnlySince"].is_string());
        assert_eq!(usages(&owner, &role).await[0]["featureType"], "ENCRYPTION_AT_REST");
        assert!(actions(&owner).await.contains(&"encryption-switched".to_owned()));

        refuses_credentials(&owner).await;
        let refused = owner.post(&attempts, &switch(&role, "Getting started")).await;
        refused.fails(400, "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
        // The settings as they were before, sent again.
        let refused = owner.patch(&group(SETTINGS), &old_document.to_string()).await;
        refused.fails(400, "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");

        super::rotation::until_rotated(&console).await;
        let none = r#"{"encryptionAtRestProvider":"NONE"}"#;
        owner.patch(&group("/clusters/Cluster0"), none).await.ok(200);
        owner.patch(&group(SETTINGS), &kms(&json!({"enabled": false}))).await.ok(200);
        refuses_credentials(&owner).await;
        owner.patch(&group(SETTINGS), &by_role("ok-1", &role)).await.ok(200);
        refuses_credentials(&owner).await;
        assert_eq!(stored_secrets(&console).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_refused_switch_changes_nothing() {
    on_each_database("credentials-encryption", async |console| {
        let owner = console.owner().await;
        let before = owner.get(&group(SETTINGS)).await.ok(200).json();
        let role = authorized_role(&owner, "ok-encryption").await;
        let refused = owner.patch(&group(SETTINGS), &by_role("no-decrypt-1", &role)).await;
        refused.fails(400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT");
        // The role can't decrypt with the present key.
        let pool = console.pool().await;
        let arn = "arn:aws:kms:us-east-1:000000000000:key/no-decrypt-1";
        sqlx::query("UPDATE master_keys SET key_arn = $1").bind(arn).execute(&pool).await.unwrap();
        pool.close().await;
        let refused = owner.patch(&group(SETTINGS), &by_role("ok-1", &role)).await;
        refused.fails(400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT");
        let last = page(&owner).await["lastAttempt"].clone();
        assert_eq!(last["failure"]["check"], "present-key");
        assert_eq!(owner.get(&group(SETTINGS)).await.ok(200).json(), before);
        assert_eq!(stored_secrets(&console).await, 1);
        assert_eq!(usages(&owner, &role).await, json!([]));
        assert_eq!(page(&owner).await["rolesOnlySince"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn of_two_requests_at_once_the_credentials_never_win_over_a_switch() {
    on_each_database("credentials-encryption", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        let (switch, credentials) = (by_role("ok-1", &role), credentials("ok-2"));
        let settings = group(SETTINGS);
        let (switched, changed) =
            tokio::join!(owner.patch(&settings, &switch), owner.patch(&settings, &credentials));
        assert!(switched.status == 200 || changed.status == 200);
        if switched.status != 200 {
            super::rotation::until_rotated(&console).await;
            owner.patch(&settings, &switch).await.ok(200);
        }
        refuses_credentials(&owner).await;
        assert_eq!(stored_secrets(&console).await, 0);
        // Whatever the engine decided, the store takes no credentials either.
        let project = crate::support::PROJECT.parse().unwrap();
        let marked = console.store.encryption(&project).await.unwrap();
        assert!(marked.roles_only_since.is_some());
    })
    .await;
}
