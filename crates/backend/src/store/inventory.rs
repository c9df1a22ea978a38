//! What uses access roles: the project's encryption at rest, and its clusters.

use engine::ports::StoreError;
use sqlx::Row;
use wire::{
    ProjectId, RoleId,
    atlas::{AwsKms, Cluster, ProviderSettings},
};

use super::{SqlStore, corrupt, failed};

/// The usage that encryption at rest leaves on its access role.
const ENCRYPTION_AT_REST: &str = "ENCRYPTION_AT_REST";

/// How a project reaches its customer master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyAccess {
    /// By an access key, as older projects do.
    Credentials {
        /// The access key ID.
        access_key_id: String,
        /// The secret access key, sealed.
        sealed_secret: String,
    },
    /// By an access role.
    Role(RoleId),
}

/// A project's encryption at rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptionSettings {
    /// Key ID, key ARN, alias name or alias ARN.
    pub customer_master_key_id: String,
    /// Written `US_EAST_1`.
    pub region: String,
    /// How the key is reached.
    pub access: KeyAccess,
    /// Whether the last use of the key went well; `None` before the first.
    pub valid: Option<bool>,
}

impl EncryptionSettings {
    /// The settings in the API's shape, without the secret.
    #[must_use]
    pub fn to_wire(&self) -> AwsKms {
        let (access_key_id, role_id) = match &self.access {
            KeyAccess::Credentials { access_key_id, .. } => (Some(access_key_id.clone()), None),
            KeyAccess::Role(role) => (None, Some(role.clone())),
        };
        AwsKms {
            enabled: true,
            access_key_id,
            customer_master_key_id: Some(self.customer_master_key_id.clone()),
            region: Some(self.region.clone()),
            role_id,
            valid: self.valid,
        }
    }
}

impl SqlStore {
    /// The project's encryption at rest; `None` where it is off.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn encryption(
        &self,
        project: &ProjectId,
    ) -> Result<Option<EncryptionSettings>, StoreError> {
        let row = sqlx::query(
            "SELECT customer_master_key_id, region, role_id, access_key_id, secret_access_key, valid \
             FROM encryption_at_rest WHERE project_id = $1",
        )
        .bind(project.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let text = |column: &str| row.try_get::<Option<String>, _>(column).map_err(failed);
        let access = match (text("role_id")?, text("access_key_id")?, text("secret_access_key")?) {
            (Some(role), None, None) => KeyAccess::Role(role.parse().map_err(corrupt)?),
            (None, Some(access_key_id), Some(sealed_secret)) => {
                KeyAccess::Credentials { access_key_id, sealed_secret }
            }
            _ => return Err(corrupt("encryption at rest is neither by role nor by credentials")),
        };
        Ok(Some(EncryptionSettings {
            customer_master_key_id: row.try_get("customer_master_key_id").map_err(failed)?,
            region: row.try_get("region").map_err(failed)?,
            access,
            valid: row.try_get::<Option<i64>, _>("valid").map_err(failed)?.map(|valid| valid != 0),
        }))
    }

    /// Turns encryption at rest on in a project that has none, and notes its use of the access role.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where it is on already, or there is no such project or role.
    pub async fn add_encryption(
        &self,
        project: &ProjectId,
        settings: &EncryptionSettings,
    ) -> Result<(), StoreError> {
        let (role, access_key_id, secret) = match &settings.access {
            KeyAccess::Credentials { access_key_id, sealed_secret } => {
                (None, Some(access_key_id), Some(sealed_secret))
            }
            KeyAccess::Role(role) => (Some(role), None, None),
        };
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        sqlx::query(
            "INSERT INTO encryption_at_rest (project_id, customer_master_key_id, region, role_id, \
             access_key_id, secret_access_key, valid) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(project.as_str())
        .bind(&settings.customer_master_key_id)
        .bind(&settings.region)
        .bind(role.map(RoleId::as_str))
        .bind(access_key_id)
        .bind(secret)
        .bind(settings.valid.map(i64::from))
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if let Some(role) = role {
            let done = sqlx::query(
                "UPDATE access_roles SET version = version + 1 WHERE id = $1 AND project_id = $2",
            )
            .bind(role.as_str())
            .bind(project.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
            if done.rows_affected() != 1 {
                return Err(StoreError::Conflict);
            }
            sqlx::query(
                "INSERT INTO feature_usages (role_id, project_id, feature_type, feature_id) \
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(role.as_str())
            .bind(project.as_str())
            .bind(ENCRYPTION_AT_REST)
            .bind(project.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }

    /// Turns encryption at rest off, and notes that the access role is not used by it any more.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_encryption(&self, project: &ProjectId) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        for statement in [
            "UPDATE access_roles SET version = version + 1 \
             WHERE id = (SELECT role_id FROM encryption_at_rest WHERE project_id = $1)",
            "DELETE FROM feature_usages WHERE project_id = $1 AND feature_type = 'ENCRYPTION_AT_REST'",
            "DELETE FROM encryption_at_rest WHERE project_id = $1",
        ] {
            sqlx::query(statement)
                .bind(project.as_str())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }

    /// The clusters of a project, by name.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn clusters(&self, project: &ProjectId) -> Result<Vec<Cluster>, StoreError> {
        let rows = sqlx::query(
            "SELECT name, tier, region, state, encryption FROM clusters WHERE project_id = $1 ORDER BY name",
        )
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let text = |column: &str| row.try_get::<String, _>(column).map_err(failed);
                Ok(Cluster {
                    encryption_at_rest_provider: text("encryption")?,
                    name: text("name")?,
                    provider_settings: ProviderSettings {
                        instance_size_name: text("tier")?,
                        provider_name: "AWS".to_owned(),
                        region_name: text("region")?,
                    },
                    state_name: text("state")?,
                })
            })
            .collect()
    }

    /// Adds a cluster to the inventory.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project has one of that name, or does not exist.
    pub async fn add_cluster(
        &self,
        project: &ProjectId,
        cluster: &Cluster,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO clusters (project_id, name, tier, region, state, encryption) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(project.as_str())
        .bind(&cluster.name)
        .bind(&cluster.provider_settings.instance_size_name)
        .bind(&cluster.provider_settings.region_name)
        .bind(&cluster.state_name)
        .bind(&cluster.encryption_at_rest_provider)
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
