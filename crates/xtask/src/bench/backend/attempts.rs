//! Whether validations keep those waiting who only look.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use super::{PROJECT, database, milliseconds, start};
use crate::bench::http::Client;
use crate::process;
use crate::workspace::Workspace;

/// How many validations go on at once.
const ATTEMPTS: usize = 200;
/// The original's API, which makes access roles.
const ACCESS: &str = "/api/atlas/v2/groups/64b000000000000000000001/cloudProviderAccess";

/// Prints how long a list takes while the attempts go on, and how long they take.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    println!(
        "\nA list of roles while {ATTEMPTS} validations go on, three in four of them for 12 seconds:\n"
    );
    let server = start(workspace, &database(workspace)?, Some("in-progress"))?;
    let mut client = Client::new(server.url())?;
    client.sign_in()?;
    let roles = (0..ATTEMPTS).map(|_| {
        let made = client.post(ACCESS, r#"{"providerName":"AWS"}"#)?;
        let id = made.split("\"roleId\":\"").nth(1).and_then(|rest| rest.split('"').next());
        Ok(id.context("an access role has no ID")?.to_owned())
    });
    let roles = roles.collect::<Result<Vec<String>>>()?;

    let began = Instant::now();
    for (number, role) in roles.iter().enumerate() {
        let name = if number % 4 == 0 { "ok" } else { "slow" };
        let arn = format!("arn:aws:iam::000000000000:role/{name}-{number}");
        let path = [PROJECT, "/roles/", role, "/attempts"].concat();
        client.post(&path, &format!("{{\"roleArn\":\"{arn}\"}}"))?;
    }
    let over = AtomicBool::new(false);
    let (mut times, all) = thread::scope(|scope| {
        let lists = scope.spawn(|| lists(&client, &over));
        let all = wait(&client, began);
        over.store(true, Ordering::Relaxed);
        let times = lists.join().map_err(|_| anyhow!("the reader of lists broke"))??;
        Ok::<_, anyhow::Error>((times, all?))
    })?;
    times.sort();
    let percentile =
        |of: usize| milliseconds(times.get((times.len() * of / 100).min(times.len() - 1)));
    println!(
        "  p50 {:.1} ms, p99 {:.1} ms of {} lists",
        percentile(50),
        percentile(99),
        times.len()
    );
    println!("  all {ATTEMPTS} were over after {}", process::spoken(all));
    Ok(())
}

/// Reads the list again and again until it is over.
fn lists(client: &Client, over: &AtomicBool) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    while !over.load(Ordering::Relaxed) {
        process::fail_if_interrupted()?;
        let start = Instant::now();
        client.get(&[PROJECT, "/roles"].concat())?;
        times.push(start.elapsed());
    }
    Ok(times)
}

/// Waits until the project has one role more authorized than there are attempts: that of the scenario.
fn wait(client: &Client, began: Instant) -> Result<Duration> {
    let path = [PROJECT, "/roles?status=authorized&itemsPerPage=1"].concat();
    let all = format!("\"totalCount\":{}", ATTEMPTS + 1);
    while !client.get(&path)?.contains(&all) {
        process::fail_if_interrupted()?;
        thread::sleep(Duration::from_millis(100));
    }
    Ok(began.elapsed())
}
