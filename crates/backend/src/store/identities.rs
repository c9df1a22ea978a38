//! People whom identity providers vouch for, and what their groups give them.

use std::collections::{BTreeMap, BTreeSet};

use engine::{ActivityEntry, Context, ports::StoreError};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row};
use wire::{
    ProjectId, ProjectRole,
    console::{ActivityAction, OrganizationAction},
    keeps_an_owner,
};

use super::{
    SqlStore,
    access_roles::{insert_activity, parsed},
    failed,
    members::{Given, give, given, lock, other_owners},
    organization_activity::{OrganizationEntry, insert_entry},
    organization_owners::{Owning, lock_owners, other_organization_owners, own, owning},
    people::{Person, insert_person},
};

/// Who a person is for an issuer. Addresses change hands; this does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The issuer.
    pub issuer: String,
    /// What the issuer calls the person.
    pub subject: String,
}

/// What the groups of a person give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Whether the person owns the organization.
    pub organization_owner: bool,
    /// The projects that the person is in.
    pub projects: BTreeMap<ProjectId, ProjectRole>,
}

impl Grants {
    /// Whether it is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl SqlStore {
    /// The person with that identity.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn person_by_identity(
        &self,
        identity: &Identity,
    ) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query(
            "SELECT u.id, u.email FROM identities i JOIN users u ON u.id = i.user_id \
             WHERE i.issuer = $1 AND i.subject = $2",
        )
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| {
            let id = row.try_get("id").map_err(failed)?;
            Ok(Person { id, email: row.try_get("email").map_err(failed)? })
        })
        .transpose()
    }

    /// Adds a person without a password, with that identity.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the address or the identity is taken.
    pub async fn add_person_with_identity(
        &self,
        person: &Person,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        insert_person(&mut transaction, person, None, now).await?;
        insert_identity(&mut transaction, &person.id, identity, now).await?;
        transaction.commit().await.map_err(failed)
    }

    /// Whether the person has an identity.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn has_identity(&self, person: &Person) -> Result<bool, StoreError> {
        let found = sqlx::query("SELECT 1 FROM identities WHERE user_id = $1").bind(&person.id);
        Ok(found.fetch_optional(&self.pool).await.map_err(failed)?.is_some())
    }

    /// Whether a person is in any project, or owns an organization.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn has_access(&self, person: &Person) -> Result<bool, StoreError> {
        let found = sqlx::query(
            "SELECT user_id FROM members WHERE user_id = $1 \
             UNION SELECT user_id FROM organization_owners WHERE user_id = $1",
        )
        .bind(&person.id);
        Ok(found.fetch_optional(&self.pool).await.map_err(failed)?.is_some())
    }

    /// Gives a person an identity.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the person has one, or somebody else has this one.
    pub async fn add_identity(
        &self,
        person: &Person,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        insert_identity(&mut connection, &person.id, identity, now).await
    }

    /// Lets a person have what their groups give from now on, and nothing that other groups gave before. What people gave stays.
    /// Where that would take away the last owner of a project or of the organization, the person stays one as if by hand.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn map_groups(
        &self,
        org_id: &str,
        person: &Person,
        grants: &Grants,
        context: &Context<'_>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let before = sqlx::query(
            "SELECT project_id FROM members WHERE user_id = $1 AND group_role IS NOT NULL",
        )
        .bind(&person.id)
        .fetch_all(&mut *transaction)
        .await
        .map_err(failed)?;
        let before = before.iter().map(|row| parsed(row, "project_id"));
        let mut projects = before.collect::<Result<BTreeSet<ProjectId>, _>>()?;
        projects.extend(grants.projects.keys().cloned());
        // In the order of their IDs, so that two who sign in at once don't wait for each other.
        for project in &projects {
            let role = grants.projects.get(project).copied();
            map_project(&mut transaction, project, person, role, context).await?;
        }
        map_organization(&mut transaction, org_id, person, grants.organization_owner, context)
            .await?;
        transaction.commit().await.map_err(failed)
    }
}

async fn map_project(
    connection: &mut AnyConnection,
    project: &ProjectId,
    person: &Person,
    role: Option<ProjectRole>,
    context: &Context<'_>,
) -> Result<(), StoreError> {
    if !lock(connection, project).await? {
        tracing::warn!(%project, "a group is mapped to a project that is not there");
        return Ok(());
    }
    let before = given(connection, project, person).await?;
    if before.by_group == role {
        return Ok(());
    }
    let mut after = Given { by_group: role, ..before };
    let action = match (before.role(), after.role()) {
        (before, after) if before == after => None,
        (None, _) => Some(ActivityAction::MemberAdded),
        (Some(before), after) => {
            let others = other_owners(connection, project, person).await?;
            Some(match after {
                _ if !keeps_an_owner(before, after, others) => ActivityAction::LastOwnerKept,
                Some(_) => ActivityAction::MemberRoleChanged,
                None => ActivityAction::MemberRemoved,
            })
        }
    };
    if action == Some(ActivityAction::LastOwnerKept) {
        after.by_hand = Some(ProjectRole::Owner);
    }
    give(connection, project, person, after).await?;
    let Some(action) = action else { return Ok(()) };
    let subject = match after.role() {
        Some(role) => format!("{} ({})", person.email, role.as_str()),
        None => person.email.clone(),
    };
    insert_activity(connection, &ActivityEntry::about(project, action, subject, context)).await
}

async fn map_organization(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
    by_group: bool,
    context: &Context<'_>,
) -> Result<(), StoreError> {
    lock_owners(connection, org_id).await?;
    let before = owning(connection, org_id, person).await?;
    if before.by_group == by_group {
        return Ok(());
    }
    let mut after = Owning { by_group, ..before };
    let action = match (before.owns(), after.owns()) {
        (false, true) => Some(OrganizationAction::OwnerAdded),
        (true, false) => {
            // Without any owner, everybody might make projects.
            let others = other_organization_owners(connection, org_id, person).await?;
            after.by_hand = others == 0;
            Some(if others == 0 {
                OrganizationAction::LastOwnerKept
            } else {
                OrganizationAction::OwnerRemoved
            })
        }
        _ => None,
    };
    own(connection, org_id, person, after).await?;
    let Some(action) = action else { return Ok(()) };
    let entry = OrganizationEntry::new(action, person.email.clone(), context);
    insert_entry(connection, org_id, &entry).await
}

async fn insert_identity(
    connection: &mut AnyConnection,
    person: &str,
    identity: &Identity,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO identities (issuer, subject, user_id, created_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .bind(person)
    .bind(now.as_millisecond())
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}
