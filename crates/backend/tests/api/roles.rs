use serde_json::{Value, json};

use crate::support::{Client, new_role, on_each_database, role};

fn typed(name: &str, revision: u64) -> String {
    let draft = json!({"procedure": "create-role", "roleName": name, "roleArn": "arn:aws:", "revision": revision});
    draft.to_string()
}

fn arn(name: &str) -> String {
    json!({"roleArn": format!("arn:aws:iam::000000000000:role/{name}")}).to_string()
}

#[tokio::test]
async fn a_draft_is_kept_for_any_browser_and_never_lost_silently() {
    on_each_database("getting-started", async |console| {
        let (one, other) = (console.owner().await, console.owner().await);
        let id = new_role(&one).await;
        let saved = one.put(&role(&id, "/draft"), &typed("it's mine", 0)).await.ok(200);
        assert_eq!(saved.json()["revision"], 1);
        let seen = other.get(&role(&id, "")).await.ok(200).json();
        assert_eq!(seen["draft"], saved.json());
        assert_eq!(seen["createdBy"], "owner@example.com");
        assert_eq!(seen["draft"]["savedBy"], "owner@example.com");
        assert!(seen["draft"]["savedDate"].as_str() >= seen["createdDate"].as_str());
        let echoed = one.put(&role(&id, "/draft"), &seen["draft"].to_string()).await;
        echoed.fails(400, "ATTRIBUTE_READ_ONLY");

        other.put(&role(&id, "/draft"), &typed("theirs", 1)).await.ok(200);
        one.put(&role(&id, "/draft"), &typed("older", 1)).await.fails(409, "DRAFT_CONFLICT");
        assert_eq!(one.get(&role(&id, "")).await.ok(200).text_at("/draft/roleName"), "theirs");

        let long = typed(&"x".repeat(257), 2);
        let refused = one.put(&role(&id, "/draft"), &long).await.fails(400, "VALIDATION_ERROR");
        assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "roleName");
        console
            .viewer()
            .await
            .put(&role(&id, "/draft"), &typed("x", 2))
            .await
            .fails(403, "USER_UNAUTHORIZED");
        console
            .stranger()
            .await
            .put(&role(&id, "/draft"), &typed("x", 2))
            .await
            .fails(404, "GROUP_NOT_FOUND");
    })
    .await;
}

/// The data of each event.
async fn events(client: &Client<'_>, path: &str) -> Vec<Value> {
    let reply = client.get(path).await.ok(200);
    assert_eq!(reply.headers["content-type"], "text/event-stream");
    let data = reply.text.lines().filter_map(|line| line.strip_prefix("data: "));
    data.map(|data| serde_json::from_str(data).unwrap()).collect()
}

#[tokio::test]
async fn an_attempt_is_told_until_it_is_over() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let begun = owner.post(&role(&id, "/attempts"), &arn("ok-told")).await.ok(202);
        let path = role(&id, &format!("/attempts/{}", begun.text_at("/id")));
        let last = events(&owner, &format!("{path}/events")).await.pop().unwrap();
        assert_eq!(last["verdict"], "passed");
        let checks = last["checks"].as_array().unwrap();
        let kinds: Vec<_> = checks.iter().map(|check| check["kind"].as_str().unwrap()).collect();
        assert_eq!(
            kinds,
            [
                "role-arn",
                "service-identity",
                "with-external-id",
                "without-external-id",
                "wrong-external-id"
            ]
        );
        assert!(checks.iter().all(|check| check["state"] == "passed"));
        // Who is told that it passed finds the role authorized.
        let authorized = owner.get(&role(&id, "")).await.ok(200).json();
        assert_eq!(authorized["lastAttempt"], last);
        assert_eq!(
            authorized["accessRole"]["iamAssumedRoleArn"],
            "arn:aws:iam::000000000000:role/ok-told"
        );
        assert!(authorized["draft"].is_null());
        assert_eq!(owner.get(&path).await.ok(200).json(), last);
        assert_eq!(events(&owner, &format!("{path}/events")).await, [last]);
        owner.put(&role(&id, "/draft"), &typed("x", 0)).await.fails(409, "ROLE_ALREADY_AUTHORIZED");
        console.stranger().await.get(&path).await.fails(404, "GROUP_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn a_running_attempt_is_joined_and_can_be_stopped() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        // Tried again after a second, so it is still going on meanwhile.
        let begun = owner.post(&role(&id, "/attempts"), &arn("unreachable-x")).await.ok(202);
        let path = role(&id, &format!("/attempts/{}", begun.text_at("/id")));
        let joined = owner.post(&role(&id, "/attempts"), &arn("unreachable-x")).await.ok(200);
        assert_eq!(joined.text_at("/id"), begun.text_at("/id"));
        owner.post(&role(&id, "/attempts"), &arn("ok-other")).await.fails(409, "ATTEMPT_RUNNING");
        console.viewer().await.delete(&path).await.fails(403, "USER_UNAUTHORIZED");
        owner.delete(&path).await.ok(204);
        let last = events(&owner, &format!("{path}/events")).await.pop().unwrap();
        assert_eq!(last["verdict"], "stopped");
        let seen = owner.get(&role(&id, "")).await.ok(200).json();
        assert!(seen["accessRole"]["authorizedDate"].is_null());
        assert_eq!(seen["lastAttempt"]["verdict"], "stopped");
    })
    .await;
}

#[tokio::test]
async fn a_malformed_arn_is_refused_before_anything_begins() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        for text in ["atlas-access", "arn:aws-cn:iam::000000000000:role/ok-a", ""] {
            let body = json!({"roleArn": text}).to_string();
            let refused =
                owner.post(&role(&id, "/attempts"), &body).await.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "iamAssumedRoleArn");
        }
        assert!(owner.get(&role(&id, "")).await.ok(200).json()["lastAttempt"].is_null());
    })
    .await;
}
