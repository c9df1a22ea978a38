//! How fast the backend starts on an existing database, and how much memory it takes before and after some load.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

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

/// Measures with a small database and with a large one.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    build::run(workspace)?;
    for scenario in ["in-progress", "many-roles"] {
        println!("\nA database filled by the scenario {scenario}:\n");
        measure(workspace, scenario)?;
    }
    Ok(())
}

fn measure(workspace: &Workspace, scenario: &str) -> Result<()> {
    let folder = workspace.target.join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let database = format!("sqlite:{}", folder.join("backend.db").display());
    let command = || {
        let mut command = process::command(workspace.backend());
        command.args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--cloud",
            "sandbox",
            "--database",
            &database,
        ]);
        // Its log would go between the figures.
        command.stderr(fs::File::create(folder.join("log"))?);
        Ok::<Command, anyhow::Error>(command)
    };
    drop(Server::start(command()?.args(["--scenario", scenario]))?);

    let mut times = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let server = Server::start(&mut command()?)?;
        times.push(start.elapsed());
        drop(server);
    }
    times.sort();
    let milliseconds = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!(
        "  start to ready    {:.0} ms, the median of {STARTS} (from {:.0} to {:.0})",
        milliseconds(times.get(STARTS / 2)),
        milliseconds(times.first()),
        milliseconds(times.last())
    );

    let server = Server::start(&mut command()?)?;
    println!("  memory when idle  {}", resident(&server)?);
    let start = Instant::now();
    load(server.url())?;
    println!("  memory after load {}", resident(&server)?);
    let requests = CLIENTS * ROUNDS * LISTS.len();
    println!("                    {requests} lists in {}", process::spoken(start.elapsed()));
    Ok(())
}

/// Several clients read all lists again and again.
fn load(url: &str) -> Result<()> {
    let mut client = Client::new(url)?;
    client.sign_in()?;
    let ask = || -> Result<()> {
        for _ in 0..ROUNDS {
            process::fail_if_interrupted()?;
            LISTS.iter().try_for_each(|list| client.get(list))?;
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
    use super::resident_of;

    #[test]
    fn the_resident_memory_is_read() {
        assert_eq!(resident_of("VmPeak:\t  9 kB\nVmRSS:\t   12345 kB\n"), Some(12345));
        assert_eq!(resident_of("Name:\tx\n"), None);
    }
}
