use axum::http::Method;
use console_backend::surroundings::System;
use engine::{
    Actor, Context,
    encryption::command,
    ports::{Clock, Store, StoreError},
};
use serde_json::{Value, json};
use wire::ProjectId;

use crate::support::keys::proven;
use crate::support::{
    Client, actions, authorized_role, group, new_role, on_each_database, only_for_members,
    only_for_owners, project, role,
};

fn one(id: &str) -> String {
    group(&format!("/cloudProviderAccess/AWS/{id}"))
}

async fn deleted(client: &Client<'_>) -> Vec<Value> {
    let list = client.get(&project("/roles/deleted")).await.ok(200).json();
    list["results"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_delete_is_undone_with_the_same_external_id() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-undone").await;
        owner.put(&role(&id, "/label"), r#"{"label":"Mine"}"#).await.ok(200);
        let before = owner.get(&role(&id, "")).await.ok(200).json();
        let half = new_role(&owner).await;
        let draft = r#"{"procedure":"create-role","roleName":"half","roleArn":"","revision":0}"#;
        owner.put(&role(&half, "/draft"), draft).await.ok(200);
        let half_before = owner.get(&role(&half, "")).await.ok(200).json();

        owner.delete(&one(&id)).await.ok(204);
        owner.delete(&one(&half)).await.ok(204);
        for path in
            [role(&id, ""), role(&id, "/attempts"), group(&format!("/cloudProviderAccess/{id}"))]
        {
            owner.get(&path).await.fails(404, "RESOURCE_NOT_FOUND");
        }
        owner.delete(&one(&id)).await.fails(404, "RESOURCE_NOT_FOUND");
        let list = owner.get(&project("/roles")).await.ok(200).json();
        assert_eq!((&list["totalCount"], &list["results"]), (&json!(0), &json!([])));
        let api = owner.get(&group("/cloudProviderAccess")).await.ok(200).json();
        assert_eq!(api["awsIamRoles"], json!([]));
        assert_eq!(owner.get(&project("")).await.ok(200).json()["roleCount"], 0);

        let can_be_undone = deleted(&owner).await;
        let ids: Vec<_> =
            can_be_undone.iter().map(|it| it["role"]["accessRole"]["roleId"].clone()).collect();
        assert_eq!(ids, [json!(half), json!(id)], "the newest first");
        assert_eq!(can_be_undone[1]["role"], before);
        assert_eq!(can_be_undone[1]["deletedBy"], "owner@example.com");
        let date = |name: &str| -> jiff::Timestamp {
            can_be_undone[1][name].as_str().unwrap().parse().unwrap()
        };
        assert_eq!(date("undoUntil").duration_since(date("deletedDate")).as_secs(), 600);

        let restored = owner.post(&role(&id, "/restore"), "").await.ok(200).json();
        assert_eq!(restored, before);
        assert_eq!(owner.get(&role(&id, "")).await.ok(200).json(), before);
        let again = owner.post(&role(&half, "/restore"), "").await.ok(200).json();
        assert_eq!(again, half_before);
        assert_eq!(deleted(&owner).await, [] as [Value; 0]);
        owner.post(&role(&id, "/restore"), "").await.fails(404, "RESOURCE_NOT_FOUND");
        assert_eq!(owner.get(&project("")).await.ok(200).json()["roleCount"], 2);
        let told = actions(&owner, &format!("?roleId={id}")).await;
        assert_eq!(told, ["undone", "deauthorized", "labelled", "authorized", "created"]);
    })
    .await;
}

#[tokio::test]
async fn a_delete_ends_the_validation_that_is_going_on() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let arn = r#"{"roleArn":"arn:aws:iam::000000000000:role/unreachable-x"}"#;
        let begun = owner.post(&role(&id, "/attempts"), arn).await.ok(202);
        owner.delete(&one(&id)).await.ok(204);
        let restored = owner.post(&role(&id, "/restore"), "").await.ok(200).json();
        assert_eq!(restored["lastAttempt"]["id"], begun.json()["id"]);
        assert_eq!(restored["lastAttempt"]["verdict"], "stopped");
        assert!(restored["lastAttempt"]["finishedDate"].is_string());
        // Nothing is in the way of the next one.
        let arn = r#"{"roleArn":"arn:aws:iam::000000000000:role/unreachable-y"}"#;
        owner.post(&role(&id, "/attempts"), arn).await.ok(202);
        owner.delete(&one(&id)).await.ok(204);
    })
    .await;
}

