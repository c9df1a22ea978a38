//! Who owns an organization, and so each of its projects.

use engine::ports::StoreError;
use sqlx::{AnyConnection, Row, any::AnyRow};

use super::{
    OrganizationEntry, SqlStore, failed, organization_activity::insert_entry, people::Person,
    unsigned,
};

/// Why somebody owns an organization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Owning {
    /// A person or the operator said so.
    pub(super) by_hand: bool,
    /// A group of the person says so.
    pub(super) by_group: bool,
}

impl Owning {
    pub(super) fn owns(self) -> bool {
        self.by_hand || self.by_group
    }
}

/// What became of a change of an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerChange {
    /// It is made.
    Done,
    /// It was so before.
    Nothing,
    /// The organization would have no owner any more.
    LastOwner,
    /// A group of the person says so.
    ByGroup,
}

impl SqlStore {
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

    /// Whether somebody may make projects in an organization: one that has owners leaves that to them.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn may_create_project(
        &self,
        person: &Person,
        org_id: &str,
    ) -> Result<bool, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS owners, COUNT(CASE WHEN user_id = $1 THEN 1 END) AS own \
             FROM organization_owners WHERE org_id = $2",
        )
        .bind(&person.id)
        .bind(org_id)
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        let (owners, own): (i64, i64) =
            (row.try_get("owners").map_err(failed)?, row.try_get("own").map_err(failed)?);
        Ok(owners == 0 || own > 0)
    }

    /// Who owns an organization, by address, and whether only a group says so.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn organization_owners(
        &self,
        org_id: &str,
    ) -> Result<Vec<(Person, bool)>, StoreError> {
        let rows = sqlx::query(
            "SELECT u.id, u.email, o.by_hand FROM organization_owners o JOIN users u ON u.id = o.user_id \
             WHERE o.org_id = $1 ORDER BY u.email",
        )
        .bind(org_id)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let read = |row: &AnyRow| {
            let id = row.try_get("id").map_err(failed)?;
            let person = Person { id, email: row.try_get("email").map_err(failed)? };
            let by_hand: i64 = row.try_get("by_hand").map_err(failed)?;
            Ok((person, by_hand == 0))
        };
        rows.iter().map(read).collect()
    }

    /// Lets somebody own an organization by hand, or not any more.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the person has gone.
    pub async fn set_organization_owner(
        &self,
        org_id: &str,
        person: &Person,
        by_hand: bool,
        entry: &OrganizationEntry,
    ) -> Result<OwnerChange, StoreError> {
        let mut transaction = self.begin().await?;
        lock_owners(&mut transaction, org_id).await?;
        let before = owning(&mut transaction, org_id, person).await?;
        let after = Owning { by_hand, ..before };
        if before == after {
            return Ok(OwnerChange::Nothing);
        }
        if !by_hand && before.by_group {
            return Ok(OwnerChange::ByGroup);
        }
        if !by_hand && other_organization_owners(&mut transaction, org_id, person).await? == 0 {
            return Ok(OwnerChange::LastOwner);
        }
        own(&mut transaction, org_id, person, after).await?;
        if before.owns() != after.owns() {
            insert_entry(&mut transaction, org_id, entry).await?;
        }
        transaction.commit().await.map_err(failed)?;
        Ok(OwnerChange::Done)
    }
}

pub(super) async fn add_by_hand(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
) -> Result<(), StoreError> {
    let now = owning(connection, org_id, person).await?;
    own(connection, org_id, person, Owning { by_hand: true, ..now }).await
}

/// Why a person owns an organization, if the person does.
pub(super) async fn owning(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
) -> Result<Owning, StoreError> {
    let row = sqlx::query(
        "SELECT by_hand, by_group FROM organization_owners WHERE user_id = $1 AND org_id = $2",
    )
    .bind(&person.id)
    .bind(org_id)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    let Some(row) = row else { return Ok(Owning::default()) };
    let is = |column| Ok::<_, StoreError>(row.try_get::<i64, _>(column).map_err(failed)? == 1);
    Ok(Owning { by_hand: is("by_hand")?, by_group: is("by_group")? })
}

/// Lets a person own an organization for these reasons, or not at all.
pub(super) async fn own(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
    owning: Owning,
) -> Result<(), StoreError> {
    let statement = if owning.owns() {
        sqlx::query(
            "INSERT INTO organization_owners (user_id, org_id, by_hand, by_group) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, org_id) DO UPDATE SET by_hand = excluded.by_hand, by_group = excluded.by_group",
        )
        .bind(&person.id)
        .bind(org_id)
        .bind(i64::from(owning.by_hand))
        .bind(i64::from(owning.by_group))
    } else {
        sqlx::query("DELETE FROM organization_owners WHERE user_id = $1 AND org_id = $2")
            .bind(&person.id)
            .bind(org_id)
    };
    statement.execute(connection).await.map_err(failed)?;
    Ok(())
}

/// Lets nobody else take owners away until the transaction is over.
pub(super) async fn lock_owners(
    connection: &mut AnyConnection,
    org_id: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE organization_owners SET org_id = org_id WHERE org_id = $1")
        .bind(org_id)
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

/// How many own an organization besides that person.
pub(super) async fn other_organization_owners(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM organization_owners WHERE org_id = $1 AND user_id <> $2",
    )
    .bind(org_id)
    .bind(&person.id)
    .fetch_one(connection)
    .await
    .map_err(failed)?;
    Ok(unsigned(count))
}
