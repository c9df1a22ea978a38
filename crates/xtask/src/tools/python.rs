//! The Python environment of the tests: the AWS emulator, the AWS command-line interface and schemathesis.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::step::Step;
use super::{debian, on_path};
use crate::workspace::{Workspace, executable};
use crate::{process, stamp};

/// The folder of the environment's programs; the environment is made anew when the requirements change.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join("tests").join("requirements.txt");
    let hash = stamp::hash(std::slice::from_ref(&requirements))?;
    let folder = workspace.cache.join(format!("venv-{hash}"));
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let mark = folder.join("complete");
    if stamp::is(&mark, &hash) {
        return Ok(programs);
    }

    let python = ["python3", "python"]
        .into_iter()
        .find(|name| on_path(&executable(name)).is_some())
        .context("Python 3 is not there: install it (https://www.python.org)")?;
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot remove the unfinished {}", folder.display()))?;
    }
    let step = Step::begin(
        workspace,
        "python-venv",
        "installing the AWS emulator, the AWS CLI and schemathesis",
        "after a change of tests/requirements.txt; about 1 min",
    )?;
    let mut make = process::command(python);
    make.args(["-m", "venv"]).arg(&folder);
    // Debian keeps what `venv` needs in a package of its own.
    let made = step.try_run(&mut make)?
        || (debian::install(workspace, "python3-venv", "once; about 20 s")?
            && step.try_run(&mut make)?);
    if !made {
        bail!("`{python} -m venv` failed. On Debian: apt-get install python3-venv");
    }
    step.run(
        process::command(programs.join(executable("python")))
            .args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"])
            .arg(&requirements),
        "Run the task again when the cause is gone (no network?).",
    )?;
    stamp::write(&mark, &hash)?;
    step.done();
    Ok(programs)
}
