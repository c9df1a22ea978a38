//! `cargo xtask test`: every test, from the parsers to the browser.

use std::num::NonZero;
use std::thread;

use anyhow::{Result, bail};

use crate::process::{self, run as execute};
use crate::report::Report;
use crate::tools::{SearchPath, chromium, npm, postgres, python, wasm_target};
use crate::workspace::Workspace;
use crate::{budget, build, clients, pictures, tools};

/// How `cargo xtask test` is called.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Options {
    /// Gives property tests a million cases.
    long: bool,
    /// For Playwright.
    playwright: Vec<String>,
}

impl Options {
    /// Reads `[--long] [-- ARGS]`.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--long" => options.long = true,
                "--" => options.playwright = arguments.by_ref().cloned().collect(),
                other => bail!(
                    "`cargo xtask test` takes --long and, after --, arguments of Playwright; not `{other}`"
                ),
            }
        }
        Ok(options)
    }
}

/// Runs every part until one fails.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut report = Report::default();
    let postgres = report.part("tools", || {
        tools::for_page(workspace)?;
        chromium::ensure(workspace)?;
        python::ensure(workspace)?;
        postgres::Programs::ensure(workspace)
    })?;
    report.part("tests of the crates", || crates(workspace, options, &postgres))?;
    report.part("engine and wire compile for wasm", || {
        let mut check = process::command("cargo");
        check.args(["check", "--package=console-engine", "--package=console-wire", "--target"]);
        execute(check.arg(wasm_target::TARGET).current_dir(&workspace.root))
    })?;
    report.part("release build", || build::run(workspace, build::Purpose::Sandbox))?;
    report.part("clients of the original", || clients::test(workspace))?;
    report.part("answers as described", || clients::conform(workspace))?;
    report.part("bytes of a first load", || budget::check(&workspace.dist()))?;
    report.part("types of the end-to-end tests", || {
        let mut tsc = process::node_script("npx");
        tsc.args(["--no-install", "tsc", "--noEmit", "--project", "tests/e2e"]);
        execute(tsc.current_dir(&workspace.root))
    })?;
    report.part("end-to-end tests", || {
        playwright(workspace, "playwright.config.ts", &options.playwright)
    })?;
    // With arguments, it is about those flows.
    if options.playwright.is_empty() {
        report.part_where_possible("pictures of every page", || pictures::compare(workspace))?;
    }
    report.close();
    Ok(())
}

fn crates(workspace: &Workspace, options: &Options, programs: &postgres::Programs) -> Result<()> {
    let server = postgres::Server::start(programs)?;
    let mut test = process::command("cargo");
    // Some tests wait, for a retry or for a program that they end: others can go on meanwhile.
    let threads = thread::available_parallelism().map_or(2, NonZero::get) * 2;
    test.args(["test", "--workspace"])
        .env("CONSOLE_TEST_POSTGRES", server.url())
        .env("RUST_TEST_THREADS", threads.to_string())
        .current_dir(&workspace.root);
    if options.long {
        // How often the program is killed in the middle of a rotation of keys.
        test.env("CONSOLE_TEST_KILLS", "50");
    }
    execute(&mut test)?;
    if options.long { many_cases(workspace) } else { Ok(()) }
}

/// The property tests of the parsers and the rules with a million cases each, in release, as they would take days else.
fn many_cases(workspace: &Workspace) -> Result<()> {
    let mut test = process::command("cargo");
    test.args(["test", "--release", "--lib", "--package=console-wire", "--package=console-engine"])
        .env("PROPTEST_CASES", "1000000")
        .current_dir(&workspace.root);
    execute(&mut test)
}

/// Runs Playwright by one of its configurations in tests/e2e, against the release build.
pub(crate) fn playwright(workspace: &Workspace, config: &str, arguments: &[String]) -> Result<()> {
    npm::ensure(workspace)?;
    let mut path = SearchPath::default();
    path.add(python::ensure(workspace)?);
    let mut playwright = process::node_script("npx");
    playwright
        .args(["--no-install", "playwright", "test", "--config"])
        .arg(format!("tests/e2e/{config}"))
        .args(arguments)
        .env("CONSOLE_BACKEND", workspace.backend())
        .current_dir(&workspace.root);
    if let Some(browser) = chromium::ensure(workspace)? {
        playwright.env("CHROMIUM", browser);
    }
    execute(path.apply(&mut playwright)?)
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn what_follows_the_separator_is_playwrights() {
        let parse = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Options::parse(&words)
        };
        assert_eq!(parse(&[]).unwrap(), Options::default());
        let options = parse(&["--long", "--", "-g", "--long"]).unwrap();
        assert_eq!(options, Options { long: true, playwright: vec!["-g".into(), "--long".into()] });
        assert!(parse(&["-g"]).is_err());
    }
}
