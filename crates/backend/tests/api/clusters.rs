use serde_json::{Value, json};

use crate::support::{PROJECT, group, on_each_database, only_for_owners, project};

const AWS: &str = r#"{"encryptionAtRestProvider":"AWS"}"#;
const NONE: &str = r#"{"encryptionAtRestProvider":"NONE"}"#;

fn cluster(name: &str, tier: &str) -> Value {
    json!({"name": name, "providerSettings": {"instanceSizeName": tier, "regionName": "EU_WEST_1", "providerName": "AWS"}})
}

#[tokio::test]
async fn a_cluster_is_added_and_listed_by_name() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for name in ["Beta", "Alpha", "Gamma"] {
            let body = cluster(name, "M10").to_string();
            let made = owner.post(&group("/clusters"), &body).await.ok(201).json();
            assert_eq!((&made["name"], &made["stateName"]), (&json!(name), &json!("IDLE")));
            assert_eq!(made["encryptionAtRestProvider"], "NONE");
            assert_eq!(made["providerSettings"]["regionName"], "EU_WEST_1");
        }
        let page = owner.get(&group("/clusters?itemsPerPage=2")).await.ok(200).json();
        assert_eq!(page["totalCount"], 3);
        assert_eq!(page["results"][0]["name"], "Alpha");
        assert!(page["links"][1]["href"].as_str().unwrap().ends_with("/clusters?pageNum=2&itemsPerPage=2"));
        let shown = console.viewer().await.get(&project("/clusters")).await.ok(200).json();
        assert_eq!(shown["totalCount"], 3);
        assert_eq!(
            shown["results"][1],
            json!({"name": "Beta", "tier": "M10", "region": "EU_WEST_1", "encrypted": false, "canBeEncrypted": true, "stopped": false})
        );
        let group_of = owner.get(&group("")).await.ok(200).json();
        assert_eq!(group_of["clusterCount"], 3);
        let again = cluster("Beta", "M20").to_string();
        owner.post(&group("/clusters"), &again).await.fails(409, "DUPLICATE_CLUSTER_NAME");
        let log = owner.get(&project("/activity")).await.ok(200).json();
        assert_eq!(log["results"][0]["action"], "cluster-created");
        assert_eq!(log["results"][0]["roleId"], "");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_is_encrypted_once_the_project_is_configured_and_from_m10_on() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        owner.post(&group("/clusters"), &cluster("Large", "M10").to_string()).await.ok(201);
        owner.post(&group("/clusters"), &cluster("Small", "M5").to_string()).await.ok(201);
        let refused = owner.patch(&group("/clusters/Large"), AWS).await;
        refused.fails(400, "ENCRYPTION_AT_REST_NOT_ENABLED");
        let refused = owner.patch(&group("/clusters/Small"), AWS).await;
        refused.fails(400, "CANNOT_USE_ENCRYPTION_AT_REST_TENANT");
        owner.patch(&group("/clusters/Large"), NONE).await.ok(200);
        owner.patch(&group("/clusters/None"), AWS).await.fails(404, "CLUSTER_NOT_FOUND");
        owner.get(&group("/clusters/not%20a%20name")).await.fails(404, "CLUSTER_NOT_FOUND");
    })
    .await;
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        for _ in 0..2 {
            let on = owner.patch(&group("/clusters/Analytics"), AWS).await.ok(200).json();
            assert_eq!(on["encryptionAtRestProvider"], "AWS");
        }
        let refused = owner.delete(&project("/encryption")).await;
        let refused = refused.fails(409, "CANNOT_DISABLE_ENCRYPTION_AT_REST");
        assert_eq!(refused.json()["parameters"], json!(["Analytics", "Cluster0"]));
        for name in ["Analytics", "Cluster0"] {
            let off = owner.patch(&group(&format!("/clusters/{name}")), NONE).await.ok(200).json();
            assert_eq!(off["encryptionAtRestProvider"], "NONE");
        }
        owner.delete(&project("/encryption")).await.ok(204);
        let log = owner.get(&project("/activity")).await.ok(200).json();
        let log = log["results"].as_array().unwrap();
        let of =
            |at: usize| (log[at]["action"].as_str().unwrap(), log[at]["subject"].as_str().unwrap());
        assert_eq!(of(0).0, "encryption-disabled");
        assert_eq!(
            [of(1), of(3)],
            [("cluster-decrypted", "Cluster0"), ("cluster-encrypted", "Analytics")]
        );
    })
    .await;
}

