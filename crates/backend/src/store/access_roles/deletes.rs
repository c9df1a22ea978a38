//! Deleted roles: out of every query's sight, and back again.

use engine::{AccessRole, DeletedRole, ports::StoreError};
use jiff::Timestamp;
use sqlx::AnyConnection;
use wire::{ProjectId, RoleId};

use super::{
    reads::role_columns,
    rows::{read_deleted, read_role},
    writes::put_last_attempt,
};
use crate::store::{SqlStore, failed, signed};

/// What a role takes along when it is deleted, and brings back.
macro_rules! kept_columns {
    () => {
        "id, project_id, external_id, created_at, created_by, label, status, arn, authorized_at, health, \
         health_since, health_failure, checked_at, unreachable_since, draft_procedure, draft_role_name, \
         draft_role_arn, draft_revision, draft_saved_by, draft_saved_at, last_attempt_id, search_text"
    };
}

macro_rules! select_deleted {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            role_columns!(),
            ", r.deleted_at, r.deleted_by \
             FROM deleted_roles r LEFT JOIN attempts a ON a.id = r.last_attempt_id ",
            $rest
        )
    };
}

impl SqlStore {
    pub(super) async fn read_deleted_role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<DeletedRole>, StoreError> {
        let row = sqlx::query(select_deleted!("WHERE r.id = $1 AND r.project_id = $2"))
            .bind(id.as_str())
            .bind(project.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| read_deleted(&row, read_role(&row)?)).transpose()
    }

    pub(super) async fn read_deleted_roles(
        &self,
        project: &ProjectId,
        since: Timestamp,
        limit: u64,
    ) -> Result<Vec<DeletedRole>, StoreError> {
        let rows = sqlx::query(select_deleted!(
            "WHERE r.project_id = $1 AND r.deleted_at > $2 \
             ORDER BY r.deleted_at DESC, r.id DESC LIMIT $3"
        ))
        .bind(project.as_str())
        .bind(since.as_millisecond())
        .bind(signed(limit))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(|row| read_deleted(row, read_role(row)?)).collect()
    }

    pub(super) async fn purge(&self, until: Timestamp) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let mut purged = 0;
        for statement in [
            "DELETE FROM attempts WHERE role_id IN (SELECT id FROM deleted_roles WHERE deleted_at <= $1)",
            "DELETE FROM deleted_roles WHERE deleted_at <= $1",
        ] {
            let done = sqlx::query(statement)
                .bind(until.as_millisecond())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
            purged = done.rows_affected();
        }
        transaction.commit().await.map_err(failed)?;
        Ok(purged)
    }
}

pub(super) async fn delete_role(
    connection: &mut AnyConnection,
    deleted: &DeletedRole,
) -> Result<(), StoreError> {
    let DeletedRole { role, by, at } = deleted;
    sqlx::query(concat!(
        "INSERT INTO deleted_roles (deleted_at, deleted_by, version, ",
        kept_columns!(),
        ") SELECT $1, $2, version, ",
        kept_columns!(),
        " FROM access_roles WHERE id = $3 AND project_id = $4 AND version = $5"
    ))
    .bind(at.as_millisecond())
    .bind(by)
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(signed(role.version))
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    // Only this decides: a service that began to use the role meanwhile has changed its version, or is seen here.
    let done = sqlx::query(
        "DELETE FROM access_roles WHERE id = $1 AND project_id = $2 AND version = $3 \
         AND NOT EXISTS (SELECT 1 FROM feature_usages WHERE role_id = access_roles.id)",
    )
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(signed(role.version))
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    put_last_attempt(connection, role).await
}

pub(super) async fn restore_role(
    connection: &mut AnyConnection,
    role: &AccessRole,
) -> Result<(), StoreError> {
    // Looked at never, so its health is due.
    sqlx::query(concat!(
        "INSERT INTO access_roles (looked_at, version, ",
        kept_columns!(),
        ") SELECT CASE WHEN status = 'authorized' THEN 0 END, version + 1, ",
        kept_columns!(),
        " FROM deleted_roles WHERE id = $1 AND project_id = $2 AND version = $3"
    ))
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(signed(role.version) - 1)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    let done = sqlx::query("DELETE FROM deleted_roles WHERE id = $1 AND project_id = $2")
        .bind(role.id.as_str())
        .bind(role.project.as_str())
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
