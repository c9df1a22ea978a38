//! The fonts that the reference pictures were taken with. Elsewhere than on Debian the pictures are compared only where the same
//! fonts are there.

use std::path::Path;

use anyhow::Result;

use super::debian;
use crate::workspace::Workspace;

const PACKAGE: &str = "fonts-liberation";

/// Where the package puts them.
const FOLDER: &str = "/usr/share/fonts/truetype/liberation";

/// Installs them, where Debian has them.
pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if !Path::new(FOLDER).is_dir() {
        debian::install_if_possible(workspace, PACKAGE)?;
    }
    Ok(())
}
