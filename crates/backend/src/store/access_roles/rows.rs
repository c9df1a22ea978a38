//! Rows of access roles, attempts and the activity log, and what they are in the engine.

use engine::{
    AccessRole, ActivityEntry, AttemptRecord, Condition, DeletedRole, Draft, Health, RoleState,
    RoleSummary, Saved, ports::StoreError,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{Row, any::AnyRow};
use wire::{
    RoleArn,
    console::{Check, Failure, HealthState, Procedure},
};

use crate::store::{corrupt, failed, time, unsigned};

/// What of an attempt only people read.
#[derive(Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) checks: Vec<Check>,
    pub(super) failure: Option<Failure>,
}

/// How much of a role a search looks at: all of an authorized one, and of one in progress all that could come to something. An index of
/// PostgreSQL takes little more.
const SEARCHED_BYTES: usize = 1_500;

/// The columns that depend on the role's state.
pub(super) struct Columns<'a> {
    pub(super) arn: Option<&'a str>,
    pub(super) authorized_at: Option<i64>,
    pub(super) draft: Draft,
    pub(super) draft_saved_by: Option<&'a str>,
    pub(super) draft_saved_at: Option<i64>,
    pub(super) search_text: String,
}

impl<'a> Columns<'a> {
    pub(super) fn of(role: &'a AccessRole) -> Self {
        let (arn, authorized_at) =
            role.authorized().map(|(arn, since)| (arn.as_str(), since.as_millisecond())).unzip();
        let draft = role.draft().cloned().unwrap_or_default();
        let saved = role.draft().and_then(|draft| draft.saved.as_ref());
        let (draft_saved_by, draft_saved_at) =
            saved.map(|it| (it.by.as_str(), it.at.as_millisecond())).unzip();
        let (id, label) = (role.id.as_str(), role.label.as_str());
        let search_text =
            [id, label, arn.unwrap_or(""), &draft.role_name, &draft.role_arn].join("\n");
        let mut search_text = search_text.to_lowercase();
        search_text.truncate(search_text.floor_char_boundary(SEARCHED_BYTES));
        Self { arn, authorized_at, draft, draft_saved_by, draft_saved_at, search_text }
    }
}

/// The columns of an authorized role's health.
#[derive(Default)]
pub(super) struct HealthColumns {
    pub(super) state: Option<&'static str>,
    pub(super) since: Option<i64>,
    pub(super) failure: Option<String>,
    pub(super) checked_at: Option<i64>,
    pub(super) unreachable_since: Option<i64>,
}

impl HealthColumns {
    pub(super) fn of(role: &AccessRole) -> Result<Self, StoreError> {
        let Some(health) = role.health() else { return Ok(Self::default()) };
        let (state, since, failure) = match &health.condition {
            Condition::Good { since } => (HealthState::Good, since, None),
            Condition::Bad { since, failure } => (HealthState::Bad, since, Some(failure)),
        };
        Ok(Self {
            state: Some(state.as_str()),
            since: Some(since.as_millisecond()),
            failure: failure.map(serde_json::to_string).transpose().map_err(corrupt)?,
            checked_at: Some(health.checked.as_millisecond()),
            unreachable_since: health.unreachable_since.map(Timestamp::as_millisecond),
        })
    }
}

fn read_health(row: &AnyRow) -> Result<Health, StoreError> {
    let since = time(row.try_get("health_since").map_err(failed)?)?;
    let failure: Option<String> = row.try_get("health_failure").map_err(failed)?;
    let unreachable_since: Option<i64> = row.try_get("unreachable_since").map_err(failed)?;
    let state: HealthState = named(&row.try_get::<String, _>("health").map_err(failed)?)?;
    let condition = match (state, failure) {
        (HealthState::Good, None) => Condition::Good { since },
        (HealthState::Bad, Some(failure)) => {
            Condition::Bad { since, failure: serde_json::from_str(&failure).map_err(corrupt)? }
        }
        (state, _) => return Err(corrupt(format!("{state:?} and its failure do not fit"))),
    };
    Ok(Health {
        condition,
        checked: time(row.try_get("checked_at").map_err(failed)?)?,
        unreachable_since: unreachable_since.map(time).transpose()?,
    })
}

/// The role once authorized, and since when.
fn read_authorized(row: &AnyRow) -> Result<Option<(RoleArn, Timestamp)>, StoreError> {
    let arn: Option<String> = row.try_get("arn").map_err(failed)?;
    let since: Option<i64> = row.try_get("authorized_at").map_err(failed)?;
    let Some((arn, since)) = arn.zip(since) else { return Ok(None) };
    Ok(Some((arn.parse().map_err(corrupt)?, time(since)?)))
}

