//! What the engine needs of the world around it.

use std::future::Future;

use jiff::Timestamp;
use uuid::Builder;
use wire::{AttemptId, ExternalId, ProjectId, RoleId};

use crate::{
    AccessRole, ActivityEntry, AttemptRecord, Change, CloudCall, CloudOutcome, RoleStatus,
};

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something that the change was decided upon has changed since: load it again and decide anew.
    #[error("changed by somebody else in the meantime")]
    Conflict,
    /// The store itself failed; the text is for the log, never for a client.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// Which access roles a page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleQuery {
    /// Looked for in the ARN, the typed ARN and name, and the role's ID, in any case; empty matches all.
    pub search: String,
    /// Only roles of that status.
    pub status: Option<RoleStatus>,
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at the most.
    pub limit: u64,
}

/// A page of a list, and how many there are on all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many match on all pages.
    pub total: u64,
}

/// Where access roles, their attempts and the activity log are kept.
///
/// [`testing::store_contract`](crate::testing) says what every implementation has to do.
pub trait Store: Send + Sync {
    /// One access role of a project.
    fn role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> impl Future<Output = Result<Option<AccessRole>, StoreError>> + Send;

    /// All access roles of a project, the oldest first.
    fn roles(
        &self,
        project: &ProjectId,
    ) -> impl Future<Output = Result<Vec<AccessRole>, StoreError>> + Send;

    /// A page of the access roles of a project, the newest first.
    fn role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> impl Future<Output = Result<Page<AccessRole>, StoreError>> + Send;

    /// One attempt of an access role.
    fn attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> impl Future<Output = Result<Option<AttemptRecord>, StoreError>> + Send;

    /// The access roles of all projects whose last attempt is not over: what to go on with after a restart.
    fn roles_with_running_attempt(
        &self,
    ) -> impl Future<Output = Result<Vec<AccessRole>, StoreError>> + Send;

    /// A page of a project's activity log, the newest first.
    fn activity(
        &self,
        project: &ProjectId,
        offset: u64,
        limit: u64,
    ) -> impl Future<Output = Result<Page<ActivityEntry>, StoreError>> + Send;

    /// Carries out a change, all of it or nothing.
    fn apply(&self, change: &Change) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The cloud that roles are assumed in.
pub trait Cloud: Send + Sync {
    /// Carries out a call, within a time of its own.
    fn call(&self, call: &CloudCall) -> impl Future<Output = CloudOutcome> + Send;
}

/// What time it is.
pub trait Clock: Send + Sync {
    /// The present time, in UTC.
    fn now(&self) -> Timestamp;
}

/// Randomness that nobody can foretell.
pub trait Entropy: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);

    /// 12 bytes for an identifier: four of the time, so that identifiers sort by age, and eight random ones.
    fn id_bytes(&self, now: Timestamp) -> [u8; 12] {
        let mut random = [0; 8];
        self.fill(&mut random);
        let seconds = u32::try_from(now.as_second()).unwrap_or(u32::MAX).to_be_bytes();
        let mut bytes = [0; 12];
        for (to, from) in bytes.iter_mut().zip(seconds.into_iter().chain(random)) {
            *to = from;
        }
        bytes
    }

    /// A new external ID.
    fn external_id(&self) -> ExternalId {
        let mut bytes = [0; 16];
        loop {
            self.fill(&mut bytes);
            let uuid = Builder::from_random_bytes(bytes).into_uuid().to_string();
            // A UUID of version 4 always parses; without a panic there is no shorter way to say so.
            if let Ok(id) = uuid.parse() {
                return id;
            }
        }
    }
}
