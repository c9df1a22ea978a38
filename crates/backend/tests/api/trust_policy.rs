use serde_json::{Value, json};

use crate::support::{new_role, on_each_database, project};

const SERVICE: &str = "arn:aws:iam::111122223333:root";

fn path(id: &str) -> String {
    project(&format!("/roles/{id}/trust-policy/merge"))
}

fn pasted(policy: &Value) -> String {
    json!({"policy": policy.to_string()}).to_string()
}

fn trusting(external_id: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"AWS": SERVICE},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": external_id}},
    }]})
}

fn merged(reply: &Value) -> Value {
    serde_json::from_str(reply["merged"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_pasted_trust_policy_is_merged_for_whoever_may_read() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let role = owner.get(&project(&format!("/roles/{id}"))).await.ok(200);
        let external_id = role.text_at("/accessRole/atlasAssumedRoleExternalId");

        let lambda = json!({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"});
        let present = json!({"Version": "2012-10-17", "Statement": lambda});
        let reply = console.viewer().await.post(&path(&id), &pasted(&present)).await.ok(200).json();
        let ours = trusting(&external_id)["Statement"][0].clone();
        assert_eq!(merged(&reply)["Statement"], json!([lambda, ours]));
        assert_eq!(reply["findings"], json!([]));
        assert_eq!(reply["diff"][0], json!({"kind": "same", "text": "{"}));

        let again = pasted(&merged(&reply));
        let reply = owner.post(&path(&id), &again).await.ok(200).json();
        assert_eq!(reply["findings"][0]["kind"], "already-allowed");
        assert_eq!(reply["findings"][0]["statement"], 2);

        let reply = owner.post(&path(&id), r#"{"policy":"{"}"#).await.ok(200).json();
        assert_eq!(reply["findings"][0]["kind"], "not-json");
        assert_eq!((&reply["merged"], &reply["diff"]), (&Value::Null, &json!([])));
    })
    .await;
}

#[tokio::test]
async fn an_external_id_of_another_access_role_is_not_replaced() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let (one, other) = (new_role(&owner).await, new_role(&owner).await);
        let role = owner.get(&project(&format!("/roles/{other}"))).await.ok(200);
        let of_other = role.text_at("/accessRole/atlasAssumedRoleExternalId");
        let of_nobody = ["99999999-4e55-4c6e-9203-d48ee82131e3", "of their own \0"];
        for (present, count) in [(&*of_other, 2), (of_nobody[0], 1), (of_nobody[1], 1)] {
            let reply = owner.post(&path(&one), &pasted(&trusting(present))).await.ok(200).json();
            assert_eq!(reply["findings"][0]["kind"], "stale-external-id");
            assert_eq!(merged(&reply)["Statement"].as_array().unwrap().len(), count, "{reply}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_template_of_an_access_role_is_for_everybody() {
    on_each_database("getting-started", async |console| {
        let path = "/api/console/v1/cloudformation/access-role.yaml";
        let reply = console.nobody().get(path).await.ok(200);
        assert_eq!(reply.headers["content-type"], "text/yaml; charset=utf-8");
        assert_eq!(
            reply.headers["content-disposition"],
            "attachment; filename=\"access-role.yaml\""
        );
        assert_eq!(reply.text, wire::cloudformation::access_role_template());
    })
    .await;
}

#[tokio::test]
async fn a_merge_that_is_asked_for_wrongly_is_refused() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let body = pasted(&trusting("x"));
        console.stranger().await.post(&path(&id), &body).await.fails(404, "GROUP_NOT_FOUND");
        console.nobody().post(&path(&id), &body).await.fails(401, "USER_UNAUTHORIZED");
        owner.post(&path(&"0".repeat(24)), &body).await.fails(404, "RESOURCE_NOT_FOUND");
        owner.post(&path(&id), "{}").await.fails(400, "MISSING_ATTRIBUTE");
        owner.post(&path(&id), r#"{"policy":{}}"#).await.fails(400, "INVALID_ATTRIBUTE");
        let long = pasted(&Value::from("x".repeat(64 * 1024)));
        owner.post(&path(&id), &long).await.fails(413, "REQUEST_TOO_LARGE");
    })
    .await;
}
