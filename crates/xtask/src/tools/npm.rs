//! The packages of package-lock.json: wasm-opt, Playwright, TypeScript.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::step::Step;
use crate::workspace::Workspace;
use crate::{process, stamp};

/// Installs the locked packages unless they are there.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let root = &workspace.root;
    let locked = stamp::hash(&[root.join("package.json"), root.join("package-lock.json")])?;
    let mark = root.join("node_modules").join(".stamp");
    if stamp::is(&mark, &locked) {
        return Ok(());
    }
    if process::output(process::node_script("npm").arg("--version")).is_none() {
        bail!("npm is not there: install Node.js 20 or newer (https://nodejs.org)");
    }
    let step =
        Step::begin(workspace, "npm-ci", "installing npm packages", "after a change; about 10 s")?;
    step.run(
        process::node_script("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(root),
        "Run the task again when the cause is gone (no network?).",
    )?;
    stamp::write(&mark, &locked)?;
    step.done();
    Ok(())
}

/// The folder of the packages' programs.
pub(crate) fn programs(workspace: &Workspace) -> PathBuf {
    workspace.root.join("node_modules").join(".bin")
}
