//! The description of the API has each route, and nothing in it leads nowhere.

use std::collections::HashSet;

use console_backend::router::table;
use serde_json::Value;

use crate::support::on_each_database;

#[tokio::test]
async fn each_route_is_described() {
    on_each_database("getting-started", async |console| {
        let reply = console.nobody().get("/api/openapi.json").await.ok(200);
        assert_eq!(reply.headers["content-type"], "application/json");
        let document = reply.json();
        assert_eq!(document["openapi"], "3.1.0");
        let (mut described, mut ids) = (0, HashSet::new());
        for methods in document["paths"].as_object().unwrap().values() {
            described += methods.as_object().unwrap().len();
        }
        assert_eq!(described, table().len());
        for (path, route) in table() {
            let method = route.method.as_str().to_ascii_lowercase();
            let operation = &document["paths"][&path][&method];
            let name = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|it| !it.is_empty()), "{name}");
            assert!(ids.insert(operation["operationId"].to_string()), "{name}: {operation}");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with(['2', '3'])), "{name}");
            let parameters = operation["parameters"].as_array().unwrap();
            let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path").count();
            assert_eq!(in_path, path.matches('{').count(), "{name}");
            let has_body = !operation["requestBody"].is_null();
            assert!(!has_body || method != "get", "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_reference_page_has_each_call_and_needs_no_account() {
    on_each_database("getting-started", async |console| {
        let page = console.nobody().get("/api/reference").await.ok(200);
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
        assert!(!page.text.contains("<script"));
        for (path, route) in table() {
            let described = ["/api/atlas/v2/", "/api/oauth/", "/api/console/v1/"];
            if described.iter().any(|prefix| path.starts_with(prefix)) {
                let summary = route.about.summary;
                assert!(page.text.contains(&format!("<code>{path}</code>")), "{path}");
                assert!(page.text.contains(summary), "{summary}");
            }
        }
        let style = console.nobody().get("/api/reference.css").await.ok(200);
        assert!(style.text.contains("--ground"));
    })
    .await;
}

#[test]
fn each_reference_leads_somewhere() {
    let document = console_backend::openapi::document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100, "{}", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
