//! How fast the backend starts on an existing database, how much memory it takes before and after some load, and how long its
//! lists take, and how many of them it gives in a second.

mod attempts;
mod lists;
mod load;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::http::Client;
use crate::server::Server;
use crate::workspace::Workspace;
use crate::{build, process};

/// Starts that are measured.
const STARTS: usize = 15;
/// Clients that ask at the same time.
const CLIENTS: usize = 4;
/// How often each of them asks for every list.
const ROUNDS: usize = 50;
/// What they ask for; the project is the one that every scenario makes.
const LISTS: [&str; 3] = [
    "/api/console/v1/projects",
    "/api/console/v1/projects/64b000000000000000000001/roles",
    "/api/atlas/v2/groups/64b000000000000000000001/cloudProviderAccess",
];

type Part = fn(&Workspace) -> Result<()>;

const PARTS: [(&str, Part); 4] =
    [("start", starts), ("lists", lists::run), ("load", load::run), ("attempts", attempts::run)];

/// Measures the part of that name, or each.
pub(super) fn run(workspace: &Workspace, part: Option<&str>) -> Result<()> {
    let is_meant = |(name, _): &&(&str, Part)| part.is_none_or(|part| part == *name);
    let parts: Vec<_> = PARTS.iter().filter(is_meant).collect();
    if parts.is_empty() {
        let names = PARTS.map(|(name, _)| name).join(", ");
        bail!("the parts of this benchmark are {names}");
    }
    build::run(workspace, build::Purpose::Sandbox)?;
    parts.into_iter().try_for_each(|(_, part)| part(workspace))
}

/// With a small database and with a large one.
fn starts(workspace: &Workspace) -> Result<()> {
    for scenario in ["in-progress", "many-roles"] {
        println!("\nA database filled by the scenario {scenario}:\n");
        measure(workspace, scenario)?;
    }
    Ok(())
}

/// The project that every scenario makes, as the page asks for it.
const PROJECT: &str = "/api/console/v1/projects/64b000000000000000000001";

/// A database that is not there yet.
fn database(workspace: &Workspace) -> Result<String> {
    let folder = workspace.target.join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(format!("sqlite:{}", folder.join("backend.db").display()))
}

/// Starts the backend in the sandbox.
fn start(workspace: &Workspace, database: &str, scenario: Option<&str>) -> Result<Server> {
    let mut command = process::command(workspace.backend());
    command.args(arguments(database));
    if let Some(scenario) = scenario {
        command.args(["--scenario", scenario]);
    }
    start_quietly(workspace, &mut command)
}

/// A backend in the sandbox.
fn arguments(database: &str) -> [&str; 6] {
    [
        "serve",
        "--listen=127.0.0.1:0",
        "--cloud=sandbox",
        // Nobody measures how requests are refused.
        "--rate-limit=1000000000",
        "--database",
        database,
    ]
}

/// Starts a server whose log would go between the figures.
fn start_quietly(workspace: &Workspace, command: &mut Command) -> Result<Server> {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let log = workspace.target.join("bench").join(name).with_extension("log");
    command.stderr(fs::File::create(log)?);
    Server::start(command)
}

fn measure(workspace: &Workspace, scenario: &str) -> Result<()> {
    let database = database(workspace)?;
    drop(start(workspace, &database, Some(scenario))?);

    let mut times = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = start(workspace, &database, None)?;
        times.push(began.elapsed());
        drop(server);
    }
    times.sort();
    println!(
        "  start to ready    {:.0} ms, the median of {STARTS} (from {:.0} to {:.0})",
        milliseconds(times.get(STARTS / 2)),
        milliseconds(times.first()),
        milliseconds(times.last())
    );

    let server = start(workspace, &database, None)?;
    println!("  memory when idle  {}", resident(&server)?);
    let began = Instant::now();
    load(server.url())?;
    println!("  memory after load {}", resident(&server)?);
    let requests = CLIENTS * ROUNDS * LISTS.len();
    println!("                    {requests} lists in {}", process::spoken(began.elapsed()));
    Ok(())
}

/// Several clients read all lists again and again.
fn load(url: &str) -> Result<()> {
    let mut client = Client::new(url)?;
    client.sign_in()?;
    let ask = || -> Result<()> {
        for _ in 0..ROUNDS {
            process::fail_if_interrupted()?;
            LISTS.iter().try_for_each(|list| client.get(list).map(drop))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(ask)).collect();
        clients.into_iter().try_for_each(|client| {
            client.join().map_err(|_| anyhow!("a client of the benchmark broke"))?
        })
    })
}

fn milliseconds(time: Option<&Duration>) -> f64 {
    time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The memory that a server holds, as `12.3 MiB`.
fn resident(server: &Server) -> Result<String> {
    let id = server.id().to_string();
    let kib = match fs::read_to_string(format!("/proc/{id}/status")) {
        Ok(status) => resident_of(&status),
        Err(_) => process::output(process::command("ps").args(["-o", "rss=", "-p", &id]))
            .and_then(|output| output.trim().parse().ok()),
    };
    let kib = kib.context("this system does not tell how much memory a process holds")?;
    Ok(format!("{:.1} MiB", f64::from(kib) / 1024.0))
}

/// `VmRSS` in Linux's account of a process, in KiB.
fn resident_of(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{median, resident_of};

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert_eq!(median([3, 1, 2].map(Duration::from_secs).to_vec()), Duration::from_secs(2));
    }

    #[test]
    fn the_resident_memory_is_read() {
        assert_eq!(resident_of("VmPeak:\t  9 kB\nVmRSS:\t   12345 kB\n"), Some(12345));
        assert_eq!(resident_of("Name:\tx\n"), None);
    }
}
