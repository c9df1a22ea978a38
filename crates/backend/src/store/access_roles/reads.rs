//! Access roles, attempts and the activity log, to be read.

use engine::{
    AccessRole, ActivityEntry, ActivityQuery, AttemptRecord, RoleSummary,
    ports::{COUNTED, Page, StoreError},
};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{AttemptId, ExternalId, ProjectId, RoleId, console::ActivityAction};

use super::rows::{read_activity, read_attempt, read_role, read_summary};
use crate::store::{SqlStore, failed, signed, sql::Sql, unsigned};

/// The columns of a role `r` and of its last attempt `a`.
macro_rules! role_columns {
    () => {
        "r.id, r.project_id, r.external_id, r.created_at, r.created_by, r.label, r.arn, r.authorized_at, \
         r.health, r.health_since, r.health_failure, r.checked_at, r.unreachable_since, \
         r.draft_procedure, r.draft_role_name, r.draft_role_arn, r.draft_revision, r.draft_saved_by, \
         r.draft_saved_at, r.version, \
         a.id AS attempt_id, a.arn AS attempt_arn, a.started_at, a.finished_at, a.actor, \
         a.from_address, a.verdict, a.outcome"
    };
}
pub(super) use role_columns;

/// Reads roles together with their last attempt.
macro_rules! select_roles {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            role_columns!(),
            " FROM access_roles r LEFT JOIN attempts a ON a.id = r.last_attempt_id ",
            $rest
        )
    };
}

macro_rules! select_attempts {
    ($rest:literal) => {
        concat!(
            "SELECT id AS attempt_id, arn AS attempt_arn, started_at, finished_at, actor, from_address, \
             verdict, outcome FROM attempts ",
            $rest
        )
    };
}

impl SqlStore {
    pub(super) async fn read_role(
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
        Ok(self.with_usages(row.as_slice()).await?.pop())
    }

