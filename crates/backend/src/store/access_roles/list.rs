//! The list of roles: a page of it, searched, filtered and sorted.

use engine::{
    AccessRole, RoleStatus,
    ports::{COUNTED, Order, Page, RoleQuery, RoleSort, StoreError},
};
use sqlx::Row;
use wire::ProjectId;

use super::reads::role_columns;
use crate::store::{SqlStore, failed, signed, sql::Sql, unsigned};

/// How many characters an index of trigrams has to be asked for.
const TRIGRAM: usize = 3;

impl SqlStore {
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
        let found = self.few_with(&query.search).await?;
        if found.is_none() && self.is_found_first(project, query).await? {
            sql.push("(SELECT r.id AS found_id FROM access_roles r WHERE ");
            filter(&mut sql, project, query, None);
            sql.push(" ORDER BY r.created_at DESC, r.id DESC LIMIT ").number(signed(COUNTED));
            sql.push(") found JOIN access_roles r ON r.id = found.found_id");
        } else {
            sql.push("access_roles r WHERE ");
            filter(&mut sql, project, query, found.as_deref());
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
        filter(&mut matching, project, query, found.as_deref());
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
        filter(&mut matching, project, query, None);
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

    /// The IDs of the roles of all projects that have the text, by SQLite's index of trigrams. None where the index is not asked, or
    /// has more than [`COUNTED`]: then a page of the list is full soon without it.
    ///
    /// PostgreSQL looks at its own index of trigrams whenever that is quicker.
    async fn few_with(&self, search: &str) -> Result<Option<Vec<String>>, StoreError> {
        if !self.is_sqlite || search.chars().count() < TRIGRAM {
            return Ok(None);
        }
        let mut sql = Sql::new(
            "SELECT k.role_id FROM access_role_texts t JOIN access_role_keys k ON k.number = t.rowid \
             WHERE access_role_texts MATCH ",
        );
        // One phrase, as FTS5 writes it.
        sql.text(&["\"", &search.replace('"', "\"\""), "\""].concat());
        sql.push(" LIMIT ").number(signed(COUNTED + 1));
        let rows = sql.query().fetch_all(&self.pool).await.map_err(failed)?;
        if unsigned(rows.len() as i64) > COUNTED {
            return Ok(None);
        }
        let id = |row: &sqlx::any::AnyRow| row.try_get("role_id").map_err(failed);
        rows.iter().map(id).collect::<Result<_, _>>().map(Some)
    }
}

/// What a role `r` has to be like. Where those that have the text are `found`, SQLite shall look at no others: the sign keeps
/// it from going through the project's.
fn filter(sql: &mut Sql, project: &ProjectId, query: &RoleQuery, found: Option<&[String]>) {
    if let Some(found) = found {
        sql.push("r.id IN (").texts(found.iter().map(String::as_str)).push(") AND +");
    }
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
