//! `cargo xtask check`: what has to be right before a commit, apart from the tests.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, run as execute};
use crate::report::Report;
use crate::tools::{SearchPath, cargo_tool, wasm_target};
use crate::workspace::Workspace;

/// The packages that have to be clean for the wasm target too.
pub(crate) const WASM_PACKAGES: [&str; 3] = ["console", "console-wire", "console-engine"];

/// Runs every check until one fails.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    wasm_target::ensure(workspace)?;
    let mut path = SearchPath::default();
    path.add(cargo_tool::deny().ensure(workspace)?);
    path.add(cargo_tool::machete().ensure(workspace)?);
    let cargo = |arguments: &[&str]| -> Result<Command> {
        let mut command = process::command("cargo");
        path.apply(command.args(arguments).current_dir(&workspace.root))?;
        Ok(command)
    };

    let mut report = Report::default();
    report.part("formatting", || execute(&mut cargo(&["fmt", "--all", "--check"])?))?;
    report.part("lints", || {
        execute(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?)
    })?;
    report.part("lints for wasm", || {
        let mut clippy = cargo(&["clippy", "--target", wasm_target::TARGET])?;
        clippy.args(WASM_PACKAGES.map(|package| format!("--package={package}")));
        // As it ships; without the feature it is what `cargo xtask dev` builds.
        let mut split = cargo(&["clippy", "--target", wasm_target::TARGET])?;
        execute(split.args(["--features", "split", "--", "-D", "warnings"]))?;
        execute(clippy.args(["--", "-D", "warnings"]))
    })?;
    report.part("licences and sources", || {
        execute(&mut cargo(&["deny", "--workspace", "check", "bans", "licenses", "sources"])?)
    })?;
    report.part("advisories", || advisories(&cargo))?;
    report.part("unused dependencies", || {
        // With the metadata it knows that the library of `md-5` is called `md5`.
        execute(&mut cargo(&["machete", "--with-metadata", "--skip-target-dir", "."])?)
    })?;
    report.close();
    Ok(())
}

/// Known vulnerabilities fail the check; no network to fetch their list does not, but is said.
fn advisories(cargo: &impl Fn(&[&str]) -> Result<Command>) -> Result<()> {
    if !process::status(&mut cargo(&["deny", "fetch", "db"])?)?.success() {
        println!("NOT CHECKED: the list of advisories could not be fetched (no network?)");
        return Ok(());
    }
    if process::status(&mut cargo(&[
        "deny",
        "--workspace",
        "check",
        "--disable-fetch",
        "advisories",
    ])?)?
    .success()
    {
        return Ok(());
    }
    bail!("a dependency has an advisory")
}
