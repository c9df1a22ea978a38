//! `cargo xtask bench NAME`: figures to look at. They are printed, not judged.

use anyhow::{Result, bail};

use crate::workspace::Workspace;

mod backend;
mod http;
mod page;
mod sizes;

/// Measures all of it, or the part of that name.
type Benchmark = fn(&Workspace, Option<&str>) -> Result<()>;

const BENCHMARKS: [(&str, &str, Benchmark); 3] = [
    ("sizes", "what the bytes of the page are made of", |it, part| whole(part, || sizes::run(it))),
    (
        "page",
        "how fast the page is in Chromium, on a slow laptop and a slow connection",
        |it, part| whole(part, || page::run(it)),
    ),
    ("backend", "how fast the backend is, and how much memory it takes", backend::run),
];

/// Runs the benchmark of this name; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let (name, part) = match arguments {
        [] => {
            println!("cargo xtask bench NAME, where NAME is one of");
            for (name, about, _) in BENCHMARKS {
                println!("    {name:10} {about}");
            }
            return Ok(());
        }
        [name] => (name, None),
        [name, part] => (name, Some(part.as_str())),
        _ => bail!("`cargo xtask bench` takes a name, and a part of that benchmark"),
    };
    match BENCHMARKS.iter().find(|(known, ..)| known == name) {
        Some((.., benchmark)) => benchmark(workspace, part),
        None => bail!("there is no benchmark `{name}`; `cargo xtask bench` lists them"),
    }
}

/// A benchmark that has no parts.
fn whole(part: Option<&str>, run: impl FnOnce() -> Result<()>) -> Result<()> {
    match part {
        None => run(),
        Some(part) => bail!("this benchmark has no part `{part}`"),
    }
}
