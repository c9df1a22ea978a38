//! The project's tasks, run as `cargo xtask <task>`.
//!
//! A task installs what it needs (see [`tools`]), says what it is doing before each long step, and leaves nothing
//! behind when it is stopped.

use std::process::ExitCode;

use anyhow::{Result, bail};

use process::Interrupted;
use workspace::Workspace;

mod bench;
mod budget;
mod build;
mod check;
mod clients;
mod dev;
mod pictures;
mod process;
mod report;
mod serve;
mod server;
mod stamp;
mod test;
mod tools;
mod workspace;

const HELP: &str = "\
The console's tasks. Each installs what it needs into the user's cache folder.

    cargo xtask serve [ARGS]     build in release and run on 127.0.0.1:8080 with the sandbox cloud;
                                 ARGS go to `console-backend serve`
    cargo xtask dev              the same in debug: the page is rebuilt and reloaded as files change
    cargo xtask build            build what ships: the page (dist/) and the backend
                                 (target/release/console-backend)
    cargo xtask test [--long] [-- ARGS]
                                 run every test; --long gives property tests a million cases;
                                 ARGS go to Playwright
    cargo xtask check            formatting, lints, licences, advisories, unused dependencies
    cargo xtask bench [NAME]     measure; without a name, list what can be measured
    cargo xtask pictures         take the pictures of every page anew that `test` compares
    cargo xtask setup            install everything the tasks above need, and nothing more
";

fn main() -> ExitCode {
    match process::watch_signals().and_then(|()| run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("stopped");
            // What a shell reports for a program ended by Ctrl-C.
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let task = args.next().unwrap_or_default();
    let args: Vec<String> = args.collect();
    let workspace = Workspace::find()?;

    match (task.as_str(), args.as_slice()) {
        ("serve", args) => serve::run(&workspace, after_separator(args)),
        ("dev", []) => dev::run(&workspace),
        ("build", []) => build::run(&workspace, build::Purpose::Product),
        ("test", args) => test::run(&workspace, &test::Options::parse(args)?),
        ("check", []) => check::run(&workspace),
        ("bench", args) => bench::run(&workspace, args),
        ("pictures", []) => pictures::run(&workspace),
        ("setup", []) => tools::setup(&workspace),
        ("" | "help" | "-h" | "--help", _) => {
            print!("{HELP}");
            Ok(())
        }
        ("dev" | "build" | "check" | "pictures" | "setup", args) => {
            bail!("`cargo xtask {task}` takes no arguments, got `{}`", args.join(" "))
        }
        _ => bail!("there is no task `{task}`\n\n{HELP}"),
    }
}

/// `serve -- --listen X` means the same as `serve --listen X`.
fn after_separator(args: &[String]) -> &[String] {
    match args.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => args,
    }
}

#[cfg(test)]
mod tests {
    use super::after_separator;

    #[test]
    fn a_leading_separator_is_dropped_and_a_later_one_kept() {
        let args = ["--", "a", "--"].map(String::from);
        assert_eq!(after_separator(&args), &args[1..]);
        assert_eq!(after_separator(&args[1..]), &args[1..]);
    }
}
