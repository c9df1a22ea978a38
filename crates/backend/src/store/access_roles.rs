//! The engine's [`Store`] port in SQL.

mod checks;
mod deletes;
mod list;
mod reads;
mod rows;
mod usages;
mod writes;

use engine::{
    AccessRole, ActivityEntry, ActivityQuery, AttemptRecord, Change, DeletedRole, RoleSummary,
    ports::{Page, RoleQuery, Store, StoreError},
};
use jiff::{SignedDuration, Timestamp};
use wire::{AttemptId, ProjectId, RoleId};

pub(super) use rows::parsed;
pub(super) use writes::insert_activity;

use super::SqlStore;

impl Store for SqlStore {
    async fn role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<AccessRole>, StoreError> {
        self.read_role(project, id).await
    }

    async fn roles(&self, project: &ProjectId) -> Result<Vec<RoleSummary>, StoreError> {
        self.read_summaries(project).await
    }

    async fn role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<Page<AccessRole>, StoreError> {
        self.read_role_page(project, query).await
    }

    async fn attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> Result<Option<AttemptRecord>, StoreError> {
        self.read_attempt(role, id).await
    }

    async fn attempts(
        &self,
        role: &RoleId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<AttemptRecord>, StoreError> {
        self.read_attempts(role, offset, limit).await
    }

    async fn deleted_role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<DeletedRole>, StoreError> {
        self.read_deleted_role(project, id).await
    }

    async fn deleted_roles(
        &self,
        project: &ProjectId,
        since: Timestamp,
        limit: u64,
    ) -> Result<Vec<DeletedRole>, StoreError> {
        self.read_deleted_roles(project, since, limit).await
    }

    async fn purge_deleted(&self, until: Timestamp) -> Result<u64, StoreError> {
        self.purge(until).await
    }

    async fn claim_check(
        &self,
        due: Timestamp,
        looked: Timestamp,
    ) -> Result<Option<AccessRole>, StoreError> {
        self.claim(due, looked).await
    }

    async fn spread_checks(
        &self,
        now: Timestamp,
        interval: SignedDuration,
    ) -> Result<(), StoreError> {
        self.spread(now, interval).await
    }

    async fn roles_with_running_attempt(&self) -> Result<Vec<AccessRole>, StoreError> {
        self.read_roles_with_running_attempt().await
    }

    async fn activity(
        &self,
        project: &ProjectId,
        query: &ActivityQuery,
    ) -> Result<Page<ActivityEntry>, StoreError> {
        self.read_activity(project, query).await
    }

    async fn apply(&self, change: &Change) -> Result<(), StoreError> {
        self.apply_all(std::slice::from_ref(change)).await
    }
}
