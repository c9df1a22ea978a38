//! Attempts to change a project's encryption at rest.

use engine::ports::{Clock, StoreError};
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{
    AttemptId, ProjectId,
    console::{EncryptionAttempt, Verdict},
};

use crate::{
    store::{SqlStore, corrupt, failed},
    surroundings::System,
};

impl SqlStore {
    /// Keeps an attempt as it is now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_encryption_attempt(
        &self,
        project: &ProjectId,
        attempt: &EncryptionAttempt,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        put(&mut connection, project, attempt).await
    }

    /// One attempt of a project.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn encryption_attempt(
        &self,
        project: &ProjectId,
        id: &AttemptId,
    ) -> Result<Option<EncryptionAttempt>, StoreError> {
        let row = sqlx::query(
            "SELECT attempt FROM encryption_attempts WHERE project_id = $1 AND id = $2",
        )
        .bind(project.as_str())
        .bind(id.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(read).transpose()
    }

    /// The last attempt of a project.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn last_encryption_attempt(
        &self,
        project: &ProjectId,
    ) -> Result<Option<EncryptionAttempt>, StoreError> {
        let row = sqlx::query(
            "SELECT attempt FROM encryption_attempts WHERE project_id = $1 \
             ORDER BY started_at DESC, id DESC LIMIT 1",
        )
        .bind(project.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(read).transpose()
    }

    /// Ends the attempts that the program's last end cut off as stopped. They are not begun anew: a change that
    /// can't be undone is not made while nobody looks.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stop_interrupted_encryption_attempts(&self) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT project_id, attempt FROM encryption_attempts WHERE verdict = 'running'",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        for row in rows {
            let project = crate::store::access_roles::parsed(&row, "project_id")?;
            let stopped = EncryptionAttempt { verdict: Verdict::Stopped, ..read(&row)? };
            self.put_encryption_attempt(&project, &stopped).await?;
        }
        Ok(())
    }
}

pub(super) async fn put(
    connection: &mut AnyConnection,
    project: &ProjectId,
    attempt: &EncryptionAttempt,
) -> Result<(), StoreError> {
    // The attempt's own date is to the second; this tells which of two was the last.
    let begun = System.now();
    sqlx::query(
        "INSERT INTO encryption_attempts (id, project_id, started_at, verdict, attempt) \
         VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, attempt = excluded.attempt",
    )
    .bind(attempt.id.as_str())
    .bind(project.as_str())
    .bind(begun.as_millisecond())
    .bind(attempt.verdict.as_str())
    .bind(serde_json::to_string(attempt).map_err(corrupt)?)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<EncryptionAttempt, StoreError> {
    let attempt: String = row.try_get("attempt").map_err(failed)?;
    serde_json::from_str(&attempt).map_err(corrupt)
}
