//! The pictures of every page, light and dark, wide and narrow: references in the repository, which `cargo xtask test` compares with
//! what the browser shows now, and `cargo xtask pictures` takes anew.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::Interrupted;
use crate::report::Ran;
use crate::workspace::Workspace;
use crate::{build, process, test};

mod contact_sheet;

const CONFIG: &str = "pictures.config.ts";

/// Takes the references anew that differ from what is seen now, and writes the sheet that shows them all.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    build::run(workspace, build::Purpose::Sandbox)?;
    let folder = references(workspace);
    test::playwright(workspace, CONFIG, &["--update-snapshots=changed".to_owned()])?;
    // A page that is gone must not be on the sheet.
    for name in unused(workspace)? {
        fs::remove_file(folder.join(name))?;
    }
    println!("writing them smaller (about 40 s)");
    let mut shrink = process::command("node");
    process::run(shrink.arg(workspace.root.join("tests/e2e/pictures/shrink.mjs")).arg(&folder))?;
    let pages = contact_sheet::pages(&names(&folder)?);
    if pages.is_empty() {
        bail!("there is no picture in {}", folder.display());
    }
    let sheet = folder.join("index.html");
    fs::write(&sheet, contact_sheet::html(&pages))?;
    println!("{} states: {}", pages.len(), sheet.display());
    Ok(())
}

/// Fails where a page does not look as in its references, or is not accessible. Leaves the references out where another browser, or other
/// fonts, would show something else than what they were taken with.
pub(crate) fn compare(workspace: &Workspace) -> Result<Ran> {
    let playwright = |project: &str, snapshots: &str| {
        let arguments = [format!("--project={project}"), snapshots.to_owned()];
        test::playwright(workspace, CONFIG, &arguments)
    };
    if let Err(error) = playwright("rendering", "--update-snapshots=none") {
        if error.is::<Interrupted>() {
            return Err(error);
        }
        println!(
            "The pictures are NOT compared: the references were taken with another browser or other fonts, as shown above. To compare \
             on this machine, take them anew by `cargo xtask pictures` from a commit whose looks are known to be right."
        );
        playwright("pages", "--ignore-snapshots")?;
        return Ok(Ran::LeftOut);
    }
    playwright("pages", "--update-snapshots=none").context(
        "where a picture differs, it is in test-results; if it is meant to be so, take the references anew by `cargo xtask pictures`",
    )?;
    let unused = unused(workspace)?;
    if !unused.is_empty() {
        bail!(
            "no test takes these pictures any more, `cargo xtask pictures` removes them: {}",
            unused.join(", ")
        );
    }
    Ok(Ran::Passed)
}

/// The references that none of the tests of the last run has compared with anything.
fn unused(workspace: &Workspace) -> Result<Vec<String>> {
    let taken = names(&workspace.root.join("test-results/taken"))?;
    let references = names(&references(workspace))?;
    let pictures = contact_sheet::pictures(&references);
    Ok(pictures.filter(|name| !taken.contains(name)).cloned().collect())
}

fn references(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/e2e/pictures/references")
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}
