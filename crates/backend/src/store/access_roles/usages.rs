//! What uses access roles.

use std::collections::HashMap;

use engine::{FeatureUsage, ports::StoreError};
use sqlx::{Row, any::AnyRow};
use wire::{ProjectId, RoleId};

use super::rows::parsed;
use crate::store::{SqlStore, failed, sql::Sql};

/// What uses each role.
pub(super) type Usages = HashMap<RoleId, Vec<FeatureUsage>>;

/// How many roles are asked for at once: databases take some ten thousand parameters.
const BATCH: usize = 500;

impl SqlStore {
    /// What uses these roles.
    pub(super) async fn usages_of(&self, roles: &[&RoleId]) -> Result<Usages, StoreError> {
        let mut usages = Usages::new();
        for roles in roles.chunks(BATCH) {
            let mut sql = Sql::new(
                "SELECT role_id, feature_type, feature_id FROM feature_usages WHERE role_id IN (",
            );
            sql.texts(roles.iter().map(|role| role.as_str()));
            sql.push(") ORDER BY feature_type, feature_id");
            let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
            read_usages(&rows, &mut usages)?;
        }
        Ok(usages)
    }

    /// What uses the roles of a project.
    pub(super) async fn usages_in(&self, project: &ProjectId) -> Result<Usages, StoreError> {
        let rows = sqlx::query(
            "SELECT role_id, feature_type, feature_id FROM feature_usages WHERE project_id = $1 \
             ORDER BY feature_type, feature_id",
        )
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let mut usages = Usages::new();
        read_usages(&rows, &mut usages)?;
        Ok(usages)
    }
}

fn read_usages(rows: &[AnyRow], usages: &mut Usages) -> Result<(), StoreError> {
    for row in rows {
        let feature_type = row.try_get("feature_type").map_err(failed)?;
        let feature_id = row.try_get("feature_id").map_err(failed)?;
        let usage = FeatureUsage { feature_type, feature_id };
        usages.entry(parsed(row, "role_id")?).or_default().push(usage);
    }
    Ok(())
}
