//! The engine's [`Store`] port in SQL.

mod rows;

use std::collections::HashMap;

use engine::{
    AccessRole, ActivityEntry, AttemptRecord, Change, FeatureUsage, RoleStatus, Write,
    ports::{Page, RoleQuery, Store, StoreError},
};
use sqlx::{AnyConnection, Row, any::AnyRow};
use wire::{AttemptId, ExternalId, ProjectId, RoleId, console::Procedure};

pub(super) use rows::parsed;
use rows::{Columns, Outcome, name_of, read_activity, read_attempt, read_role};

use super::{SqlStore, corrupt, failed, signed, unsigned};

/// Reads roles together with their last attempt; every query goes on from here.
macro_rules! select_roles {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.project_id, r.external_id, r.created_at, r.created_by, r.arn, r.authorized_at, \
             r.draft_procedure, r.draft_role_name, r.draft_role_arn, r.draft_revision, r.version, \
             a.id AS attempt_id, a.arn AS attempt_arn, a.started_at, a.actor, a.verdict, a.outcome \
             FROM access_roles r LEFT JOIN attempts a ON a.id = r.last_attempt_id ",
            $rest
        )
    };
}

impl Store for SqlStore {
    async fn role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<AccessRole>, StoreError> {
        let row = sqlx::query(select_roles!("WHERE r.id = $1 AND r.project_id = $2"))
            .bind(id.as_str())
            .bind(project.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        Ok(self.read_roles(row.into_iter().collect()).await?.pop())
    }

    async fn roles(&self, project: &ProjectId) -> Result<Vec<AccessRole>, StoreError> {
        let rows =
            sqlx::query(select_roles!("WHERE r.project_id = $1 ORDER BY r.created_at, r.id"))
                .bind(project.as_str())
                .fetch_all(&self.pool)
                .await
                .map_err(failed)?;
        self.read_roles(rows).await
    }

    async fn role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<Page<AccessRole>, StoreError> {
        let pattern = like_pattern(&query.search);
        let status = query.status.map_or("", RoleStatus::as_str);
        let rows = sqlx::query(select_roles!(
            "WHERE r.project_id = $1 AND ($2 = '' OR r.status = $3) \
             AND ($4 = '%%' OR r.search_text LIKE $5 ESCAPE '\\') \
             ORDER BY r.created_at DESC, r.id DESC LIMIT $6 OFFSET $7"
        ))
        .bind(project.as_str())
        .bind(status)
        .bind(status)
        .bind(&pattern)
        .bind(&pattern)
        .bind(signed(query.limit))
        .bind(signed(query.offset))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let total: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM access_roles WHERE project_id = $1 AND ($2 = '' OR status = $3) \
             AND ($4 = '%%' OR search_text LIKE $5 ESCAPE '\\')",
        )
        .bind(project.as_str())
        .bind(status)
        .bind(status)
        .bind(&pattern)
        .bind(&pattern)
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        Ok(Page { items: self.read_roles(rows).await?, total: unsigned(total) })
    }

    async fn attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> Result<Option<AttemptRecord>, StoreError> {
        let row = sqlx::query(
            "SELECT id AS attempt_id, arn AS attempt_arn, started_at, actor, verdict, outcome \
             FROM attempts WHERE id = $1 AND role_id = $2",
        )
        .bind(id.as_str())
        .bind(role.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| read_attempt(&row)).transpose().map(Option::flatten)
    }

    async fn roles_with_running_attempt(&self) -> Result<Vec<AccessRole>, StoreError> {
        let rows = sqlx::query(select_roles!("WHERE a.verdict = 'running'"))
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        self.read_roles(rows).await
    }

    async fn activity(
        &self,
        project: &ProjectId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<ActivityEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, project_id, happened_at, actor, action, role_id, arn, failure FROM activity \
             WHERE project_id = $1 ORDER BY happened_at DESC, id DESC LIMIT $2 OFFSET $3",
        )
        .bind(project.as_str())
        .bind(signed(limit))
        .bind(signed(offset))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM activity WHERE project_id = $1")
            .bind(project.as_str())
            .fetch_one(&self.pool)
            .await
            .map_err(failed)?;
        let items = rows.iter().map(read_activity).collect::<Result<_, _>>()?;
        Ok(Page { items, total: unsigned(total) })
    }

    async fn apply(&self, change: &Change) -> Result<(), StoreError> {
        self.apply_all(std::slice::from_ref(change)).await
    }
}

impl SqlStore {
    /// Carries out changes in order, all of them or nothing.
    ///
    /// # Errors
    /// As of [`Store::apply`].
    pub async fn apply_all(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        for change in changes {
            for write in change.writes() {
                match write {
                    Write::Insert(role) => insert_role(&mut transaction, role).await?,
                    Write::Replace(role) => replace_role(&mut transaction, role).await?,
                    Write::Delete { project, id, version } => {
                        delete_role(&mut transaction, project, id, *version).await?;
                    }
                }
            }
            for entry in change.activity() {
                insert_activity(&mut transaction, entry).await?;
            }
        }
        transaction.commit().await.map_err(failed)
    }

    /// Whether an access role of any project has that external ID.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn has_external_id(&self, external_id: &ExternalId) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM access_roles WHERE external_id = $1")
            .bind(external_id.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        Ok(row.is_some())
    }

