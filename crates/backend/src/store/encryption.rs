//! Encryption at rest: settings, master keys, and what the engine decides of them.

mod attempts;
mod rows;

use std::collections::BTreeSet;

use engine::{
    encryption::{
        Cluster, Encryption, EncryptionChange, EncryptionWrite, FEATURE_TYPE, KeyAccess, MasterKey,
        Settings,
    },
    ports::StoreError,
};
use sqlx::{AnyConnection, Row};
use wire::{
    ProjectId, RoleArn, RoleId,
    console::{EncryptionAttempt, KeyFailure},
};

use super::{SqlStore, access_roles::insert_activity, corrupt, failed, signed};
use crate::surroundings::hex;

impl SqlStore {
    /// A project's encryption at rest.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn encryption(&self, project: &ProjectId) -> Result<Encryption, StoreError> {
        // One statement, so that settings and keys are of the same moment.
        let rows = sqlx::query(
            "SELECT e.version, e.roles_only_since, s.enabled_at, s.current_generation, s.rotation_failure, \
             s.health_failure, s.health_since, s.checked_at, s.reached_at, s.automatic_rotation, s.reminded, \
             m.generation, m.key_id, m.region, m.role_id, m.access_key_id, m.secret_access_key, m.key_arn, \
             m.ciphertext, m.since \
             FROM encryption e LEFT JOIN encryption_settings s ON s.project_id = e.project_id \
             LEFT JOIN master_keys m ON m.project_id = s.project_id \
             WHERE e.project_id = $1 ORDER BY m.generation",
        )
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows::read_encryption(project, &rows)
    }

    /// The projects whose encryption at rest is on; those first whose key was checked the longest ago.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn encrypting_projects(&self) -> Result<Vec<ProjectId>, StoreError> {
        self.project_ids("SELECT project_id FROM encryption_settings ORDER BY checked_at").await
    }

    /// The projects with clusters' keys that are being wrapped anew.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn rotating_projects(&self) -> Result<Vec<ProjectId>, StoreError> {
        self.project_ids(
            "SELECT project_id FROM master_keys GROUP BY project_id HAVING COUNT(*) > 1",
        )
        .await
    }

    async fn project_ids(&self, query: &'static str) -> Result<Vec<ProjectId>, StoreError> {
        let rows = sqlx::query(query).fetch_all(&self.pool).await.map_err(failed)?;
        rows.iter().map(|row| super::access_roles::parsed(row, "project_id")).collect()
    }

    /// Carries out a change, together with the attempt that led to it: all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the version is another, or the checked role is not authorized with the ARN
    /// that was checked.
    pub async fn apply_encryption(
        &self,
        change: &EncryptionChange,
        attempt: Option<(&ProjectId, &EncryptionAttempt)>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        for write in change.writes() {
            match write {
                EncryptionWrite::Encryption { state, checked } => {
                    write_encryption(&mut transaction, state).await?;
                    write_usages(&mut transaction, state, checked.as_ref()).await?;
                }
                EncryptionWrite::InsertCluster(cluster) => {
                    super::clusters::insert(&mut transaction, cluster).await?;
                }
                EncryptionWrite::DeleteCluster(cluster) => {
                    super::clusters::delete(&mut transaction, cluster).await?;
                }
                EncryptionWrite::SetClusterKey(cluster) => {
                    super::clusters::set_key(&mut transaction, cluster).await?;
                }
                EncryptionWrite::Rewrap { cluster, from } => {
                    rewrap(&mut transaction, cluster, *from).await?;
                }
            }
        }
        for entry in change.activity() {
            insert_activity(&mut transaction, entry).await?;
        }
        if let Some((project, attempt)) = attempt {
            attempts::put(&mut transaction, project, attempt).await?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn write_encryption(
    connection: &mut AnyConnection,
    state: &Encryption,
) -> Result<(), StoreError> {
    let project = state.project.as_str();
    sqlx::query(
        "INSERT INTO encryption (project_id, version) VALUES ($1, 0) ON CONFLICT (project_id) DO NOTHING",
    )
    .bind(project)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    let done = sqlx::query(
        "UPDATE encryption SET version = $1, roles_only_since = COALESCE(roles_only_since, $2) \
         WHERE project_id = $3 AND version = $4",
    )
    .bind(signed(state.version))
    .bind(state.roles_only_since.map(jiff::Timestamp::as_millisecond))
    .bind(project)
    .bind(signed(state.version) - 1)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    match &state.settings {
        Some(settings) => {
            refuse_credentials_of_roles_only(connection, project, settings).await?;
            write_settings(connection, project, settings).await
        }
        None => {
            // The master keys go with it; a cluster's key that needs one of them keeps both.
            sqlx::query("DELETE FROM encryption_settings WHERE project_id = $1")
                .bind(project)
                .execute(connection)
                .await
                .map_err(failed)?;
            Ok(())
        }
    }
}

/// The engine decides so already; whatever went wrong there, credentials don't come back.
async fn refuse_credentials_of_roles_only(
    connection: &mut AnyConnection,
    project: &str,
    settings: &Settings,
) -> Result<(), StoreError> {
    if settings.masters().all(|master| master.access.role().is_some()) {
        return Ok(());
    }
    let marked: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM encryption WHERE project_id = $1 AND roles_only_since IS NOT NULL",
    )
    .bind(project)
    .fetch_one(connection)
    .await
    .map_err(failed)?;
    if marked == 0 { Ok(()) } else { Err(StoreError::Conflict) }
}

async fn write_settings(
    connection: &mut AnyConnection,
    project: &str,
    settings: &Settings,
) -> Result<(), StoreError> {
    let json = |failure: &Option<KeyFailure>| {
        failure.as_ref().map(serde_json::to_string).transpose().map_err(corrupt)
    };
    sqlx::query(
        "INSERT INTO encryption_settings (project_id, enabled_at, current_generation, rotation_failure, \
         health_failure, health_since, checked_at, reached_at, automatic_rotation, reminded) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (project_id) DO UPDATE SET enabled_at = excluded.enabled_at, \
         current_generation = excluded.current_generation, rotation_failure = excluded.rotation_failure, \
         health_failure = excluded.health_failure, health_since = excluded.health_since, \
         checked_at = excluded.checked_at, reached_at = excluded.reached_at, \
         automatic_rotation = excluded.automatic_rotation, reminded = excluded.reminded",
    )
    .bind(project)
    .bind(settings.enabled.as_millisecond())
    .bind(signed(settings.current.generation))
    .bind(json(&settings.rotation_failure)?)
    .bind(json(&settings.health.failure)?)
    .bind(settings.health.since.as_millisecond())
    .bind(settings.health.checked.as_millisecond())
    .bind(settings.health.reached.as_millisecond())
    .bind(settings.automatic_rotation.map(i64::from))
    .bind(i64::from(settings.reminded))
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    for master in settings.masters() {
        write_master(connection, project, master).await?;
    }
    let kept: BTreeSet<_> = settings.masters().map(|master| signed(master.generation)).collect();
    let rows = sqlx::query("SELECT generation FROM master_keys WHERE project_id = $1")
        .bind(project)
        .fetch_all(&mut *connection)
        .await
        .map_err(failed)?;
    for row in rows {
        let generation: i64 = row.try_get("generation").map_err(failed)?;
        if !kept.contains(&generation) {
            sqlx::query("DELETE FROM master_keys WHERE project_id = $1 AND generation = $2")
                .bind(project)
                .bind(generation)
                .execute(&mut *connection)
                .await
                .map_err(failed)?;
        }
    }
    Ok(())
}

/// A master key stays as it is but for how it is reached.
async fn write_master(
    connection: &mut AnyConnection,
    project: &str,
    master: &MasterKey,
) -> Result<(), StoreError> {
    let (role, access_key_id, secret) = match &master.access {
        KeyAccess::Credentials { access_key_id, sealed_secret } => {
            (None, Some(access_key_id), Some(sealed_secret))
        }
        KeyAccess::Role(role) => (Some(role.as_str()), None, None),
    };
    sqlx::query(
        "INSERT INTO master_keys (project_id, generation, key_id, region, role_id, access_key_id, \
         secret_access_key, key_arn, ciphertext, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (project_id, generation) DO UPDATE SET role_id = excluded.role_id, \
         access_key_id = excluded.access_key_id, secret_access_key = excluded.secret_access_key",
    )
    .bind(project)
    .bind(signed(master.generation))
    .bind(master.key.as_str())
    .bind(master.region.api_name())
    .bind(role)
    .bind(access_key_id)
    .bind(secret)
    .bind(&master.key_arn)
    .bind(hex(&master.ciphertext))
    .bind(master.since.as_millisecond())
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

/// Notes which access roles are in use: a new one has to be authorized with the ARN that was checked.
async fn write_usages(
    connection: &mut AnyConnection,
    state: &Encryption,
    checked: Option<&(RoleId, RoleArn)>,
) -> Result<(), StoreError> {
    let project = state.project.as_str();
    let rows = sqlx::query(
        "SELECT role_id FROM feature_usages WHERE project_id = $1 AND feature_type = $2",
    )
    .bind(project)
    .bind(FEATURE_TYPE)
    .fetch_all(&mut *connection)
    .await
    .map_err(failed)?;
    let used = rows.iter().map(|row| row.try_get::<String, _>("role_id").map_err(failed));
    let used = used.collect::<Result<BTreeSet<_>, _>>()?;
    let needed: BTreeSet<_> = state.roles().map(ToString::to_string).collect();
    for role in used.difference(&needed) {
        for statement in [
            "UPDATE access_roles SET version = version + 1 WHERE project_id = $1 AND id = $2 AND $3 <> ''",
            "DELETE FROM feature_usages WHERE project_id = $1 AND role_id = $2 AND feature_type = $3",
        ] {
            sqlx::query(statement)
                .bind(project)
                .bind(role)
                .bind(FEATURE_TYPE)
                .execute(&mut *connection)
                .await
                .map_err(failed)?;
        }
    }
    for role in needed.difference(&used) {
        let arn = checked.filter(|(checked, _)| checked.as_str() == role).map(|(_, arn)| arn);
        let arn = arn.ok_or(StoreError::Conflict)?;
        let done = sqlx::query(
            "UPDATE access_roles SET version = version + 1 \
             WHERE project_id = $1 AND id = $2 AND status = 'authorized' AND arn = $3",
        )
        .bind(project)
        .bind(role)
        .bind(arn.as_str())
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        sqlx::query(
            "INSERT INTO feature_usages (role_id, project_id, feature_type, feature_id) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(role)
        .bind(project)
        .bind(FEATURE_TYPE)
        .bind(project)
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
    }
    Ok(())
}

/// Where the cluster is not encrypted any more there is nothing to wrap, and nothing is lost.
async fn rewrap(
    connection: &mut AnyConnection,
    cluster: &Cluster,
    from: u64,
) -> Result<(), StoreError> {
    let Some(key) = &cluster.key else { return Ok(()) };
    sqlx::query(
        "UPDATE cluster_keys SET generation = $1, wrapped_key = $2 \
         WHERE project_id = $3 AND cluster_name = $4 AND generation = $5",
    )
    .bind(signed(key.generation))
    .bind(hex(key.wrapped.as_bytes()))
    .bind(cluster.project.as_str())
    .bind(cluster.name.as_str())
    .bind(signed(from))
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
