use crate::support::{PROJECT, authorize, group, new_role, on_each_database, project};

fn access(rest: &str) -> String {
    group(&["/cloudProviderAccess", rest].concat())
}

#[tokio::test]
async fn an_access_role_goes_from_made_to_authorized_to_deleted() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let empty = owner.get(&access("")).await.ok(200);
        assert_eq!(empty.text, r#"{"awsIamRoles":[],"azureServicePrincipals":[],"gcpServiceAccounts":[]}"#);

        let made = owner.post(&access(""), r#"{"providerName":"AWS"}"#).await.ok(200);
        let (id, external_id) = (made.text_at("/roleId"), made.text_at("/atlasAssumedRoleExternalId"));
        let created = made.text_at("/createdDate");
        assert_eq!(created.len(), "2026-08-10T03:03:36Z".len());
        assert_eq!(
            made.text,
            format!(
                r#"{{"atlasAWSAccountArn":"arn:aws:iam::111122223333:root","atlasAssumedRoleExternalId":"{external_id}","authorizedDate":null,"createdDate":"{created}","featureUsages":[],"iamAssumedRoleArn":null,"providerName":"AWS","roleId":"{id}"}}"#
            )
        );
        let one = access(&format!("/{id}"));
        assert_eq!(owner.get(&one).await.ok(200).text, made.text);

        let authorized = owner.patch(&one, &authorize("ok-reader")).await.ok(200);
        assert_eq!(authorized.text_at("/iamAssumedRoleArn"), "arn:aws:iam::000000000000:role/ok-reader");
        assert_eq!(authorized.text_at("/atlasAssumedRoleExternalId"), external_id);
        assert!(authorized.text_at("/authorizedDate") >= created);
        let list = owner.get(&access("")).await.ok(200);
        assert_eq!(list.json()["awsIamRoles"][0], authorized.json());

        owner.delete(&one).await.fails(405, "METHOD_NOT_ALLOWED");
        let deleted = owner.delete(&access(&format!("/AWS/{id}"))).await.ok(204);
        assert_eq!(deleted.text, "");
        owner.get(&one).await.fails(404, "RESOURCE_NOT_FOUND");
        owner.delete(&access(&format!("/AWS/{id}"))).await.fails(404, "RESOURCE_NOT_FOUND");
        assert_eq!(owner.get(&access("")).await.ok(200).text, empty.text);

        let log = owner.get(&project("/activity")).await.ok(200).json();
        let told: Vec<_> = log["results"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(told, ["deauthorized", "authorized", "created"]);
        assert_eq!(log["results"][1]["actor"], "owner@example.com");
    })
    .await;
}

#[tokio::test]
async fn a_role_that_does_not_pass_stays_in_progress_and_aws_is_quoted() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for (name, part) in [
            ("denied-a", "not authorized to perform: sts:AssumeRole"),
            (
                "wrong-external-id-a",
                "names the service's AWS account and this access role's external ID",
            ),
            ("open-a", "can be assumed without the external ID"),
        ] {
            let one = access(&format!("/{}", new_role(&owner).await));
            let refused =
                owner.patch(&one, &authorize(name)).await.fails(400, "CANNOT_ASSUME_ROLE");
            assert!(refused.text_at("/detail").contains(part), "{}", refused.text);
            assert_eq!(
                refused.text_at("/parameters/0"),
                format!("arn:aws:iam::000000000000:role/{name}")
            );
            let role = owner.get(&one).await.ok(200).json();
            assert!(role["authorizedDate"].is_null() && role["iamAssumedRoleArn"].is_null());
        }
        let log = owner.get(&project("/activity")).await.ok(200).json();
        assert_eq!(log["results"][0]["failure"], "open-without-external-id");
    })
    .await;
}

#[tokio::test]
async fn an_authorized_role_is_validated_anew_and_may_move() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let one = access(&format!("/{}", new_role(&owner).await));
        let first = owner.patch(&one, &authorize("ok-first")).await.ok(200).json();
        owner.patch(&one, &authorize("denied-second")).await.fails(400, "CANNOT_ASSUME_ROLE");
        assert_eq!(owner.get(&one).await.ok(200).json(), first, "a refusal changes nothing");
        let moved = owner.patch(&one, &authorize("ok-second")).await.ok(200);
        assert_eq!(moved.text_at("/iamAssumedRoleArn"), "arn:aws:iam::000000000000:role/ok-second");
    })
    .await;
}

