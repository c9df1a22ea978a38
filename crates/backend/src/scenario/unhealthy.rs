//! What time does to access roles: trust is taken away, AWS can't be reached, and what was begun is left behind.

use engine::{AccessRole, Draft};
use jiff::{SignedDuration, Timestamp};
use wire::{Label, ProjectId, console::Procedure};

use super::{
    OWNER, ScenarioError, ago, authorized, later,
    script::{Script, denying, silent, trusting},
};
use crate::store::SqlStore;

/// Who begins access roles beside the owner; they left the project.
const DANA: &str = "dana@example.com";
const KIM: &str = "kim@example.com";

pub(super) async fn fill(
    store: &SqlStore,
    project: &ProjectId,
    now: Timestamp,
) -> Result<(), ScenarioError> {
    let mut script = Script::new(project);
    in_progress(&mut script, now)?;

    let minutes = |minutes: i64| later(now, -SignedDuration::from_mins(minutes));
    let mut good = authorized(&mut script, "ok-data-lake", ago(now, 90))?;
    label(&mut script, &mut good, "Data lake, nightly")?;
    script.check(&mut good, trusting, minutes(6));

    // Their names go on with it: what the sandbox says of them does not change after the start.
    let mut bad = authorized(&mut script, "denied-exports", ago(now, 60))?;
    label(&mut script, &mut bad, "Exports to the finance team")?;
    script.check(&mut bad, denying, later(ago(now, 2), -SignedDuration::from_mins(1)));
    script.check(&mut bad, denying, minutes(4));

    let mut silenced = authorized(&mut script, "unreachable-backups", ago(now, 30))?;
    script.check(&mut silenced, trusting, minutes(75));
    script.check(&mut silenced, silent, minutes(61));
    Ok(store.apply_all(&script.take_changes()).await?)
}

/// Five roles in progress that are one hour to 200 days old.
fn in_progress(script: &mut Script, now: Timestamp) -> Result<(), ScenarioError> {
    for (hours, actor, name) in [
        (200 * 24, DANA, ""),
        (45 * 24, KIM, "ok-archive"),
        (9 * 24, DANA, "ok-reporting"),
        (24, OWNER, ""),
        (1, OWNER, "ok-ingest"),
    ] {
        let began = later(now, -SignedDuration::from_hours(hours));
        let mut role = script.create(actor, began);
        if !name.is_empty() {
            let (procedure, role_name) = (Some(Procedure::CreateRole), name.to_owned());
            let draft = Draft { procedure, role_name, ..Draft::default() };
            script.save_draft(&mut role, &draft)?;
        }
        if actor == KIM {
            label(script, &mut role, "Archive, to be decided")?;
        }
    }
    Ok(())
}

/// Whoever began the role labelled it a minute later.
fn label(script: &mut Script, role: &mut AccessRole, text: &str) -> Result<(), ScenarioError> {
    let label: Label = text.parse()?;
    let at = later(role.created, SignedDuration::from_mins(1));
    let actor = role.created_by.clone();
    script.label(role, &label, &actor, at);
    Ok(())
}
