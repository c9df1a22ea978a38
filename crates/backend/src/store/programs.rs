//! API keys and service accounts.

use engine::{ActivityEntry, ports::StoreError};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{Label, ProjectId, ProjectRole, console::ProgramKind};

use super::{
    SqlStore,
    access_roles::{insert_activity, parsed},
    corrupt, failed, time,
};
use crate::auth::ip_access_list::IpAccessList;

/// What a program may do, from where and until when; what its owner decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The project that it opens.
    pub project: ProjectId,
    /// What it may do there.
    pub role: ProjectRole,
    /// What its owners call it.
    pub label: Label,
    /// From where it may be used.
    pub access_list: IpAccessList,
    /// When it was made.
    pub created: Timestamp,
    /// By whom.
    pub created_by: String,
    /// From when on it is refused.
    pub expires: Option<Timestamp>,
}

impl Grant {
    /// A grant without a name or limits.
    #[must_use]
    pub fn new(project: ProjectId, role: ProjectRole, created: Timestamp) -> Self {
        let (label, access_list) = (Label::default(), IpAccessList::default());
        Self {
            project,
            role,
            label,
            access_list,
            created,
            created_by: String::new(),
            expires: None,
        }
    }
}

/// An API key or a service account, without what it signs in by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The public key or the client ID.
    pub id: String,
    /// How it signs in.
    pub kind: ProgramKind,
    /// What it may do.
    pub grant: Grant,
    /// When it last signed in, to the minute.
    pub last_used: Option<Timestamp>,
}

/// An API key as it is kept. The hashes are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Whose key it is; the ID is the user name of HTTP Digest.
    pub program: Program,
    /// H(user:realm:password) by MD5, sealed.
    pub ha1_md5: String,
    /// The same by SHA-256.
    pub ha1_sha256: String,
}

/// A service account as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Whose account it is; the ID is the client ID.
    pub program: Program,
    /// SHA-256 of the client secret.
    pub secret_hash: String,
}

/// The columns of a [`Program`].
macro_rules! select_programs {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT p.id, p.kind, p.project_id, p.role, p.label, p.access_list, p.created_at, \
             p.created_by, p.last_used_at, p.expires_at",
            $more,
            " FROM programs p ",
            $rest
        )
    };
}

impl SqlStore {
    /// Keeps a new API key, and notes it in the activity log.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project does not exist or the public key is taken.
    pub async fn add_api_key(&self, key: &ApiKey, entry: &ActivityEntry) -> Result<(), StoreError> {
        let hashes = [Some(&key.ha1_md5), Some(&key.ha1_sha256), None];
        self.add_program(&key.program, hashes, entry).await
    }

    /// Keeps a new service account, and notes it in the activity log.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project does not exist or the client ID is taken.
    pub async fn add_service_account(
        &self,
        account: &ServiceAccount,
        entry: &ActivityEntry,
    ) -> Result<(), StoreError> {
        let hashes = [None, None, Some(&account.secret_hash)];
        self.add_program(&account.program, hashes, entry).await
    }

    async fn add_program(
        &self,
        program: &Program,
        hashes: [Option<&String>; 3],
        entry: &ActivityEntry,
    ) -> Result<(), StoreError> {
        let grant = &program.grant;
        let [ha1_md5, ha1_sha256, secret_hash] = hashes;
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO programs (id, kind, project_id, role, label, access_list, created_at, \
             created_by, expires_at, ha1_md5, ha1_sha256, secret_hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(&program.id)
        .bind(program.kind.as_str())
        .bind(grant.project.as_str())
        .bind(grant.role.as_str())
        .bind(grant.label.as_str())
        .bind(grant.access_list.to_texts().join(","))
        .bind(grant.created.as_millisecond())
        .bind(&grant.created_by)
        .bind(grant.expires.map(Timestamp::as_millisecond))
        .bind(ha1_md5)
        .bind(ha1_sha256)
        .bind(secret_hash)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)
    }