#[tokio::test]
async fn turning_it_off_never_leaves_a_cluster_that_was_encrypted_at_the_same_moment() {
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        owner.patch(&group("/clusters/Cluster0"), NONE).await.ok(200);
        let (encryption, cluster) = (project("/encryption"), group("/clusters/Analytics"));
        let (off, on) = tokio::join!(owner.delete(&encryption), owner.patch(&cluster, AWS));
        let shown = owner.get(&encryption).await.ok(200).json();
        let is_on = !shown["settings"].is_null();
        assert_eq!(shown["clusters"]["encrypted"], u64::from(is_on), "{shown}");
        let (off, on) = (off.status.as_u16(), on.status.as_u16());
        assert_eq!(is_on, on == 200, "{off} {on}");
        assert_eq!(is_on, off == 409, "{off} {on}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_whose_wrapped_key_was_swapped_is_found_by_the_next_check() {
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        owner.patch(&group("/clusters/Analytics"), AWS).await.ok(200);
        let pool = console.pool().await;
        let swap = "UPDATE cluster_keys SET wrapped_key = (SELECT wrapped_key FROM cluster_keys WHERE cluster_name = 'Cluster0') WHERE cluster_name = 'Analytics'";
        sqlx::query(swap).execute(&pool).await.unwrap();
        pool.close().await;
        let shown = owner.post(&project("/encryption/check"), "{}").await.ok(200).json();
        assert_eq!(shown["settings"]["health"]["failure"]["reason"], "wrapped-key-damaged");
        assert_eq!(shown["clusters"]["stopped"], 2);
    })
    .await;
}

#[tokio::test]
async fn each_wrong_field_of_a_cluster_is_told() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let of = |pointer: &str, value: Value| {
            let mut body = cluster("Alpha", "M10");
            *body.pointer_mut(pointer).unwrap() = value;
            body.to_string()
        };
        for (body, code) in [
            (of("/name", json!("a b")), "VALIDATION_ERROR"),
            (of("/name", json!("")), "VALIDATION_ERROR"),
            (of("/name", Value::Null), "MISSING_ATTRIBUTE"),
            (of("/providerSettings", json!("x")), "INVALID_ATTRIBUTE"),
            (of("/providerSettings/instanceSizeName", json!("M11")), "VALIDATION_ERROR"),
            (of("/providerSettings/regionName", json!("MOON_1")), "INVALID_REGION"),
            (of("/providerSettings/providerName", json!("GCP")), "INVALID_PROVIDER"),
            (json!({"name": "Alpha"}).to_string(), "MISSING_ATTRIBUTE"),
            (json!({"name": "Alpha", "stateName": "IDLE"}).to_string(), "ATTRIBUTE_READ_ONLY"),
        ] {
            owner.post(&group("/clusters"), &body).await.fails(400, code);
        }
        owner.post(&group("/clusters"), &cluster("Alpha", "M10").to_string()).await.ok(201);
        for (body, code) in [
            ("{}", "MISSING_ATTRIBUTE"),
            (r#"{"encryptionAtRestProvider":"AZURE"}"#, "INVALID_PROVIDER"),
            (r#"{"name":"Beta"}"#, "ATTRIBUTE_READ_ONLY"),
            (r#"{"colour":"red"}"#, "INVALID_ATTRIBUTE"),
        ] {
            owner.patch(&group("/clusters/Alpha"), body).await.fails(400, code);
        }
        for (client, status, code) in [
            (console.nobody(), 401, "USER_UNAUTHORIZED"),
            (console.viewer().await, 403, "USER_UNAUTHORIZED"),
            (console.stranger().await, 404, "GROUP_NOT_FOUND"),
        ] {
            client
                .post(&group("/clusters"), &cluster("Eve", "M10").to_string())
                .await
                .fails(status, code);
            client.patch(&group("/clusters/Alpha"), NONE).await.fails(status, code);
        }
        console.stranger().await.get(&group("/clusters/Alpha")).await.fails(404, "GROUP_NOT_FOUND");
        assert_eq!(owner.get(&group("/clusters")).await.ok(200).json()["totalCount"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_cluster_is_deleted_with_its_key_also_while_it_is_stopped() {
    for scenario in ["role-encryption", "disabled-key"] {
        on_each_database(scenario, async |console| {
            let path = group("/clusters/Cluster0");
            only_for_owners(&console, axum::http::Method::DELETE, &path, "").await;
            let owner = console.owner().await;
            owner.get(&path).await.ok(200);
            assert_eq!(owner.delete(&path).await.ok(202).text, "{}");
            owner.get(&path).await.fails(404, "CLUSTER_NOT_FOUND");
            owner.delete(&path).await.fails(404, "CLUSTER_NOT_FOUND");
            let log = owner.get(&project("/activity")).await.ok(200);
            assert_eq!(log.text_at("/results/0/action"), "cluster-deleted");
            assert_eq!(log.text_at("/results/0/subject"), "Cluster0");
            let names = console.store.encrypted_clusters(&PROJECT.parse().unwrap()).await.unwrap();
            assert!(!names.contains(&"Cluster0".to_owned()), "{names:?}");
        })
        .await;
    }
}
