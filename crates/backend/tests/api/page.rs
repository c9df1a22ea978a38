//! What is not the API: the page, its headers, and the operator's routes.

use crate::support::{group, on_each_database, on_each_database_with};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    on_each_database("getting-started", async |console| {
        let nobody = console.nobody();
        for path in ["/", "/healthz", "/nothing.js", "/api/nothing", "/api/console/v1/session"] {
            let reply = nobody.get(path).await;
            let header = |name: &str| {
                reply
                    .headers
                    .get(name)
                    .and_then(|value| value.to_str().ok())
                    .unwrap_or("")
                    .to_owned()
            };
            assert!(header("strict-transport-security").starts_with("max-age="), "{path}");
            assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(header("x-frame-options"), "DENY", "{path}");
            assert_eq!(header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
            let policy = header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{policy}"
            );
            assert_eq!(header("x-request-id").len(), 16, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_operator_sees_that_it_lives_and_is_ready() {
    on_each_database("getting-started", async |console| {
        assert_eq!(console.nobody().get("/healthz").await.ok(200).text, "ok");
        assert_eq!(console.nobody().get("/readyz").await.ok(200).text, "ready");
        console.store.close().await;
        console.nobody().get("/healthz").await.ok(200);
        console.nobody().get("/readyz").await.ok(503);
        // The cause is the operator's business alone.
        let owner = console.nobody().with("cookie", "console-session=abc");
        let failed = owner.get(&group("")).await.fails(500, "UNEXPECTED_ERROR");
        assert!(!failed.text.to_lowercase().contains("pool"), "{}", failed.text);
    })
    .await;
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    on_each_database_with("getting-started", &["--rate-limit", "2"], async |console| {
        let (owner, viewer) = (console.owner().await, console.viewer().await);
        for path in [&group(""), "/api/console/v1/projects"] {
            owner.get(path).await.ok(200);
        }
        let reply = owner.get(&group("")).await.fails(429, "RATE_LIMITED");
        assert_eq!(reply.headers["ratelimit-limit"], "2");
        assert_eq!(reply.headers["ratelimit-remaining"], "0");
        let wait: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        viewer.get(&group("")).await.ok(200);
        for _ in 0..2 {
            console.nobody().post("/api/oauth/token", "{}").await.ok(400);
        }
        console.nobody().post("/api/oauth/token", "{}").await.fails(429, "RATE_LIMITED");
    })
    .await;
}

#[tokio::test]
async fn requests_are_counted_for_whoever_makes_them() {
    on_each_database("getting-started", async |console| {
        let remaining = |reply: crate::support::Reply| -> u32 {
            assert_eq!(reply.headers["ratelimit-limit"], "3000");
            reply.headers["ratelimit-remaining"].to_str().unwrap().parse().unwrap()
        };
        let (owner, viewer) = (console.owner().await, console.viewer().await);
        assert_eq!(remaining(owner.get(&group("")).await), 2999);
        assert_eq!(remaining(owner.get(&group("")).await), 2998);
        assert_eq!(remaining(viewer.get(&group("")).await), 2999);
    })
    .await;
}
