//! Running other programs, so that none outlives the task that started it.

use std::ffi::OsStr;
use std::fmt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often a running program is looked at.
const POLL: Duration = Duration::from_millis(20);
/// How long a program may take to end by itself after Ctrl-C, which the terminal sends to it as well as to us.
const GRACE: Duration = Duration::from_millis(300);
/// How long a program may take to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(10);

static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The error of a task that the person stopped.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped by a signal")
    }
}

impl std::error::Error for Interrupted {}

/// From now on Ctrl-C and a request to terminate do not end this process at once: the running task notices, ends what
/// it started and cleans up.
pub(crate) fn watch_signals() -> Result<()> {
    for signal in signal_hook::consts::TERM_SIGNALS {
        signal_hook::flag::register(*signal, INTERRUPTED.clone())?;
    }
    Ok(())
}

/// Whether the person asked this task to stop.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// An error once the person asked this task to stop.
pub(crate) fn fail_if_interrupted() -> Result<()> {
    if interrupted() { Err(Interrupted.into()) } else { Ok(()) }
}

/// A command without the variables that `cargo run` set for xtask alone. Build scripts watch some of them (ring's
/// does), so passing them on would rebuild half of the workspace each time; and `CARGO` makes cargo-machete believe
/// that Cargo called it.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let of_cargo = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || matches!(
                    name,
                    "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE"
                )
        });
        if of_cargo {
            command.env_remove(name);
        }
    }
    command
}

/// One of npm's programs; on Windows they are scripts, which are only found by their full name.
pub(crate) fn node_script(name: &str) -> Command {
    if cfg!(windows) { command(format!("{name}.cmd")) } else { command(name) }
}

/// Runs a command to its end with its output on ours; an error unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = status(command)?;
    if status.success() { Ok(()) } else { bail!("`{shown}` failed ({status})") }
}

/// Runs a command to its end; an error only if it cannot be started or the task is stopped.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    let mut child = spawn(command)?;
    wait(&mut child)
}

/// Starts a command; the error says what could not be started.
pub(crate) fn spawn(command: &mut Command) -> Result<Child> {
    command.spawn().with_context(|| format!("cannot start `{}`", shown(command)))
}

/// What a short command printed on standard output, or nothing if it failed or does not exist.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Waits for a program; when the task is stopped meanwhile, ends the program and returns [`Interrupted`].
pub(crate) fn wait(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            fail_if_interrupted()?;
            return Ok(status);
        }
        if interrupted() {
            if !ends_within(child, GRACE)? {
                terminate(child)?;
            }
            return Err(Interrupted.into());
        }
        thread::sleep(POLL);
    }
}

/// Asks a program to end, and ends it if it does not.
pub(crate) fn terminate(child: &mut Child) -> Result<()> {
    // The child has not been waited for, so its id cannot belong to another process yet.
    let asked = cfg!(unix)
        && child.try_wait()?.is_none()
        && Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?.success();
    if !(asked && ends_within(child, PATIENCE)?) {
        child.kill()?;
    }
    child.wait()?;
    Ok(())
}

fn ends_within(child: &mut Child, limit: Duration) -> Result<bool> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        thread::sleep(POLL);
    }
    Ok(false)
}

/// A command as a person would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// A span of time as a person says it: `0.4 s`, `12 s`, `4 min 58 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{command, shown, spoken, status};

    #[test]
    fn times_are_spoken() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(298)), "4 min 58 s");
        assert_eq!(spoken(Duration::from_secs(60)), "1 min 00 s");
    }

    #[test]
    fn variables_of_this_package_are_not_passed_on() {
        let command = command("true");
        let removed: Vec<_> = command.get_envs().filter(|(_, value)| value.is_none()).collect();
        assert!(removed.iter().any(|(name, _)| *name == "CARGO_PKG_NAME"));
        assert!(!removed.iter().any(|(name, _)| *name == "PATH"));
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let mut missing = command("no-such-program-here");
        missing.arg("--flag");
        assert_eq!(shown(&missing), "no-such-program-here --flag");
        let error = format!("{:#}", status(&mut missing).unwrap_err());
        assert!(error.contains("cannot start `no-such-program-here --flag`"), "{error}");
    }
}
