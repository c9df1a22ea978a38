//! Rows of access roles, attempts and the activity log, and what they are in the engine.

use engine::{AccessRole, ActivityEntry, AttemptRecord, Draft, RoleState, ports::StoreError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{Row, any::AnyRow};
use wire::console::{Check, Failure, Procedure};

use crate::store::{corrupt, failed, time, unsigned};

/// What of an attempt only people read.
#[derive(Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) checks: Vec<Check>,
    pub(super) failure: Option<Failure>,
}

/// The columns that depend on the role's state.
pub(super) struct Columns<'a> {
    pub(super) arn: Option<&'a str>,
    pub(super) authorized_at: Option<i64>,
    pub(super) draft: Draft,
    pub(super) search_text: String,
}

impl<'a> Columns<'a> {
    pub(super) fn of(role: &'a AccessRole) -> Self {
        let (arn, authorized_at) =
            role.authorized().map(|(arn, since)| (arn.as_str(), since.as_millisecond())).unzip();
        let draft = role.draft().cloned().unwrap_or_default();
        let search_text =
            [role.id.as_str(), arn.unwrap_or(""), &draft.role_name, &draft.role_arn].join("\n");
        Self { arn, authorized_at, draft, search_text: search_text.to_lowercase() }
    }
}

pub(super) fn read_role(row: &AnyRow) -> Result<AccessRole, StoreError> {
    let procedure: Option<String> = row.try_get("draft_procedure").map_err(failed)?;
    let arn: Option<String> = row.try_get("arn").map_err(failed)?;
    let since: Option<i64> = row.try_get("authorized_at").map_err(failed)?;
    let state = match arn.zip(since) {
        Some((arn, since)) => {
            RoleState::Authorized { arn: arn.parse().map_err(corrupt)?, since: time(since)? }
        }
        None => RoleState::InProgress {
            draft: Draft {
                procedure: procedure.as_deref().and_then(Procedure::from_name),
                role_name: row.try_get("draft_role_name").map_err(failed)?,
                role_arn: row.try_get("draft_role_arn").map_err(failed)?,
                revision: unsigned(row.try_get("draft_revision").map_err(failed)?),
            },
        },
    };
    Ok(AccessRole {
        id: parsed(row, "id")?,
        project: parsed(row, "project_id")?,
        external_id: parsed(row, "external_id")?,
        created: time(row.try_get("created_at").map_err(failed)?)?,
        created_by: row.try_get("created_by").map_err(failed)?,
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
    let Outcome { checks, failure } = serde_json::from_str(&outcome).map_err(corrupt)?;
    Ok(Some(AttemptRecord {
        id: id.parse().map_err(corrupt)?,
        arn: parsed(row, "attempt_arn")?,
        started: time(row.try_get("started_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        verdict: named(&row.try_get::<String, _>("verdict").map_err(failed)?)?,
        checks,
        failure,
    }))
}

pub(super) fn read_activity(row: &AnyRow) -> Result<ActivityEntry, StoreError> {
    let arn: Option<String> = row.try_get("arn").map_err(failed)?;
    let failure: Option<String> = row.try_get("failure").map_err(failed)?;
    Ok(ActivityEntry {
        id: row.try_get("id").map_err(failed)?,
        project: parsed(row, "project_id")?,
        at: time(row.try_get("happened_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        action: named(&row.try_get::<String, _>("action").map_err(failed)?)?,
        role: parsed(row, "role_id")?,
        arn: arn.map(|arn| arn.parse().map_err(corrupt)).transpose()?,
        failure: failure.map(|failure| named(&failure)).transpose()?,
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
