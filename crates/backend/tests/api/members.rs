use axum::http::Method;
use serde_json::Value;
use wire::{ProjectId, ProjectRole};

use crate::support::{
    Client, Console, PROJECT, actions, on_each_database, only_for_members, only_for_owners, project,
};

const OWNER: &str = "owner@example.com";
const VIEWER: &str = "viewer@example.com";

fn members() -> String {
    project("/members")
}

async fn list(client: &Client<'_>) -> Vec<Value> {
    let list = client.get(&members()).await.ok(200).json();
    list["members"].as_array().unwrap().clone()
}

async fn member(client: &Client<'_>, email: &str) -> Option<Value> {
    list(client).await.into_iter().find(|it| it["email"] == email)
}

/// The path of a member who is there.
async fn path_of(client: &Client<'_>, email: &str) -> String {
    let member = member(client, email).await.unwrap();
    format!("{}/{}", members(), member["id"].as_str().unwrap())
}

async fn add(client: &Client<'_>, email: &str, role: &str) -> crate::support::Reply {
    let body = serde_json::json!({ "email": email, "role": role }).to_string();
    client.post(&members(), &body).await
}

/// Somebody with an account and no project.
async fn ada(console: &Console) {
    let now = jiff::Timestamp::now();
    console
        .store
        .add_person("a".repeat(24).as_str(), "ada@example.com", "none", now)
        .await
        .unwrap();
}

/// Lets the viewer own the organization.
async fn viewer_owns_the_organization(console: &Console) {
    console.let_own_the_organization(VIEWER).await;
}

