//! Rust's standard library for wasm, which the page is compiled against.

use std::path::Path;

use anyhow::{Result, bail};

use super::on_path;
use super::step::Step;
use crate::process;
use crate::workspace::{Workspace, executable};

/// The target triple of the page.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain if it is not there. rust-toolchain.toml names it, but rustup only reads that when
/// it installs the toolchain.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let library = process::output(
        process::command("rustc")
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(&workspace.root),
    );
    if library.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    if on_path(&executable("rustup")).is_none() {
        bail!(
            "this Rust has no standard library for {TARGET}, and there is no rustup to add it.\n\
             Install Rust from https://rustup.rs, or the target with what installed your Rust."
        );
    }
    let step =
        Step::begin(workspace, "wasm-target", &format!("adding {TARGET}"), "once; a few seconds")?;
    step.run(
        process::command("rustup").args(["target", "add", TARGET]).current_dir(&workspace.root),
        &format!("Try it yourself: rustup target add {TARGET}"),
    )?;
    step.done();
    Ok(())
}
