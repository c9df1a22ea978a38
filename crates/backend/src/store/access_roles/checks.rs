//! Which authorized role is checked next, for all servers on the same database.

use engine::{AccessRole, ports::StoreError};
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use super::rows::parsed;
use crate::store::{SqlStore, failed};

impl SqlStore {
    pub(super) async fn claim(
        &self,
        due: Timestamp,
        looked: Timestamp,
    ) -> Result<Option<AccessRole>, StoreError> {
        loop {
            let row = sqlx::query(
                "SELECT id, project_id, looked_at FROM access_roles \
                 WHERE status = 'authorized' AND looked_at <= $1 ORDER BY looked_at LIMIT 1",
            )
            .bind(due.as_millisecond())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
            let Some(row) = row else { return Ok(None) };
            let (project, id) = (parsed(&row, "project_id")?, parsed(&row, "id")?);
            let last: i64 = row.try_get("looked_at").map_err(failed)?;
            let claimed = sqlx::query(
                "UPDATE access_roles SET looked_at = $1 WHERE id = $2 AND looked_at = $3",
            )
            .bind(looked.as_millisecond())
            .bind(wire::RoleId::as_str(&id))
            .bind(last)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
            // Somebody else was faster, or deleted it: there may be another one.
            if claimed.rows_affected() == 1
                && let Some(role) = self.read_role(&project, &id).await?
            {
                return Ok(Some(role));
            }
        }
    }

    pub(super) async fn spread(
        &self,
        now: Timestamp,
        interval: SignedDuration,
    ) -> Result<(), StoreError> {
        let interval = i64::try_from(interval.as_millis()).unwrap_or(i64::MAX).max(1);
        let overdue = now.as_millisecond().saturating_sub(interval.saturating_mul(2));
        // When a role was made is as good as a random number, and both databases know it.
        sqlx::query(
            "UPDATE access_roles SET looked_at = $1 + created_at % $2 \
             WHERE status = 'authorized' AND looked_at < $3",
        )
        .bind(now.as_millisecond().saturating_sub(interval))
        .bind(interval)
        .bind(overdue)
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