/// A role as the API's list has it, but for what uses it.
pub(super) fn read_summary(row: &AnyRow) -> Result<RoleSummary, StoreError> {
    Ok(RoleSummary {
        id: parsed(row, "id")?,
        external_id: parsed(row, "external_id")?,
        created: time(row.try_get("created_at").map_err(failed)?)?,
        authorized: read_authorized(row)?,
        usages: Vec::new(),
    })
}

/// The deleted role of a row, in which `role` was read already.
pub(super) fn read_deleted(row: &AnyRow, role: AccessRole) -> Result<DeletedRole, StoreError> {
    let by = row.try_get("deleted_by").map_err(failed)?;
    let at = time(row.try_get("deleted_at").map_err(failed)?)?;
    Ok(DeletedRole { role, by, at })
}

/// Who saved a draft, and when.
fn read_saved(row: &AnyRow) -> Result<Option<Saved>, StoreError> {
    let by: Option<String> = row.try_get("draft_saved_by").map_err(failed)?;
    let at: Option<i64> = row.try_get("draft_saved_at").map_err(failed)?;
    let Some((by, at)) = by.zip(at) else { return Ok(None) };
    Ok(Some(Saved { by, at: time(at)? }))
}

/// A role, but for what uses it.
pub(super) fn read_role(row: &AnyRow) -> Result<AccessRole, StoreError> {
    let procedure: Option<String> = row.try_get("draft_procedure").map_err(failed)?;
    let state = match read_authorized(row)? {
        Some((arn, since)) => RoleState::Authorized { arn, since, health: read_health(row)? },
        None => RoleState::InProgress {
            draft: Draft {
                procedure: procedure.as_deref().and_then(Procedure::from_name),
                role_name: row.try_get("draft_role_name").map_err(failed)?,
                role_arn: row.try_get("draft_role_arn").map_err(failed)?,
                revision: unsigned(row.try_get("draft_revision").map_err(failed)?),
                saved: read_saved(row)?,
            },
        },
    };
    Ok(AccessRole {
        id: parsed(row, "id")?,
        project: parsed(row, "project_id")?,
        external_id: parsed(row, "external_id")?,
        created: time(row.try_get("created_at").map_err(failed)?)?,
        created_by: row.try_get("created_by").map_err(failed)?,
        label: parsed(row, "label")?,
        state,
        usages: Vec::new(),
        last_attempt: read_attempt(row)?,
        version: unsigned(row.try_get("version").map_err(failed)?),
    })
}

pub(super) fn read_attempt(row: &AnyRow) -> Result<Option<AttemptRecord>, StoreError> {
    let id: Option<String> = row.try_get("attempt_id").map_err(failed)?;
    let Some(id) = id else { return Ok(None) };
    let outcome: String = row.try_get("outcome").map_err(failed)?;
    let finished: Option<i64> = row.try_get("finished_at").map_err(failed)?;
    let Outcome { checks, failure } = serde_json::from_str(&outcome).map_err(corrupt)?;
    Ok(Some(AttemptRecord {
        id: id.parse().map_err(corrupt)?,
        arn: parsed(row, "attempt_arn")?,
        started: time(row.try_get("started_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        from: row.try_get("from_address").map_err(failed)?,
        finished: finished.map(time).transpose()?,
        verdict: named(&row.try_get::<String, _>("verdict").map_err(failed)?)?,
        checks,
        failure,
    }))
}

pub(super) fn read_activity(row: &AnyRow) -> Result<ActivityEntry, StoreError> {
    let arn: Option<String> = row.try_get("arn").map_err(failed)?;
    let failure: Option<String> = row.try_get("failure").map_err(failed)?;
    let key_failure: Option<String> = row.try_get("key_failure").map_err(failed)?;
    let role: String = row.try_get("role_id").map_err(failed)?;
    Ok(ActivityEntry {
        id: row.try_get("id").map_err(failed)?,
        project: parsed(row, "project_id")?,
        at: time(row.try_get("happened_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        from: row.try_get("from_address").map_err(failed)?,
        action: named(&row.try_get::<String, _>("action").map_err(failed)?)?,
        role: (!role.is_empty()).then(|| role.parse().map_err(corrupt)).transpose()?,
        arn: arn.map(|arn| arn.parse().map_err(corrupt)).transpose()?,
        subject: row.try_get("subject").map_err(failed)?,
        failure: failure.map(|failure| named(&failure)).transpose()?,
        key_failure: key_failure.map(|failure| named(&failure)).transpose()?,
    })
}

/// A column whose text is a value of the wire.
pub(in crate::store) fn parsed<T>(row: &AnyRow, column: &str) -> Result<T, StoreError>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    row.try_get::<String, _>(column).map_err(failed)?.parse().map_err(corrupt)
}

/// The name that an enumeration of the wire has there; so the database and the API agree.
pub(super) fn name_of<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        other => Err(corrupt(format!("{other:?} is no name"))),
    }
}

fn named<T: DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(corrupt)
}