#[tokio::test]
async fn a_role_in_use_is_neither_deleted_nor_moved() {
    on_each_database("role-encryption", async |console| {
        let owner = console.owner().await;
        let role = owner.get(&access("")).await.ok(200).json()["awsIamRoles"][0].clone();
        assert_eq!(role["featureUsages"][0]["featureType"], "ENCRYPTION_AT_REST");
        assert_eq!(role["featureUsages"][0]["featureId"], PROJECT);
        let id = role["roleId"].as_str().unwrap();
        let refused = owner.delete(&access(&format!("/AWS/{id}"))).await;
        assert!(refused.fails(400, "AWS_IAM_ROLE_IN_USE").text.contains("ENCRYPTION_AT_REST"));
        let moved = owner.patch(&access(&format!("/{id}")), &authorize("ok-other")).await;
        moved.fails(400, "AWS_IAM_ROLE_IN_USE");
        assert_eq!(owner.get(&access(&format!("/{id}"))).await.ok(200).json(), role);
    })
    .await;
}

#[tokio::test]
async fn only_owners_of_the_project_change_its_roles() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let before = owner.get(&access("")).await.ok(200);
        let id = before.text_at("/awsIamRoles/0/roleId");
        let one = access(&format!("/{id}"));
        let remove = access(&format!("/AWS/{id}"));
        for (client, status, code) in [
            (console.nobody(), 401, "USER_UNAUTHORIZED"),
            (console.viewer().await, 403, "USER_UNAUTHORIZED"),
            (console.stranger().await, 404, "GROUP_NOT_FOUND"),
        ] {
            client.post(&access(""), r#"{"providerName":"AWS"}"#).await.fails(status, code);
            client.patch(&one, &authorize("ok-a")).await.fails(status, code);
            client.delete(&remove).await.fails(status, code);
        }
        console.viewer().await.get(&one).await.ok(200);
        console.stranger().await.get(&one).await.fails(404, "GROUP_NOT_FOUND");
        console.nobody().get(&one).await.fails(401, "USER_UNAUTHORIZED");
        assert_eq!(owner.get(&access("")).await.ok(200).text, before.text);
    })
    .await;
}

#[tokio::test]
async fn a_role_of_another_project_is_not_reached_through_the_own() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let id = owner.get(&access("")).await.ok(200).text_at("/awsIamRoles/0/roleId");
        let stranger = console.stranger().await;
        let own = stranger.get("/api/atlas/v2/groups").await.ok(200).text_at("/results/0/id");
        let path = |rest: &str| format!("/api/atlas/v2/groups/{own}/cloudProviderAccess/{rest}");
        stranger.get(&path(&id)).await.fails(404, "RESOURCE_NOT_FOUND");
        stranger.patch(&path(&id), &authorize("ok-a")).await.fails(404, "RESOURCE_NOT_FOUND");
        stranger.delete(&path(&format!("AWS/{id}"))).await.fails(404, "RESOURCE_NOT_FOUND");
        owner.get(&access(&format!("/{id}"))).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn both_base_paths_and_the_versions_answer_alike() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let v2 = owner.get(&access("")).await.ok(200);
        assert_eq!(v2.headers["content-type"], "application/json");
        let v1 = owner
            .get(&format!("/api/atlas/v1.0/groups/{PROJECT}/cloudProviderAccess"))
            .await
            .ok(200);
        assert_eq!(v1.text, v2.text);
        let version = "application/vnd.atlas.2023-01-01+json";
        let versioned = owner.clone().with("accept", version).get(&access("")).await.ok(200);
        assert_eq!(versioned.headers["content-type"], version);
        assert_eq!(versioned.text, v2.text);
        let poster = owner.clone().with("content-type", version);
        poster.post(&access(""), r#"{"providerName":"AWS"}"#).await.ok(200);
        let old =
            owner.with("accept", "application/vnd.atlas.2022-01-01+json").get(&access("")).await;
        let old = old.fails(406, "NOT_ACCEPTABLE").json();
        assert_eq!(old["parameters"], serde_json::json!([version, "application/json"]));
    })
    .await;
}
