//! Who is in a project, and who owns an organization.

use engine::{ActivityEntry, Project, ports::StoreError};
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{ProjectId, ProjectRole, keeps_an_owner};

use super::{
    SqlStore, access_roles::insert_activity, corrupt, failed, people::Person, sql::Sql, unsigned,
};

/// Somebody who may read a project, at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: Person,
    /// What the person may do in the project.
    pub role: ProjectRole,
    /// Whether the person owns the organization, and so each of its projects.
    pub organization_owner: bool,
}

/// What became of a change of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberChange {
    /// It is made.
    Done,
    /// The project would have no owner any more.
    LastOwner,
}

impl SqlStore {
    /// The members of a project and the owners of its organization, by address.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn members(&self, project: &Project) -> Result<Vec<Member>, StoreError> {
        let rows = sqlx::query(
            "SELECT u.id, u.email, CASE WHEN o.user_id IS NULL THEN m.role ELSE 'owner' END AS role, \
             CASE WHEN o.user_id IS NULL THEN 0 ELSE 1 END AS organization_owner FROM users u \
             LEFT JOIN members m ON m.user_id = u.id AND m.project_id = $1 \
             LEFT JOIN organization_owners o ON o.user_id = u.id AND o.org_id = $2 \
             WHERE u.id IN (SELECT user_id FROM members WHERE project_id = $1 \
             UNION SELECT user_id FROM organization_owners WHERE org_id = $2) ORDER BY u.email",
        )
        .bind(project.id.as_str())
        .bind(&project.org_id)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(read_member).collect()
    }

    /// What a person is in a project by itself, not by owning its organization.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn member(
        &self,
        project: &ProjectId,
        person: &str,
    ) -> Result<Option<(Person, ProjectRole)>, StoreError> {
        let row = sqlx::query(
            "SELECT u.id, u.email, m.role FROM members m JOIN users u ON u.id = m.user_id \
             WHERE m.project_id = $1 AND m.user_id = $2",
        )
        .bind(project.as_str())
        .bind(person)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| Ok((read_person(&row)?, read_role(&row)?))).transpose()
    }

    /// Adds a member; `false` where the person is one already.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project or the person has gone.
    pub async fn add_member(
        &self,
        person: &Person,
        role: ProjectRole,
        entry: &ActivityEntry,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, $3) \
             ON CONFLICT (user_id, project_id) DO NOTHING",
        )
        .bind(entry.project.as_str())
        .bind(&person.id)
        .bind(role.as_str())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(true)
    }

    /// Lets a member who is `before` be `after` from now on, or nothing any more.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the member is not `before` any more.
    pub async fn change_member(
        &self,
        person: &Person,
        before: ProjectRole,
        after: Option<ProjectRole>,
        entry: &ActivityEntry,
    ) -> Result<MemberChange, StoreError> {
        let mut transaction = self.begin().await?;
        let project = &entry.project;
        lock(&mut transaction, project).await?;
        if !keeps_an_owner(before, after, other_owners(&mut transaction, project, person).await?) {
            return Ok(MemberChange::LastOwner);
        }
        let change = match after {
            Some(ProjectRole::Owner) => "UPDATE members SET role = 'owner'",
            Some(ProjectRole::ReadOnly) => "UPDATE members SET role = 'read-only'",
            None => "DELETE FROM members",
        };
        let mut change = Sql::new(change);
        change.push(" WHERE user_id = ").text(&person.id);
        change.push(" AND project_id = ").text(project.as_str());
        change.push(" AND role = ").text(before.as_str());
        let done = change.query().execute(&mut *transaction).await.map_err(failed)?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(MemberChange::Done)
    }

    /// Makes somebody an owner of an organization.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the person has gone.
    pub async fn add_organization_owner(
        &self,
        org_id: &str,
        person: &Person,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        insert_organization_owner(&mut connection, org_id, person).await
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
}

pub(super) async fn insert_organization_owner(
    connection: &mut AnyConnection,
    org_id: &str,
    person: &Person,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO organization_owners (org_id, user_id) VALUES ($1, $2) \
         ON CONFLICT (user_id, org_id) DO NOTHING",
    )
    .bind(org_id)
    .bind(&person.id)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

/// Lets nobody else change the members of a project until the transaction is over.
async fn lock(connection: &mut AnyConnection, project: &ProjectId) -> Result<(), StoreError> {
    sqlx::query("UPDATE projects SET org_id = org_id WHERE id = $1")
        .bind(project.as_str())
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}

/// How many own a project without that person's membership.
async fn other_owners(
    connection: &mut AnyConnection,
    project: &ProjectId,
    person: &Person,
) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM members WHERE project_id = $1 AND role = 'owner' AND user_id <> $2) \
         + (SELECT COUNT(*) FROM organization_owners o JOIN projects p ON p.org_id = o.org_id WHERE p.id = $1)",
    )
    .bind(project.as_str())
    .bind(&person.id)
    .fetch_one(connection)
    .await
    .map_err(failed)?;
    Ok(unsigned(count))
}

fn read_member(row: &AnyRow) -> Result<Member, StoreError> {
    let organization_owner: i64 = row.try_get("organization_owner").map_err(failed)?;
    Ok(Member {
        person: read_person(row)?,
        role: read_role(row)?,
        organization_owner: organization_owner == 1,
    })
}

fn read_person(row: &AnyRow) -> Result<Person, StoreError> {
    let (id, email) = (row.try_get("id").map_err(failed)?, row.try_get("email").map_err(failed)?);
    Ok(Person { id, email })
}

pub(super) fn read_role(row: &AnyRow) -> Result<ProjectRole, StoreError> {
    let role: String = row.try_get("role").map_err(failed)?;
    ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))
}
