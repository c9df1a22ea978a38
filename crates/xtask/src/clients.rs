//! Programs that were written for the original's API, and one that asks for everything which the description of the API
//! has, each against a console as it ships.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::{self, run as execute};
use crate::server::Server;
use crate::tools::{npm, python};
use crate::workspace::{Workspace, executable};

/// The project that every scenario makes.
const PROJECT: &str = "64b000000000000000000001";

/// Runs the clients in `tests/clients`.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    npm::ensure(workspace)?;
    let console = Console::start(workspace, "getting-started")?;
    let key = console.add("key")?;
    let account = console.add("service-account")?;
    let mut node = process::command("node");
    node.args(["--test", "tests/clients/"])
        .env("CONSOLE_URL", console.server.url())
        .env("PROJECT", PROJECT)
        .env("PUBLIC_KEY", text(&key, "publicKey"))
        .env("PRIVATE_KEY", text(&key, "privateKey"))
        .env("CLIENT_ID", text(&account, "clientId"))
        .env("CLIENT_SECRET", text(&account, "clientSecret"))
        .current_dir(&workspace.root);
    execute(&mut node)?;
    let log = fs::read_to_string(console.folder.join("log"))?;
    for secret in [text(&key, "privateKey"), text(&account, "clientSecret")] {
        ensure!(!log.contains(secret), "the backend's log has a secret in it");
    }
    Ok(())
}

/// Lets schemathesis compare what the console answers with what its description says, for about a minute.
pub(crate) fn conform(workspace: &Workspace) -> Result<()> {
    let programs = python::ensure(workspace)?;
    let console = Console::start(workspace, "role-encryption")?;
    let account = console.add("service-account")?;
    let client = format!("{}:{}", text(&account, "clientId"), text(&account, "clientSecret"));
    let mut curl = process::command("curl");
    curl.args(["--silent", "--user", &client, "--data", "grant_type=client_credentials"]);
    curl.arg(format!("{}/api/oauth/token", console.server.url()));
    let answer = process::output(&mut curl).context("curl got no access token")?;
    let token: Value = serde_json::from_str(&answer)?;

    let mut schemathesis = process::command(programs.join(executable("schemathesis")));
    schemathesis
        .arg("--config-file")
        .arg(workspace.root.join("tests").join("schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/api/openapi.json", console.server.url()))
        .arg(format!("--header=Authorization: Bearer {}", text(&token, "access_token")))
        // It keeps a folder of its own where it runs.
        .current_dir(&console.folder);
    execute(&mut schemathesis)
}

/// A console with a database of its own.
struct Console<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
    server: Server,
}

impl<'a> Console<'a> {
    fn start(workspace: &'a Workspace, scenario: &str) -> Result<Self> {
        let folder = workspace.target.join("clients").join(scenario);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut command = process::command(workspace.backend());
        command.args(["serve", "--listen", "127.0.0.1:0", "--scenario", scenario]);
        command.args(["--propagation-window", "0", "--rate-limit", "1000000000"]);
        command.args(["--database", &database(&folder)]);
        let log = fs::File::create(folder.join("log"))?;
        let server = Server::start(command.stderr(log))?;
        Ok(Self { workspace, folder, server })
    }

    /// Adds an owner's API key or service account, as the operator does.
    fn add(&self, what: &str) -> Result<Value> {
        let mut admin = process::command(self.workspace.backend());
        admin.args(["admin", what, "add", "--project", PROJECT, "--role", "owner"]);
        let printed = process::output(admin.args(["--database", &database(&self.folder)]));
        let printed = printed.with_context(|| format!("`admin {what} add` failed"))?;
        Ok(serde_json::from_str(&printed)?)
    }
}

fn database(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("console.db").display())
}

/// A field that is a text.
fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