    /// The API key with that public key.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn api_key(&self, public_key: &str) -> Result<Option<ApiKey>, StoreError> {
        let row = sqlx::query(select_programs!(
            ", p.ha1_md5, p.ha1_sha256",
            "WHERE p.id = $1 AND p.kind = 'api-key'"
        ))
        .bind(public_key)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| {
            Ok(ApiKey {
                program: program(&row)?,
                ha1_md5: row.try_get("ha1_md5").map_err(failed)?,
                ha1_sha256: row.try_get("ha1_sha256").map_err(failed)?,
            })
        })
        .transpose()
    }

    /// The service account with that client ID.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn service_account(
        &self,
        client_id: &str,
    ) -> Result<Option<ServiceAccount>, StoreError> {
        let row = sqlx::query(select_programs!(
            ", p.secret_hash",
            "WHERE p.id = $1 AND p.kind = 'service-account'"
        ))
        .bind(client_id)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| {
            let secret_hash = row.try_get("secret_hash").map_err(failed)?;
            Ok(ServiceAccount { program: program(&row)?, secret_hash })
        })
        .transpose()
    }

    /// Keeps a new access token, and forgets those that are over.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the service account does not exist.
    pub async fn add_access_token(
        &self,
        token_hash: &str,
        program: &str,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM access_tokens WHERE expires_at <= $1")
            .bind(now.as_millisecond())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query(
            "INSERT INTO access_tokens (token_hash, program_id, expires_at) VALUES ($1, $2, $3)",
        )
        .bind(token_hash)
        .bind(program)
        .bind(expires.as_millisecond())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        transaction.commit().await.map_err(failed)
    }

    /// The service account of an access token that is not over.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn program_by_access_token(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<Program>, StoreError> {
        let row = sqlx::query(select_programs!(
            "",
            "JOIN access_tokens t ON t.program_id = p.id WHERE t.token_hash = $1 AND t.expires_at > $2"
        ))
        .bind(token_hash)
        .bind(now.as_millisecond())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(program).transpose()
    }

    /// Ends an access token of that service account.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_access_token(
        &self,
        token_hash: &str,
        program: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM access_tokens WHERE token_hash = $1 AND program_id = $2")
            .bind(token_hash)
            .bind(program)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// The API keys and service accounts of a project, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn programs(&self, project: &ProjectId) -> Result<Vec<Program>, StoreError> {
        let rows = sqlx::query(select_programs!(
            "",
            "WHERE p.project_id = $1 ORDER BY p.created_at, p.id"
        ))
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(program).collect()
    }

    /// The API key or service account with that ID.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn program(&self, id: &str) -> Result<Option<Program>, StoreError> {
        let row = sqlx::query(select_programs!("", "WHERE p.id = $1"))
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.as_ref().map(program).transpose()
    }

    /// Notes that a program signed in.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn touch_program(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE programs SET last_used_at = $1 WHERE id = $2")
            .bind(now.as_millisecond())
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Says anew from where a program may be used; whether there is one.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn set_access_list(
        &self,
        id: &str,
        access_list: &IpAccessList,
        entry: &ActivityEntry,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let done =
            sqlx::query("UPDATE programs SET access_list = $1 WHERE id = $2 AND project_id = $3")
                .bind(access_list.to_texts().join(","))
                .bind(id)
                .bind(entry.project.as_str())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        let is_there = done.rows_affected() > 0;
        if is_there {
            insert_activity(&mut transaction, entry).await?;
        }
        transaction.commit().await.map_err(failed)?;
        Ok(is_there)
    }

    /// Ends a program, from the next request on; whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_program(
        &self,
        id: &str,
        entry: &ActivityEntry,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query("DELETE FROM programs WHERE id = $1 AND project_id = $2")
            .bind(id)
            .bind(entry.project.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        let was_there = done.rows_affected() > 0;
        if was_there {
            insert_activity(&mut transaction, entry).await?;
        }
        transaction.commit().await.map_err(failed)?;
        Ok(was_there)
    }
}

fn program(row: &AnyRow) -> Result<Program, StoreError> {
    let text = |column: &str| row.try_get::<String, _>(column).map_err(failed);
    let moment = |column: &str| {
        let milliseconds: Option<i64> = row.try_get(column).map_err(failed)?;
        milliseconds.map(time).transpose()
    };
    let (kind, role) = (text("kind")?, text("role")?);
    Ok(Program {
        id: text("id")?,
        kind: ProgramKind::from_name(&kind).ok_or_else(|| corrupt(kind))?,
        grant: Grant {
            project: parsed(row, "project_id")?,
            role: ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))?,
            label: parsed(row, "label")?,
            access_list: parsed(row, "access_list")?,
            created: time(row.try_get("created_at").map_err(failed)?)?,
            created_by: text("created_by")?,
            expires: moment("expires_at")?,
        },
        last_used: moment("last_used_at")?,
    })
}
