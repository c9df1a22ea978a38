//! Who is in a project.

use engine::{ActivityEntry, Project, ports::StoreError};
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{ProjectId, ProjectRole, exceeds_group, keeps_an_owner};

use super::{SqlStore, access_roles::insert_activity, corrupt, failed, people::Person, unsigned};

/// Somebody who may read a project, at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: Person,
    /// What the person may do in the project.
    pub role: ProjectRole,
    /// What groups of the person give, of that.
    pub group_role: Option<ProjectRole>,
    /// Whether the person owns the organization, and so each of its projects.
    pub organization_owner: bool,
}

/// What a member is in a project by itself, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    /// What a person or the operator gave.
    pub(super) by_hand: Option<ProjectRole>,
    /// What groups of the member give.
    pub(super) by_group: Option<ProjectRole>,
}

impl Given {
    /// The stronger of the two, which counts.
    pub(super) fn role(self) -> Option<ProjectRole> {
        match (self.by_hand, self.by_group) {
            (Some(by_hand), Some(by_group)) => Some(by_hand.or(by_group)),
            (by_hand, by_group) => by_hand.or(by_group),
        }
    }
}

/// What became of a change of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberChange {
    /// It is made.
    Done,
    /// The project would have no owner any more.
    LastOwner,
    /// A group of the member gives more than that.
    ByGroup,
}

impl SqlStore {
    /// The members of a project and the owners of its organization, by address.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn members(&self, project: &Project) -> Result<Vec<Member>, StoreError> {
        let rows = sqlx::query(
            "SELECT u.id, u.email, CASE WHEN o.user_id IS NULL THEN m.role ELSE 'owner' END AS role, m.group_role, \
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
    ) -> Result<Option<Member>, StoreError> {
        let row = sqlx::query(
            "SELECT u.id, u.email, m.role, m.group_role, 0 AS organization_owner FROM members m JOIN users u ON u.id = m.user_id \
             WHERE m.project_id = $1 AND m.user_id = $2",
        )
        .bind(project.as_str())
        .bind(person)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(read_member).transpose()
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
        lock(&mut transaction, &entry.project).await?;
        let before = given(&mut transaction, &entry.project, person).await?;
        if before.role().is_some() {
            return Ok(false);
        }
        let after = Given { by_hand: Some(role), ..before };
        give(&mut transaction, &entry.project, person, after).await?;
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
        let now = given(&mut transaction, project, person).await?;
        if now.role() != Some(before) {
            return Err(StoreError::Conflict);
        }
        let given = Given { by_hand: after, ..now };
        if !exceeds_group(now.by_group, after) {
            return Ok(MemberChange::ByGroup);
        }
        if !keeps_an_owner(before, after, other_owners(&mut transaction, project, person).await?) {
            return Ok(MemberChange::LastOwner);
        }
        give(&mut transaction, project, person, given).await?;
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(MemberChange::Done)
    }
}

/// Lets nobody else change the members of a project until the transaction is over.
/// Tells whether there is such a project.
pub(super) async fn lock(
    connection: &mut AnyConnection,
    project: &ProjectId,
) -> Result<bool, StoreError> {
    let done =
        sqlx::query("UPDATE projects SET org_id = org_id WHERE id = $1 AND deleted_at IS NULL")
            .bind(project.as_str())
            .execute(connection)
            .await
            .map_err(failed)?;
    Ok(done.rows_affected() > 0)
}

/// What a person is in a project by itself, and why.
pub(super) async fn given(
    connection: &mut AnyConnection,
    project: &ProjectId,
    person: &Person,
) -> Result<Given, StoreError> {
    let row = sqlx::query(
        "SELECT hand_role, group_role FROM members WHERE project_id = $1 AND user_id = $2",
    )
    .bind(project.as_str())
    .bind(&person.id)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    let Some(row) = row else { return Ok(Given::default()) };
    Ok(Given { by_hand: read_given(&row, "hand_role")?, by_group: read_given(&row, "group_role")? })
}

/// Lets a person be that in a project, or nothing.
pub(super) async fn give(
    connection: &mut AnyConnection,
    project: &ProjectId,
    person: &Person,
    given: Given,
) -> Result<(), StoreError> {
    let statement = match given.role() {
        Some(role) => sqlx::query(
            "INSERT INTO members (project_id, user_id, role, hand_role, group_role) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (user_id, project_id) DO UPDATE \
             SET role = excluded.role, hand_role = excluded.hand_role, group_role = excluded.group_role",
        )
        .bind(project.as_str())
        .bind(&person.id)
        .bind(role.as_str())
        .bind(given.by_hand.map(ProjectRole::as_str))
        .bind(given.by_group.map(ProjectRole::as_str)),
        None => sqlx::query("DELETE FROM members WHERE project_id = $1 AND user_id = $2")
            .bind(project.as_str())
            .bind(&person.id),
    };
    statement.execute(connection).await.map_err(failed)?;
    Ok(())
}

/// How many own a project without that person's membership.
pub(super) async fn other_owners(
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
        group_role: read_given(row, "group_role")?,
        organization_owner: organization_owner == 1,
    })
}

fn read_given(row: &AnyRow, column: &str) -> Result<Option<ProjectRole>, StoreError> {
    let role: Option<String> = row.try_get(column).map_err(failed)?;
    role.map(|role| ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))).transpose()
}

fn read_person(row: &AnyRow) -> Result<Person, StoreError> {
    let (id, email) = (row.try_get("id").map_err(failed)?, row.try_get("email").map_err(failed)?);
    Ok(Person { id, email })
}

pub(super) fn read_role(row: &AnyRow) -> Result<ProjectRole, StoreError> {
    let role: String = row.try_get("role").map_err(failed)?;
    ProjectRole::from_name(&role).ok_or_else(|| corrupt(role))
}
