//! One long step of an installation: announced, timed, its output kept in a file.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// How many lines of the output a failure shows.
const TAIL: usize = 20;

/// A step that has begun.
#[derive(Debug)]
pub(super) struct Step {
    log: PathBuf,
    output: File,
    start: Instant,
}

impl Step {
    /// Announces a step: what it does, and how long it usually takes. `slug` names the file of its output.
    pub(super) fn begin(
        workspace: &Workspace,
        slug: &str,
        what: &str,
        usually: &str,
    ) -> Result<Self> {
        println!("{what} ({usually})");
        let folder = workspace.cache.join("logs");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let log = folder.join(format!("{slug}.log"));
        let output =
            File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        Ok(Self { log, output, start: Instant::now() })
    }

    /// Runs one command of the step; whether it succeeded.
    pub(super) fn try_run(&self, command: &mut Command) -> Result<bool> {
        command
            .stdin(Stdio::null())
            .stdout(self.output.try_clone()?)
            .stderr(self.output.try_clone()?);
        Ok(process::status(command)?.success())
    }

    /// Runs one command of the step; if it fails, the error has the end of its output and what to do.
    pub(super) fn run(&self, command: &mut Command, advice: &str) -> Result<()> {
        if self.try_run(command)? { Ok(()) } else { self.fail(advice) }
    }

    /// The error of a step that did not succeed.
    pub(super) fn fail<T>(&self, advice: &str) -> Result<T> {
        let log = self.log.display();
        let output = fs::read(&self.log).unwrap_or_default();
        let tail = tail(&String::from_utf8_lossy(&output));
        bail!("that failed. The end of {log}:\n\n{tail}\n\n{advice}")
    }

    /// Says how long the step took.
    pub(super) fn done(self) {
        println!("  done in {}", process::spoken(self.start.elapsed()));
    }
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(TAIL)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{TAIL, tail};

    #[test]
    fn the_tail_is_the_last_lines() {
        let text: String = (1..=TAIL + 5).map(|n| format!("line {n}\n")).collect();
        assert!(tail(&text).starts_with("line 6\n"));
        assert!(tail(&text).ends_with("line 25"));
        assert_eq!(tail("one\ntwo\n"), "one\ntwo");
    }
}
