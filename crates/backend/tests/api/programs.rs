//! Owners make, restrict and revoke API keys and service accounts.

use axum::http::Method;
use console_backend::{auth::api_key::NewApiKey, programs::Wish};
use wire::{ProjectRole, console::ProgramKind};

use crate::support::{
    PROJECT, actions, group, on_each_database, only_for_owners,
    program::{Program, add, ask_token, basic, wish},
    project,
};

const TOKEN: &str = "grant_type=client_credentials";

#[tokio::test]
async fn an_owner_makes_a_key_and_sees_its_secret_once() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let path = project("/programs");
        let body = r#"{"kind":"api-key","role":"read-only","label":" Reports ","expiresInDays":90,"accessList":["192.0.2.0/24"]}"#;
        only_for_owners(&console, Method::POST, &path, body).await;
        let made = owner.post(&path, body).await.ok(201);
        let (id, secret) = (made.text_at("/program/id"), made.text_at("/secret"));
        assert_eq!(made.text_at("/program/createdBy"), "owner@example.com");

        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        program.key = NewApiKey { public_key: id.clone(), private_key: secret.clone() };
        program.get(&group("")).await.ok(200);

        let listed = console.viewer().await.get(&path).await.ok(200);
        assert!(!listed.text.contains(&secret));
        let listed = listed.json();
        let key = listed["results"].as_array().unwrap().iter().find(|it| it["id"] == *id).unwrap();
        assert_eq!((key["label"].as_str(), key["role"].as_str()), (Some("Reports"), Some("read-only")));
        assert_eq!(key["accessList"], serde_json::json!(["192.0.2.0/24"]));
        assert!(key["expiresDate"].is_string() && key["lastUsedDate"].is_string(), "{key}");

        let log = owner.get(&project("/activity?actor=owner@example.com")).await.ok(200);
        assert_eq!(log.text_at("/results/0/action"), "program-created");
        assert_eq!(log.text_at("/results/0/subject"), id);
    })
    .await;
}

#[tokio::test]
async fn what_a_program_can_not_be_is_told_by_its_field() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let many = vec!["::1"; 101];
        for (field, value) in [
            ("kind", serde_json::json!("password")),
            ("role", serde_json::json!("admin")),
            ("label", serde_json::json!("a\nb")),
            ("expiresInDays", serde_json::json!(0)),
            ("expiresInDays", serde_json::json!(3651)),
            ("accessList", serde_json::json!(["192.0.2.300"])),
            ("accessList", serde_json::json!(many)),
        ] {
            let mut body = serde_json::json!({"kind": "service-account", "role": "owner"});
            body[field] = value;
            let refused = owner.post(&project("/programs"), &body.to_string()).await;
            let refused = refused.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), field);
        }
        let listed = owner.get(&project("/programs")).await.ok(200).json();
        assert_eq!(listed["results"], serde_json::json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_key_is_used_only_from_its_addresses() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let path = project(&format!("/programs/{}/access-list", program.key.public_key));
        let elsewhere = r#"{"accessList":["198.51.100.0/24"]}"#;
        only_for_owners(&console, Method::PUT, &path, elsewhere).await;
        owner.put(&path, elsewhere).await.ok(200);
        let refused = program.get(&group("")).await.fails(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
        assert_eq!(refused.text_at("/parameters/0"), "192.0.2.7");
        let here = owner.put(&path, r#"{"accessList":["198.51.100.1","192.0.2.7"]}"#).await.ok(200);
        assert_eq!(here.text_at("/accessList/1"), "192.0.2.7");
        program.get(&group("")).await.ok(200);
        assert_eq!(actions(&owner, "").await[..2], ["program-restricted", "program-restricted"]);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_key_is_refused_from_the_next_request_on() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        program.get(&group("")).await.ok(200);
        let path = project(&format!("/programs/{}", program.key.public_key));
        only_for_owners(&console, Method::DELETE, &path, "").await;
        owner.delete(&path).await.ok(204);
        program.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        owner.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
        assert_eq!(actions(&owner, "").await, ["program-revoked", "program-created"]);
    })
    .await;
}

#[tokio::test]
async fn a_program_of_another_project_is_not_there() {
    on_each_database("getting-started", async |console| {
        console.stranger().await;
        let theirs = "090909090909090909090909";
        let (id, _) = add(&console, ProgramKind::ApiKey, theirs, wish(ProjectRole::Owner)).await;
        let owner = console.owner().await;
        let path = project(&format!("/programs/{id}"));
        owner.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
        owner.put(&format!("{path}/access-list"), "{}").await.fails(404, "RESOURCE_NOT_FOUND");
        assert!(console.store.program(&id).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn what_has_expired_does_not_sign_in() {
    on_each_database("getting-started", async |console| {
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let wish = Wish { expires_in_days: Some(1), ..wish(ProjectRole::Owner) };
        let (id, secret) = add(&console, ProgramKind::ServiceAccount, PROJECT, wish).await;
        let token = ask_token(&console, &basic(&id, &secret), TOKEN).await.ok(200);
        let bearer = format!("Bearer {}", token.text_at("/access_token"));
        let account = console.nobody().with("authorization", &bearer);
        program.get(&group("")).await.ok(200);
        account.get(&group("")).await.ok(200);
        console.pass_time("UPDATE programs SET expires_at = 1000").await;
        let expired = program.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        assert!(expired.text_at("/detail").contains("1970-01-01T00:00:01Z"), "{}", expired.text);
        account.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        let refused = ask_token(&console, &basic(&id, &secret), TOKEN).await.ok(401);
        assert_eq!(refused.text_at("/error"), "invalid_client");
    })
    .await;
}
