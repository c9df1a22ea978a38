//! What the engine needs of the world around it.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};
use uuid::Builder;
use wire::{AttemptId, ExternalId, ProjectId, RoleId};

use crate::{
    AccessRole, ActivityEntry, ActivityQuery, AttemptRecord, Change, CloudCall, CloudOutcome,
    DeletedRole, RoleStatus, RoleSummary,
    encryption::{KmsCall, KmsOutcome},
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
    /// Looked for in the label, the ARN, the typed ARN and name, and the role's ID, in any case; empty matches all.
    pub search: String,
    /// Only roles of that status.
    pub status: Option<RoleStatus>,
    /// Only roles whose health is bad.
    pub bad: bool,
    /// By what they are sorted. Roles that have no such value come last in either order; equal ones are sorted by ID.
    pub sort: RoleSort,
    /// In which order.
    pub order: Order,
    /// How many to pass over.
    pub offset: u64,
    /// How many to give at the most.
    pub limit: u64,
}

/// By what access roles are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoleSort {
    /// When they were made.
    #[default]
    Created,
    /// When they were authorized.
    Authorized,
    /// Their ARN.
    Arn,
}

impl RoleSort {
    /// The value of that name in a query.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "created" => Some(Self::Created),
            "authorized" => Some(Self::Authorized),
            "arn" => Some(Self::Arn),
            _ => None,
        }
    }
}

/// In which order a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The least, or the oldest, first.
    Ascending,
    /// The greatest, or the newest, first.
    #[default]
    Descending,
}

impl Order {
    /// The value of that name in a query.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "asc" => Some(Self::Ascending),
            "desc" => Some(Self::Descending),
            _ => None,
        }
    }
}

/// A page of a list, and how many there are on all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many match on all pages, as far as they were counted.
    pub total: u64,
    /// Whether there are more: what has to be counted one by one is counted up to [`COUNTED`].
    pub total_is_at_least: bool,
}

/// Up to how many items of a filtered list are counted, so that no count grows with what is stored.
pub const COUNTED: u64 = 1_000;

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
    ) -> impl Future<Output = Result<Vec<RoleSummary>, StoreError>> + Send;

    /// A page of the access roles of a project.
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

    /// A page of the attempts of an access role, the newest first.
    fn attempts(
        &self,
        role: &RoleId,
        offset: u64,
        limit: u64,
    ) -> impl Future<Output = Result<Page<AttemptRecord>, StoreError>> + Send;

    /// One deleted role of a project.
    fn deleted_role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> impl Future<Output = Result<Option<DeletedRole>, StoreError>> + Send;

    /// The roles of a project that were deleted after `since`, the newest deletes first, at most `limit`.
    fn deleted_roles(
        &self,
        project: &ProjectId,
        since: Timestamp,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<DeletedRole>, StoreError>> + Send;

    /// Forgets the roles of all projects that were deleted at `until` or before, with their attempts. Tells how many.
    fn purge_deleted(
        &self,
        until: Timestamp,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Takes the authorized role, of any project, whose health was not looked at for the longest time, if that was at `due`
    /// or before, and notes `looked` as the time of it. Who else asks at the same moment gets another one.
    fn claim_check(
        &self,
        due: Timestamp,
        looked: Timestamp,
    ) -> impl Future<Output = Result<Option<AccessRole>, StoreError>> + Send;

    /// Lets the checks that are overdue by more than `interval`, as nobody checked for a time, come one after another within
    /// the next `interval`, rather than all at once.
    fn spread_checks(
        &self,
        now: Timestamp,
        interval: SignedDuration,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The access roles of all projects whose last attempt is not over: what to go on with after a restart.
    fn roles_with_running_attempt(
        &self,
    ) -> impl Future<Output = Result<Vec<AccessRole>, StoreError>> + Send;

    /// A page of a project's activity log, the newest first.
    fn activity(
        &self,
        project: &ProjectId,
        query: &ActivityQuery,
    ) -> impl Future<Output = Result<Page<ActivityEntry>, StoreError>> + Send;

    /// Carries out a change, all of it or nothing.
    fn apply(&self, change: &Change) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// The cloud that roles are assumed in.
pub trait Cloud: Send + Sync {
    /// Carries out a call, within a time of its own.
    fn call(&self, call: &CloudCall) -> impl Future<Output = CloudOutcome> + Send;
}

/// The key management that customer master keys are in.
pub trait Keys: Send + Sync {
    /// Carries out a call, within a time of its own.
    fn call(&self, call: &KmsCall) -> impl Future<Output = KmsOutcome> + Send;
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
