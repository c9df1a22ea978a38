//! People and API keys.

use engine::ports::StoreError;
use jiff::Timestamp;
use sqlx::Row;
use wire::{ProjectId, ProjectRole};

use super::{SqlStore, access_roles::parsed, corrupt, failed};

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Names the person.
    pub id: String,
    /// The address that the person signs in with, in lower case.
    pub email: String,
}

/// An API key as it is kept. The hashes are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The user name of HTTP Digest.
    pub public_key: String,
    /// The project that it opens.
    pub project: ProjectId,
    /// What it may do there.
    pub role: ProjectRole,
    /// H(user:realm:password) by MD5, sealed.
    pub ha1_md5: String,
    /// The same by SHA-256.
    pub ha1_sha256: String,
}

impl SqlStore {
    /// Adds a person; `email` is in lower case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the address is taken.
    pub async fn add_person(
        &self,
        id: &str,
        email: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO users (id, email, password_hash, created_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(id)
        .bind(email)
        .bind(password_hash)
        .bind(now.as_millisecond())
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    /// The person with that address, and the hash of the password.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn person_by_email(
        &self,
        email: &str,
    ) -> Result<Option<(Person, String)>, StoreError> {
        let row = sqlx::query("SELECT id, email, password_hash FROM users WHERE email = $1")
            .bind(email)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| {
            let person = Person {
                id: row.try_get("id").map_err(failed)?,
                email: row.try_get("email").map_err(failed)?,
            };
            Ok((person, row.try_get("password_hash").map_err(failed)?))
        })
        .transpose()
    }

    /// Whether anything was stored yet.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM projects)",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        Ok(count == 0)
    }

    /// Keeps a new API key.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project does not exist or the public key is taken.
    pub async fn add_api_key(&self, key: &ApiKey, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO api_keys (public_key, project_id, role, ha1_md5, ha1_sha256, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&key.public_key)
        .bind(key.project.as_str())
        .bind(key.role.as_str())
        .bind(&key.ha1_md5)
        .bind(&key.ha1_sha256)
        .bind(now.as_millisecond())
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    /// The API key with that public key.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn api_key(&self, public_key: &str) -> Result<Option<ApiKey>, StoreError> {
        let row = sqlx::query(
            "SELECT public_key, project_id, role, ha1_md5, ha1_sha256 FROM api_keys WHERE public_key = $1",
        )
        .bind(public_key)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| {
            let role: String = row.try_get("role").map_err(failed)?;
            Ok(ApiKey {
                public_key: row.try_get("public_key").map_err(failed)?,
                project: parsed(&row, "project_id")?,
                role: ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))?,
                ha1_md5: row.try_get("ha1_md5").map_err(failed)?,
                ha1_sha256: row.try_get("ha1_sha256").map_err(failed)?,
            })
        })
        .transpose()
    }
}