#[tokio::test]
async fn members_are_listed_for_members() {
    on_each_database("getting-started", async |console| {
        only_for_members(&console, &members()).await;
        let list = list(&console.viewer().await).await;
        let told: Vec<_> = list
            .iter()
            .map(|it| (it["email"].as_str().unwrap(), it["role"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [(OWNER, "owner"), (VIEWER, "read-only")]);
        assert!(list.iter().all(|it| it["organizationOwner"] == false));
    })
    .await;
}

#[tokio::test]
async fn somebody_with_an_account_is_added_changed_and_removed() {
    on_each_database("getting-started", async |console| {
        ada(&console).await;
        let owner = console.owner().await;
        let added = add(&owner, " Ada@Example.com", "read-only").await.ok(201);
        assert_eq!(added.text_at("/member/email"), "ada@example.com");
        assert!(added.json()["invitation"].is_null() && added.json()["token"].is_null());
        add(&owner, "ada@example.com", "owner").await.fails(409, "ALREADY_MEMBER");
        assert_eq!(member(&owner, "ada@example.com").await.unwrap()["role"], "read-only");

        let path = path_of(&owner, "ada@example.com").await;
        let changed = owner.patch(&path, r#"{"role":"owner"}"#).await.ok(200);
        assert_eq!(changed.text_at("/role"), "owner");
        // Nothing changes, so nothing is told.
        owner.patch(&path, r#"{"role":"owner"}"#).await.ok(200);
        owner.delete(&path).await.ok(204);
        assert_eq!(member(&owner, "ada@example.com").await, None);
        owner.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");

        let told = ["member-removed", "member-role-changed", "member-added"];
        assert_eq!(actions(&owner, "?itemsPerPage=3").await, told);
        let log = owner.get(&project("/activity?action=member-added")).await.ok(200);
        assert_eq!(log.text_at("/results/0/subject"), "ada@example.com (read-only)");
        assert_eq!(log.text_at("/results/0/actor"), OWNER);
    })
    .await;
}

#[tokio::test]
async fn only_owners_change_members() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let path = path_of(&owner, VIEWER).await;
        only_for_owners(&console, Method::PATCH, &path, r#"{"role":"owner"}"#).await;
        // Whoever may only read may leave, so it is about somebody else.
        let other = path_of(&owner, OWNER).await;
        only_for_owners(&console, Method::DELETE, &other, "").await;
        let body = r#"{"email":"stranger@example.com","role":"owner"}"#;
        only_for_owners(&console, Method::POST, &members(), body).await;
        assert_eq!(list(&owner).await.len(), 2);
        let (stranger, _) =
            console.store.person_by_email("stranger@example.com").await.unwrap().unwrap();
        let path = format!("{}/{}", members(), stranger.id);
        owner.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn the_last_owner_stays_one() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let own = path_of(&owner, OWNER).await;
        owner.delete(&own).await.fails(409, "LAST_OWNER");
        let refused = owner.patch(&own, r#"{"role":"read-only"}"#).await.fails(409, "LAST_OWNER");
        assert_eq!(refused.json()["parameters"][0], OWNER);
        assert_eq!(member(&owner, OWNER).await.unwrap()["role"], "owner");
        assert!(actions(&owner, "").await.is_empty());

        owner.patch(&path_of(&owner, VIEWER).await, r#"{"role":"owner"}"#).await.ok(200);
        owner.patch(&own, r#"{"role":"read-only"}"#).await.ok(200);
        owner.patch(&own, r#"{"role":"owner"}"#).await.fails(403, "USER_UNAUTHORIZED");
        let viewer = console.viewer().await;
        viewer.delete(&own).await.ok(204);
        owner.get(&members()).await.fails(404, "GROUP_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn two_owners_who_leave_at_once_leave_one() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let (first, second) = (path_of(&owner, OWNER).await, path_of(&owner, VIEWER).await);
        owner.patch(&second, r#"{"role":"owner"}"#).await.ok(200);
        let viewer = console.viewer().await;
        let (one, other) = tokio::join!(owner.delete(&first), viewer.delete(&second));
        let mut told = [one.status.as_u16(), other.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told, [204, 409], "{one:?} {other:?}");
    })
    .await;
}

#[tokio::test]
async fn an_owner_of_the_organization_owns_each_of_its_projects_and_makes_new_ones() {
    on_each_database("getting-started", async |console| {
        // Until somebody owns the organization, anybody makes projects.
        let (owner, viewer) = (console.owner().await, console.viewer().await);
        let projects = "/api/console/v1/projects";
        owner.post(projects, r#"{"name":"Before"}"#).await.ok(201);
        assert_eq!(owner.get(projects).await.ok(200).json()["mayCreate"], true);
        viewer_owns_the_organization(&console).await;

        let all = viewer.get(projects).await.ok(200).json();
        let told = |list: &Value| -> Vec<(String, String)> {
            let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
            let results = list["results"].as_array().unwrap().iter();
            results.map(|it| (text(it, "name"), text(it, "role"))).collect()
        };
        let owned = |name: &str| (name.to_owned(), "owner".to_owned());
        assert_eq!(told(&all), [owned("Before"), owned("Getting started")]);
        assert_eq!(all["mayCreate"], true);
        assert_eq!(viewer.get("/api/atlas/v2/groups").await.ok(200).json()["totalCount"], 2);
        viewer.post(projects, r#"{"name":"After"}"#).await.ok(201);
        owner.post(projects, r#"{"name":"Not"}"#).await.fails(403, "USER_UNAUTHORIZED");
        assert_eq!(owner.get(projects).await.ok(200).json()["mayCreate"], false);
        // The stranger's project belongs to another organization.
        let elsewhere = ProjectId::from_bytes([9; 12]);
        console.stranger().await;
        viewer.get(&format!("{projects}/{elsewhere}")).await.fails(404, "GROUP_NOT_FOUND");

        let shown = member(&viewer, VIEWER).await.unwrap();
        assert_eq!((&shown["role"], &shown["organizationOwner"]), (&"owner".into(), &true.into()));
        // So the project's own last owner may leave.
        owner.delete(&path_of(&viewer, OWNER).await).await.ok(204);
        viewer.delete(&path_of(&viewer, VIEWER).await).await.ok(204);
        assert_eq!(member(&viewer, VIEWER).await.unwrap()["organizationOwner"], true);
        viewer.delete(&path_of(&viewer, VIEWER).await).await.fails(404, "RESOURCE_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn bad_members_are_refused_with_the_field() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let own = path_of(&owner, OWNER).await;
        for (email, role, field) in
            [("x", "owner", "email"), ("", "owner", "email"), ("a@b", "admin", "role")]
        {
            let refused = add(&owner, email, role).await.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), field);
        }
        owner.post(&members(), r#"{"email":"a@b"}"#).await.fails(400, "MISSING_ATTRIBUTE");
        owner
            .post(&members(), r#"{"email":"a@b","role":"owner","x":1}"#)
            .await
            .fails(400, "INVALID_ATTRIBUTE");
        owner.patch(&own, r#"{"role":3}"#).await.fails(400, "INVALID_ATTRIBUTE");
        owner.patch(&own, r#"{"role":""}"#).await.fails(400, "VALIDATION_ERROR");
        let role = console.store.member(&PROJECT.parse().unwrap(), "x").await.unwrap();
        assert_eq!(role.map(|member| member.role), None::<ProjectRole>);
    })
    .await;
}

#[tokio::test]
async fn a_member_who_may_only_read_leaves_but_removes_nobody() {
    on_each_database("getting-started", async |console| {
        let viewer = console.viewer().await;
        let owner = path_of(&viewer, OWNER).await;
        viewer.delete(&owner).await.fails(403, "USER_UNAUTHORIZED");
        let own = path_of(&viewer, VIEWER).await;
        viewer.patch(&own, r#"{"role":"owner"}"#).await.fails(403, "USER_UNAUTHORIZED");
        viewer.delete(&own).await.ok(204);
        viewer.get(&members()).await.fails(404, "GROUP_NOT_FOUND");
        viewer.delete(&own).await.fails(404, "GROUP_NOT_FOUND");
        let owner = console.owner().await;
        assert!(member(&owner, VIEWER).await.is_none());
        assert_eq!(actions(&owner, "").await[0], "member-removed");
    })
    .await;
}
