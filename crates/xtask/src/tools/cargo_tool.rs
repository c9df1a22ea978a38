//! Programs that come as crates: Trunk, wasm-bindgen, cargo-deny, cargo-machete.

use std::path::PathBuf;

use anyhow::Result;

use super::step::Step;
use super::{has_version, on_path};
use crate::process;
use crate::workspace::{Workspace, executable};

/// A program of a fixed version, built from a crate.
#[derive(Debug)]
pub(crate) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Whether to build with the versions of the crate's own lock file.
    locked: bool,
    minutes: u32,
}

/// Builds the page. The next minor version needs a newer Rust.
pub(crate) fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        locked: true,
        minutes: 5,
    }
}

/// Makes the JavaScript around the page's wasm; must be of the very version of the `wasm-bindgen` crate.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace.locked_version("wasm-bindgen")?,
        // Its lock file names a version of a crate that the registry no longer serves.
        locked: false,
        minutes: 3,
    })
}

/// Looks at the licences, sources and known vulnerabilities of dependencies.
pub(crate) fn deny() -> CargoTool {
    CargoTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: "0.20.2".to_owned(),
        locked: true,
        minutes: 2,
    }
}

/// Finds dependencies that nothing uses.
pub(crate) fn machete() -> CargoTool {
    CargoTool {
        package: "cargo-machete",
        program: "cargo-machete",
        version: "0.9.2".to_owned(),
        locked: true,
        minutes: 1,
    }
}

impl CargoTool {
    /// The folder that has the program, which is installed if it is neither in the cache nor on the PATH.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Result<PathBuf> {
        let program = executable(self.program);
        let root = workspace.cache.join("tools").join(format!("{}-{}", self.package, self.version));
        let ours = root.join("bin");
        if has_version(&ours.join(&program), &self.version) {
            return Ok(ours);
        }
        if let Some(theirs) = on_path(&program)
            && has_version(&theirs, &self.version)
            && let Some(folder) = theirs.parent()
        {
            return Ok(folder.to_path_buf());
        }

        let Self { package, version, minutes, .. } = self;
        let step = Step::begin(
            workspace,
            &format!("install-{package}-{version}"),
            &format!("installing {package} {version}"),
            &format!("once; about {minutes} min on two cores"),
        )?;
        let mut install = process::command("cargo");
        install.args(["install", package, "--version", version, "--force", "--root"]).arg(&root);
        if self.locked {
            install.arg("--locked");
        }
        // These programs run seldom and briefly: building them fast matters more than running them fast.
        install
            .env("CARGO_TARGET_DIR", workspace.cache.join("build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            // Away from this repository, whose Cargo configuration is not for other people's crates.
            .current_dir(&workspace.cache);
        let flag = if self.locked { " --locked" } else { "" };
        step.run(
            &mut install,
            &format!(
                "Run the task again when the cause is gone (no network? no C compiler?), or install it yourself:\n\
                 cargo install {package} --version {version}{flag}"
            ),
        )?;
        step.done();
        Ok(ours)
    }
}
