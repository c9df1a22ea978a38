//! Programs that were written for the original's API, against a console as it ships.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::{self, run as execute};
use crate::server::Server;
use crate::tools::npm;
use crate::workspace::Workspace;

/// The project that every scenario makes.
const PROJECT: &str = "64b000000000000000000001";

/// Runs them.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    npm::ensure(workspace)?;
    let folder = workspace.target.join("clients");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let database = format!("sqlite:{}", folder.join("console.db").display());
    let mut command = process::command(workspace.backend());
    command.args(["serve", "--listen", "127.0.0.1:0", "--scenario", "getting-started"]);
    command.args(["--database", &database, "--rate-limit", "1000000000"]);
    let server = Server::start(command.stderr(fs::File::create(folder.join("log"))?))?;

    let key = add(workspace, &database, "key")?;
    let account = add(workspace, &database, "service-account")?;
    let text = |made: &Value, name: &str| made[name].as_str().unwrap_or_default().to_owned();
    let mut node = process::command("node");
    node.args(["--test", "tests/clients/"])
        .env("CONSOLE_URL", server.url())
        .env("PROJECT", PROJECT)
        .env("PUBLIC_KEY", text(&key, "publicKey"))
        .env("PRIVATE_KEY", text(&key, "privateKey"))
        .env("CLIENT_ID", text(&account, "clientId"))
        .env("CLIENT_SECRET", text(&account, "clientSecret"))
        .current_dir(&workspace.root);
    execute(&mut node)?;
    let log = fs::read_to_string(folder.join("log"))?;
    for secret in [text(&key, "privateKey"), text(&account, "clientSecret")] {
        ensure!(!log.contains(&secret), "the backend's log has a secret in it");
    }
    Ok(())
}

/// Adds an owner's API key or service account, as the operator does.
fn add(workspace: &Workspace, database: &str, what: &str) -> Result<Value> {
    let mut admin = process::command(workspace.backend());
    admin.args(["admin", what, "add", "--project", PROJECT, "--role", "owner"]);
    let printed = process::output(admin.args(["--database", database]));
    let printed = printed.with_context(|| format!("`admin {what} add` failed"))?;
    Ok(serde_json::from_str(&printed)?)
}
