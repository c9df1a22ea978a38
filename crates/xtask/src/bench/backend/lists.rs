//! What a page of the access roles costs, in projects of very different sizes.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::{PROJECT, database, median, milliseconds, start};
use crate::bench::http::Client;
use crate::process;
use crate::workspace::Workspace;

/// How many roles the projects have.
const SIZES: [u32; 3] = [10, 1_000, 100_000];
/// How often each page is asked for.
const ROUNDS: usize = 50;

/// What is asked for, and how the figure is called.
const PAGES: [(&str, &str); 5] = [
    ("first page", ""),
    ("sorted by ARN", "?sort=arn&order=asc"),
    ("only those authorized", "?status=authorized&sort=authorized"),
    // The roles' names end with their number, in five digits at least.
    ("a search that hits one", "?search=-00007"),
    ("the same, sorted by ARN", "?search=-00007&sort=arn"),
];

/// Prints the median of each page at each size.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    println!(
        "\nA page of the roles, the median of {ROUNDS}, by the number of roles in the project:\n"
    );
    print!("  {:24}", "");
    for size in SIZES {
        print!("{size:>12}");
    }
    println!();
    let mut columns = Vec::new();
    for size in SIZES {
        let database = database(workspace)?;
        drop(start(workspace, &database, Some(&format!("many-roles={size}")))?);
        let server = start(workspace, &database, None)?;
        let mut client = Client::new(server.url())?;
        client.sign_in()?;
        let medians = PAGES.map(|(_, query)| page(&client, query));
        columns.push(medians.into_iter().collect::<Result<Vec<_>>>()?);
    }
    for (row, (name, _)) in PAGES.iter().enumerate() {
        print!("  {name:24}");
        for column in &columns {
            print!("{:>9.1} ms", milliseconds(column.get(row)));
        }
        println!();
    }
    Ok(())
}

fn page(client: &Client, query: &str) -> Result<Duration> {
    let path = [PROJECT, "/roles", query].concat();
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        process::fail_if_interrupted()?;
        let start = Instant::now();
        client.get(&path)?;
        times.push(start.elapsed());
    }
    Ok(median(times))
}
