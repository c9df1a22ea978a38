//! A console of its own for each test, once on SQLite and once on PostgreSQL.
//!
//! PostgreSQL is used where `CONSOLE_TEST_POSTGRES` names a server, as `cargo xtask test` sees to.

pub mod issuer;
pub mod keys;
pub mod program;

use std::{net::SocketAddr, path::PathBuf, sync::LazyLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use clap::Parser;
use console_backend::{
    app::App,
    auth::session,
    cli::{Cli, Command, Serve},
    router::router,
    serve,
    store::{DatabaseUrl, SqlStore, Visitor},
    surroundings::{System, random_hex},
};
use engine::ports::Clock;
use serde_json::Value;
use sqlx::{AnyPool, AssertSqlSafe};
use tower::ServiceExt;
use wire::{ProjectId, ProjectRole};

/// The project of every scenario.
pub const PROJECT: &str = "64b000000000000000000001";

/// Where every request comes from.
const CLIENT_ADDRESS: [u8; 4] = [192, 0, 2, 7];

/// A console with the data of a scenario.
pub struct Console {
    router: Router,
    pub app: App,
    pub store: SqlStore,
    database: DatabaseUrl,
}

/// Somebody who makes requests.
#[derive(Clone)]
pub struct Client<'a> {
    console: &'a Console,
    headers: HeaderMap,
    address: [u8; 4],
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

static SQLITE_FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(random_hex::<6>());
    std::fs::create_dir_all(&folder).unwrap();
    folder
});

/// Runs a test with a console of its own on each database.
pub async fn on_each_database(scenario: &str, test: impl AsyncFn(Console)) {
    on_each_database_with(scenario, &["--propagation-window", "0"], test).await;
}

/// The same with options of its own.
pub async fn on_each_database_with(scenario: &str, options: &[&str], test: impl AsyncFn(Console)) {
    for database in databases().await {
        let mut arguments = vec!["console-backend", "serve", "--database"];
        let url = match &database {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        arguments.push(&url);
        arguments.extend(options);
        if !scenario.is_empty() {
            arguments.extend(["--scenario", scenario]);
        }
        let Command::Serve(options) = Cli::parse_from(arguments).command else { unreachable!() };
        test(Console::new(*options).await).await;
    }
}

/// An empty database of each kind.
pub async fn databases() -> Vec<DatabaseUrl> {
    let file = SQLITE_FOLDER.join(format!("{}.db", random_hex::<6>()));
    let mut urls = vec![DatabaseUrl::Sqlite(file.to_str().unwrap().to_owned())];
    match std::env::var("CONSOLE_TEST_POSTGRES") {
        Ok(server) => urls.push(DatabaseUrl::Postgres(new_postgres_database(&server).await)),
        Err(_) => println!("CONSOLE_TEST_POSTGRES is not set: not tested on PostgreSQL"),
    }
    urls
}

async fn new_postgres_database(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(server).await.unwrap();
    let name = format!("console_{}", random_hex::<6>());
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await.unwrap();
    pool.close().await;
    let (before, _) = server.rsplit_once('/').unwrap();
    format!("{before}/{name}")
}

impl Console {
    async fn new(options: Serve) -> Self {
        let store = SqlStore::open(&options.database.database).await.unwrap();
        let app = serve::app(&options, store.clone(), None).await.unwrap();
        Self { router: router(app.clone()), app, store, database: options.database.database }
    }

    /// The database itself, for what the store would not do.
    pub async fn pool(&self) -> AnyPool {
        let url = match &self.database {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        AnyPool::connect(&url).await.unwrap()
    }

    /// Whether nobody else changes anything where the data is: a PostgreSQL server has the databases of other tests too.
    pub fn is_alone(&self) -> bool {
        matches!(self.database, DatabaseUrl::Sqlite(_))
    }

    /// Makes what is stored older, by a statement on the database.
    pub async fn pass_time(&self, statement: &'static str) {
        let pool = self.pool().await;
        sqlx::raw_sql(statement).execute(&pool).await.unwrap();
        pool.close().await;
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client<'_> {
        Client { console: self, headers: HeaderMap::new(), address: CLIENT_ADDRESS }
    }

    /// Nobody in particular, at another address than everybody else.
    pub fn from(&self, address: [u8; 4]) -> Client<'_> {
        Client { address, ..self.nobody() }
    }

    /// The owner of the scenario's project, signed in.
    pub async fn owner(&self) -> Client<'_> {
        self.signed_in("owner@example.com").await
    }

    /// Lets somebody own the organization.
    pub async fn let_own_the_organization(&self, email: &str) {
        let made = console_backend::admin::set_owner(&self.store, email, true).await;
        made.unwrap();
    }

    /// Somebody who may only read the scenario's project, signed in.
    pub async fn viewer(&self) -> Client<'_> {
        self.signed_in("viewer@example.com").await
    }

    /// The owner of another project, signed in.
    pub async fn stranger(&self) -> Client<'_> {
        let project = ProjectId::from_bytes([9; 12]);
        let now = System.now();
        if self.store.person_by_email("stranger@example.com").await.unwrap().is_none() {
            self.store
                .add_person("9".repeat(24).as_str(), "stranger@example.com", "none", now)
                .await
                .unwrap();
            let name = "Elsewhere".to_owned();
            let org_id = "9".repeat(24);
            let project = engine::Project {
                id: project.clone(),
                name,
                org_id,
                created: now,
                cluster_count: 0,
            };
            self.store.add_project(&project, None).await.unwrap();
        }
        let (person, _) =
            self.store.person_by_email("stranger@example.com").await.unwrap().unwrap();
        self.store.set_member(&project, &person, ProjectRole::Owner).await.unwrap();
        self.signed_in("stranger@example.com").await
    }

    async fn signed_in(&self, email: &str) -> Client<'_> {
        self.signed_in_at(email, System.now()).await
    }

    /// Somebody who signed in at that time and did nothing since.
    pub async fn signed_in_at(&self, email: &str, at: jiff::Timestamp) -> Client<'_> {
        let (person, _) = self.store.person_by_email(email).await.unwrap().unwrap();
        let token = session::begin(&self.store, &person, &Visitor::default(), at).await.unwrap();
        self.nobody().with(header::COOKIE.as_str(), &format!("console-session={token}"))
    }
}

