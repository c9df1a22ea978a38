//! The browser of the tests: Chromium's shell without windows, which takes half the time of a whole one; else Chromium or Chrome.

use std::path::PathBuf;

use anyhow::Result;

use super::step::Step;
use super::{debian, fonts, npm, on_path};
use crate::process;
use crate::workspace::Workspace;

/// What Playwright, too, takes for tests without windows.
const SHELL: &str = "chromium-headless-shell";

const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];

const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// The browser to test with, and fonts for it; none if it is the one that Playwright keeps and finds by itself.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Option<PathBuf>> {
    fonts::ensure(workspace)?;
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Ok(Some(chosen.into()));
    }
    if let Some(found) = shell(workspace)?.or_else(installed) {
        return Ok(Some(found));
    }
    npm::ensure(workspace)?;
    let step = Step::begin(
        workspace,
        "playwright-chromium",
        "asking Playwright for its Chromium",
        "about 1 min the first time, then at once",
    )?;
    step.run(
        process::node_script("npx")
            .args(["--no-install", "playwright", "install", "--only-shell", "chromium"])
            .current_dir(&workspace.root),
        "Install Chromium or Chrome, or name one in the variable CHROMIUM.",
    )?;
    step.done();
    Ok(None)
}

/// Chromium without its windows, where Debian has it.
fn shell(workspace: &Workspace) -> Result<Option<PathBuf>> {
    if let Some(found) = on_path(SHELL) {
        return Ok(Some(found));
    }
    match debian::install_if_possible(workspace, SHELL)? {
        true => Ok(on_path(SHELL)),
        false => Ok(None),
    }
}

fn installed() -> Option<PathBuf> {
    NAMES
        .into_iter()
        .find_map(on_path)
        .or_else(|| PLACES.into_iter().map(PathBuf::from).find(|place| place.is_file()))
}
