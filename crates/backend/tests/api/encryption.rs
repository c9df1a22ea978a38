//! Encryption at rest over the original's API and the page's.

mod attempts;
mod crash;
mod credentials;
mod rotation;

use serde_json::{Value, json};

use crate::support::{Client, Console, authorize, group, new_role, on_each_database, project};

const SETTINGS: &str = "/encryptionAtRest";

/// A body that turns encryption at rest on with a key, reached by a role.
fn by_role(key: &str, role: &str) -> String {
    let kms = json!({
        "enabled": true, "customerMasterKeyID": key, "region": "US_EAST_1", "roleId": role,
    });
    json!({ "awsKms": kms }).to_string()
}

fn kms(fields: &Value) -> String {
    json!({ "awsKms": fields }).to_string()
}

/// A role of the sandbox, authorized.
async fn authorized_role(owner: &Client<'_>, name: &str) -> String {
    let id = new_role(owner).await;
    let path = group(&format!("/cloudProviderAccess/{id}"));
    owner.patch(&path, &authorize(name)).await.ok(200);
    id
}

async fn usages(owner: &Client<'_>, role: &str) -> Value {
    let role = owner.get(&group(&format!("/cloudProviderAccess/{role}"))).await.ok(200);
    role.json()["featureUsages"].clone()
}

async fn page(client: &Client<'_>) -> Value {
    client.get(&project("/encryption")).await.ok(200).json()
}

