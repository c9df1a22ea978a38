//! What groups give, and take away.

use serde_json::{Value, json};
use wire::{ProjectId, ProjectRole};

use super::{entry, last_entry, refused, sign_in, signed_in, with_provider};
use crate::support::{Client, Console, PROJECT, actions, issuer::Issuer, project};

/// Groups that give something: by default the claim `groups` has them.
fn groups() -> String {
    format!(
        r#","groups":[{{"group":"readers","role":"read-only","project":"{PROJECT}"}},
            {{"group":"owners","role":"owner","project":"{PROJECT}"}},
            {{"group":"lost","role":"owner","project":"64b0000000000000000000ff"}},
            {{"group":"admins","role":"organization-owner"}}]"#
    )
}

async fn ada<'a>(console: &'a Console, issuer: &Issuer, groups: &[&str]) -> Client<'a> {
    signed_in(console, &sign_in(console, issuer, json!({ "groups": groups })).await)
}

async fn role(client: &Client<'_>) -> Option<String> {
    let told = client.get(&project("")).await;
    (told.status == 200).then(|| told.text_at("/role"))
}

async fn member(client: &Client<'_>, email: &str) -> Value {
    let list = client.get(&project("/members")).await.ok(200).json();
    let members = list["members"].as_array().unwrap();
    members.iter().find(|it| it["email"] == email).cloned().unwrap_or_default()
}

