//! docs/SANDBOX.md says what the sandbox does: its tables and the code name the same things.

use console_backend::scenario::SCENARIOS;
use engine::sandbox::{BEHAVIOURS, CUSTOMER_ACCOUNT, KEY_BEHAVIOURS, SERVICE_ACCOUNT};

const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/SANDBOX.md"));

/// The code in the first column of the first table below that heading.
fn first_column(heading: &str) -> Vec<String> {
    let (_, section) = PAGE.split_once(&format!("\n## {heading}\n")).unwrap();
    let rows = section.lines().skip_while(|line| !line.starts_with('|')).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| row.split('`').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn every_scenario_is_in_the_table_and_no_other() {
    assert_eq!(first_column("Scenarios"), SCENARIOS.map(|(name, _)| name));
}

#[test]
fn every_beginning_of_a_role_name_is_in_the_table_and_no_other() {
    let beginnings = BEHAVIOURS.map(|(beginning, _)| format!("{beginning}…"));
    assert_eq!(first_column("Role names"), beginnings);
    let accounts = [SERVICE_ACCOUNT.to_string(), CUSTOMER_ACCOUNT.to_owned()];
    assert!(accounts.iter().all(|account| PAGE.contains(account)));
}

#[test]
fn every_beginning_of_a_key_is_in_the_table_and_no_other() {
    let beginnings = KEY_BEHAVIOURS.map(|(beginning, _)| format!("{beginning}…"));
    assert_eq!(first_column("Keys"), beginnings);
}
