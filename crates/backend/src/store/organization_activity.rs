//! The log of an organization.

use engine::{Context, ports::StoreError};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{ProjectId, console::OrganizationAction};

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
    /// Whom or what it was done to, or by what; empty where the action says it all.
    pub subject: String,
}

impl OrganizationEntry {
    /// An entry about `subject`.
    #[must_use]
    pub fn new(action: OrganizationAction, subject: String, context: &Context) -> Self {
        Self {
            id: ProjectId::from_bytes(context.entropy.id_bytes(context.now)).to_string(),
            at: context.now,
            actor: context.actor.name.to_owned(),
            from: context.actor.from.to_owned(),
            action,
            subject,
        }
    }
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
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        insert_entry(&mut connection, org_id, entry).await
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
            "SELECT id, happened_at, actor, from_address, action, subject FROM organization_activity WHERE org_id = ",
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
}

pub(super) async fn insert_entry(
    connection: &mut AnyConnection,
    org_id: &str,
    entry: &OrganizationEntry,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO organization_activity (id, org_id, happened_at, actor, from_address, action, subject) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&entry.id)
    .bind(org_id)
    .bind(entry.at.as_millisecond())
    .bind(&entry.actor)
    .bind(&entry.from)
    .bind(entry.action.as_str())
    .bind(&entry.subject)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

fn read_entry(row: &AnyRow) -> Result<OrganizationEntry, StoreError> {
    let action: String = row.try_get("action").map_err(failed)?;
    Ok(OrganizationEntry {
        id: row.try_get("id").map_err(failed)?,
        at: time(row.try_get("happened_at").map_err(failed)?)?,
        actor: row.try_get("actor").map_err(failed)?,
        from: row.try_get("from_address").map_err(failed)?,
        action: OrganizationAction::from_name(&action).ok_or_else(|| corrupt(action))?,
        subject: row.try_get("subject").map_err(failed)?,
    })
}
