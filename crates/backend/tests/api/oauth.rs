//! Service accounts sign in by OAuth 2.0 client credentials.

use axum::http::{HeaderValue, header};
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use sqlx::Row;
use wire::{ProjectRole, console::ProgramKind};

use crate::support::{
    Console, PROJECT, group, on_each_database,
    program::{add, ask_token, basic, wish, with_token},
    project,
};

const TOKEN: &str = "grant_type=client_credentials";

async fn account(console: &Console) -> (String, String) {
    add(console, ProgramKind::ServiceAccount, PROJECT, wish(ProjectRole::Owner)).await
}

#[tokio::test]
async fn a_token_opens_the_project_of_its_account() {
    on_each_database("getting-started", async |console| {
        let (id, secret) = account(&console).await;
        let reply = ask_token(&console, &basic(&id, &secret), TOKEN).await.ok(200);
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(reply.headers[header::PRAGMA], "no-cache");
        assert!(reply.headers.contains_key("ratelimit-remaining"));
        let json = reply.json();
        assert_eq!(json.as_object().unwrap().len(), 3);
        assert_eq!((&json["token_type"], &json["expires_in"]), (&"Bearer".into(), &3600.into()));

        let bearer = format!("bearer {}", reply.text_at("/access_token"));
        let program = console.nobody().with("authorization", &bearer);
        program.get(&group("")).await.ok(200);
        let made = program.post(&group("/cloudProviderAccess"), r#"{"providerName":"AWS"}"#).await;
        made.ok(200);
        let log = console.owner().await.get(&project("/activity")).await.ok(200);
        assert_eq!(log.text_at("/results/0/actor"), id);
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_after_an_hour_when_it_is_revoked_and_with_its_account() {
    on_each_database("getting-started", async |console| {
        let owner = console.owner().await;
        let old = with_token(&console, PROJECT, ProjectRole::ReadOnly).await;
        old.get(&group("")).await.ok(200);
        console.pass_time("UPDATE access_tokens SET expires_at = expires_at - 3600000").await;
        let over = old.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        assert_eq!(over.headers["www-authenticate"], r#"Bearer error="invalid_token""#);

        let (id, secret) = account(&console).await;
        let basic = basic(&id, &secret);
        let form = console.nobody().with("content-type", "application/x-www-form-urlencoded");
        let form = form.with("authorization", &basic);
        let token = async || {
            let token = ask_token(&console, &basic, TOKEN).await.ok(200).text_at("/access_token");
            (console.nobody().with("authorization", &format!("Bearer {token}")), token)
        };
        let ((one, first), (other, _)) = (token().await, token().await);
        let revoked = form.post("/api/oauth/revoke", &format!("token={first}")).await.ok(200);
        assert_eq!(revoked.text, "");
        one.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        other.get(&group("")).await.ok(200);
        form.post("/api/oauth/revoke", "token=nothing").await.ok(200);

        owner.delete(&project(&format!("/programs/{id}"))).await.ok(204);
        other.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
        let gone = ask_token(&console, &basic, TOKEN).await.ok(401);
        assert_eq!(gone.text_at("/error"), "invalid_client");
    })
    .await;
}

#[tokio::test]
async fn nobody_ends_the_token_of_another() {
    on_each_database("getting-started", async |console| {
        let ((id, secret), (other, others)) = (account(&console).await, account(&console).await);
        let token = ask_token(&console, &basic(&id, &secret), TOKEN).await.ok(200);
        let token = token.text_at("/access_token");
        let form = console.nobody().with("content-type", "application/x-www-form-urlencoded");
        let form = form.with("authorization", &basic(&other, &others));
        form.post("/api/oauth/revoke", &format!("token={token}")).await.ok(200);
        let program = console.nobody().with("authorization", &format!("Bearer {token}"));
        program.get(&group("")).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_as_the_standard_has_it() {
    on_each_database("getting-started", async |console| {
        let (id, secret) = account(&console).await;
        let right = basic(&id, &secret);
        for (form, error) in [
            ("", "invalid_request"),
            ("grant_type=", "unsupported_grant_type"),
            ("grant_type=password", "unsupported_grant_type"),
            ("grant_type=client_credentials&grant_type=client_credentials", "invalid_request"),
            ("grant_type=client_credentials&scope=admin", "invalid_scope"),
            ("grant_type=client_credentials&client_secret=a", "invalid_request"),
            ("grant_type=client_credentials%", "unsupported_grant_type"),
            ("{\"grant_type\":\"client_credentials\"}", "invalid_request"),
        ] {
            let refused = ask_token(&console, &right, form).await.ok(400);
            assert_eq!(refused.text_at("/error"), error, "{form}: {}", refused.text);
            assert!(refused.text_at("/error_description").len() > 10);
            assert_eq!(refused.headers[header::CACHE_CONTROL], "no-store");
        }
        let long = format!("{TOKEN}&a={}", "b".repeat(9000));
        ask_token(&console, &right, &long).await.ok(400);
        let json = console.nobody().with("authorization", &right);
        let json = json.post("/api/oauth/token", "{}").await.ok(400);
        assert_eq!(json.text_at("/error"), "invalid_request");
        console.nobody().get("/api/oauth/token").await.fails(405, "METHOD_NOT_ALLOWED");

        let (key, private_key) =
            add(&console, ProgramKind::ApiKey, PROJECT, wish(ProjectRole::Owner)).await;
        for authorization in [
            basic(&id, "guess"),
            basic(&id, ""),
            basic("mdb_sa_id_000000000000000000000000", &secret),
            basic(&key, &private_key),
            "Basic".to_owned(),
            "Basic %%%".to_owned(),
            "Basic /w==".to_owned(),
            format!("Bearer {secret}"),
            right.replacen("Basic", "Digest", 1),
        ] {
            let refused = ask_token(&console, &authorization, TOKEN).await.ok(401);
            assert_eq!(refused.text_at("/error"), "invalid_client", "{authorization}");
            assert_eq!(refused.headers["www-authenticate"], r#"Basic realm="service accounts""#);
        }
    })
    .await;
}

#[tokio::test]
async fn no_secret_and_no_token_is_in_the_database() {
    on_each_database("getting-started", async |console| {
        let (id, secret) = account(&console).await;
        let (_, private_key) =
            add(&console, ProgramKind::ApiKey, PROJECT, wish(ProjectRole::Owner)).await;
        let token = ask_token(&console, &basic(&id, &secret), TOKEN).await.ok(200);
        let token = token.text_at("/access_token");
        let pool = console.pool().await;
        let mut kept = Vec::new();
        for query in [
            "SELECT COALESCE(ha1_md5, '') AS a, COALESCE(ha1_sha256, '') AS b, COALESCE(secret_hash, '') AS c, id AS d FROM programs",
            "SELECT token_hash AS a, program_id AS b, '' AS c, '' AS d FROM access_tokens",
        ] {
            for row in sqlx::query(query).fetch_all(&pool).await.unwrap() {
                kept.extend(["a", "b", "c", "d"].map(|column| row.get::<String, _>(column)));
            }
        }
        pool.close().await;
        assert_eq!(kept.len(), 12);
        for secret in [secret.trim_start_matches("mdb_sa_sk_"), &private_key, &token] {
            assert!(kept.iter().all(|text| !text.contains(secret)), "{kept:?}");
        }
    })
    .await;
}

/// `Authorization` headers that are nearly right, or nothing of the kind.
fn headers(right: &str) -> impl Strategy<Value = String> {
    let right = right.to_owned();
    let piece = prop_oneof![
        Just("Basic ".to_owned()),
        Just("basic\t".to_owned()),
        Just("Digest ".to_owned()),
        Just("Bearer ".to_owned()),
        Just(right),
        "[A-Za-z0-9+/=]{0,60}",
        "[:=\" ,\\\\]{0,5}",
        "[\\t -~\u{80}-\u{ff}]{0,10}",
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

#[tokio::test]
async fn no_header_but_the_right_one_gets_a_token_and_none_harms() {
    on_each_database("getting-started", async |console| {
        let (id, secret) = account(&console).await;
        let right = basic(&id, &secret);
        let mut runner = TestRunner::deterministic();
        for _ in 0..300 {
            let text = headers(&right).new_tree(&mut runner).unwrap().current();
            let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) else { continue };
            let client = console.nobody().with_value("authorization", value);
            let client = client.with("content-type", "application/x-www-form-urlencoded");
            let reply = client.post("/api/oauth/token", TOKEN).await;
            if reply.status == 200 {
                assert!(text.contains(right.trim_start_matches("Basic ")), "{text}");
                continue;
            }
            assert_eq!(reply.status, 401, "{text}: {}", reply.text);
            assert_eq!(reply.text_at("/error"), "invalid_client");
            assert!(reply.headers["www-authenticate"].to_str().unwrap().starts_with("Basic "));
        }
    })
    .await;
}
