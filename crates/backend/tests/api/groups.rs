use axum::http::Method;
use wire::ProjectRole;

use crate::support::{
    PROJECT, group, new_role, on_each_database, only_for_owners, program::with_token, project,
};

#[tokio::test]
async fn a_person_sees_the_projects_that_the_person_is_in() {
    on_each_database("getting-started", async |console| {
        let list = console.owner().await.get("/api/atlas/v2/groups").await.ok(200);
        assert_eq!(list.text_at("/results/0/id"), PROJECT);
        assert_eq!(list.text_at("/results/0/name"), "Getting started");
        assert_eq!(list.json()["totalCount"], 1);
        assert_eq!(
            list.text_at("/links/0/href"),
            "http://console.test/api/atlas/v2/groups?pageNum=1&itemsPerPage=100"
        );
        let uncounted = console.owner().await.get("/api/atlas/v2/groups?includeCount=false").await;
        assert!(uncounted.ok(200).json().get("totalCount").is_none());
        let empty =
            console.owner().await.get("/api/atlas/v2/groups?pageNum=2&itemsPerPage=1").await;
        assert_eq!(empty.ok(200).json()["results"].as_array().unwrap().len(), 0);

        let others = console.stranger().await.get("/api/atlas/v2/groups").await.ok(200);
        assert!(!others.text.contains(PROJECT));
        console.nobody().get("/api/atlas/v2/groups").await.fails(401, "USER_UNAUTHORIZED");
    })
    .await;
}

