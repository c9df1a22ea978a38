//! Carrying out changes.

use std::collections::BTreeMap;

use engine::{
    AccessRole, ActivityEntry, AttemptRecord, Change, RoleCounts, Write, ports::StoreError,
};
use sqlx::AnyConnection;
use wire::{ProjectId, RoleId, console::Procedure};

use super::{
    deletes::{delete_role, restore_role},
    rows::{Columns, HealthColumns, Outcome, name_of},
};
use crate::store::{SqlStore, corrupt, failed, signed};

impl SqlStore {
    /// Carries out changes in order, all of them or nothing.
    ///
    /// # Errors
    /// As of [`Store::apply`](engine::ports::Store::apply).
    pub async fn apply_all(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let mut counts: BTreeMap<&ProjectId, RoleCounts> = BTreeMap::new();
        for change in changes {
            for write in change.writes() {
                write_role(&mut transaction, write).await?;
                *counts.entry(write.project()).or_default() += write.counts();
            }
            for entry in change.activity() {
                insert_activity(&mut transaction, entry).await?;
            }
        }
        // After the roles, always in this order, so that no two changes wait for each other.
        for (project, more) in counts {
            count(&mut transaction, project, more).await?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn write_role(connection: &mut AnyConnection, write: &Write) -> Result<(), StoreError> {
    match write {
        Write::Insert(role) => insert_role(connection, role).await,
        Write::Replace { role, .. } => replace_role(connection, role).await,
        Write::Delete(deleted) => delete_role(connection, deleted).await,
        Write::Restore(role) => restore_role(connection, role).await,
    }
}

async fn count(
    connection: &mut AnyConnection,
    project: &ProjectId,
    more: RoleCounts,
) -> Result<(), StoreError> {
    if more == RoleCounts::default() {
        return Ok(());
    }
    sqlx::query(
        "UPDATE projects SET in_progress_roles = in_progress_roles + $1, \
         authorized_roles = authorized_roles + $2, bad_roles = bad_roles + $3 WHERE id = $4",
    )
    .bind(more.in_progress)
    .bind(more.authorized)
    .bind(more.bad)
    .bind(project.as_str())
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn insert_role(connection: &mut AnyConnection, role: &AccessRole) -> Result<(), StoreError> {
    let columns = Columns::of(role);
    sqlx::query(
        "INSERT INTO access_roles (id, project_id, external_id, created_at, created_by, status, arn, \
         authorized_at, draft_procedure, draft_role_name, draft_role_arn, draft_revision, \
         draft_saved_by, draft_saved_at, last_attempt_id, search_text, version, label) VALUES \
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL, $15, $16, $17)",
    )
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(role.external_id.as_str())
    .bind(role.created.as_millisecond())
    .bind(&role.created_by)
    .bind(role.status().as_str())
    .bind(columns.arn)
    .bind(columns.authorized_at)
    .bind(columns.draft.procedure.map(Procedure::as_str))
    .bind(&columns.draft.role_name)
    .bind(&columns.draft.role_arn)
    .bind(signed(columns.draft.revision))
    .bind(columns.draft_saved_by)
    .bind(columns.draft_saved_at)
    .bind(columns.search_text)
    .bind(signed(role.version))
    .bind(role.label.as_str())
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn replace_role(connection: &mut AnyConnection, role: &AccessRole) -> Result<(), StoreError> {
    let (columns, health) = (Columns::of(role), HealthColumns::of(role)?);
    let done = sqlx::query(
        "UPDATE access_roles SET status = $1, arn = $2, authorized_at = $3, draft_procedure = $4, \
         draft_role_name = $5, draft_role_arn = $6, draft_revision = $7, draft_saved_by = $8, \
         draft_saved_at = $9, last_attempt_id = $10, search_text = $11, version = $12, label = $13, \
         health = $14, health_since = $15, health_failure = $16, checked_at = $17, \
         unreachable_since = $18, looked_at = COALESCE(looked_at, $19) \
         WHERE id = $20 AND project_id = $21 AND version = $22",
    )
    .bind(role.status().as_str())
    .bind(columns.arn)
    .bind(columns.authorized_at)
    .bind(columns.draft.procedure.map(Procedure::as_str))
    .bind(&columns.draft.role_name)
    .bind(&columns.draft.role_arn)
    .bind(signed(columns.draft.revision))
    .bind(columns.draft_saved_by)
    .bind(columns.draft_saved_at)
    .bind(role.last_attempt.as_ref().map(|attempt| attempt.id.as_str()))
    .bind(columns.search_text)
    .bind(signed(role.version))
    .bind(role.label.as_str())
    .bind(health.state)
    .bind(health.since)
    .bind(health.failure)
    .bind(health.checked_at)
    .bind(health.unreachable_since)
    .bind(health.checked_at)
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(signed(role.version) - 1)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    put_last_attempt(connection, role).await
}

/// Keeps the role's last attempt, if there is one, as it is now.
pub(super) async fn put_last_attempt(
    connection: &mut AnyConnection,
    role: &AccessRole,
) -> Result<(), StoreError> {
    match &role.last_attempt {
        Some(attempt) => put_attempt(connection, &role.id, attempt).await,
        None => Ok(()),
    }
}

async fn put_attempt(
    connection: &mut AnyConnection,
    role: &RoleId,
    attempt: &AttemptRecord,
) -> Result<(), StoreError> {
    let outcome = Outcome { checks: attempt.checks.clone(), failure: attempt.failure.clone() };
    sqlx::query(
        "INSERT INTO attempts (id, role_id, arn, started_at, actor, from_address, finished_at, verdict, \
         outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (id) DO UPDATE SET finished_at = excluded.finished_at, \
         verdict = excluded.verdict, outcome = excluded.outcome",
    )
    .bind(attempt.id.as_str())
    .bind(role.as_str())
    .bind(attempt.arn.as_str())
    .bind(attempt.started.as_millisecond())
    .bind(&attempt.actor)
    .bind(&attempt.from)
    .bind(attempt.finished.map(jiff::Timestamp::as_millisecond))
    .bind(attempt.verdict.as_str())
    .bind(serde_json::to_string(&outcome).map_err(corrupt)?)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

pub(in crate::store) async fn insert_activity(
    connection: &mut AnyConnection,
    entry: &ActivityEntry,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO activity (id, project_id, happened_at, actor, action, role_id, arn, failure, \
         from_address, subject, key_failure) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&entry.id)
    .bind(entry.project.as_str())
    .bind(entry.at.as_millisecond())
    .bind(&entry.actor)
    .bind(entry.action.as_str())
    .bind(entry.role.as_ref().map_or("", RoleId::as_str))
    .bind(entry.arn.as_ref().map(wire::RoleArn::as_str))
    .bind(entry.failure.as_ref().map(name_of).transpose()?)
    .bind(&entry.from)
    .bind(&entry.subject)
    .bind(entry.key_failure.as_ref().map(name_of).transpose()?)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
