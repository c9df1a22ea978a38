//! `cargo xtask pictures`: a picture of every page, light and dark, wide and narrow, and one sheet that shows them all.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{build, test};

mod contact_sheet;

/// Takes the pictures into target/pictures and writes the sheet beside them.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    build::run(workspace)?;
    let folder = workspace.root.join("target").join("pictures");
    // A page that is gone must not be on the sheet.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    test::playwright(workspace, "pictures.config.ts", &[])?;
    let mut names = Vec::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        names.extend(entry?.file_name().into_string());
    }
    let pages = contact_sheet::pages(&names);
    if pages.is_empty() {
        bail!("there is no picture in {}", folder.display());
    }
    let sheet = folder.join("index.html");
    fs::write(&sheet, contact_sheet::html(&pages))?;
    println!("{} pages: {}", pages.len(), sheet.display());
    Ok(())
}