    /// Whether an access role of any project has that external ID, or one whose delete can be undone.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn has_external_id(&self, external_id: &ExternalId) -> Result<bool, StoreError> {
        let row = sqlx::query(
            "SELECT 1 AS found FROM access_roles WHERE external_id = $1 \
             UNION ALL SELECT 1 AS found FROM deleted_roles WHERE external_id = $2",
        )
        .bind(external_id.as_str())
        .bind(external_id.as_str())
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        Ok(row.is_some())
    }

    pub(super) async fn read_summaries(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<RoleSummary>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, external_id, created_at, arn, authorized_at FROM access_roles \
             WHERE project_id = $1 ORDER BY created_at, id",
        )
        .bind(project.as_str())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let mut usages = self.usages_in(project).await?;
        let summary = |row: &AnyRow| {
            let summary = read_summary(row)?;
            let usages = usages.remove(&summary.id).unwrap_or_default();
            Ok(RoleSummary { usages, ..summary })
        };
        rows.iter().map(summary).collect()
    }

    /// A page of `items`. `matching` selects all that there are on all pages.
    pub(super) async fn page<T>(
        &self,
        items: Vec<T>,
        offset: u64,
        limit: u64,
        matching: Sql,
    ) -> Result<Page<T>, StoreError> {
        let size = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let is_last = size < limit && (size > 0 || offset == 0);
        let total = if is_last { offset + size } else { self.count(matching).await? };
        Ok(Page { items, total: total.min(COUNTED), total_is_at_least: total > COUNTED })
    }

    /// How many rows `matching` selects, but no more than one more than is told.
    pub(super) async fn count(&self, mut matching: Sql) -> Result<u64, StoreError> {
        matching.push(" LIMIT ").number(signed(COUNTED + 1));
        let sql = matching.within("SELECT COUNT(*) AS counted FROM (", ") AS matching");
        let row = sql.query().fetch_one(&self.pool).await.map_err(failed)?;
        Ok(unsigned(row.try_get("counted").map_err(failed)?))
    }

    pub(super) async fn read_attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> Result<Option<AttemptRecord>, StoreError> {
        let row = sqlx::query(select_attempts!("WHERE id = $1 AND role_id = $2"))
            .bind(id.as_str())
            .bind(role.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| read_attempt(&row)).transpose().map(Option::flatten)
    }

    pub(super) async fn read_attempts(
        &self,
        role: &RoleId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<AttemptRecord>, StoreError> {
        let rows = sqlx::query(select_attempts!(
            "WHERE role_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2 OFFSET $3"
        ))
        .bind(role.as_str())
        .bind(signed(limit))
        .bind(signed(offset))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let items: Result<Vec<_>, _> =
            rows.iter().filter_map(|row| read_attempt(row).transpose()).collect();
        let mut matching = Sql::new("SELECT 1 FROM attempts WHERE role_id = ");
        matching.text(role.as_str());
        self.page(items?, offset, limit, matching).await
    }

    pub(super) async fn read_roles_with_running_attempt(
        &self,
    ) -> Result<Vec<AccessRole>, StoreError> {
        let rows = sqlx::query(select_roles!("WHERE a.verdict = 'running' AND r.id = a.role_id"))
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        self.with_usages(&rows).await
    }

    pub(super) async fn read_activity(
        &self,
        project: &ProjectId,
        query: &ActivityQuery,
    ) -> Result<Page<ActivityEntry>, StoreError> {
        let mut sql = Sql::new(SELECT_ACTIVITY);
        filter_activity(&mut sql, project, query);
        sql.push(" ORDER BY happened_at DESC, id DESC LIMIT ").number(signed(query.limit));
        sql.push(" OFFSET ").number(signed(query.offset));
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        let items: Result<Vec<_>, _> = rows.iter().map(read_activity).collect();
        let mut matching = Sql::new("SELECT 1 FROM activity WHERE ");
        filter_activity(&mut matching, project, query);
        self.page(items?, query.offset, query.limit, matching).await
    }

    /// Up to `limit` entries of a project's activity log that `query` asks for and that come after `last` in it, the newest
    /// first. Unlike pages by number, none is given twice or left out while others are added.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn activity_after(
        &self,
        project: &ProjectId,
        query: &ActivityQuery,
        last: Option<&ActivityEntry>,
        limit: u64,
    ) -> Result<Vec<ActivityEntry>, StoreError> {
        let mut sql = Sql::new(SELECT_ACTIVITY);
        filter_activity(&mut sql, project, query);
        if let Some(last) = last {
            let at = last.at.as_millisecond();
            sql.push(" AND (happened_at < ").number(at);
            sql.push(" OR happened_at = ").number(at).push(" AND id < ").text(&last.id).push(")");
        }
        sql.push(" ORDER BY happened_at DESC, id DESC LIMIT ").number(signed(limit));
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        rows.iter().map(read_activity).collect()
    }

    /// The roles of rows, with what uses them.
    pub(super) async fn with_usages(&self, rows: &[AnyRow]) -> Result<Vec<AccessRole>, StoreError> {
        let mut roles = rows.iter().map(read_role).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<_> = roles.iter().map(|role| &role.id).collect();
        let mut usages = self.usages_of(&ids).await?;
        for role in &mut roles {
            role.usages = usages.remove(&role.id).unwrap_or_default();
        }
        Ok(roles)
    }
}

const SELECT_ACTIVITY: &str = "SELECT id, project_id, happened_at, actor, from_address, action, role_id, arn, failure, \
     subject, key_failure FROM activity WHERE ";

fn filter_activity(sql: &mut Sql, project: &ProjectId, query: &ActivityQuery) {
    sql.push("project_id = ").text(project.as_str());
    if !query.actions.is_empty() {
        sql.push(" AND action IN (");
        sql.texts(query.actions.iter().copied().map(ActivityAction::as_str)).push(")");
    }
    if let Some(actor) = &query.actor {
        sql.push(" AND actor = ").text(actor);
    }
    if let Some(role) = &query.role {
        sql.push(" AND role_id = ").text(role.as_str());
    }
    if query.failed {
        sql.push(" AND (failure IS NOT NULL OR key_failure IS NOT NULL)");
    }
    for (time, comparison) in
        [(query.since, " AND happened_at >= "), (query.until, " AND happened_at < ")]
    {
        if let Some(time) = time.map(Timestamp::as_millisecond) {
            sql.push(comparison).number(time);
        }
    }
}
