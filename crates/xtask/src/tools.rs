//! The programs that the tasks need: which version, how to find it, how to install it.
//!
//! A program of the right version on the PATH is taken as it is. Anything else goes into the project's folder in the
//! user's cache, never into `~/.cargo/bin` or another place that belongs to the person.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

pub(crate) mod cargo_tool;
pub(crate) mod chromium;
mod debian;
mod fonts;
pub(crate) mod npm;
pub(crate) mod postgres;
pub(crate) mod python;
mod step;
pub(crate) mod wasm_target;

/// Folders to look for programs in before those of the PATH.
#[derive(Debug, Default)]
pub(crate) struct SearchPath(Vec<PathBuf>);

impl SearchPath {
    /// Adds a folder behind those already added.
    pub(crate) fn add(&mut self, folder: impl Into<PathBuf>) {
        self.0.push(folder.into());
    }

    /// Lets a command, and what it starts, find the programs in these folders first.
    pub(crate) fn apply<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.0.iter().cloned().chain(env::split_paths(&inherited));
        Ok(command
            .env("PATH", env::join_paths(folders).context("a folder's name cannot be in PATH")?))
    }
}

/// What building the page needs: the wasm target, Trunk, and the two programs that Trunk calls.
pub(crate) fn for_page(workspace: &Workspace) -> Result<SearchPath> {
    wasm_target::ensure(workspace)?;
    let mut path = SearchPath::default();
    path.add(cargo_tool::trunk().ensure(workspace)?);
    path.add(cargo_tool::wasm_bindgen(workspace)?.ensure(workspace)?);
    npm::ensure(workspace)?;
    path.add(npm::programs(workspace));
    Ok(path)
}

/// Installs everything that any task needs.
pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    for_page(workspace)?;
    cargo_tool::deny().ensure(workspace)?;
    cargo_tool::machete().ensure(workspace)?;
    chromium::ensure(workspace)?;
    python::ensure(workspace)?;
    postgres::Programs::ensure(workspace)?;
    println!("everything is there");
    Ok(())
}

/// The first file of this name in a folder of the PATH.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Whether a program is there and says that it is of this version.
fn has_version(program: &Path, version: &str) -> bool {
    process::output(process::command(program).arg("--version"))
        .is_some_and(|output| names_version(&output, version))
}

/// Whether one word of the output of `--version` is the version: `trunk 0.21.14`, `0.9.2`, `tool v1.2.0 (abc)`.
fn names_version(output: &str, version: &str) -> bool {
    output
        .split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_matches(['(', ')', ',']))
        .any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::PathBuf;

    use super::{SearchPath, names_version};
    use crate::process;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(names_version("trunk 0.21.14\n", "0.21.14"));
        assert!(names_version("0.9.2\n", "0.9.2"));
        assert!(names_version("tool v1.2.0 (abc)", "1.2.0"));
        assert!(!names_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!names_version("trunk 0.21.14-beta", "0.21.14"));
        assert!(!names_version("", "1.0.0"));
    }

    #[test]
    fn added_folders_come_first_and_in_order() {
        let mut path = SearchPath::default();
        path.add("/first");
        path.add("/second");
        let mut command = process::command("true");
        path.apply(&mut command).unwrap();
        let value = command.get_envs().find(|(name, _)| *name == "PATH").unwrap().1.unwrap();
        let folders: Vec<PathBuf> = std::env::split_paths(OsStr::new(value)).collect();
        assert_eq!(&folders[..2], [PathBuf::from("/first"), PathBuf::from("/second")]);
        assert!(folders.len() > 2, "the inherited folders follow");
    }
}
