//! Projects that are deleted. The row stays, as the log of the project is about it; nothing else does.

use engine::{encryption::FEATURE_TYPE, ports::StoreError};
use wire::ProjectId;

use super::{
    OrganizationEntry, SqlStore, failed, members::lock, organization_activity::insert_entry,
};

/// The most names of what is in use that are told.
const NAMED: i64 = 20;

/// What keeps a project from being deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InUse {
    /// Nothing: it is deleted.
    Nothing,
    /// Clusters of these names.
    Clusters(Vec<String>),
    /// Features of the service, by the names of their types.
    Features(Vec<String>),
}

impl SqlStore {
    /// Deletes a project with all that is in it, unless something is in use.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where it has gone.
    pub async fn delete_project(
        &self,
        project: &ProjectId,
        org_id: &str,
        entry: &OrganizationEntry,
    ) -> Result<InUse, StoreError> {
        let mut transaction = self.begin().await?;
        if !lock(&mut transaction, project).await? {
            return Err(StoreError::Conflict);
        }
        let clusters: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM clusters WHERE project_id = $1 ORDER BY name LIMIT $2",
        )
        .bind(project.as_str())
        .bind(NAMED)
        .fetch_all(&mut *transaction)
        .await
        .map_err(failed)?;
        if !clusters.is_empty() {
            return Ok(InUse::Clusters(clusters));
        }
        let features: Vec<String> = sqlx::query_scalar(
            "SELECT feature_type FROM feature_usages WHERE project_id = $1 \
             UNION SELECT $2 FROM encryption_settings WHERE project_id = $1 \
             UNION SELECT $2 FROM encryption_attempts WHERE project_id = $1 AND verdict = 'running'",
        )
        .bind(project.as_str())
        .bind(FEATURE_TYPE)
        .fetch_all(&mut *transaction)
        .await
        .map_err(failed)?;
        if !features.is_empty() {
            return Ok(InUse::Features(features));
        }
        for statement in [
            "DELETE FROM access_roles WHERE project_id = $1",
            "DELETE FROM deleted_roles WHERE project_id = $1",
            "DELETE FROM programs WHERE project_id = $1",
            "DELETE FROM invitations WHERE project_id = $1",
            "DELETE FROM members WHERE project_id = $1",
            "DELETE FROM encryption WHERE project_id = $1",
            "DELETE FROM encryption_attempts WHERE project_id = $1",
        ] {
            let delete = sqlx::query(statement).bind(project.as_str());
            delete.execute(&mut *transaction).await.map_err(failed)?;
        }
        sqlx::query("UPDATE projects SET deleted_at = $1 WHERE id = $2")
            .bind(entry.at.as_millisecond())
            .bind(project.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        insert_entry(&mut transaction, org_id, entry).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(InUse::Nothing)
    }
}