#[tokio::test]
async fn a_role_in_use_is_not_deleted_and_a_deleted_one_can_not_come_into_use() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-used").await;
        let project: ProjectId = crate::support::PROJECT.parse().unwrap();
        let used = console.store.role(&project, &id.parse().unwrap()).await.unwrap().unwrap();
        let use_it = async || {
            let encryption = console.store.encryption(&project).await.unwrap();
            let context = Context { actor: Actor::CONSOLE, now: System.now(), entropy: &System };
            let change = command::use_key(&encryption, &proven(&used), false, &context).unwrap();
            console.store.apply_encryption(&change, None).await
        };
        owner.delete(&one(&id)).await.ok(204);
        assert!(matches!(use_it().await, Err(StoreError::Conflict)));
        owner.post(&role(&id, "/restore"), "").await.ok(200);
        use_it().await.unwrap();
        owner.delete(&one(&id)).await.fails(400, "AWS_IAM_ROLE_IN_USE");
        assert_eq!(deleted(&owner).await, [] as [Value; 0]);
    })
    .await;
}

#[tokio::test]
async fn stale_roles_are_deleted_together_and_authorized_ones_never() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let list = owner.get(&project("/roles")).await.ok(200).json();
        let id_of = |number: usize| -> String {
            list["results"][number]["accessRole"]["roleId"].as_str().unwrap().to_owned()
        };
        let (stale, authorized) = (id_of(0), id_of(1));
        let unknown = "64b000000000000000000009";
        let body = json!({"roleIds": [stale, authorized, unknown, stale]}).to_string();
        let path = project("/roles/delete");
        only_for_owners(&console, Method::POST, &path, &body).await;
        let done = owner.post(&path, &body).await.ok(200).json();
        let told: Vec<_> = done["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| {
                (it["roleId"].as_str().unwrap(), it["deleted"].clone(), it["errorCode"].clone())
            })
            .collect();
        assert_eq!(
            told,
            [
                (stale.as_str(), json!(true), Value::Null),
                (authorized.as_str(), json!(false), json!("ROLE_AUTHORIZED")),
                (unknown, json!(false), json!("RESOURCE_NOT_FOUND")),
            ]
        );
        assert!(done["results"][0]["detail"].is_null());
        assert!(done["results"][1]["detail"].as_str().unwrap().contains("authorized"));
        let left = owner.get(&project("/roles")).await.ok(200).json();
        assert_eq!((&left["totalCount"], &left["results"][0]), (&json!(1), &list["results"][1]));
        assert_eq!(deleted(&owner).await[0]["role"], list["results"][0]);
        assert_eq!(actions(&owner, "").await[0], "cancelled");
    })
    .await;
}

#[tokio::test]
async fn each_fault_of_a_bulk_delete_is_named() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let path = project("/roles/delete");
        let many = json!({"roleIds": vec!["64b000000000000000000009"; 101]}).to_string();
        for (body, code, parameter) in [
            ("{}", "MISSING_ATTRIBUTE", "roleIds"),
            (r#"{"roleIds":null}"#, "MISSING_ATTRIBUTE", "roleIds"),
            (r#"{"roleIds":"a"}"#, "INVALID_ATTRIBUTE", "roleIds"),
            (r#"{"roleIds":[7]}"#, "INVALID_ATTRIBUTE", "roleIds"),
            (r#"{"roleIds":[]}"#, "VALIDATION_ERROR", "roleIds"),
            (r#"{"roleIds":["x"]}"#, "VALIDATION_ERROR", "roleIds"),
            (&many, "VALIDATION_ERROR", "roleIds"),
            (r#"{"roleIds":[],"force":true}"#, "INVALID_ATTRIBUTE", "force"),
        ] {
            let refused = owner.post(&path, body).await.fails(400, code);
            assert_eq!(refused.text_at("/parameters/0"), parameter, "{body}");
        }
        owner.get(&path).await.fails(405, "METHOD_NOT_ALLOWED");
    })
    .await;
}

#[tokio::test]
async fn only_owners_restore_and_members_see_what_was_deleted() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        owner.delete(&one(&id)).await.ok(204);
        only_for_members(&console, &project("/roles/deleted")).await;
        only_for_owners(&console, Method::POST, &role(&id, "/restore"), "").await;
        owner.post(&role("7", "/restore"), "").await.fails(400, "INVALID_PATH_PARAMETER");
        // Nor is it reached through another project.
        let stranger = console.stranger().await;
        let own = stranger.get("/api/atlas/v2/groups").await.ok(200).text_at("/results/0/id");
        let elsewhere = format!("/api/console/v1/projects/{own}/roles/{id}/restore");
        stranger.post(&elsewhere, "").await.fails(404, "RESOURCE_NOT_FOUND");
        owner.post(&role(&id, "/restore"), "").await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn after_ten_minutes_a_delete_is_for_good() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-gone").await;
        owner.delete(&one(&id)).await.ok(204);
        console.pass_time("UPDATE deleted_roles SET deleted_at = deleted_at - 600000").await;
        assert_eq!(deleted(&owner).await, [] as [Value; 0]);
        owner.post(&role(&id, "/restore"), "").await.fails(409, "UNDO_EXPIRED");
        assert_eq!(console.app.roles.purge_deleted().await.unwrap(), 1);
        owner.post(&role(&id, "/restore"), "").await.fails(404, "RESOURCE_NOT_FOUND");
        assert_eq!(actions(&owner, "").await, ["deauthorized", "authorized", "created"]);
    })
    .await;
}
