//! Installing packages on Debian and its relatives, where we may.

use anyhow::Result;

use super::on_path;
use super::step::Step;
use crate::process::{self, Interrupted};
use crate::workspace::Workspace;

/// Installs a package; whether it could. It cannot on another system, or without the right to.
pub(super) fn install(workspace: &Workspace, package: &str, usually: &str) -> Result<bool> {
    if on_path("apt-get").is_none() {
        return Ok(false);
    }
    let sudo: &[&str] = if is_root() {
        &[]
    } else if process::output(process::command("sudo").args(["-n", "true"])).is_some() {
        &["sudo", "-n"]
    } else {
        return Ok(false);
    };
    let step = Step::begin(
        workspace,
        &format!("apt-{package}"),
        &format!("installing the Debian package {package}"),
        usually,
    )?;
    let apt = |args: &[&str]| {
        let mut words = sudo
            .iter()
            .copied()
            .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .chain(args.iter().copied());
        let mut command = process::command(words.next().unwrap_or("env"));
        command.args(words);
        command
    };
    // The lists may be missing altogether, or so old that they name files which are gone.
    step.try_run(&mut apt(&["update"]))?;
    step.run(
        &mut apt(&["install", "--yes", "--no-install-recommends", package]),
        &format!("Try it yourself: apt-get install {package}"),
    )?;
    step.done();
    Ok(true)
}

/// The same for what one can do without, and on Debian itself alone; where it fails, it is said why.
pub(super) fn install_if_possible(workspace: &Workspace, package: &str) -> Result<bool> {
    if !is_debian() {
        return Ok(false);
    }
    match install(workspace, package, "once; about 1 min") {
        Err(error) if !error.is::<Interrupted>() => {
            println!("{error:#}\nGoing on without the Debian package {package}.");
            Ok(false)
        }
        done => done,
    }
}

/// Whether this is Debian itself: others share apt but give some names another meaning (Ubuntu's `chromium` is a snap).
fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

/// Whether we are the superuser; never on a system without `id`.
pub(super) fn is_root() -> bool {
    process::output(process::command("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}
