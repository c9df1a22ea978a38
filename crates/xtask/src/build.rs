//! `cargo xtask build`: the page into dist/, for sandboxes with the gallery, and the backend, which embeds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::tools::{SearchPath, wasm_target};
use crate::workspace::{Workspace, executable};
use crate::{process, stamp, tools};

mod imports;
mod order;
mod panics;
mod pieces;
mod precompress;

pub(crate) use pieces::{CATALOGS, FRAME, PART, cut};
pub(crate) use precompress::brotli_of;

/// What the page is made from.
const PAGE_INPUTS: [&str; 13] = [
    "build.rs",
    "package-lock.json",
    "crates/xtask/src/build",
    "frame",
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

/// The page in parts, and the gallery: features of its program.
const SPLIT: [&str; 2] = ["--features", "split"];
pub(crate) const GALLERY: [&str; 2] = ["--features", "gallery"];

/// For what the console is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To ship.
    Product,
    /// To try and to test: with the gallery.
    Sandbox,
}

/// Builds what is not up to date of the page and the gallery, then the backend.
pub(crate) fn run(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    page(workspace)?;
    match purpose {
        Purpose::Product => without_gallery(workspace)?,
        Purpose::Sandbox => gallery(workspace)?,
    }
    backend(workspace)
}

/// Builds the page in release and compresses its files, unless dist/ has just that already.
pub(crate) fn page(workspace: &Workspace) -> Result<()> {
    let gallery = gallery_folder(workspace);
    let output = || -> Result<Vec<PathBuf>> {
        let files = stamp::files(&workspace.dist())?;
        Ok(files.into_iter().filter(|file| !file.starts_with(&gallery)).collect())
    };
    unless_made(workspace, "page.stamp", output, |path| {
        println!("building the page (about 2 min the first time, then 40 s)");
        process::run(path.apply(trunk(workspace).args(["build", "--release"]).args(SPLIT))?)?;
        fs::copy(compiled(workspace), page_program(workspace))?;
        pieces::ship(workspace, path)?;
        precompress::folder(&workspace.dist())
    })
}

/// Builds the gallery of the interface's parts, a program of its own beside the page, unless it is there already.
fn gallery(workspace: &Workspace) -> Result<()> {
    let folder = gallery_folder(workspace);
    let output = || Ok(vec![folder.clone()]);
    unless_made(workspace, "gallery.stamp", output, |path| {
        println!("building the gallery (about 40 s)");
        let mut trunk = trunk(workspace);
        trunk.args(["build", "--release", "--public-url=/gallery/", "--dist"]).arg(&folder);
        process::run(path.apply(trunk.args(GALLERY))?)?;
        precompress::folder(&folder)
    })
}

/// Makes something of the page's sources, unless `output` is what was made of just these; it may have been made by other means, or be gone.
fn unless_made(
    workspace: &Workspace,
    mark: &str,
    output: impl Fn() -> Result<Vec<PathBuf>>,
    make: impl FnOnce(&SearchPath) -> Result<()>,
) -> Result<()> {
    let mark = workspace.target.join(mark);
    let inputs = stamp::hash(&PAGE_INPUTS.map(|input| workspace.root.join(input)))?;
    let now = || -> Result<String> { Ok(format!("{inputs} {}", stamp::hash(&output()?)?)) };
    if now().is_ok_and(|now| stamp::is(&mark, &now)) {
        return Ok(());
    }
    make(&tools::for_page(workspace)?)?;
    stamp::write(&mark, &now()?)
}

/// Where the gallery is in dist/.
fn gallery_folder(workspace: &Workspace) -> PathBuf {
    workspace.dist().join("gallery")
}

/// What Trunk compiled last, the page or the gallery.
fn compiled(workspace: &Workspace) -> PathBuf {
    workspace.target.join(wasm_target::TARGET).join("wasm-release").join("console.wasm")
}

/// The page as it was compiled last.
fn page_program(workspace: &Workspace) -> PathBuf {
    workspace.target.join("page.wasm")
}

/// Takes out what an earlier build for a sandbox left.
fn without_gallery(workspace: &Workspace) -> Result<()> {
    let folder = gallery_folder(workspace);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Builds the backend in release around the page in dist/.
pub(crate) fn backend(workspace: &Workspace) -> Result<()> {
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
