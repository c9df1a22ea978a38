//! Where things are: the repository, Cargo's target folder, the user's cache folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The name of the project's folder inside the user's cache folder.
const CACHE_NAME: &str = "aws-access-console";

/// The folders that the tasks work in.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The project's own folder in the user's cache: tools, logs, build files of tools.
    pub(crate) cache: PathBuf,
}

impl Workspace {
    /// Finds the folders from the environment that `cargo run` gives.
    pub(crate) fn find() -> Result<Self> {
        let this_crate =
            std::env::var_os("CARGO_MANIFEST_DIR").context("run me as `cargo xtask`")?;
        let root = Path::new(&this_crate)
            .ancestors()
            .nth(2)
            .context("crates/xtask has no repository above it")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target, cache: user_cache()?.join(CACHE_NAME) })
    }

    /// The page as built: what the backend embeds.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The release build of the backend.
    pub(crate) fn backend(&self) -> PathBuf {
        self.target.join("release").join(executable("console-backend"))
    }

    /// The version of a package in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        locked_version(&lock, package)
            .map(str::to_owned)
            .with_context(|| format!("Cargo.lock has no package {package}"))
    }
}

/// `name` as a program file is called on this system.
pub(crate) fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, rest) = lock.split_once(&entry)?;
    rest.split('"').next()
}

fn user_cache() -> Result<PathBuf> {
    let absolute =
        |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::home_dir().context("this user has no home folder");
    if cfg!(windows) {
        absolute("LOCALAPPDATA").context("LOCALAPPDATA is not set")
    } else if cfg!(target_os = "macos") {
        Ok(home()?.join("Library").join("Caches"))
    } else {
        absolute("XDG_CACHE_HOME").map_or_else(|| Ok(home()?.join(".cache")), Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::{Workspace, locked_version};

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

    #[test]
    fn the_version_is_that_of_the_very_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn trunk_is_told_the_versions_that_the_lock_files_have() {
        let workspace = Workspace::find().unwrap();
        let read = |name| std::fs::read_to_string(workspace.root.join(name)).unwrap();
        let bindgen = workspace.locked_version("wasm-bindgen").unwrap();
        let trunk = read("Trunk.toml");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{bindgen}\"")), "{trunk}");
        assert!(trunk.contains("wasm_opt = \"version_123\""), "{trunk}");
        assert!(read("package.json").contains("\"binaryen\": \"123.0.0\""));
    }
}
