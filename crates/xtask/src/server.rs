//! The backend as a running program: started until it is ready, stopped when dropped.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process;

/// What the backend prints before its address once it answers requests.
const READY: &str = "listening on ";

/// How often a start that takes its time is interrupted to see whether the person stopped the task.
const POLL: Duration = Duration::from_millis(50);

/// A backend that answers requests.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts a backend and waits until it is ready. Its log goes to our standard error.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let mut child = process::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
        let output = child.stdout.take().context("the backend has no standard output")?;
        let (sender, receiver) = mpsc::channel();
        // Reads on after that line too: a full pipe would stop the backend.
        thread::spawn(move || forward(output, &sender));
        let mut server = Self { child, url: String::new() };
        loop {
            match receiver.recv_timeout(POLL) {
                Ok(url) => {
                    server.url = url;
                    return Ok(server);
                }
                Err(RecvTimeoutError::Timeout) => process::fail_if_interrupted()?,
                Err(RecvTimeoutError::Disconnected) => {
                    let status = server.wait()?;
                    bail!("the backend ended before it was ready ({status}); its reason is above")
                }
            }
        }
    }

    /// Where it answers, as in `http://127.0.0.1:8080`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends or the person stops the task.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        process::wait(&mut self.child)
    }

    /// Whether it has ended.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = process::terminate(&mut self.child) {
            eprintln!("warning: cannot stop the backend: {error:#}");
        }
    }
}

/// Sends the address of the line that says so, and passes every other line on.
fn forward(output: ChildStdout, sender: &Sender<String>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        match line.strip_prefix(READY) {
            // Nobody listens any more when the start was given up.
            Some(url) => drop(sender.send(url.to_owned())),
            None => println!("{line}"),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::Server;
    use crate::process;

    fn script(text: &str) -> std::process::Command {
        let mut command = process::command("sh");
        command.args(["-c", text]);
        command
    }

    #[test]
    fn a_server_is_ready_when_it_says_so_and_ends_with_its_owner() {
        let mut server = Server::start(&mut script(
            "echo listening on http://127.0.0.1:1; exec tail -f /dev/null",
        ))
        .unwrap();
        assert_eq!(server.url(), "http://127.0.0.1:1");
        assert!(server.ended().unwrap().is_none());
        let id = server.id();
        drop(server);
        assert!(process::output(process::command("kill").args(["-0", &id.to_string()])).is_none());
    }

    #[test]
    fn a_server_that_ends_early_is_an_error() {
        let error = Server::start(&mut script("exit 3")).unwrap_err().to_string();
        assert!(error.contains("ended before it was ready (exit status: 3)"), "{error}");
    }
}