impl Client<'_> {
    /// The same, with a header.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.with_value(name, value.parse().unwrap())
    }

    /// The same, with a header that may be no text.
    pub fn with_value(mut self, name: &str, value: HeaderValue) -> Self {
        let name: header::HeaderName = name.parse().unwrap();
        self.headers.append(name, value);
        self
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Reply {
        self.send_json(Method::POST, path, body).await
    }

    pub async fn put(&self, path: &str, body: &str) -> Reply {
        self.send_json(Method::PUT, path, body).await
    }

    pub async fn patch(&self, path: &str, body: &str) -> Reply {
        self.send_json(Method::PATCH, path, body).await
    }

    async fn send_json(&self, method: Method, path: &str, body: &str) -> Reply {
        let client = if self.headers.contains_key(header::CONTENT_TYPE) {
            self.clone()
        } else {
            self.clone().with("content-type", "application/json")
        };
        client.send(method, path, Body::from(body.to_owned())).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Body) -> Reply {
        let mut request =
            Request::builder().method(method).uri(path).header("host", "console.test");
        request.headers_mut().unwrap().extend(self.headers.clone());
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.address, 40_000))));
        let response = self.console.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, headers: parts.headers, text }
    }
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A field of the body that is a text.
    pub fn text_at(&self, pointer: &str) -> String {
        let json = self.json();
        let text = json.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("no text at {pointer}: {}", self.text)).to_owned()
    }

    /// Asserts the status, and gives the body on.
    #[track_caller]
    pub fn ok(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Asserts that it is the error envelope with that status and that code.
    #[track_caller]
    pub fn fails(self, status: u16, code: &str) -> Self {
        assert_eq!(
            (self.status.as_u16(), self.text_at("/errorCode").as_str()),
            (status, code),
            "{}",
            self.text
        );
        let json = self.json();
        assert_eq!(json["error"], status);
        assert!(json["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{}", self.text);
        assert!(json["parameters"].is_array() && json["reason"].is_string(), "{}", self.text);
        self
    }
}

/// `/api/atlas/v2/groups/{PROJECT}` and what follows.
pub fn group(rest: &str) -> String {
    format!("/api/atlas/v2/groups/{PROJECT}{rest}")
}

/// `/api/console/v1/projects/{PROJECT}` and what follows.
pub fn project(rest: &str) -> String {
    format!("/api/console/v1/projects/{PROJECT}{rest}")
}

/// Makes an access role, in progress, and gives its ID.
pub async fn new_role(client: &Client<'_>) -> String {
    let made = client.post(&group("/cloudProviderAccess"), r#"{"providerName":"AWS"}"#).await;
    made.ok(200).text_at("/roleId")
}

/// `…/roles/{id}` of the project and what follows.
pub fn role(id: &str, rest: &str) -> String {
    project(&format!("/roles/{id}{rest}"))
}

/// Makes an access role and authorizes it, and gives its ID.
pub async fn authorized_role(client: &Client<'_>, name: &str) -> String {
    let id = new_role(client).await;
    client.patch(&group(&format!("/cloudProviderAccess/{id}")), &authorize(name)).await.ok(200);
    id
}

/// Asserts that a read of the project is only answered to its members.
pub async fn only_for_members(console: &Console, path: &str) {
    console.nobody().get(path).await.fails(401, "USER_UNAUTHORIZED");
    console.stranger().await.get(path).await.fails(404, "GROUP_NOT_FOUND");
    console.viewer().await.get(path).await.ok(200);
}

/// Asserts that a write of the project is only taken from its owners.
pub async fn only_for_owners(console: &Console, method: Method, path: &str, body: &str) {
    for (client, status, code) in [
        (console.nobody(), 401, "USER_UNAUTHORIZED"),
        (console.viewer().await, 403, "USER_UNAUTHORIZED"),
        (console.stranger().await, 404, "GROUP_NOT_FOUND"),
    ] {
        client.send_json(method.clone(), path, body).await.fails(status, code);
    }
}

/// What the project's activity log tells, the newest first.
pub async fn actions(client: &Client<'_>, query: &str) -> Vec<String> {
    let log = client.get(&project(&format!("/activity{query}"))).await.ok(200).json();
    let entries = log["results"].as_array().unwrap().iter();
    entries.map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

/// The body that authorizes a role of the sandbox.
pub fn authorize(name: &str) -> String {
    format!(
        r#"{{"providerName":"AWS","iamAssumedRoleArn":"arn:aws:iam::000000000000:role/{name}"}}"#
    )
}
