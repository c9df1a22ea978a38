//! `cargo xtask bench NAME`: figures to look at. They are printed, not judged.

use anyhow::{Result, bail};

use crate::workspace::Workspace;

mod backend;
mod http;
mod page;
mod sizes;

type Benchmark = fn(&Workspace) -> Result<()>;

const BENCHMARKS: [(&str, &str, Benchmark); 3] = [
    ("sizes", "what the bytes of the page are made of", sizes::run),
    ("page", "how fast the page is in Chromium, on a slow laptop and a slow connection", page::run),
    ("backend", "how fast the backend starts, and how much memory it takes", backend::run),
];

/// Runs the benchmark of this name; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let name = match arguments {
        [] => {
            println!("cargo xtask bench NAME, where NAME is one of");
            for (name, about, _) in BENCHMARKS {
                println!("    {name:10} {about}");
            }
            return Ok(());
        }
        [name] => name,
        _ => bail!("`cargo xtask bench` takes one name"),
    };
    match BENCHMARKS.iter().find(|(known, ..)| known == name) {
        Some((.., benchmark)) => benchmark(workspace),
        None => bail!("there is no benchmark `{name}`; `cargo xtask bench` lists them"),
    }
}