    /// Reads the roles of rows; what uses them is asked for once for each project among them.
    async fn read_roles(&self, rows: Vec<AnyRow>) -> Result<Vec<AccessRole>, StoreError> {
        let mut usages: HashMap<ProjectId, HashMap<RoleId, Vec<FeatureUsage>>> = HashMap::new();
        let mut roles = Vec::with_capacity(rows.len());
        for row in rows {
            let mut role = read_role(&row)?;
            if !usages.contains_key(&role.project) {
                usages.insert(role.project.clone(), self.usages(&role.project).await?);
            }
            let of_project = usages.get_mut(&role.project);
            role.usages = of_project.and_then(|usages| usages.remove(&role.id)).unwrap_or_default();
            roles.push(role);
        }
        Ok(roles)
    }

    async fn usages(
        &self,
        project: &ProjectId,
    ) -> Result<HashMap<RoleId, Vec<FeatureUsage>>, StoreError> {
        let rows = sqlx::query(
            "SELECT role_id, feature_type, feature_id FROM feature_usages WHERE project_id = $1 \
             ORDER BY feature_type, feature_id",
        )
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let mut usages: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            let feature_type = row.try_get("feature_type").map_err(failed)?;
            let feature_id = row.try_get("feature_id").map_err(failed)?;
            let usage = FeatureUsage { feature_type, feature_id };
            usages.entry(parsed(&row, "role_id")?).or_default().push(usage);
        }
        Ok(usages)
    }
}

async fn insert_role(connection: &mut AnyConnection, role: &AccessRole) -> Result<(), StoreError> {
    let columns = Columns::of(role);
    sqlx::query(
        "INSERT INTO access_roles (id, project_id, external_id, created_at, created_by, status, arn, \
         authorized_at, draft_procedure, draft_role_name, draft_role_arn, draft_revision, \
         last_attempt_id, search_text, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL, $13, $14)",
    )
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(role.external_id.as_str())
    .bind(role.created.as_millisecond())
    .bind(&role.created_by)
    .bind(role.status().as_str())
    .bind(columns.arn)
    .bind(columns.authorized_at)
    .bind(columns.draft.procedure.map(Procedure::as_str))
    .bind(&columns.draft.role_name)
    .bind(&columns.draft.role_arn)
    .bind(signed(columns.draft.revision))
    .bind(columns.search_text)
    .bind(signed(role.version))
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn replace_role(connection: &mut AnyConnection, role: &AccessRole) -> Result<(), StoreError> {
    let columns = Columns::of(role);
    let done = sqlx::query(
        "UPDATE access_roles SET status = $1, arn = $2, authorized_at = $3, draft_procedure = $4, \
         draft_role_name = $5, draft_role_arn = $6, draft_revision = $7, last_attempt_id = $8, \
         search_text = $9, version = $10 WHERE id = $11 AND project_id = $12 AND version = $13",
    )
    .bind(role.status().as_str())
    .bind(columns.arn)
    .bind(columns.authorized_at)
    .bind(columns.draft.procedure.map(Procedure::as_str))
    .bind(&columns.draft.role_name)
    .bind(&columns.draft.role_arn)
    .bind(signed(columns.draft.revision))
    .bind(role.last_attempt.as_ref().map(|attempt| attempt.id.as_str()))
    .bind(columns.search_text)
    .bind(signed(role.version))
    .bind(role.id.as_str())
    .bind(role.project.as_str())
    .bind(signed(role.version) - 1)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }
    match &role.last_attempt {
        Some(attempt) => put_attempt(connection, &role.id, attempt).await,
        None => Ok(()),
    }
}

async fn put_attempt(
    connection: &mut AnyConnection,
    role: &RoleId,
    attempt: &AttemptRecord,
) -> Result<(), StoreError> {
    let outcome = Outcome { checks: attempt.checks.clone(), failure: attempt.failure.clone() };
    sqlx::query(
        "INSERT INTO attempts (id, role_id, arn, started_at, actor, verdict, outcome) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, outcome = excluded.outcome",
    )
    .bind(attempt.id.as_str())
    .bind(role.as_str())
    .bind(attempt.arn.as_str())
    .bind(attempt.started.as_millisecond())
    .bind(&attempt.actor)
    .bind(attempt.verdict.as_str())
    .bind(serde_json::to_string(&outcome).map_err(corrupt)?)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn delete_role(
    connection: &mut AnyConnection,
    project: &ProjectId,
    id: &RoleId,
    version: u64,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "DELETE FROM access_roles WHERE id = $1 AND project_id = $2 AND version = $3 \
         AND NOT EXISTS (SELECT 1 FROM feature_usages WHERE role_id = access_roles.id)",
    )
    .bind(id.as_str())
    .bind(project.as_str())
    .bind(signed(version))
    .execute(connection)
    .await
    .map_err(failed)?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

async fn insert_activity(
    connection: &mut AnyConnection,
    entry: &ActivityEntry,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO activity (id, project_id, happened_at, actor, action, role_id, arn, failure) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&entry.id)
    .bind(entry.project.as_str())
    .bind(entry.at.as_millisecond())
    .bind(&entry.actor)
    .bind(name_of(&entry.action)?)
    .bind(entry.role.as_str())
    .bind(entry.arn.as_ref().map(wire::RoleArn::as_str))
    .bind(entry.failure.as_ref().map(name_of).transpose()?)
    .execute(connection)
    .await
    .map_err(failed)?;
    Ok(())
}

/// A pattern for `LIKE` that finds `search` anywhere, its own wildcards taken literally.
fn like_pattern(search: &str) -> String {
    let mut pattern = String::from("%");
    for character in search.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