#[tokio::test]
async fn a_project_is_as_absent_to_a_stranger_as_one_that_does_not_exist() {
    on_each_database("getting-started", async |console| {
        let stranger = console.stranger().await;
        let theirs = stranger.get(&group("")).await.fails(404, "GROUP_NOT_FOUND").text;
        let none = "64b0000000000000000000ff";
        let missing = stranger.get(&format!("/api/atlas/v2/groups/{none}")).await;
        let missing = missing.fails(404, "GROUP_NOT_FOUND").text;
        assert_eq!(theirs.replace(PROJECT, "X"), missing.replace(none, "X"));
        assert_eq!(
            theirs,
            format!(
                r#"{{"detail":"No group with ID {PROJECT} exists.","error":404,"errorCode":"GROUP_NOT_FOUND","parameters":["{PROJECT}"],"reason":"Not Found"}}"#
            )
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_makes_a_project_owns_it() {
    on_each_database("getting-started", async |console| {
        let viewer = console.viewer().await;
        let made = viewer
            .post("/api/atlas/v2/groups", r#"{"name":" Mine ","orgId":"64b0000000000000000000aa"}"#)
            .await
            .ok(201);
        assert_eq!(made.text_at("/name"), "Mine");
        let path = format!("/api/atlas/v2/groups/{}", made.text_at("/id"));
        assert_eq!(viewer.get(&path).await.ok(200).text, made.text);
        console.owner().await.get(&path).await.fails(404, "GROUP_NOT_FOUND");
        let own =
            viewer.post(&format!("{path}/cloudProviderAccess"), r#"{"providerName":"AWS"}"#).await;
        own.ok(200);
    })
    .await;
}

#[tokio::test]
async fn an_answer_can_be_indented_and_wrapped() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let plain = owner.get(&group("")).await.ok(200);
        let pretty = owner.get(&group("?pretty=true")).await.ok(200);
        assert_eq!(pretty.text, serde_json::to_string_pretty(&plain.json()).unwrap());
        let wrapped = owner.get(&group("?envelope=true")).await.ok(200);
        assert_eq!(wrapped.text, format!(r#"{{"status":200,"content":{}}}"#, plain.text));
        let missing =
            owner.get("/api/atlas/v2/groups/64b0000000000000000000ff?envelope=true").await;
        assert_eq!(missing.ok(404).json()["content"]["errorCode"], "GROUP_NOT_FOUND");
        owner.get(&group("?pretty=yes")).await.fails(400, "INVALID_QUERY_PARAMETER");
    })
    .await;
}

#[tokio::test]
async fn links_lead_to_the_base_path_that_was_asked() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for version in ["v2", "v1.0"] {
            let base = format!("/api/atlas/{version}/groups");
            let one = format!("{base}/{PROJECT}");
            let list = owner.get(&base).await.ok(200);
            let link = format!("http://console.test{base}?pageNum=1&itemsPerPage=100");
            assert_eq!(list.text_at("/links/0/href"), link);
            let href = format!("http://console.test{one}");
            assert_eq!(list.text_at("/results/0/links/0/href"), href);
            assert_eq!(owner.get(&one).await.ok(200).text_at("/links/0/href"), href);
            let clusters = owner.get(&format!("{one}/clusters")).await.ok(200);
            assert!(clusters.text_at("/links/0/href").starts_with(&format!("{href}/clusters?")));
        }
    })
    .await;
}

#[tokio::test]
async fn an_owner_renames_a_project() {
    on_each_database("getting-started", async |console| {
        only_for_owners(&console, Method::PATCH, &group(""), r#"{"name":"Shop"}"#).await;
        let owner = console.owner().await;
        let renamed = owner.patch(&group(""), r#"{"name":" Shop "}"#).await.ok(200);
        assert_eq!(renamed.text_at("/name"), "Shop");
        assert_eq!(owner.get(&group("")).await.ok(200).text, renamed.text);
        let log = owner.get(&project("/activity")).await.ok(200);
        assert_eq!(log.text_at("/results/0/action"), "project-renamed");
        assert_eq!(log.text_at("/results/0/subject"), "Shop");
        let refused = owner.patch(&group(""), r#"{"name":" "}"#).await;
        let refused = refused.fails(400, "VALIDATION_ERROR");
        assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "name");
        owner.patch(&group(""), r#"{"orgId":"x"}"#).await.fails(400, "ATTRIBUTE_READ_ONLY");
    })
    .await;
}

#[tokio::test]
async fn a_project_is_not_deleted_while_something_in_it_is_in_use() {
    on_each_database("role-encryption", async |console| {
        only_for_owners(&console, Method::DELETE, &group(""), "").await;
        let owner = console.owner().await;
        let code = "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS";
        let refused = owner.delete(&group("")).await.fails(409, code);
        assert_eq!(refused.json()["parameters"], serde_json::json!(["Analytics", "Cluster0"]));
        for name in ["Analytics", "Cluster0"] {
            owner.delete(&group(&format!("/clusters/{name}"))).await.ok(202);
        }
        let code = "CANNOT_CLOSE_GROUP_ACTIVE_FEATURES";
        let refused = owner.delete(&group("")).await.fails(409, code);
        assert_eq!(refused.json()["parameters"], serde_json::json!(["ENCRYPTION_AT_REST"]));
        owner.delete(&project("/encryption")).await.ok(204);
        owner.delete(&group("")).await.ok(204);
        owner.get(&group("")).await.fails(404, "GROUP_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_project_is_gone_for_everybody_but_its_log() {
    on_each_database("in-progress", async |console| {
        let key = with_token(&console, PROJECT, ProjectRole::Owner).await;
        let owner = console.owner().await;
        let role = new_role(&owner).await;
        let invited = r#"{"email":"ada@example.com","role":"owner"}"#;
        let token = owner.post(&project("/members"), invited).await.ok(201).text_at("/token");
        key.get(&group("")).await.ok(200);

        owner.delete(&group("")).await.ok(204);
        owner.delete(&group("")).await.fails(404, "GROUP_NOT_FOUND");
        key.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        for client in [&owner, &console.viewer().await] {
            client.get(&group("/cloudProviderAccess")).await.fails(404, "GROUP_NOT_FOUND");
            let path = format!("/cloudProviderAccess/{role}");
            client.get(&group(&path)).await.fails(404, "GROUP_NOT_FOUND");
            assert_eq!(client.get("/api/atlas/v2/groups").await.ok(200).json()["totalCount"], 0);
        }
        let body = serde_json::json!({ "token": token }).to_string();
        let read = console.nobody().post("/api/console/v1/invitations/read", &body).await;
        read.fails(404, "INVITATION_NOT_FOUND");

        // Nor for whoever owns the organization, who sees who did it.
        console.let_own_the_organization("owner@example.com").await;
        owner.get(&group("")).await.fails(404, "GROUP_NOT_FOUND");
        assert_eq!(owner.get("/api/atlas/v2/groups").await.ok(200).json()["totalCount"], 0);
        let log = owner.get("/api/console/v1/organization/activity.jsonl").await.ok(200).text;
        let expected =
            format!(r#""action":"project-deleted","subject":"Getting started ({PROJECT})""#);
        assert!(log.contains(&expected), "{log}");

        let pool = console.pool().await;
        for (left, table) in [(true, "activity"), (false, "access_roles"), (false, "members")] {
            let count = format!("SELECT COUNT(*) FROM {table} WHERE project_id = '{PROJECT}'");
            let count: i64 =
                sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&pool).await.unwrap();
            assert_eq!(count > 0, left, "{table}");
        }
        pool.close().await;
    })
    .await;
}
