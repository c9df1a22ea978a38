//! Attempts as the page watches them.

use serde_json::{Value, json};

use super::{authorized_role, page};
use crate::support::{Client, on_each_database, project};

fn attempt(kind: &str, key: &str, role: &str) -> Value {
    json!({"kind": kind, "keyId": key, "region": "us-east-1", "roleId": role})
}

/// Begins an attempt, and gives the last event of it.
async fn last_event(owner: &Client<'_>, body: &Value) -> Value {
    let begun = owner.post(&project("/encryption/attempts"), &body.to_string()).await.ok(202);
    let path = project(&format!("/encryption/attempts/{}/events", begun.text_at("/id")));
    let events = owner.get(&path).await.ok(200).text;
    let last = events.lines().filter_map(|line| line.strip_prefix("data: ")).next_back();
    serde_json::from_str(last.unwrap()).unwrap()
}

#[tokio::test]
async fn an_attempt_is_told_until_it_is_over() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        let last = last_event(&owner, &attempt("enable", "no-encrypt-1", &role)).await;
        assert_eq!((&last["verdict"], &last["keyId"]), (&json!("refused"), &json!("no-encrypt-1")));
        assert_eq!(
            last["checks"],
            json!([
                {"kind": "access", "state": "passed"}, {"kind": "description", "state": "passed"},
                {"kind": "encrypt", "state": "failed"}, {"kind": "decrypt", "state": "waiting"},
            ])
        );
        let failure = &last["failure"];
        assert_eq!(
            (&failure["reason"], &failure["action"]),
            (&json!("role-policy"), &json!("kms:Encrypt"))
        );
        assert_eq!(page(&owner).await["lastAttempt"], last);
        assert_eq!(page(&owner).await["settings"], Value::Null);

        let last = last_event(&owner, &attempt("enable", "ok-1", &role)).await;
        assert_eq!(last["verdict"], "passed");
        let path = project(&format!("/encryption/attempts/{}", last["id"].as_str().unwrap()));
        assert_eq!(owner.get(&path).await.ok(200).json(), last);
        let shown = page(&console.viewer().await).await;
        assert_eq!(shown["settings"]["key"]["keyId"], "ok-1");
        console.stranger().await.get(&path).await.fails(404, "GROUP_NOT_FOUND");

        let again = attempt("enable", "ok-1", &role).to_string();
        let refused = owner.post(&project("/encryption/attempts"), &again).await;
        refused.fails(409, "ENCRYPTION_AT_REST_ALREADY_ENABLED");
    })
    .await;
}

#[tokio::test]
async fn there_is_one_attempt_at_a_time_and_it_can_be_stopped() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        // Tried again after a second, so it is still going on meanwhile.
        let body = attempt("enable", "unreachable-1", &role).to_string();
        let begun = owner.post(&project("/encryption/attempts"), &body).await.ok(202);
        let path = project(&format!("/encryption/attempts/{}", begun.text_at("/id")));
        let refused = owner.post(&project("/encryption/attempts"), &body).await;
        refused.fails(409, "ATTEMPT_RUNNING");
        console.viewer().await.delete(&path).await.fails(403, "USER_UNAUTHORIZED");
        owner.delete(&path).await.ok(204);
        let events = owner.get(&format!("{path}/events")).await.ok(200).text;
        assert!(events.contains(r#""verdict":"stopped""#), "{events}");
        assert_eq!(page(&owner).await["lastAttempt"]["verdict"], "stopped");
        let last = last_event(&owner, &attempt("enable", "ok-1", &role)).await;
        assert_eq!(last["verdict"], "passed");
    })
    .await;
}

#[tokio::test]
async fn an_attempt_says_what_is_wrong_before_it_begins() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let role = authorized_role(&owner, "ok-encryption").await;
        let of = |field: &str, value: Value| {
            let mut body = attempt("enable", "ok-1", &role);
            body[field] = value;
            body
        };
        for (body, code) in [
            (of("kind", json!("turn")), "VALIDATION_ERROR"),
            (of("kind", Value::Null), "MISSING_ATTRIBUTE"),
            (of("keyId", json!("")), "VALIDATION_ERROR"),
            (of("region", json!("moon")), "INVALID_REGION"),
            (of("roleId", json!("x")), "VALIDATION_ERROR"),
            (of("secret", json!("x")), "INVALID_ATTRIBUTE"),
            (of("kind", json!("rotate")), "ENCRYPTION_AT_REST_NOT_ENABLED"),
        ] {
            let refused = owner.post(&project("/encryption/attempts"), &body.to_string()).await;
            refused.fails(400, code);
        }
        owner.get(&project("/encryption/attempts/x")).await.fails(400, "INVALID_PATH_PARAMETER");
        assert_eq!(page(&owner).await["lastAttempt"], Value::Null);
    })
    .await;
}
