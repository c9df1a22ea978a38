//! The clusters of the inventory, and their wrapped keys.

use engine::{
    encryption::{Cluster, ClusterKey, ClusterSummary, WrappedKey},
    ports::{Page, StoreError},
};
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{ClusterName, ProjectId};

use super::{SqlStore, access_roles::parsed, corrupt, failed, signed, unsigned};
use crate::surroundings::{hex, unhex};

/// How many clusters that wait for their key to be wrapped anew are named.
const NAMED: i64 = 100;

/// Reads clusters with their keys; every query goes on from here.
macro_rules! select_clusters {
    ($rest:literal) => {
        concat!(
            "SELECT c.project_id, c.name, c.tier, c.region, k.generation, k.wrapped_key FROM clusters c \
             LEFT JOIN cluster_keys k ON k.project_id = c.project_id AND k.cluster_name = c.name ",
            $rest
        )
    };
}

impl SqlStore {
    /// A page of the clusters of a project, by name.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn clusters(
        &self,
        project: &ProjectId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Cluster>, StoreError> {
        let rows = sqlx::query(select_clusters!(
            "WHERE c.project_id = $1 ORDER BY c.name LIMIT $2 OFFSET $3"
        ))
        .bind(project.as_str())
        .bind(signed(limit))
        .bind(signed(offset))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM clusters WHERE project_id = $1")
            .bind(project.as_str())
            .fetch_one(&self.pool)
            .await
            .map_err(failed)?;
        let items = rows.iter().map(read_cluster).collect::<Result<_, _>>()?;
        Ok(Page { items, total: unsigned(total), total_is_at_least: false })
    }

    /// One cluster of a project.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn cluster(
        &self,
        project: &ProjectId,
        name: &ClusterName,
    ) -> Result<Option<Cluster>, StoreError> {
        let row = sqlx::query(select_clusters!("WHERE c.project_id = $1 AND c.name = $2"))
            .bind(project.as_str())
            .bind(name.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.as_ref().map(read_cluster).transpose()
    }

    /// The first clusters, by name, whose keys are wrapped by the master key of that generation.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn clusters_wrapped_by(
        &self,
        project: &ProjectId,
        generation: u64,
        limit: u64,
    ) -> Result<Vec<Cluster>, StoreError> {
        let rows = sqlx::query(select_clusters!(
            "WHERE c.project_id = $1 AND k.generation = $2 ORDER BY c.name LIMIT $3"
        ))
        .bind(project.as_str())
        .bind(signed(generation))
        .bind(signed(limit))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(read_cluster).collect()
    }

    /// The names of the clusters with a key of their own.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn encrypted_clusters(&self, project: &ProjectId) -> Result<Vec<String>, StoreError> {
        self.names(project, 0, i64::MAX).await
    }

    /// How many clusters there are, and how many of their keys the master key of that generation does not wrap.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn cluster_summary(
        &self,
        project: &ProjectId,
        generation: u64,
    ) -> Result<ClusterSummary, StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM clusters WHERE project_id = $1) AS total, \
             (SELECT COUNT(*) FROM cluster_keys WHERE project_id = $2) AS encrypted, \
             (SELECT COUNT(*) FROM cluster_keys WHERE project_id = $3 AND generation <> $4) AS waiting",
        )
        .bind(project.as_str())
        .bind(project.as_str())
        .bind(project.as_str())
        .bind(signed(generation))
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        let count = |column: &str| row.try_get::<i64, _>(column).map(unsigned).map_err(failed);
        let waiting = count("waiting")?;
        let waiting_names =
            if waiting == 0 { Vec::new() } else { self.names(project, generation, NAMED).await? };
        Ok(ClusterSummary {
            total: count("total")?,
            encrypted: count("encrypted")?,
            waiting,
            waiting_names,
        })
    }

    /// The clusters with a key that another master key than that of the generation wraps.
    async fn names(
        &self,
        project: &ProjectId,
        generation: u64,
        limit: i64,
    ) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar(
            "SELECT cluster_name FROM cluster_keys WHERE project_id = $1 AND generation <> $2 \
             ORDER BY cluster_name LIMIT $3",
        )
        .bind(project.as_str())
        .bind(signed(generation))
        .bind(limit)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)
    }
}

/// Adds a cluster, and its key if it has one.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    cluster: &Cluster,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO clusters (project_id, name, tier, region) VALUES ($1, $2, $3, $4)")
        .bind(cluster.project.as_str())
        .bind(cluster.name.as_str())
        .bind(cluster.tier.as_str())
        .bind(cluster.region.api_name())
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
    set_key(connection, cluster).await
}

/// Takes a cluster away, and its key.
pub(super) async fn delete(
    connection: &mut AnyConnection,
    cluster: &Cluster,
) -> Result<(), StoreError> {
    let done = sqlx::query("DELETE FROM clusters WHERE project_id = $1 AND name = $2")
        .bind(cluster.project.as_str())
        .bind(cluster.name.as_str())
        .execute(connection)
        .await
        .map_err(failed)?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Keeps the key of a cluster, or takes it away.
pub(super) async fn set_key(
    connection: &mut AnyConnection,
    cluster: &Cluster,
) -> Result<(), StoreError> {
    let Some(key) = &cluster.key else {
        sqlx::query("DELETE FROM cluster_keys WHERE project_id = $1 AND cluster_name = $2")
            .bind(cluster.project.as_str())
            .bind(cluster.name.as_str())
            .execute(connection)
            .await
            .map_err(failed)?;
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO cluster_keys (project_id, cluster_name, generation, wrapped_key) \
         VALUES ($1, $2, $3, $4)",
    )
    .bind(cluster.project.as_str())
    .bind(cluster.name.as_str())
    .bind(signed(key.generation))
    .bind(hex(key.wrapped.as_bytes()))
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

fn read_cluster(row: &AnyRow) -> Result<Cluster, StoreError> {
    let generation: Option<i64> = row.try_get("generation").map_err(failed)?;
    let wrapped: Option<String> = row.try_get("wrapped_key").map_err(failed)?;
    let key = match generation.zip(wrapped) {
        Some((generation, wrapped)) => {
            let wrapped =
                unhex(&wrapped).ok_or_else(|| corrupt("a wrapped key is not hexadecimal"))?;
            let wrapped = WrappedKey::from_bytes(wrapped);
            Some(ClusterKey { generation: unsigned(generation), wrapped })
        }
        None => None,
    };
    Ok(Cluster {
        project: parsed(row, "project_id")?,
        name: parsed(row, "name")?,
        tier: parsed(row, "tier")?,
        region: parsed(row, "region")?,
        key,
    })
}
