//! `cargo xtask build`: the page into dist/, and the backend, which embeds it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::workspace::{Workspace, executable};
use crate::{process, stamp, tools};

mod imports;
mod panics;
mod pieces;
mod precompress;

pub(crate) use pieces::{CATALOGS, PART, cut};
pub(crate) use precompress::brotli_of;

/// What the page is made from.
const PAGE_INPUTS: [&str; 12] = [
    "build.rs",
    "package-lock.json",
    "crates/xtask/src/build",
    "locales",
    "src",
    "style",
    "crates/wire",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
];

/// Builds the page unless it is up to date, then the backend.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    page(workspace)?;
    backend(workspace)
}

/// Builds the page in release and compresses its files, unless dist/ has just that already.
pub(crate) fn page(workspace: &Workspace) -> Result<()> {
    let mark = workspace.target.join("page.stamp");
    let inputs = stamp::hash(&PAGE_INPUTS.map(|input| workspace.root.join(input)))?;
    if stamp::is(&mark, &page_stamp(workspace, &inputs)?) {
        return Ok(());
    }
    let path = tools::for_page(workspace)?;
    println!("building the page (about 2 min the first time, then 40 s)");
    process::run(path.apply(trunk(workspace).args([
        "build",
        "--release",
        "--features",
        "split",
    ]))?)?;
    pieces::ship(workspace, &path)?;
    precompress::folder(&workspace.dist())?;
    stamp::write(&mark, &page_stamp(workspace, &inputs)?)
}

/// Builds the backend in release around the page in dist/.
fn backend(workspace: &Workspace) -> Result<()> {
    cargo_build(workspace, &workspace.backend(), &["--release"])
}

/// Builds the backend in debug, and returns the program.
pub(crate) fn debug_backend(workspace: &Workspace) -> Result<PathBuf> {
    let program = workspace.target.join("debug").join(executable("console-backend"));
    cargo_build(workspace, &program, &[])?;
    Ok(program)
}

fn cargo_build(workspace: &Workspace, program: &Path, profile: &[&str]) -> Result<()> {
    if !program.exists() {
        println!("building the backend (about 5 min the first time)");
    }
    let mut build = process::command("cargo");
    build.args(["build", "--package", "console-backend"]).args(profile);
    process::run(build.current_dir(&workspace.root))
}

/// What Trunk logs. Its minifier does not understand the JavaScript that wasm-bindgen writes, and does not have to.
const TRUNK_LOG: &str = "error,trunk=info,trunk::processing::minify=error";

/// Trunk, to be called in the repository.
pub(crate) fn trunk(workspace: &Workspace) -> Command {
    let mut trunk = process::command("trunk");
    trunk
        .args(["--log", TRUNK_LOG])
        .current_dir(&workspace.root)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads this variable as a Boolean and stops at the usual value of 1.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}

/// Inputs and output: dist/ may have been built by other means, or be gone.
fn page_stamp(workspace: &Workspace, inputs: &str) -> Result<String> {
    Ok(format!("{inputs} {}", stamp::hash(&[workspace.dist()])?))
}
