//! Access roles, attempts and the activity log, to be read.

use engine::{
    AccessRole, ActivityEntry, ActivityQuery, AttemptRecord, RoleStatus, RoleSummary,
    ports::{COUNTED, Order, Page, RoleQuery, RoleSort, StoreError},
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
         r.draft_procedure, r.draft_role_name, r.draft_role_arn, r.draft_revision, r.version, \
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

    pub(super) async fn read_role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<Page<AccessRole>, StoreError> {
        let order = match (query.sort, query.order) {
            (RoleSort::Created, Order::Ascending) => "r.created_at, r.id",
            (RoleSort::Created, Order::Descending) => "r.created_at DESC, r.id DESC",
            (RoleSort::Authorized, Order::Ascending) => "r.status, r.authorized_at, r.id",
            (RoleSort::Authorized, Order::Descending) => {
                "r.status, r.authorized_at DESC, r.id DESC"
            }
            (RoleSort::Arn, Order::Ascending) => "r.status, r.arn, r.id",
            (RoleSort::Arn, Order::Descending) => "r.status, r.arn DESC, r.id DESC",
        };
        // The page first, so that nothing is joined to the roles that are passed over.
        let mut sql =
            Sql::new(concat!("SELECT ", role_columns!(), " FROM (SELECT r.id AS page_id FROM "));
        if self.is_found_first(project, query).await? {
            sql.push("(SELECT r.id AS found_id FROM access_roles r WHERE ");
            filter_roles(&mut sql, project, query);
            sql.push(" ORDER BY r.created_at DESC, r.id DESC LIMIT ").number(signed(COUNTED));
            sql.push(") found JOIN access_roles r ON r.id = found.found_id");
        } else {
            sql.push("access_roles r WHERE ");
            filter_roles(&mut sql, project, query);
        }
        sql.push(" ORDER BY ").push(order).push(" LIMIT ").number(signed(query.limit));
        sql.push(" OFFSET ").number(signed(query.offset));
        sql.push(") page JOIN access_roles r ON r.id = page.page_id ");
        sql.push("LEFT JOIN attempts a ON a.id = r.last_attempt_id ORDER BY ").push(order);
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        let items = self.with_usages(&rows).await?;
        if query.search.is_empty() && !query.bad {
            let total = self.count_roles(project, query.status).await?;
            return Ok(Page { items, total, total_is_at_least: false });
        }
        let mut matching = Sql::new("SELECT 1 FROM access_roles r WHERE ");
        filter_roles(&mut matching, project, query);
        self.page(items, query.offset, query.limit, matching).await
    }

    /// Whether it is quicker to search first and to sort what is found. The indexes of the other orders don't have what a search looks
    /// at, which costs little where the page is full soon, and much where few roles match.
    async fn is_found_first(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<bool, StoreError> {
        if query.search.is_empty() || query.sort == RoleSort::Created {
            return Ok(false);
        }
        let mut matching = Sql::new("SELECT 1 FROM access_roles r WHERE ");
        filter_roles(&mut matching, project, query);
        matching.push(" ORDER BY r.created_at DESC, r.id DESC");
        Ok(self.count(matching).await? <= COUNTED)
    }

    /// How many roles of that status the project has, as it is noted with every change.
    async fn count_roles(
        &self,
        project: &ProjectId,
        status: Option<RoleStatus>,
    ) -> Result<u64, StoreError> {
        let row =
            sqlx::query("SELECT in_progress_roles, authorized_roles FROM projects WHERE id = $1")
                .bind(project.as_str())
                .fetch_optional(&self.pool)
                .await
                .map_err(failed)?;
        let Some(row) = row else { return Ok(0) };
        let count = |column| row.try_get(column).map(unsigned).map_err(failed);
        let (in_progress, authorized) = (count("in_progress_roles")?, count("authorized_roles")?);
        Ok(match status {
            None => in_progress + authorized,
            Some(RoleStatus::InProgress) => in_progress,
            Some(RoleStatus::Authorized) => authorized,
        })
    }

    /// A page of `items`. `matching` selects all that there are on all pages.
    async fn page<T>(
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
    async fn count(&self, mut matching: Sql) -> Result<u64, StoreError> {
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
    async fn with_usages(&self, rows: &[AnyRow]) -> Result<Vec<AccessRole>, StoreError> {
        let mut roles = rows.iter().map(read_role).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<_> = roles.iter().map(|role| &role.id).collect();
        let mut usages = self.usages_of(&ids).await?;
        for role in &mut roles {
            role.usages = usages.remove(&role.id).unwrap_or_default();
        }
        Ok(roles)
    }
}

fn filter_roles(sql: &mut Sql, project: &ProjectId, query: &RoleQuery) {
    sql.push("r.project_id = ").text(project.as_str());
    if let Some(status) = query.status {
        sql.push(" AND r.status = ").text(status.as_str());
    }
    if query.bad {
        sql.push(" AND r.health = 'bad'");
    }
    if !query.search.is_empty() {
        sql.push(" AND r.search_text LIKE ").text(&like_pattern(&query.search));
        sql.push(" ESCAPE '\\'");
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
