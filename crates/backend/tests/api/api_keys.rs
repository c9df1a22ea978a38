//! Programs sign in with an API key, by HTTP Digest.

use axum::http::Method;
use console_backend::{
    auth::{api_key::NewApiKey, seal::Sealer},
    surroundings::System,
};
use engine::ports::Clock;
use wire::{ProjectId, ProjectRole};

use crate::support::{
    PROJECT, Reply, group, on_each_database,
    program::{Program, challenged},
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
        let mut program = Program::new(&console, PROJECT, ProjectRole::Owner, true).await;
        let key = NewApiKey::generate();
        let project = PROJECT.parse().unwrap();
        let stored = key.to_stored(&project, ProjectRole::Owner, &Sealer::generate());
        console.store.add_api_key(&stored, System.now()).await.unwrap();
        program.key = key;
        program.get(&group("")).await.fails(401, "USER_UNAUTHORIZED");
    })
    .await;
}
