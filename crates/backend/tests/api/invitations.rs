use axum::http::header;
use console_backend::auth::invitation;
use serde_json::{Value, json};

use crate::support::{Client, Console, Reply, actions, group, on_each_database, project};

const READ: &str = "/api/console/v1/invitations/read";
const ACCEPT: &str = "/api/console/v1/invitations/accept";
const PASSWORD: &str = "correct horse";

/// Invites somebody into the project and gives the token.
async fn invite(owner: &Client<'_>, email: &str, role: &str) -> String {
    let body = json!({ "email": email, "role": role }).to_string();
    let added = owner.post(&project("/members"), &body).await.ok(201);
    assert!(added.json()["member"].is_null(), "{}", added.text);
    assert_eq!(added.text_at("/invitation/email"), email);
    added.text_at("/token")
}

async fn read(client: &Client<'_>, token: &str) -> Reply {
    client.post(READ, &json!({ "token": token }).to_string()).await
}

async fn accept(client: &Client<'_>, body: Value) -> Reply {
    client.post(ACCEPT, &body.to_string()).await
}

async fn open(client: &Client<'_>) -> Vec<Value> {
    let list = client.get(&project("/members")).await.ok(200).json();
    list["invitations"].as_array().unwrap().clone()
}

/// Whoever holds the cookie of an answer.
fn holder<'a>(console: &'a Console, reply: &Reply) -> Client<'a> {
    let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
    console.nobody().with("cookie", cookie.split_once(';').unwrap().0)
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_is_in_the_project() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let token = invite(&owner, "ada@example.com", "read-only").await;
        assert_eq!(token.len(), 64);
        let nobody = console.nobody();
        let shown = read(&nobody, &token).await.ok(200);
        assert_eq!(shown.text_at("/projectName"), "Getting started");
        assert_eq!(shown.text_at("/email"), "ada@example.com");
        assert_eq!(shown.text_at("/role"), "read-only");
        assert_eq!(shown.json()["hasAccount"], false);

        let short = json!({ "token": token, "password": "short" });
        let refused = accept(&nobody, short).await.fails(400, "VALIDATION_ERROR");
        assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "password");
        accept(&nobody, json!({ "token": token })).await.fails(400, "MISSING_ATTRIBUTE");
        let body = json!({ "token": token, "password": PASSWORD });
        let joined = accept(&nobody, body.clone()).await.ok(201);
        assert_eq!(joined.text_at("/session/user/email"), "ada@example.com");
        let ada = holder(&console, &joined);
        ada.get(&group("")).await.ok(200);
        let role = r#"{"providerName":"AWS"}"#;
        ada.post(&group("/cloudProviderAccess"), role).await.fails(403, "USER_UNAUTHORIZED");

        // Once.
        accept(&nobody, body).await.fails(404, "INVITATION_NOT_FOUND");
        read(&nobody, &token).await.fails(404, "INVITATION_NOT_FOUND");
        assert!(open(&owner).await.is_empty());
        assert_eq!(actions(&owner, "").await, ["member-joined", "member-invited"]);
        let sign_in = json!({ "email": "ada@example.com", "password": PASSWORD }).to_string();
        nobody.post("/api/console/v1/session", &sign_in).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn somebody_who_is_signed_in_joins_as_they_are() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let stranger = console.stranger().await;
        let token = invite(&owner, "other@example.com", "owner").await;
        let joined = accept(&stranger, json!({ "token": token })).await.ok(201);
        assert!(!joined.headers.contains_key(header::SET_COOKIE));
        assert_eq!(joined.text_at("/session/user/email"), "stranger@example.com");
        stranger.get(&group("")).await.ok(200);
        assert!(console.store.person_by_email("other@example.com").await.unwrap().is_none());

        // An invitation never takes anything away.
        let token = invite(&owner, "other@example.com", "read-only").await;
        accept(&owner, json!({ "token": token })).await.ok(201);
        let role = r#"{"providerName":"AWS"}"#;
        owner.post(&group("/cloudProviderAccess"), role).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn an_account_that_was_made_meanwhile_has_to_sign_in() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let token = invite(&owner, "stranger@example.com", "read-only").await;
        console.stranger().await;
        let shown = read(&console.nobody(), &token).await.ok(200);
        assert_eq!(shown.json()["hasAccount"], true);
        let body = json!({ "token": token, "password": PASSWORD });
        accept(&console.nobody(), body).await.fails(409, "ACCOUNT_EXISTS");
        accept(&console.stranger().await, json!({ "token": token })).await.ok(201);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_taken_back_replaced_and_too_old() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let nobody = console.nobody();
        let first = invite(&owner, "ada@example.com", "read-only").await;
        let second = invite(&owner, "ada@example.com", "owner").await;
        read(&nobody, &first).await.fails(404, "INVITATION_NOT_FOUND");
        read(&nobody, &second).await.ok(200);
        let [invitation]: [Value; 1] = open(&owner).await.try_into().unwrap();
        assert_eq!(invitation["createdBy"], "owner@example.com");
        assert!(!owner.get(&project("/members")).await.text.contains(&second));

        let path = project(&format!("/invitations/{}", invitation["id"].as_str().unwrap()));
        console.viewer().await.delete(&path).await.fails(403, "USER_UNAUTHORIZED");
        console.stranger().await.delete(&path).await.fails(404, "GROUP_NOT_FOUND");
        owner.delete(&path).await.ok(204);
        owner.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
        read(&nobody, &second).await.fails(404, "INVITATION_NOT_FOUND");
        assert_eq!(actions(&owner, "?itemsPerPage=1").await, ["invitation-withdrawn"]);

        let old = invite(&owner, "ada@example.com", "owner").await;
        console.pass_time("UPDATE invitations SET expires_at = expires_at - 604800000").await;
        read(&nobody, &old).await.fails(404, "INVITATION_NOT_FOUND");
        let body = json!({ "token": old, "password": PASSWORD });
        accept(&nobody, body).await.fails(404, "INVITATION_NOT_FOUND");
        assert!(open(&owner).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_invitation_lets_one_person_in() {
    on_each_database("getting-started", async |console| {
        let token = invite(&console.owner().await, "ada@example.com", "owner").await;
        let (owner, viewer) = (console.owner().await, console.stranger().await);
        let body = json!({ "token": token });
        let (one, other) = tokio::join!(accept(&owner, body.clone()), accept(&viewer, body));
        let mut told = [one.status.as_u16(), other.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told[0], 201, "{one:?} {other:?}");
        assert!(matches!(told[1], 404 | 409), "{one:?} {other:?}");
    })
    .await;
}

#[tokio::test]
async fn the_link_is_not_in_the_database() {
    on_each_database("getting-started", async |console| {
        let token = invite(&console.owner().await, "ada@example.com", "owner").await;
        let pool = console.pool().await;
        let kept: String = sqlx::query_scalar("SELECT token_hash FROM invitations")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(kept, invitation::hash(&token));
        assert_ne!(kept, token);
        pool.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_first_owner_of_an_empty_console_owns_everything() {
    on_each_database("", async |console| {
        let older = invitation::first_owner(&console.store).await.unwrap().unwrap();
        let token = invitation::first_owner(&console.store).await.unwrap().unwrap();
        let nobody = console.nobody();
        read(&nobody, &older).await.fails(404, "INVITATION_NOT_FOUND");
        let shown = read(&nobody, &token).await.ok(200);
        assert!(shown.json()["projectName"].is_null() && shown.json()["email"].is_null());

        let body = |email: &str| json!({ "token": token, "email": email, "password": PASSWORD });
        let refused = accept(&nobody, body("ada")).await.fails(400, "VALIDATION_ERROR");
        assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "email");
        let joined = accept(&nobody, body("Ada@Example.com")).await.ok(201);
        assert!(joined.json()["projectId"].is_null());
        let ada = holder(&console, &joined);
        let projects = "/api/console/v1/projects";
        assert_eq!(ada.get(projects).await.ok(200).json()["mayCreate"], true);
        let made = ada.post(projects, r#"{"name":"Shop"}"#).await.ok(201).text_at("/id");
        let shown = ada.get(&format!("{projects}/{made}/members")).await.ok(200);
        assert_eq!(shown.json()["members"][0]["organizationOwner"], true);

        accept(&nobody, body("eve@example.com")).await.fails(404, "INVITATION_NOT_FOUND");
        assert_eq!(invitation::first_owner(&console.store).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_link_of_the_first_owner_opens_nothing_once_there_is_somebody() {
    on_each_database("", async |console| {
        let token = invitation::first_owner(&console.store).await.unwrap().unwrap();
        console.stranger().await;
        read(&console.nobody(), &token).await.fails(404, "INVITATION_NOT_FOUND");
        accept(&console.stranger().await, json!({ "token": token }))
            .await
            .fails(404, "INVITATION_NOT_FOUND");
    })
    .await;
}
