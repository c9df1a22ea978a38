//! How many lists the console gives in a second, beside servers that give the same bytes from memory; and whether people who sign
//! in keep those waiting who are in.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use super::{PROJECT, arguments, database, milliseconds, start, start_quietly};
use crate::bench::http::{Client, Connection};
use crate::process;
use crate::server::Server;
use crate::workspace::Workspace;

/// Connections that ask at the same time, each for the next list once it has one.
const CONNECTIONS: usize = 64;
/// How long each server is asked, and how often in turn.
const SPAN: Duration = Duration::from_secs(4);
const TURNS: usize = 3;
/// People who sign in at the same time.
const SIGN_INS: usize = 50;
/// The first page of the list of roles, which has 50.
const LIST: &str = "/roles?itemsPerPage=50";

/// Prints the rates, their ratio, and how long the slowest waited.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    println!(
        "\nLists of 50 roles by {CONNECTIONS} connections, beside the same bytes from memory:\n"
    );
    let server = start(workspace, &database(workspace)?, Some("many-roles=1000"))?;
    let mut client = Client::new(server.url())?;
    client.sign_in()?;
    let path = [PROJECT, LIST].concat();
    let list = client.get(&path)?;
    let body = list.split_once("\r\n\r\n").context("a list without a body")?.1;
    let [same, bare] = memory(workspace, body)?;
    let mut asked = [
        ("the console", client.clone(), Asked::default()),
        ("its server, from memory", Client::new(same.url())?, Asked::default()),
        ("a bare server, from memory", Client::new(bare.url())?, Asked::default()),
    ];
    for _ in 0..TURNS {
        for (_, client, sum) in &mut asked {
            let times = ask(client, &path, CONNECTIONS, |began| began.elapsed() > SPAN)?;
            sum.rate += times.len() as f64 / (SPAN.as_secs_f64() * TURNS as f64);
            sum.times.extend(times);
        }
    }
    for (name, _, Asked { rate, times }) in &mut asked {
        times.sort();
        println!(
            "  {name:26} {rate:>7.0} a second, p50 {:.1} ms, p99 {:.1} ms",
            percentile(times, 50),
            percentile(times, 99)
        );
    }
    let [(_, _, console), (_, _, same_server), (_, _, bare_server)] = &asked;
    println!(
        "  ratio {:.2} (goal: at least 0.6), and {:.2} to the bare server",
        console.rate / same_server.rate,
        console.rate / bare_server.rate
    );
    let spread = percentile(&console.times, 99) / percentile(&console.times, 50);
    println!("  the console's p99 is {spread:.1} times its p50 (goal: under 10)");

    drop((same, bare));
    let alone = waits(&client, &path, || Ok(()))?;
    let url = server.url().to_owned();
    let meanwhile = waits(&client, &path, || sign_ins(&url))?;
    println!("\nOne connection's lists while {SIGN_INS} people sign in:\n");
    for (name, times) in [("nobody signs in", alone), ("they sign in", meanwhile)] {
        let (p50, p99) = (percentile(&times, 50), percentile(&times, 99));
        println!("  {name:16} p50 {p50:.1} ms, p99 {p99:.1} ms of {} lists", times.len());
    }
    Ok(())
}

/// How often a server answered in a second, and how long each answer took.
#[derive(Default)]
struct Asked {
    rate: f64,
    times: Vec<Duration>,
}

/// Two servers that have nothing to do but to give a body: the console's own, and one with nothing around it.
fn memory(workspace: &Workspace, body: &str) -> Result<[Server; 2]> {
    let mut build = process::command("cargo");
    build.args(["build", "--quiet", "--release", "--package=console-backend", "--example=memory"]);
    process::run(build.current_dir(&workspace.root))?;
    let file = workspace.target.join("bench/list.json");
    fs::write(&file, body)?;
    let program = workspace.target.join("release/examples/memory");
    let database = format!("sqlite:{}", workspace.target.join("bench/memory.db").display());
    let mut same = process::command(&program);
    same.arg(&file).args(arguments(&database));
    Ok([
        start_quietly(workspace, &mut same)?,
        Server::start(process::command(&program).arg(&file))?,
    ])
}

/// Asks until it is enough, and gives how long each answer took.
fn ask(
    client: &Client,
    path: &str,
    connections: usize,
    enough: impl Fn(Instant) -> bool + Sync,
) -> Result<Vec<Duration>> {
    let began = Instant::now();
    let one = || -> Result<Vec<Duration>> {
        let mut connection = Connection::open(client)?;
        let mut times = Vec::new();
        while !enough(began) {
            process::fail_if_interrupted()?;
            let asked = Instant::now();
            connection.get(path)?;
            times.push(asked.elapsed());
        }
        Ok(times)
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
        let mut times = Vec::new();
        for one in all {
            times.extend(one.join().map_err(|_| anyhow!("a connection of the benchmark broke"))??);
        }
        Ok(times)
    })
}

/// How long one connection waits for its lists while something else goes on, for a second at least.
fn waits(
    client: &Client,
    path: &str,
    other: impl Fn() -> Result<()> + Sync,
) -> Result<Vec<Duration>> {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let doing = scope.spawn(|| {
            let done = other();
            over.store(true, Ordering::Relaxed);
            done
        });
        let second = Duration::from_secs(1);
        let enough = |began: Instant| over.load(Ordering::Relaxed) && began.elapsed() > second;
        let mut times = ask(client, path, 1, enough)?;
        doing.join().map_err(|_| anyhow!("whoever signs in broke"))??;
        times.sort();
        Ok(times)
    })
}

fn sign_ins(url: &str) -> Result<()> {
    thread::scope(|scope| {
        let all: Vec<_> =
            (0..SIGN_INS).map(|_| scope.spawn(|| Client::new(url)?.sign_in())).collect();
        all.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("a sign-in broke"))?)
    })
}

fn percentile(sorted: &[Duration], of: usize) -> f64 {
    milliseconds(sorted.get((sorted.len() * of / 100).min(sorted.len().saturating_sub(1))))
}