/// The actions of the activity log, the newest first.
async fn actions(owner: &Client<'_>) -> Vec<String> {
    let log = owner.get(&project("/activity?itemsPerPage=500")).await.ok(200).json();
    let entries = log["results"].as_array().unwrap().clone();
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

/// A cluster of the tier, `NONE` or `AWS`.
fn cluster(name: &str, tier: &str, provider: &str) -> String {
    let place = json!({"instanceSizeName": tier, "regionName": "US_EAST_1", "providerName": "AWS"});
    json!({"name": name, "providerSettings": place, "encryptionAtRestProvider": provider})
        .to_string()
}

#[tokio::test]
async fn a_role_turns_it_on_and_off() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let off = owner.get(&group(SETTINGS)).await.ok(200);
        assert_eq!(
            off.text,
            r#"{"awsKms":{"enabled":false},"azureKeyVault":{"enabled":false},"googleCloudKms":{"enabled":false}}"#
        );
        let role = authorized_role(&owner, "ok-encryption").await;
        let on = owner.patch(&group(SETTINGS), &by_role("alias/ok-key", &role)).await.ok(200);
        assert_eq!(
            on.json()["awsKms"],
            json!({
                "enabled": true, "customerMasterKeyID": "alias/ok-key", "region": "US_EAST_1",
                "roleId": role, "valid": true,
            })
        );
        assert_eq!(
            usages(&owner, &role).await,
            json!([{"featureType": "ENCRYPTION_AT_REST", "featureId": crate::support::PROJECT}])
        );
        let remove = group(&format!("/cloudProviderAccess/AWS/{role}"));
        owner.delete(&remove).await.fails(400, "AWS_IAM_ROLE_IN_USE");

        let shown = page(&owner).await;
        let key = &shown["settings"]["key"];
        assert_eq!(key["keyArn"], "arn:aws:kms:us-east-1:000000000000:key/ok-key");
        assert_eq!(
            key["access"],
            json!({"kind": "role", "roleId": role, "roleArn": "arn:aws:iam::000000000000:role/ok-encryption"})
        );
        assert_eq!(shown["settings"]["health"]["valid"], true);
        assert_eq!(shown["settings"]["rotation"], Value::Null);
        assert_eq!(shown["settings"]["reminder"]["due"], false);
        assert_eq!(shown["lastAttempt"]["verdict"], "passed");
        assert!(shown["rolesOnlySince"].is_string());
        assert_eq!(page(&console.viewer().await).await, shown);

        let off = owner.patch(&group(SETTINGS), &kms(&json!({"enabled": false}))).await.ok(200);
        assert_eq!(off.json()["awsKms"], json!({"enabled": false}));
        assert_eq!(usages(&owner, &role).await, json!([]));
        assert_eq!(page(&owner).await["settings"], Value::Null);
        assert_eq!(actions(&owner).await[..2], ["encryption-disabled", "encryption-enabled"]);
        owner.patch(&group(SETTINGS), &kms(&json!({"enabled": false}))).await.ok(200);
        owner.delete(&project("/encryption")).await.fails(400, "ENCRYPTION_AT_REST_NOT_ENABLED");
        owner.delete(&remove).await.ok(204);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_saved_unless_everything_passes() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        for (key, status, code) in [
            ("disabled-1", 400, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED"),
            ("pending-deletion-1", 400, "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION"),
            ("asymmetric-1", 400, "ENCRYPTION_AT_REST_SETTINGS_INVALID"),
            ("missing-1", 404, "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND"),
            ("no-encrypt-1", 400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT"),
            ("alias/no-decrypt-1", 400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT"),
            (
                "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                400,
                "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
            ),
        ] {
            let refused = owner.patch(&group(SETTINGS), &by_role(key, &role)).await;
            assert_eq!(refused.fails(status, code).text_at("/parameters/0"), key);
        }
        assert_eq!(page(&owner).await["settings"], Value::Null);
        assert_eq!(page(&owner).await["rolesOnlySince"], Value::Null);
        assert_eq!(usages(&owner, &role).await, json!([]));

        let in_progress = new_role(&owner).await;
        owner
            .patch(&group(SETTINGS), &by_role("ok-1", &in_progress))
            .await
            .fails(400, "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED");
        let unknown = "64b0000000000000000000ff";
        let refused = owner.patch(&group(SETTINGS), &by_role("ok-1", unknown)).await;
        refused.fails(404, "RESOURCE_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn each_wrong_field_is_told() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        let of = |field: &str, value: Value| {
            let mut body: Value = serde_json::from_str(&by_role("ok-1", &role)).unwrap();
            body["awsKms"][field] = value;
            body.to_string()
        };
        let arn = "arn:aws:kms:eu-west-1:000000000000:key/ok-1";
        for (body, code, part) in [
            ("{}".to_owned(), "MISSING_ATTRIBUTE", "awsKms"),
            (kms(&json!({"enabled": true})), "MISSING_ATTRIBUTE", "customerMasterKeyID"),
            (kms(&json!({"region": "US_EAST_1"})), "ENCRYPTION_AT_REST_NOT_ENABLED", "Advanced"),
            (of("region", json!("")), "MISSING_ATTRIBUTE", "region"),
            (of("region", json!("US_EAST_9")), "INVALID_REGION", "US_EAST_9"),
            (of("region", json!("CN_NORTH_1")), "AWS_KMS_REGION_NOT_SUPPORTED", "aws-cn"),
            (of("customerMasterKeyID", json!("a b")), "VALIDATION_ERROR", "can't contain a space"),
            (of("customerMasterKeyID", json!(arn)), "VALIDATION_ERROR", "eu-west-1"),
            (of("roleId", json!("me")), "VALIDATION_ERROR", "roleId"),
            (of("roleId", Value::Null), "MISSING_ATTRIBUTE", "roleId"),
            (
                of("accessKeyID", json!("AKIAIOSFODNN7EXAMPLE")),
                "ENCRYPTION_AT_REST_SETTINGS_INVALID",
                "by a role or by credentials",
            ),
            (of("colour", json!("red")), "INVALID_ATTRIBUTE", "colour"),
            (of("enabled", json!("yes")), "INVALID_ATTRIBUTE", "true or false"),
            (
                json!({"awsKms": {"enabled": false}, "azureKeyVault": {"enabled": true}})
                    .to_string(),
                "INVALID_PROVIDER",
                "azureKeyVault",
            ),
        ] {
            let refused = owner.patch(&group(SETTINGS), &body).await.fails(400, code);
            assert!(refused.text_at("/detail").contains(part), "{body}: {}", refused.text);
        }
        assert_eq!(page(&owner).await["lastAttempt"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn only_owners_of_the_project_change_it() {
    on_each_database("role-encryption", async |console| {
        let before = page(&console.owner().await).await;
        let off = kms(&json!({"enabled": false}));
        let attempt = json!({"kind": "rotate", "keyId": "ok-2", "region": "us-east-1", "roleId": "64b0000000000000000000ff"}).to_string();
        let one = project("/encryption/attempts/64b0000000000000000000ff");
        for (client, status, code) in [
            (console.nobody(), 401, "USER_UNAUTHORIZED"),
            (console.viewer().await, 403, "USER_UNAUTHORIZED"),
            (console.stranger().await, 404, "GROUP_NOT_FOUND"),
        ] {
            client.patch(&group(SETTINGS), &off).await.fails(status, code);
            client.delete(&project("/encryption")).await.fails(status, code);
            client.post(&project("/encryption/check"), "{}").await.fails(status, code);
            client.post(&project("/encryption/attempts"), &attempt).await.fails(status, code);
            client.delete(&one).await.fails(status, code);
        }
        for client in [console.nobody(), console.stranger().await] {
            for path in ["/encryption", "/encryption/attempts/64b0000000000000000000ff", "/clusters"] {
                assert!(matches!(client.get(&project(path)).await.status.as_u16(), 401 | 404));
            }
            assert!(matches!(client.get(&group(SETTINGS)).await.status.as_u16(), 401 | 404));
        }
        let viewer = console.viewer().await;
        viewer.get(&one).await.fails(404, "RESOURCE_NOT_FOUND");
        viewer.get(&group(SETTINGS)).await.ok(200);
        assert_eq!(page(&viewer).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_cannot_be_used_stops_its_clusters_until_it_can_again() {
    on_each_database("disabled-key", async |console| {
        let owner = console.owner().await;
        assert_eq!(owner.get(&group(SETTINGS)).await.ok(200).json()["awsKms"]["valid"], false);
        let shown = owner.post(&project("/encryption/check"), "{}").await.ok(200).json();
        assert_eq!(shown["settings"]["health"]["failure"]["reason"], "key-disabled");
        assert_eq!(shown["clusters"], json!({"total": 2, "encrypted": 1, "stopped": 1}));
        // Each page of the project tells it from this.
        let told = owner.get(&project("")).await.ok(200).json()["keyBadSince"].clone();
        assert_eq!(told, shown["settings"]["health"]["since"]);
        let of =
            async |name: &str| owner.get(&group(&format!("/clusters/{name}"))).await.ok(200).json();
        assert_eq!(of("Cluster0").await["stateName"], "STOPPED");
        assert_eq!(of("Analytics").await["stateName"], "IDLE");
        let none = r#"{"encryptionAtRestProvider":"NONE"}"#;
        let refused = owner.patch(&group("/clusters/Cluster0"), none).await;
        refused.fails(409, "CLUSTER_STOPPED");
        let refused = owner.delete(&project("/encryption")).await;
        let refused = refused.fails(409, "CANNOT_DISABLE_ENCRYPTION_AT_REST");
        assert_eq!(refused.json()["parameters"], json!(["Cluster0"]));
        let aws = r#"{"encryptionAtRestProvider":"AWS"}"#;
        let refused = owner.patch(&group("/clusters/Analytics"), aws).await;
        refused.fails(400, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED");
        assert_eq!(actions(&owner).await[0], "key-invalid", "found once, a day ago");
        recover(&console).await;
        let shown = owner.post(&project("/encryption/check"), "{}").await.ok(200).json();
        assert_eq!(shown["settings"]["health"]["valid"], true);
        assert_eq!(shown["clusters"]["stopped"], 0);
        assert_eq!(of("Cluster0").await["stateName"], "IDLE");
        assert_eq!(actions(&owner).await[0], "key-recovered");
        owner.patch(&group("/clusters/Cluster0"), none).await.ok(200);
        owner.delete(&project("/encryption")).await.ok(204);
    })
    .await;
}

/// Enables the key: what is stored is of a key of another name now. The names decide in the sandbox.
async fn recover(console: &Console) {
    let pool = console.pool().await;
    let row: (String,) =
        sqlx::query_as("SELECT key_arn FROM master_keys").fetch_one(&pool).await.unwrap();
    assert!(row.0.ends_with("key/disabled-4f1c9f0e"));
    let encryption = console.store.encryption(&crate::support::PROJECT.parse().unwrap()).await;
    let master = encryption.unwrap().settings.unwrap().current;
    let arn = row.0.replace("disabled-", "enabled-again-");
    let ciphertext = crate::support::keys::moved(&master, &arn);
    sqlx::query("UPDATE master_keys SET key_arn = $1, ciphertext = $2")
        .bind(arn)
        .bind(ciphertext)
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
}
