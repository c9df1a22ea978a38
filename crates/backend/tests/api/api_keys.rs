//! Programs sign in with an API key, by HTTP Digest.

use axum::http::{HeaderValue, Method};
use console_backend::{
    auth::{api_key::NewApiKey, seal::Sealer},
    programs,
};
use engine::Actor;
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use wire::{ProjectId, ProjectRole, console::ProgramKind};

use crate::support::{
    Console, PROJECT, Reply, group, on_each_database,
    program::{Program, challenged, wish},
};

#[tokio::test]
async fn a_key_opens_its_project_with_either_algorithm() {
    on_each_database("in-progress", async |console| {
        for first in [true, false] {
            let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, first).await;
            for _ in 0..3 {
                program.get(&group("/cloudProviderAccess?pretty=true")).await.ok(200);
            }
            let path = group("/cloudProviderAccess");
            let made = program.send(Method::POST, &path, r#"{"providerName":"AWS"}"#).await.ok(200);
            let role = program
                .get(&group(&format!("/cloudProviderAccess/{}", made.text_at("/roleId"))))
                .await;
            role.ok(200);
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_key_does_is_in_the_activity_log_under_its_public_key() {
    on_each_database("getting-started", async |console| {
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let path = group("/cloudProviderAccess");
        program.send(Method::POST, &path, r#"{"providerName":"AWS"}"#).await.ok(200);
        let owner = console.owner().await;
        let log = owner.get(&crate::support::project("/activity")).await.ok(200);
        assert_eq!(log.text_at("/results/0/actor"), program.key.public_key);
    })
    .await;
}

#[tokio::test]
async fn a_read_only_key_reads_and_a_key_of_another_project_does_not() {
    on_each_database("in-progress", async |console| {
        let path = group("/cloudProviderAccess");
        let mut reader = Program::new(&console, PROJECT, ProjectRole::ReadOnly, true).await;
        reader.get(&path).await.ok(200);
        let write = reader.send(Method::POST, &path, r#"{"providerName":"AWS"}"#).await;
        write.fails(403, "USER_UNAUTHORIZED");

        console.stranger().await;
        let elsewhere = ProjectId::from_bytes([9; 12]);
        let mut stranger =
            Program::new(&console, elsewhere.as_str(), ProjectRole::Owner, true).await;
        stranger.get(&path).await.fails(404, "GROUP_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn wrong_unknown_and_replayed_credentials_are_challenged_anew() {
    on_each_database("getting-started", async |console| {
        let path = group("");
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let used = program.authorization("GET", &path);
        let send = async |authorization: &str| {
            console.nobody().with("authorization", authorization).get(&path).await
        };
        let is_stale = |reply: &Reply| {
            challenged(reply, true);
            reply.headers["www-authenticate"].to_str().unwrap().contains("stale=true")
        };
        send(&used).await.ok(200);
        let replayed = send(&used).await.fails(401, "USER_UNAUTHORIZED");
        assert!(is_stale(&replayed));
        program.client = challenged(&replayed, true);
        program.get(&path).await.ok(200);

        let other = program.authorization("GET", &group("/cloudProviderAccess"));
        assert!(!is_stale(&send(&other).await.fails(401, "USER_UNAUTHORIZED")));
        let private_key = std::mem::replace(&mut program.key.private_key, "guess".to_owned());
        let wrong = program.authorization("GET", &path);
        assert!(!is_stale(&send(&wrong).await.fails(401, "USER_UNAUTHORIZED")));
        (program.key.public_key, program.key.private_key) = ("nobodyxx".to_owned(), private_key);
        let unknown = program.authorization("GET", &path);
        assert!(!is_stale(&send(&unknown).await.fails(401, "USER_UNAUTHORIZED")));
        for malformed in ["Digest", "Basic YTpi", "Digest username=\"a\"", "Bearer x"] {
            send(malformed).await.fails(401, "USER_UNAUTHORIZED");
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_sealed_with_another_secret_key_is_refused() {
    on_each_database("getting-started", async |console| {
        let (project, role) = (PROJECT.parse().unwrap(), ProjectRole::Owner);
        let (sealer, actor) = (Sealer::generate(), Actor { name: "test", from: "" });
        let kind = ProgramKind::ApiKey;
        let made =
            programs::create(&console.store, &sealer, &project, kind, wish(role), actor).await;
        let (other, private_key) = made.unwrap();
        let mut program = Program::new(&console, PROJECT, role, true).await;
        program.key = NewApiKey { public_key: other.id, private_key };
        program.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
    })
    .await;
}

/// Sends a request with these `Authorization` headers.
async fn authorized_by(console: &Console, headers: &[HeaderValue]) -> Reply {
    let mut client = console.nobody();
    for value in headers {
        client = client.with_value("authorization", value.clone());
    }
    client.get(&group("")).await
}

/// Asserts that an answer begins anew: with a nonce that a key signs in by.
async fn begins_anew(console: &Console, reply: &Reply) {
    let mut program = Program::new(console, PROJECT, ProjectRole::Owner, true).await;
    program.client = challenged(reply, true);
    program.get(&group("")).await.ok(200);
}

#[tokio::test]
async fn each_wrong_header_is_refused_with_a_fresh_challenge() {
    on_each_database("getting-started", async |console| {
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let mut right = || program.authorization("GET", &group(""));
        let long = format!("Digest username=\"{}\"", "a".repeat(100_000));
        let wrong = [
            right().replacen("Digest", "Basic", 1),
            right().replacen("Digest", "Negotiate", 1),
            right().replacen("Digest ", "Digest", 1),
            right().replace('"', ""),
            right().replace('"', "'"),
            right().replacen("\", ", "\" ", 1),
            right().replace("SHA-256", "SHA-512-256"),
            right().replace("SHA-256", "SHA-256-sess"),
            right().replace("SHA-256", "MD5"),
            right().replace("qop=auth", "qop=auth-int"),
            right().replace("nc=0", "nc=1"),
            right().replace("nc=0", "nc=g"),
            right().replace(PROJECT, "64b000000000000000000002"),
            right().replace("/api/atlas/v2", "http://console.test/api/atlas/v1.0"),
            right().replace(&program_key(&right()), "abcdefgh"),
            format!("{}, response=\"0\"", right()),
            right() + ",\"",
            right()[..40].to_owned(),
            "Digest".to_owned(),
            "Digest ,,,".to_owned(),
            "Basic Og==".to_owned(),
            " ".to_owned(),
            String::new(),
            long,
        ];
        for value in wrong {
            let value = HeaderValue::from_str(&value).unwrap();
            let reply = authorized_by(&console, std::slice::from_ref(&value)).await;
            let reply = reply.fails(401, "USER_UNAUTHORIZED");
            begins_anew(&console, &reply).await;
        }
        let latin = HeaderValue::from_bytes(b"Digest username=\"\xe4\"").unwrap();
        let reply = authorized_by(&console, &[latin]).await.fails(401, "USER_UNAUTHORIZED");
        begins_anew(&console, &reply).await;

        let [one, other] = [right(), right()].map(|text| HeaderValue::from_str(&text).unwrap());
        let reply =
            authorized_by(&console, &[one, other]).await.fails(400, "INVALID_AUTHORIZATION");
        begins_anew(&console, &reply).await;
        assert!(
            authorized_by(&console, &[HeaderValue::from_str(&right()).unwrap()])
                .await
                .status
                .is_success()
        );
    })
    .await;
}

/// The user name of a header.
fn program_key(header: &str) -> String {
    let (_, after) = header.split_once("username=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

/// A header of pieces of right ones, in any order and number.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Digest ".to_owned()),
        Just("Bearer ".to_owned()),
        Just("Basic ".to_owned()),
        Just(", ".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("=".to_owned()),
        "(username|realm|nonce|uri|algorithm|response|cnonce|nc|qop|userhash|opaque)=",
        "\"[ -~]{0,20}\"",
        "[0-9a-f]{0,40}",
        Just("Atlas Public API".to_owned()),
        Just("00000001".to_owned()),
        Just("SHA-256".to_owned()),
        Just("auth".to_owned()),
        "[\\t -~\u{80}-\u{ff}]{0,10}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[tokio::test]
async fn no_header_is_answered_by_anything_but_a_challenge() {
    on_each_database("getting-started", async |console| {
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let mut runner = TestRunner::deterministic();
        for _ in 0..300 {
            let mut text = pieces().new_tree(&mut runner).unwrap().current();
            // Also what is nearly right: a right header with one of them in it.
            let right = program.authorization("GET", &group(""));
            let at = (0..=right.len()).new_tree(&mut runner).unwrap().current();
            let (before, after) = right.split_at(at);
            let near = [before, &text, after].concat();
            if near != right {
                text = if at % 2 == 0 { near } else { text };
            }
            let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) else { continue };
            let reply = authorized_by(&console, &[value]).await;
            // What nobody reads, such as another opaque, changes nothing.
            if reply.status != 200 {
                assert_eq!(reply.status, 401, "{text}: {}", reply.text);
                let challenges = reply.headers.get_all("www-authenticate").iter();
                assert!(challenges.count() >= 2, "{text}");
            }
        }
    })
    .await;
}
