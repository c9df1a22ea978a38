//! Programs that sign in with an API key.

use axum::{
    body::Body,
    http::{Method, header},
};
use console_backend::{auth::api_key::NewApiKey, surroundings::System};
use engine::ports::Clock;
use http_auth::{PasswordClient, PasswordParams};
use wire::{ProjectId, ProjectRole};

use super::{Console, Reply, group};

/// A program with an API key, which answers challenges as the client crate does.
pub struct Program<'a> {
    pub console: &'a Console,
    pub key: NewApiKey,
    pub client: PasswordClient,
}

impl<'a> Program<'a> {
    /// Challenged by the first or the last of the server's headers.
    pub async fn new(console: &'a Console, project: &str, role: ProjectRole, first: bool) -> Self {
        let project: ProjectId = project.parse().unwrap();
        let key = NewApiKey::generate();
        let stored = key.to_stored(&project, role, &console.app.sealer);
        console.store.add_api_key(&stored, System.now()).await.unwrap();
        let client = challenged(&console.nobody().get(&group("")).await, first);
        Self { console, key, client }
    }

    /// The `Authorization` header of a request.
    pub fn authorization(&mut self, method: &str, uri: &str) -> String {
        let (username, password) = (&*self.key.public_key, &*self.key.private_key);
        let body = Some(&[] as &[u8]);
        let params = PasswordParams { username, password, uri, method, body };
        self.client.respond(&params).unwrap()
    }

    pub async fn send(&mut self, method: Method, path: &str, body: &str) -> Reply {
        let authorization = self.authorization(method.as_str(), path);
        let client = self.console.nobody().with("content-type", "application/json");
        let client = client.with("authorization", &authorization);
        client.send(method, path, Body::from(body.to_owned())).await
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, "").await
    }
}

/// Asserts that the answer challenges by both algorithms, and takes one.
#[track_caller]
pub fn challenged(reply: &Reply, first: bool) -> PasswordClient {
    let challenges: Vec<_> = reply.headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
    let [sha256, md5] = challenges[..] else { panic!("{challenges:?}") };
    let challenge = if first { sha256 } else { md5 };
    PasswordClient::try_from(challenge.to_str().unwrap()).unwrap()
}