#[tokio::test]
async fn groups_are_mapped_anew_at_each_sign_in() {
    with_provider(&groups(), async |console, issuer| {
        let owner = console.owner().await;
        let person = ada(console, issuer, &["readers", "others"]).await;
        assert_eq!(role(&person).await.as_deref(), Some("read-only"));
        assert_eq!(actions(&owner, "").await[0], "member-added");
        let log = owner.get(&project("/activity")).await.ok(200).json();
        assert_eq!(log["results"][0]["actor"], "console");
        assert_eq!(log["results"][0]["subject"], "ada@example.com (read-only)");
        assert_eq!(member(&owner, "ada@example.com").await["groupRole"], "read-only");

        ada(console, issuer, &["owners", "readers", "lost"]).await;
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        assert_eq!(actions(&owner, "").await[0], "member-role-changed");
        // The same once more is nothing new.
        let before = actions(&owner, "").await.len();
        ada(console, issuer, &["owners"]).await;
        assert_eq!(actions(&owner, "").await.len(), before);

        let none = sign_in(console, issuer, json!({ "groups": ["others"] })).await;
        refused(&none, "no-group");
        assert_eq!(role(&person).await, None, "also in the session from before");
        assert_eq!(actions(&owner, "").await[0], "member-removed");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_gave_stays_when_a_group_goes() {
    with_provider(&groups(), async |console, issuer| {
        let owner = console.owner().await;
        let person = ada(console, issuer, &["readers"]).await;
        let id = member(&owner, "ada@example.com").await["id"].as_str().unwrap().to_owned();
        let path = project(&format!("/members/{id}"));
        // More than the group gives, but not less.
        owner.delete(&path).await.fails(409, "MEMBER_BY_GROUP");
        owner.patch(&path, r#"{"role":"owner"}"#).await.ok(200);
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        // By hand the address alone is enough, as there is a membership.
        ada(console, issuer, &[]).await;
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        assert!(member(&owner, "ada@example.com").await["groupRole"].is_null());

        ada(console, issuer, &["owners"]).await;
        owner.patch(&path, r#"{"role":"read-only"}"#).await.fails(409, "MEMBER_BY_GROUP");
        ada(console, issuer, &["readers"]).await;
        owner.patch(&path, r#"{"role":"read-only"}"#).await.ok(200);
        ada(console, issuer, &[]).await;
        owner.delete(&path).await.ok(204);
        assert_eq!(role(&person).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_project_does_not_lose_its_last_owner_with_a_group() {
    with_provider(&groups(), async |console, issuer| {
        let person = ada(console, issuer, &["owners"]).await;
        let owner = console.owner().await;
        let id = member(&owner, "owner@example.com").await["id"].as_str().unwrap().to_owned();
        person.delete(&project(&format!("/members/{id}"))).await.ok(204);

        ada(console, issuer, &[]).await;
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        assert_eq!(actions(&person, "").await[0], "last-owner-kept");
        let kept = member(&person, "ada@example.com").await;
        assert!(kept["groupRole"].is_null());
        // Once: from then on it is as if by hand.
        let before = actions(&person, "").await.len();
        ada(console, issuer, &[]).await;
        assert_eq!(actions(&person, "").await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_group_may_own_the_organization_until_it_would_be_left_without_owners() {
    with_provider(&groups(), async |console, issuer| {
        let person = ada(console, issuer, &["admins"]).await;
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        let log = "/api/console/v1/organization/activity.jsonl";
        let told = person.get(log).await.ok(200).text;
        assert!(told.contains(r#""action":"owner-added","subject":"ada@example.com""#), "{told}");

        console.let_own_the_organization("viewer@example.com").await;
        let none = sign_in(console, issuer, json!({ "groups": [] })).await;
        refused(&none, "no-group");
        person.get(log).await.fails(403, "USER_UNAUTHORIZED");
        let told = console.viewer().await.get(log).await.ok(200).text;
        assert!(told.contains(r#""action":"owner-removed","subject":"ada@example.com""#), "{told}");

        console.pass_time("DELETE FROM organization_owners").await;
        ada(console, issuer, &["admins"]).await;
        ada(console, issuer, &[]).await;
        let told = person.get(log).await.ok(200).text;
        assert!(told.contains(r#""action":"last-owner-kept""#), "{told}");
    })
    .await;
}

#[tokio::test]
async fn nobody_loses_a_role_where_the_groups_are_not_told() {
    with_provider(&groups(), async |console, issuer| {
        let person = ada(console, issuer, &["owners"]).await;
        issuer.set_user_info(json!({ "sub": "ada" }));
        let many = json!({ "_claim_names": { "groups": "src1" } });
        refused(&sign_in(console, issuer, many).await, "untrusted");
        assert_eq!(
            last_entry(console).await,
            entry("sign-in-refused", "nobody", "test: untrusted")
        );
        assert_eq!(role(&person).await.as_deref(), Some("owner"));
        // The user info may have them.
        issuer.set_user_info(json!({ "sub": "ada", "groups": ["readers"] }));
        signed_in(console, &sign_in(console, issuer, json!({})).await);
        assert_eq!(role(&person).await.as_deref(), Some("read-only"));
    })
    .await;
}

#[tokio::test]
async fn the_claim_of_the_groups_may_have_another_name_and_one_text() {
    let fields = format!(r#"{},"groupsClaim":"roles""#, groups());
    with_provider(&fields, async |console, issuer| {
        let by_roles = sign_in(console, issuer, json!({ "roles": "readers" })).await;
        let person = signed_in(console, &by_roles);
        assert_eq!(role(&person).await.as_deref(), Some("read-only"));
    })
    .await;
}

#[tokio::test]
async fn a_member_added_by_hand_is_not_taken_for_one_of_a_group() {
    with_provider(&groups(), async |console, issuer| {
        ada(console, issuer, &["readers"]).await;
        let (person, _) = console.store.person_by_email("ada@example.com").await.unwrap().unwrap();
        let id: ProjectId = PROJECT.parse().unwrap();
        console.store.set_member(&id, &person, ProjectRole::Owner).await.unwrap();
        let found = console.store.member(&id, &person.id).await.unwrap().unwrap();
        assert_eq!(
            (found.role, found.group_role),
            (ProjectRole::Owner, Some(ProjectRole::ReadOnly))
        );
        let owner = console.owner().await;
        let body = r#"{"email":"ada@example.com","role":"read-only"}"#;
        owner.post(&project("/members"), body).await.fails(409, "ALREADY_MEMBER");
    })
    .await;
}
