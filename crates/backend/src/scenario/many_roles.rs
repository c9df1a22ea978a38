//! So many access roles that a list has to be searched, filtered and paged.

use engine::{Draft, sandbox::KNOWN_ACCOUNTS};
use jiff::{SignedDuration, Timestamp};
use wire::{ProjectId, RoleArn, console::Procedure};

use super::{
    OWNER, ScenarioError, later,
    script::{Script, denying, trusting},
};
use crate::store::SqlStore;

/// How many there are where no number is given.
pub(super) const ROLES: u32 = 10_000;

/// The most there may be: some minutes of work, and as much as an account of AWS has room for a hundred times over.
pub(super) const MOST_ROLES: u32 = 1_000_000;

/// How many roles are stored at once: a commit for each takes minutes, one for all takes much memory.
const BATCH: u32 = 500;

const TWO_YEARS: u32 = 2 * 365 * 24 * 60 * 60;

const PATHS: [&str; 5] = ["", "atlas/", "service/", "teams/finance/", "teams/research/eu/"];
const PURPOSES: [&str; 8] =
    ["archive", "audit", "backup", "data-lake", "encryption", "export", "ingest", "reporting"];

pub(super) async fn fill(
    store: &SqlStore,
    project: &ProjectId,
    now: Timestamp,
    roles: u32,
) -> Result<(), ScenarioError> {
    let mut script = Script::new(project);
    for number in 1..=roles {
        add(&mut script, number, now)?;
        if number % BATCH == 0 {
            store.apply_all(&script.take_changes()).await?;
        }
    }
    Ok(store.apply_all(&script.take_changes()).await?)
}

/// Nine in ten are authorized; of the others, somebody left a third at once, a third after typing, and a third
/// after a refusal.
fn add(script: &mut Script, number: u32, now: Timestamp) -> Result<(), ScenarioError> {
    let age = SignedDuration::from_secs(i64::from(script.number_below(TWO_YEARS)) + 3600);
    let began = later(now, -age);
    let validated = later(began, SignedDuration::from_mins(5));
    let account = pick(script, &KNOWN_ACCOUNTS);
    let path = pick(script, &PATHS);
    let name = format!("{}-{number:05}", pick(script, &PURPOSES));

    let mut role = script.create(OWNER, began);
    match number % 30 {
        0 => {}
        10 => {
            let procedure = Some(Procedure::CreateRole);
            let role_name = format!("ok-{name}");
            let draft = Draft { procedure, role_name, ..Draft::default() };
            script.save_draft(&mut role, &draft)?;
        }
        20 => {
            let role_arn = format!("arn:aws:iam::{account}:role/{path}denied-{name}");
            let arn: RoleArn = role_arn.parse()?;
            let procedure = Some(Procedure::ExistingRole);
            let draft = Draft { procedure, role_arn, ..Draft::default() };
            script.save_draft(&mut role, &draft)?;
            script.validate(&mut role, &arn, denying, OWNER, validated)?;
        }
        _ => {
            let arn: RoleArn = format!("arn:aws:iam::{account}:role/{path}ok-{name}").parse()?;
            script.validate(&mut role, &arn, trusting, OWNER, validated)?;
        }
    }
    Ok(())
}

fn pick<'a>(script: &Script, from: &[&'a str]) -> &'a str {
    let at = script.number_below(from.len().try_into().unwrap_or(1));
    usize::try_from(at).ok().and_then(|at| from.get(at)).copied().unwrap_or_default()
}
