//! Projects and who is in them.

use engine::{
    ActivityEntry, Project,
    ports::{Page, StoreError},
};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{ProjectId, ProjectRole};

use super::{
    SqlStore,
    access_roles::{insert_activity, parsed},
    corrupt, failed,
    members::{Given, give, given, lock},
    people::Person,
    signed, time, unsigned,
};

/// A project and what somebody is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The project.
    pub project: Project,
    /// What the person may do.
    pub role: ProjectRole,
    /// How many access roles the project has.
    pub role_count: u64,
    /// How many of them are authorized, but were refused when they were last validated.
    pub bad_role_count: u64,
    /// Since when the first of those is refused.
    pub bad_since: Option<Timestamp>,
    /// Since when its key can't be used; `None` where it can, or there is none.
    pub key_bad_since: Option<Timestamp>,
}

/// Reads projects with their counts; every query goes on from here.
macro_rules! select_projects {
    ($role:literal, $rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.org_id, p.created_at, ",
            $role,
            " AS role, (SELECT COUNT(*) FROM clusters c WHERE c.project_id = p.id) AS cluster_count, \
             p.in_progress_roles + p.authorized_roles AS role_count, p.bad_roles, \
             (SELECT MIN(r.health_since) FROM access_roles r WHERE r.project_id = p.id AND r.health = 'bad') \
             AS bad_since, \
             (SELECT s.health_since FROM encryption_settings s WHERE s.project_id = p.id AND s.health_failure IS NOT NULL) \
             AS key_bad_since \
             FROM projects p ",
            $rest
        )
    };
}

impl SqlStore {
    /// Keeps a new project, with its first owner if it has one.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the ID is taken.
    pub async fn add_project(
        &self,
        project: &Project,
        owner: Option<&Person>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("INSERT INTO projects (id, name, org_id, created_at) VALUES ($1, $2, $3, $4)")
            .bind(project.id.as_str())
            .bind(&project.name)
            .bind(&project.org_id)
            .bind(project.created.as_millisecond())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        if let Some(owner) = owner {
            let owner_by_hand = Given { by_hand: Some(ProjectRole::Owner), by_group: None };
            give(&mut transaction, &project.id, owner, owner_by_hand).await?;
        }
        transaction.commit().await.map_err(failed)
    }

    /// Gives the project of `entry` another name.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where it has gone.
    pub async fn rename_project(
        &self,
        name: &str,
        entry: &ActivityEntry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let done =
            sqlx::query("UPDATE projects SET name = $1 WHERE id = $2 AND deleted_at IS NULL")
                .bind(name)
                .bind(entry.project.as_str())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)
    }

    /// Makes somebody a member of a project, or changes what the member may do.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where there is no such project.
    pub async fn set_member(
        &self,
        project: &ProjectId,
        person: &Person,
        role: ProjectRole,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        if !lock(&mut transaction, project).await? {
            return Err(StoreError::Conflict);
        }
        let before = given(&mut transaction, project, person).await?;
        give(&mut transaction, project, person, Given { by_hand: Some(role), ..before }).await?;
        transaction.commit().await.map_err(failed)
    }

    /// A project, as a member sees it; `None` where there is none or the person is not in it.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn membership(
        &self,
        person: &str,
        project: &ProjectId,
    ) -> Result<Option<Membership>, StoreError> {
        let row = sqlx::query(select_projects!(
            "CASE WHEN o.user_id IS NULL THEN m.role ELSE 'owner' END",
            "LEFT JOIN members m ON m.project_id = p.id AND m.user_id = $1 \
             LEFT JOIN organization_owners o ON o.org_id = p.org_id AND o.user_id = $1 \
             WHERE p.id = $2 AND p.deleted_at IS NULL AND (m.user_id IS NOT NULL OR o.user_id IS NOT NULL)"
        ))
        .bind(person)
        .bind(project.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(read_membership).transpose()
    }

    /// A page of the projects that a person is in, by name.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn memberships(
        &self,
        person: &str,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Membership>, StoreError> {
        let rows = sqlx::query(select_projects!(
            "CASE WHEN o.user_id IS NULL THEN m.role ELSE 'owner' END",
            "LEFT JOIN members m ON m.project_id = p.id AND m.user_id = $1 \
             LEFT JOIN organization_owners o ON o.org_id = p.org_id AND o.user_id = $1 \
             WHERE p.id IN (SELECT project_id FROM members WHERE user_id = $1 \
             UNION SELECT q.id FROM projects q JOIN organization_owners w ON w.org_id = q.org_id WHERE w.user_id = $1 AND q.deleted_at IS NULL) \
             ORDER BY p.name, p.id LIMIT $2 OFFSET $3"
        ))
        .bind(person)
        .bind(signed(limit))
        .bind(signed(offset))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let total: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM (SELECT project_id FROM members WHERE user_id = $1 \
             UNION SELECT q.id FROM projects q JOIN organization_owners w ON w.org_id = q.org_id \
             WHERE w.user_id = $1 AND q.deleted_at IS NULL) AS own",
        )
        .bind(person)
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        let items = rows.iter().map(read_membership).collect::<Result<_, _>>()?;
        Ok(Page { items, total: unsigned(total), total_is_at_least: false })
    }

    /// A project, as the holder of a key with `role` sees it.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn project(
        &self,
        project: &ProjectId,
        role: ProjectRole,
    ) -> Result<Option<Membership>, StoreError> {
        let row = sqlx::query(select_projects!("$1", "WHERE p.id = $2 AND p.deleted_at IS NULL"))
            .bind(role.as_str())
            .bind(project.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.as_ref().map(read_membership).transpose()
    }
}

fn read_membership(row: &AnyRow) -> Result<Membership, StoreError> {
    let role: String = row.try_get("role").map_err(failed)?;
    let bad_since: Option<i64> = row.try_get("bad_since").map_err(failed)?;
    let key_bad_since: Option<i64> = row.try_get("key_bad_since").map_err(failed)?;
    Ok(Membership {
        project: Project {
            id: parsed(row, "id")?,
            name: row.try_get("name").map_err(failed)?,
            org_id: row.try_get("org_id").map_err(failed)?,
            created: time(row.try_get("created_at").map_err(failed)?)?,
            cluster_count: unsigned(row.try_get("cluster_count").map_err(failed)?),
        },
        role: ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))?,
        role_count: unsigned(row.try_get("role_count").map_err(failed)?),
        bad_role_count: unsigned(row.try_get("bad_roles").map_err(failed)?),
        bad_since: bad_since.map(time).transpose()?,
        key_bad_since: key_bad_since.map(time).transpose()?,
    })
}
