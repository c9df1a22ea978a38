use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{
    PROJECT, Reply, actions, authorize, authorized_role, group, new_role, on_each_database,
    only_for_members, project, role,
};

#[tokio::test]
async fn the_log_is_filtered_by_what_who_which_and_when() {
    on_each_database("in-progress", async |console| {
        let owner = console.owner().await;
        let id = authorized_role(&owner, "ok-logged").await;
        let one = group(&format!("/cloudProviderAccess/{id}"));
        owner.patch(&one, &authorize("denied-x")).await.fails(400, "CANNOT_ASSUME_ROLE");

        let all = owner.get(&project("/activity")).await.ok(200).json();
        assert_eq!((&all["totalCount"], &all["totalIsAtLeast"]), (&json!(6), &json!(false)));
        let newest = &all["results"][0];
        assert_eq!(newest["action"], "refused");
        assert_eq!(newest["from"], "192.0.2.7");
        assert_eq!(newest["roleArn"], "arn:aws:iam::000000000000:role/denied-x");

        assert_eq!(actions(&owner, "?failed=true").await, ["refused"]);
        assert_eq!(actions(&owner, "?failed=false").await.len(), 6);
        let of_role = format!("?roleId={id}");
        assert_eq!(actions(&owner, &of_role).await, ["refused", "authorized", "created"]);
        assert_eq!(actions(&owner, "?action=created").await.len(), 3);
        let (list, repeated) = ("?action=created,%20refused", "?action=created&action=refused");
        assert_eq!(actions(&owner, list).await.len(), 4);
        assert_eq!(actions(&owner, list).await, actions(&owner, repeated).await);
        assert_eq!(actions(&owner, "?actor=owner@example.com").await.len(), 6);
        assert_eq!(actions(&owner, "?actor=nobody@example.com").await, [] as [String; 0]);
        assert_eq!(actions(&owner, "?since=2100-01-01T00:00:00Z").await, [] as [String; 0]);
        assert_eq!(actions(&owner, "?until=2100-01-01T00:00:00Z").await.len(), 6);
        let hour_ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
        assert_eq!(actions(&owner, &format!("?since={hour_ago}")).await.len(), 3);
        assert_eq!(actions(&owner, &format!("?until={hour_ago}")).await.len(), 3);
        let page = owner.get(&project("/activity?action=created&itemsPerPage=2&pageNum=2")).await;
        let page = page.ok(200).json();
        assert_eq!(
            (page["results"].as_array().unwrap().len(), &page["totalCount"]),
            (1, &json!(3))
        );
        only_for_members(&console, &project("/activity?failed=true")).await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_filter_of_the_log_is_named() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        for (query, parameter) in [
            ("action=deleted", "action"),
            ("action=created,x", "action"),
            ("roleId=7", "roleId"),
            ("failed=yes", "failed"),
            ("since=yesterday", "since"),
            ("until=2026-01-01", "until"),
            ("pageNum=-1", "pageNum"),
        ] {
            let refused = owner.get(&project(&format!("/activity?{query}"))).await;
            let refused = refused.fails(400, "INVALID_QUERY_PARAMETER");
            assert_eq!(refused.text_at("/parameters/0"), parameter);
        }
    })
    .await;
}

#[tokio::test]
async fn the_log_only_grows() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let mut told: Vec<Value> = Vec::new();
        let mut grows = async || {
            let log = owner.get(&project("/activity")).await.ok(200).json();
            let now = log["results"].as_array().unwrap().clone();
            assert!(now.len() > told.len());
            // Two entries of one millisecond have no order, so they are looked for.
            assert!(told.iter().all(|entry| now.contains(entry)), "{told:#?}\n{now:#?}");
            told = now;
        };
        let id = new_role(&owner).await;
        grows().await;
        let one = group(&format!("/cloudProviderAccess/{id}"));
        owner.patch(&one, &authorize("ok-a")).await.ok(200);
        grows().await;
        owner.put(&role(&id, "/label"), r#"{"label":"A"}"#).await.ok(200);
        grows().await;
        owner.delete(&group(&format!("/cloudProviderAccess/AWS/{id}"))).await.ok(204);
        grows().await;
        owner.post(&role(&id, "/restore"), "").await.ok(200);
        grows().await;
        owner.delete(&group(&format!("/cloudProviderAccess/AWS/{id}"))).await.ok(204);
        console.pass_time("UPDATE deleted_roles SET deleted_at = 0").await;
        assert_eq!(console.app.roles.purge_deleted().await.unwrap(), 1);
        grows().await;

        for path in [project("/activity"), project("/activity/1")] {
            let status = if path.ends_with('1') { 404 } else { 405 };
            for reply in [
                owner.delete(&path).await,
                owner.put(&path, "{}").await,
                owner.patch(&path, "{}").await,
                owner.post(&path, "{}").await,
            ] {
                assert_eq!(reply.status.as_u16(), status, "{path}");
            }
        }
    })
    .await;
}

/// The text of every file below a folder.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| {
        if path.is_dir() { sources(&path) } else { fs::read_to_string(path).unwrap() }
    };
    entries.map(text).collect()
}

#[test]
fn no_statement_of_the_server_changes_the_log() {
    let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store")).to_lowercase();
    assert!(text.contains("insert into activity"));
    for statement in ["update activity", "delete from activity"] {
        assert!(!text.contains(statement), "{statement}");
    }
}

#[tokio::test]
async fn the_log_is_exported_as_json_lines_with_the_same_filters() {
    on_each_database("unhealthy", async |console| {
        let path = project("/activity.jsonl");
        only_for_members(&console, &path).await;
        let viewer = console.viewer().await;
        let export = viewer.get(&path).await.ok(200);
        assert_eq!(export.headers["content-type"], "application/jsonl");
        let name = format!("attachment; filename=\"activity-{PROJECT}.jsonl\"");
        assert_eq!(export.headers["content-disposition"], name);
        let lines = |export: &Reply| -> Vec<Value> {
            export.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let page = viewer.get(&project("/activity?itemsPerPage=500")).await.ok(200).json();
        assert_eq!(&lines(&export), page["results"].as_array().unwrap());
        assert!(export.text.ends_with("}\n"));

        let failed = viewer.get(&format!("{path}?failed=true")).await.ok(200);
        let failed = lines(&failed);
        assert!(!failed.is_empty() && failed.len() < lines(&export).len());
        assert!(failed.iter().all(|it| !it["failure"].is_null() || !it["keyFailure"].is_null()));
        let none = viewer.get(&format!("{path}?actor=nobody@example.com")).await.ok(200);
        assert_eq!(none.text, "");
        viewer.get(&format!("{path}?since=x")).await.fails(400, "INVALID_QUERY_PARAMETER");
    })
    .await;
}

#[tokio::test]
async fn an_export_of_any_length_has_each_entry_once() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let id = new_role(&owner).await;
        let pool = console.pool().await;
        // Of one moment, so that only their IDs tell them apart.
        let copies = "INSERT INTO activity (id, project_id, happened_at, actor, action, role_id) \
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) \
            SELECT 'copy' || (1000 + i), a.project_id, 1000, a.actor, a.action, a.role_id \
            FROM activity a, n";
        sqlx::raw_sql(copies).execute(&pool).await.unwrap();
        pool.close().await;
        let export = owner.get(&project("/activity.jsonl")).await.ok(200);
        assert_eq!(export.text.lines().count(), 1301);
        assert!(export.text.lines().all(|line| line.contains(&id)));
    })
    .await;
}
