use axum::http::Method;
use serde_json::json;

use crate::support::{actions, new_role, on_each_database, only_for_owners, project, role};

fn label(text: &str) -> String {
    json!({"label": text}).to_string()
}

#[tokio::test]
async fn a_label_is_given_found_changed_and_taken_away() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let path = role(&id, "/label");
        assert_eq!(owner.get(&role(&id, "")).await.ok(200).json()["label"], "");
        let labelled = owner.put(&path, &label("  Nightly exports ")).await.ok(200);
        assert_eq!(labelled.text_at("/label"), "Nightly exports");
        assert_eq!(owner.get(&role(&id, "")).await.ok(200).json(), labelled.json());
        let found = owner.get(&project("/roles?search=NIGHTLY")).await.ok(200).json();
        assert_eq!(found["results"][0], labelled.json());
        owner.put(&path, &label("Nightly exports")).await.ok(200);
        assert_eq!(actions(&owner, "").await, ["labelled", "created"], "the same is no change");
        assert_eq!(owner.put(&path, &label("")).await.ok(200).json()["label"], "");
        let none = owner.get(&project("/roles?search=nightly")).await.ok(200).json();
        assert_eq!(none["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_label_that_is_none_is_refused() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let path = role(&id, "/label");
        for (text, part) in
            [("x".repeat(101), "at most 100 characters"), ("two\nlines".to_owned(), "one line")]
        {
            let refused = owner.put(&path, &label(&text)).await.fails(400, "VALIDATION_ERROR");
            assert_eq!(refused.text_at("/badRequestDetail/fields/0/field"), "label");
            assert!(refused.text_at("/detail").contains(part), "{}", refused.text);
        }
        owner.put(&path, r#"{"label":7}"#).await.fails(400, "INVALID_ATTRIBUTE");
        owner.put(&path, "{}").await.fails(400, "MISSING_ATTRIBUTE");
        owner.put(&path, r#"{"label":"a","colour":"b"}"#).await.fails(400, "INVALID_ATTRIBUTE");
        owner.put(&role("7", "/label"), &label("a")).await.fails(400, "INVALID_PATH_PARAMETER");
        let unknown = role("64b000000000000000000009", "/label");
        owner.put(&unknown, &label("a")).await.fails(404, "RESOURCE_NOT_FOUND");
        only_for_owners(&console, Method::PUT, &path, &label("a")).await;
        assert_eq!(owner.get(&role(&id, "")).await.ok(200).json()["label"], "");
    })
    .await;
}
