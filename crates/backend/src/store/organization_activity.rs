//! The log of an organization.

use engine::ports::StoreError;
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::console::OrganizationAction;

use super::{SqlStore, corrupt, failed, signed, sql::Sql, time};

/// An entry of an organization's log. Entries are only ever added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationEntry {
    /// Names the entry; sorts by age.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// Whose account it was.
    pub actor: String,
    /// The IP address that it was done from; empty where it is not known.
    pub from: String,
    /// What was done.
    pub action: OrganizationAction,
}

impl SqlStore {
    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn add_organization_entry(
        &self,
        org_id: &str,
        entry: &OrganizationEntry,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO organization_activity (id, org_id, happened_at, actor, from_address, action) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&entry.id)
        .bind(org_id)
        .bind(entry.at.as_millisecond())
        .bind(&entry.actor)
        .bind(&entry.from)
        .bind(entry.action.as_str())
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    /// Up to `limit` entries of an organization's log that come after `last` in it, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn organization_activity_after(
        &self,
        org_id: &str,
        last: Option<&OrganizationEntry>,
        limit: u64,
    ) -> Result<Vec<OrganizationEntry>, StoreError> {
        let mut sql = Sql::new(
            "SELECT id, happened_at, actor, from_address, action FROM organization_activity WHERE org_id = ",
        );
        sql.text(org_id);
        if let Some(last) = last {
            let at = last.at.as_millisecond();
            sql.push(" AND (happened_at < ").number(at);
            sql.push(" OR happened_at = ").number(at).push(" AND id < ").text(&last.id).push(")");
        }
        sql.push(" ORDER BY happened_at DESC, id DESC LIMIT ").number(signed(limit));
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        rows.iter().map(read_entry).collect()
    }

    /// Whether somebody owns an organization.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn owns_organization(&self, person: &str, org_id: &str) -> Result<bool, StoreError> {
        let found =
            sqlx::query("SELECT 1 FROM organization_owners WHERE user_id = $1 AND org_id = $2")
                .bind(person)
                .bind(org_id)
                .fetch_optional(&self.pool)
                .await
                .map_err(failed)?;
        Ok(found.is_some())
    }
}

fn read_entry(row: &AnyRow) -> Result<OrganizationEntry, StoreError> {
    let action: String = row.try_get("action").map_err(failed)?;
    Ok(OrganizationEntry {
        id: row.try_get("id").map_err(failed)?,
        at: time(row.try_get("happened_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        from: row.try_get("from_address").map_err(failed)?,
        action: OrganizationAction::from_name(&action).ok_or_else(|| corrupt(action))?,
    })
}
