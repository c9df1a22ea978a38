use axum::http::header;

use crate::support::{Client, Console, group, on_each_database};

const SESSION: &str = "/api/console/v1/session";
const SESSIONS: &str = "/api/console/v1/sessions";
const OWNER: &str = r#"{"email":"owner@example.com","password":"sandbox"}"#;

/// The owner, signed in by a browser of that name.
async fn browser<'a>(console: &'a Console, name: &str) -> Client<'a> {
    let client = console.nobody().with("user-agent", name);
    let reply = client.post(SESSION, OWNER).await.ok(200);
    let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
    client.with("cookie", cookie.split_once(';').unwrap().0)
}

/// The IDs of the sessions that are not that of the client.
async fn others(client: &Client<'_>) -> Vec<String> {
    let list = client.get(SESSIONS).await.ok(200).json();
    let others = list["results"].as_array().unwrap().iter().filter(|it| it["current"] == false);
    others.map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_nobody_elses() {
    on_each_database("getting-started", async |console| {
        let here = browser(&console, "Firefox/140").await;
        let there = browser(&console, &"x".repeat(1000)).await;
        console.viewer().await;
        console.nobody().get(SESSIONS).await.fails(401, "USER_UNAUTHORIZED");

        let list = here.get(SESSIONS).await.ok(200).json();
        let list = list["results"].as_array().unwrap();
        assert_eq!(list.len(), 2, "{list:?}");
        let own = list.iter().find(|it| it["current"] == true).unwrap();
        assert_eq!(
            (own["userAgent"].as_str(), own["from"].as_str()),
            (Some("Firefox/140"), Some("192.0.2.7"))
        );
        assert_eq!(own["id"].as_str().unwrap().len(), 24);
        assert_eq!(own["createdDate"], own["lastUsedDate"]);
        let other = list.iter().find(|it| it["current"] == false).unwrap();
        assert_eq!(other["userAgent"].as_str().unwrap().len(), 400);
        assert_eq!(others(&there).await, [own["id"].as_str().unwrap()]);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_ended_from_another_browser_but_only_by_its_person() {
    on_each_database("getting-started", async |console| {
        let (here, there) = (browser(&console, "a").await, browser(&console, "b").await);
        let [id]: [String; 1] = others(&here).await.try_into().unwrap();
        let path = [SESSIONS, "/", &id].concat();
        console.nobody().delete(&path).await.fails(401, "USER_UNAUTHORIZED");
        console.viewer().await.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
        for wrong in ["%25", "x", &id.to_uppercase(), &"0".repeat(24), &id[..12]] {
            let path = [SESSIONS, "/", wrong].concat();
            if wrong != id {
                here.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
            }
        }
        let evil = here.clone().with("origin", "https://evil.example");
        evil.delete(&path).await.fails(403, "CROSS_SITE_REQUEST");
        there.get(&group("")).await.ok(200);

        here.delete(&path).await.ok(204);
        there.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        here.get(&group("")).await.ok(200);
        here.delete(&path).await.fails(404, "RESOURCE_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_that_person_alone() {
    on_each_database("getting-started", async |console| {
        let (here, there) = (browser(&console, "a").await, browser(&console, "b").await);
        let viewer = console.viewer().await;
        console.nobody().delete(SESSIONS).await.fails(401, "USER_UNAUTHORIZED");
        let out = here.delete(SESSIONS).await.ok(204);
        assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
        for client in [here, there] {
            client.get(SESSIONS).await.fails(401, "USER_UNAUTHORIZED");
        }
        viewer.get(&group("")).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_for_half_a_day_or_a_week_old() {
    on_each_database("getting-started", async |console| {
        let hours = |count: i64| count * 3_600_000;
        for (limit, statement) in [
            (hours(12), "UPDATE sessions SET last_seen_at = last_seen_at - "),
            (hours(168), "UPDATE sessions SET created_at = created_at - "),
        ] {
            let here = browser(&console, "a").await;
            let there = browser(&console, "b").await;
            let pool = console.pool().await;
            let older = |by: i64| sqlx::AssertSqlSafe(format!("{statement}{by}"));
            sqlx::raw_sql(older(limit - 60_000)).execute(&pool).await.unwrap();
            here.get(&group("")).await.ok(200);
            // Being used makes it young again, but not its beginning.
            sqlx::raw_sql(older(120_000)).execute(&pool).await.unwrap();
            pool.close().await;
            let still = if limit == hours(12) { 200 } else { 401 };
            here.get(&group("")).await.ok(still);
            if still == 200 {
                assert!(others(&here).await.is_empty(), "a session that is over is not shown");
            }
            there.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_tells_from_where_it_was_last_used() {
    on_each_database("getting-started", async |console| {
        let here = browser(&console, "Firefox/140").await;
        console
            .pass_time(
                "UPDATE sessions SET last_seen_at = last_seen_at - 120000, from_address = '', user_agent = ''",
            )
            .await;
        let list = here.get(SESSIONS).await.ok(200);
        assert_eq!(list.text_at("/results/0/from"), "192.0.2.7");
        assert_eq!(list.text_at("/results/0/userAgent"), "Firefox/140");
    })
    .await;
}

#[tokio::test]
async fn owners_of_the_organization_see_who_signed_in_and_out() {
    on_each_database("getting-started", async |console| {
        let path = "/api/console/v1/organization/activity.jsonl";
        let there = browser(&console, "a").await;
        let here = browser(&console, "b").await;
        let wrong = r#"{"email":"owner@example.com","password":"Sandbox"}"#;
        console.nobody().post(SESSION, wrong).await.fails(401, "USER_UNAUTHORIZED");
        let unknown = r#"{"email":"my password","password":"x"}"#;
        console.nobody().post(SESSION, unknown).await.fails(401, "USER_UNAUTHORIZED");
        let [id]: [String; 1] = others(&here).await.try_into().unwrap();
        here.delete(&[SESSIONS, "/", &id].concat()).await.ok(204);
        there.delete(SESSION).await.ok(204);
        here.delete(SESSION).await.ok(204);
        let here = browser(&console, "c").await;
        here.delete(SESSIONS).await.ok(204);

        console.nobody().get(path).await.fails(401, "USER_UNAUTHORIZED");
        let viewer = console.viewer().await;
        viewer.get(path).await.fails(403, "USER_UNAUTHORIZED");
        console.let_own_the_organization("viewer@example.com").await;
        let log = viewer.get(path).await.ok(200);
        assert_eq!(log.headers["content-type"], "application/jsonl");
        let lines = log
            .text
            .lines()
            .map(|line| -> serde_json::Value { serde_json::from_str(line).unwrap() });
        let mut told: Vec<_> = lines
            .map(|it| {
                let by_operator = it["actor"] == "operator";
                assert_eq!(it["from"], if by_operator { "" } else { "192.0.2.7" });
                format!("{} {}", it["actor"].as_str().unwrap(), it["action"].as_str().unwrap())
            })
            .collect();
        told.sort();
        let owner = |what: &str| format!("owner@example.com {what}");
        let expected = [
            "nobody sign-in-refused".to_owned(),
            "operator owner-added".to_owned(),
            owner("session-ended"),
            owner("sign-in-refused"),
            owner("signed-in"),
            owner("signed-in"),
            owner("signed-in"),
            owner("signed-out"),
            owner("signed-out-everywhere"),
        ];
        assert_eq!(told, expected);
        assert!(!log.text.contains("my password"));
    })
    .await;
}
