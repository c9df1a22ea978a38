//! Programs that sign in with an API key or as a service account.

use axum::{
    body::Body,
    http::{Method, header},
};
use base64::prelude::{BASE64_STANDARD, Engine};
use console_backend::{
    auth::{api_key::NewApiKey, ip_access_list::IpAccessList},
    programs::{self, Wish},
};
use engine::Actor;
use http_auth::{PasswordClient, PasswordParams};
use wire::{Label, ProjectRole, console::ProgramKind};

use super::{Client, Console, Reply, group};

/// A program with an API key, which answers challenges as the client crate does.
pub struct Program<'a> {
    pub console: &'a Console,
    pub key: NewApiKey,
    pub client: PasswordClient,
}

impl<'a> Program<'a> {
    /// Challenged by the first or the last of the server's headers.
    pub async fn new(console: &'a Console, project: &str, role: ProjectRole, first: bool) -> Self {
        let (public_key, private_key) =
            add(console, ProgramKind::ApiKey, project, wish(role)).await;
        let key = NewApiKey { public_key, private_key };
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

/// What may be done from everywhere and for ever.
pub fn wish(role: ProjectRole) -> Wish {
    Wish {
        role,
        label: Label::default(),
        access_list: IpAccessList::default(),
        expires_in_days: None,
    }
}

/// Makes an API key or a service account, and gives its ID and its secret.
pub async fn add(
    console: &Console,
    kind: ProgramKind,
    project: &str,
    wish: Wish,
) -> (String, String) {
    let (project, sealer) = (project.parse().unwrap(), &console.app.sealer);
    let actor = Actor { name: "test", from: "" };
    let made = programs::create(&console.store, sealer, &project, kind, wish, actor).await;
    let (program, secret) = made.unwrap();
    (program.id, secret)
}

/// The header by which a service account shows its secret.
pub fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{secret}")))
}

/// Somebody who asks the token endpoint, by that `Authorization` header.
pub async fn ask_token(console: &Console, authorization: &str, form: &str) -> Reply {
    let client = console.nobody().with("content-type", "application/x-www-form-urlencoded");
    client.with("authorization", authorization).post("/api/oauth/token", form).await
}

/// A client with an access token of a new service account.
pub async fn with_token<'a>(console: &'a Console, project: &str, role: ProjectRole) -> Client<'a> {
    let (id, secret) = add(console, ProgramKind::ServiceAccount, project, wish(role)).await;
    let reply = ask_token(console, &basic(&id, &secret), "grant_type=client_credentials").await;
    let token = reply.ok(200).text_at("/access_token");
    console.nobody().with("authorization", &format!("Bearer {token}"))
}

/// Asserts that the answer challenges by both algorithms, and takes one.
#[track_caller]
pub fn challenged(reply: &Reply, first: bool) -> PasswordClient {
    let challenges: Vec<_> = reply.headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
    let [sha256, md5] = challenges[..] else { panic!("{challenges:?}") };
    let challenge = if first { sha256 } else { md5 };
    PasswordClient::try_from(challenge.to_str().unwrap()).unwrap()
}
