//! Each kind of bad request gets the error that says what is wrong, and leaves nothing behind.

use axum::{body::Body, http::Method};

use crate::support::{PROJECT, group, new_role, on_each_database, project};

fn access(rest: &str) -> String {
    group(&["/cloudProviderAccess", rest].concat())
}

#[tokio::test]
async fn what_is_no_route_is_told_in_json() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for path in [
            "/api",
            "/api/nothing",
            "/api/atlas/v2/nothing",
            "/api/atlas/v3/groups",
            "/api/console/v1/x",
        ] {
            let missing = owner.get(path).await.fails(404, "RESOURCE_NOT_FOUND");
            assert_eq!(missing.text_at("/parameters/0"), path);
        }
        let wrong = owner.put("/api/atlas/v2/groups", "{}").await.fails(405, "METHOD_NOT_ALLOWED");
        assert_eq!(wrong.headers["allow"], "GET,HEAD,POST");
        owner.delete(&project("/activity")).await.fails(405, "METHOD_NOT_ALLOWED");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_id_is_named() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for id in ["1", "64b00000000000000000000g", "64b0000000000000000000011", "%20"] {
            owner.get(&format!("/api/atlas/v2/groups/{id}")).await.fails(404, "INVALID_GROUP_ID");
            let role =
                owner.get(&access(&format!("/{id}"))).await.fails(400, "INVALID_PATH_PARAMETER");
            assert_eq!(role.text_at("/parameters/0"), "roleId");
        }
        let upper = PROJECT.to_uppercase();
        owner.get(&format!("/api/atlas/v2/groups/{upper}")).await.ok(200);
        owner.delete(&access("/GCP/64b000000000000000000009")).await.fails(400, "INVALID_PROVIDER");
    })
    .await;
}

#[tokio::test]
async fn a_body_is_json_of_a_known_type_and_of_a_sensible_size() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let form = owner.clone().with("content-type", "application/x-www-form-urlencoded");
        form.post(&access(""), "providerName=AWS").await.fails(415, "UNSUPPORTED_MEDIA_TYPE");

        let syntax =
            owner.post(&access(""), "{\n  \"providerName\": AWS}").await.fails(400, "INVALID_JSON");
        assert!(syntax.text_at("/detail").contains("line 2 column 19"), "{}", syntax.text);
        owner.post(&access(""), "").await.fails(400, "INVALID_JSON");
        owner.post(&access(""), "[]").await.fails(400, "INVALID_JSON");
        owner.post(&access(""), &"[".repeat(5000)).await.fails(400, "INVALID_JSON");
        let bytes = Body::from(vec![0xff, 0xfe]);
        owner.send(Method::POST, &access(""), bytes).await.fails(400, "INVALID_JSON");

        let spaces = |n: usize| format!(r#"{{"providerName":"AWS"{}}}"#, " ".repeat(n));
        owner.post(&access(""), &spaces(64 * 1024)).await.fails(413, "REQUEST_TOO_LARGE");
        let just = 64 * 1024 - spaces(0).len();
        owner.post(&access(""), &spaces(just)).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn headers_are_of_a_sensible_size_together() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let part = "a".repeat(8 * 1000);
        let some = owner.clone().with("x-a", &part).with("x-b", &part).with("x-c", &part);
        some.get(&group("")).await.ok(200);
        let many = some.with("x-d", &part).with("x-e", &part);
        for path in [&group(""), "/healthz", "/api/oauth/token"] {
            many.get(path).await.fails(431, "HEADERS_TOO_LARGE");
        }
    })
    .await;
}

#[tokio::test]
async fn each_attribute_is_checked_by_name() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let one = access(&format!("/{}", new_role(&owner).await));
        for (body, code, parameter) in [
            (r"{}", "MISSING_ATTRIBUTE", "providerName"),
            (r#"{"providerName":null}"#, "MISSING_ATTRIBUTE", "providerName"),
            (r#"{"providerName":7}"#, "INVALID_ATTRIBUTE", "providerName"),
            (r#"{"providerName":"AZURE"}"#, "INVALID_PROVIDER", "AZURE"),
            (r#"{"providerName":"AWS","colour":"red"}"#, "INVALID_ATTRIBUTE", "colour"),
            (r#"{"providerName":"AWS","roleId":"x"}"#, "ATTRIBUTE_READ_ONLY", "roleId"),
            (
                r#"{"providerName":"AWS","atlasAssumedRoleExternalId":"x"}"#,
                "ATTRIBUTE_READ_ONLY",
                "atlasAssumedRoleExternalId",
            ),
        ] {
            let refused = owner.post(&access(""), body).await.fails(400, code);
            assert_eq!(refused.text_at("/parameters/0"), parameter, "{body}");
            let refused = owner.patch(&one, body).await.fails(400, code);
            assert_eq!(refused.text_at("/parameters/0"), parameter, "{body}");
        }
        owner
            .post(&access(""), r#"{"providerName":"AWS","iamAssumedRoleArn":"x"}"#)
            .await
            .fails(400, "ATTRIBUTE_READ_ONLY");
        owner.patch(&one, r#"{"providerName":"AWS"}"#).await.fails(400, "MISSING_ATTRIBUTE");
        let roles = owner.get(&access("")).await.ok(200).json();
        assert_eq!(roles["awsIamRoles"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn each_fault_of_an_arn_is_told() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let one = access(&format!("/{}", new_role(&owner).await));
        let long = format!("arn:aws:iam::000000000000:role/{}/a", "p".repeat(600));
        for (arn, part) in [
            ("", "enter the ARN"),
            ("ok-reader", "no ARN"),
            ("arn:aws-eu:iam::000000000000:role/a", "partition \"aws-eu\" is unknown"),
            ("arn:aws-us-gov:iam::000000000000:role/a", "can't be assumed across partitions"),
            ("arn:aws:iam::12:role/a", "12 digits"),
            ("arn:aws:iam::000000000000:user/a", "ARN of a user"),
            ("arn:aws:iam::000000000000:role/a b", "can't contain a space"),
            ("arn:aws:iam::000000000000:role/", "enter a name"),
            (&long, "path"),
        ] {
            let body =
                serde_json::json!({"providerName": "AWS", "iamAssumedRoleArn": arn}).to_string();
            let refused = owner.patch(&one, &body).await.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "iamAssumedRoleArn");
            assert!(refused.text_at("/detail").contains(part), "{}", refused.text);
        }
    })
    .await;
}

#[tokio::test]
async fn a_project_needs_a_name_and_an_organization() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let org = "64b0000000000000000000aa";
        for (name, org, field) in
            [("  ", org, "name"), (&"x".repeat(65), org, "name"), ("A", "acme", "orgId")]
        {
            let body = serde_json::json!({"name": name, "orgId": org}).to_string();
            let refused =
                owner.post("/api/atlas/v2/groups", &body).await.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), field);
        }
        owner.post("/api/atlas/v2/groups", r#"{"name":"A"}"#).await.fails(400, "MISSING_ATTRIBUTE");
        owner
            .post("/api/console/v1/projects", r#"{"name":""}"#)
            .await
            .fails(400, "VALIDATION_ERROR");
        assert_eq!(owner.get("/api/atlas/v2/groups").await.ok(200).json()["totalCount"], 1);
    })
    .await;
}
