//! Invitations: into a project, or to own the organization.

use engine::{ActivityEntry, ports::StoreError};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{ProjectId, ProjectRole};

use super::{
    SqlStore,
    access_roles::insert_activity,
    corrupt, failed,
    members::{Given, give, given, lock, read_role},
    organization_owners::add_by_hand,
    people::{Person, insert_person},
    time,
};

/// An invitation that can be accepted once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Names the invitation.
    pub id: String,
    /// The organization.
    pub org_id: String,
    /// The project; `None` where it is to own the organization.
    pub project: Option<ProjectId>,
    /// Who is invited, in lower case; empty where whoever accepts it says so.
    pub email: String,
    /// What the person will be.
    pub role: ProjectRole,
    /// When it was made.
    pub created: Timestamp,
    /// Who made it.
    pub created_by: String,
    /// From when on it can't be accepted any more.
    pub expires: Timestamp,
}

/// Who accepts an invitation.
#[derive(Clone, Debug)]
pub enum Newcomer {
    /// Somebody who has an account.
    Known(Person),
    /// Somebody who gets one, with the hash of the password.
    New(Person, String),
}

impl Newcomer {
    /// The person.
    #[must_use]
    pub fn person(&self) -> &Person {
        match self {
            Self::Known(person) | Self::New(person, _) => person,
        }
    }
}

const COLUMNS: &str = "SELECT i.id, i.org_id, i.project_id, i.email, i.role, i.created_at, i.created_by, i.expires_at";

impl SqlStore {
    /// Keeps an invitation in place of earlier ones of the same address into the same project, or, of one to own the
    /// organization, in place of any. The entry of the activity log belongs to one into a project.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the project has gone.
    pub async fn add_invitation(
        &self,
        invitation: &Invitation,
        token_hash: &str,
        entry: Option<&ActivityEntry>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let project = invitation.project.as_ref().map(ProjectId::as_str);
        sqlx::query(
            "DELETE FROM invitations WHERE org_id = $1 AND email = $2 AND COALESCE(project_id, '') = $3",
        )
        .bind(&invitation.org_id)
        .bind(&invitation.email)
        .bind(project.unwrap_or_default())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        sqlx::query(
            "INSERT INTO invitations (id, token_hash, org_id, project_id, email, role, created_at, created_by, \
             expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&invitation.id)
        .bind(token_hash)
        .bind(&invitation.org_id)
        .bind(project)
        .bind(&invitation.email)
        .bind(invitation.role.as_str())
        .bind(invitation.created.as_millisecond())
        .bind(&invitation.created_by)
        .bind(invitation.expires.as_millisecond())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if let Some(entry) = entry {
            insert_activity(&mut transaction, entry).await?;
        }
        transaction.commit().await.map_err(failed)
    }

    /// The invitations into a project that can still be accepted, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn invitations(
        &self,
        project: &ProjectId,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError> {
        let mut sql = super::sql::Sql::new(COLUMNS);
        sql.push(" FROM invitations i WHERE i.project_id = ").text(project.as_str());
        sql.push(" AND i.expires_at > ").number(now.as_millisecond());
        sql.push(" ORDER BY i.created_at DESC, i.id LIMIT 500");
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        rows.iter().map(read_invitation).collect()
    }

    /// The invitation of that token, if it can still be accepted, and the name of its project. One to own the organization
    /// is only there for the first person.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn invitation(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(Invitation, Option<String>)>, StoreError> {
        let mut sql = super::sql::Sql::new(COLUMNS);
        sql.push(", p.name AS project_name FROM invitations i LEFT JOIN projects p ON p.id = i.project_id");
        sql.push(" WHERE i.token_hash = ").text(token_hash);
        sql.push(" AND i.expires_at > ").number(now.as_millisecond());
        sql.push(" AND (i.project_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM users))");
        let row = sql.query().fetch_optional(&self.pool).await.map_err(failed)?;
        let read = |row: AnyRow| {
            Ok((read_invitation(&row)?, row.try_get("project_name").map_err(failed)?))
        };
        row.map(read).transpose()
    }

    /// Takes an invitation into the project of `entry` back; `false` where there is none of that name.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_invitation(
        &self,
        id: &str,
        entry: &ActivityEntry,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let removed = sqlx::query("DELETE FROM invitations WHERE id = $1 AND project_id = $2")
            .bind(id)
            .bind(entry.project.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        insert_activity(&mut transaction, entry).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(true)
    }

    /// Accepts an invitation, which is gone then: the newcomer has an account, and is what the invitation says, or more if
    /// the person was that before.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody else accepted it or took it back, or where the address of a new account is taken.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        newcomer: &Newcomer,
        now: Timestamp,
        entry: Option<&ActivityEntry>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let mut used = super::sql::Sql::new("DELETE FROM invitations WHERE id = ");
        used.text(&invitation.id).push(" AND expires_at > ").number(now.as_millisecond());
        used.push(" AND (project_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM users))");
        let used = used.query().execute(&mut *transaction).await.map_err(failed)?;
        if used.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        if let Newcomer::New(person, hash) = newcomer {
            insert_person(&mut transaction, person, Some(hash), now).await?;
        }
        let person = newcomer.person();
        match &invitation.project {
            Some(project) => join(&mut transaction, project, person, invitation.role).await?,
            None => add_by_hand(&mut transaction, &invitation.org_id, person).await?,
        }
        if let Some(entry) = entry {
            insert_activity(&mut transaction, entry).await?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn join(
    connection: &mut AnyConnection,
    project: &ProjectId,
    person: &Person,
    role: ProjectRole,
) -> Result<(), StoreError> {
    lock(connection, project).await?;
    let before = given(connection, project, person).await?;
    // Whoever was more before stays that.
    let by_hand = Some(before.by_hand.map_or(role, |before| before.or(role)));
    give(connection, project, person, Given { by_hand, ..before }).await
}

fn read_invitation(row: &AnyRow) -> Result<Invitation, StoreError> {
    let project: Option<String> = row.try_get("project_id").map_err(failed)?;
    Ok(Invitation {
        id: row.try_get("id").map_err(failed)?,
        org_id: row.try_get("org_id").map_err(failed)?,
        project: project.map(|id| id.parse().map_err(corrupt)).transpose()?,
        email: row.try_get("email").map_err(failed)?,
        role: read_role(row)?,
        created: time(row.try_get("created_at").map_err(failed)?)?,
        created_by: row.try_get("created_by").map_err(failed)?,
        expires: time(row.try_get("expires_at").map_err(failed)?)?,
    })
}
