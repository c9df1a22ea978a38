//! How fast the page is in Chromium: as ratios of what is measured in the same run, since times differ from machine to
//! machine.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, test, tools};

/// Builds what ships, and measures it.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    tools::for_page(workspace)?;
    build::run(workspace, build::Purpose::Sandbox)?;
    test::playwright(workspace, "bench.config.ts", &[])
}
