//! A store in memory: for tests, and for a console without a server.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use wire::{AttemptId, ProjectId, RoleArn, RoleId};

use crate::{
    AccessRole, ActivityEntry, ActivityQuery, AttemptRecord, Change, DeletedRole, RoleState,
    RoleSummary, Write,
    ports::{COUNTED, Order, Page, RoleQuery, RoleSort, Store, StoreError},
};

/// Keeps everything in memory, of any project.
#[derive(Default)]
pub struct MemoryStore(Mutex<Tables>);

#[derive(Clone, Default)]
struct Tables {
    /// By ID, which sorts by age.
    roles: BTreeMap<RoleId, AccessRole>,
    deleted: BTreeMap<RoleId, DeletedRole>,
    /// When the health of each authorized role was last looked at.
    looked: BTreeMap<RoleId, Timestamp>,
    attempts: BTreeMap<(RoleId, AttemptId), AttemptRecord>,
    /// The oldest first.
    activity: Vec<ActivityEntry>,
}

impl MemoryStore {
    /// Says that something uses, or does not use any more, an access role. A store does this as a part of its
    /// feature's own change.
    pub fn set_usages(&self, id: &RoleId, usages: Vec<crate::FeatureUsage>) {
        if let Some(role) = self.tables().roles.get_mut(id) {
            role.usages = usages;
            role.version += 1;
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        // A change is carried out on a copy, so that even a panic leaves whole tables behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tables {
    fn write(&mut self, write: &Write) -> Result<(), StoreError> {
        match write {
            Write::Insert(role) => {
                if self.roles.insert(role.id.clone(), role.clone()).is_some() {
                    return Err(StoreError::Conflict);
                }
            }
            Write::Replace { role, .. } => {
                let present = self.present(&role.project, &role.id, role.version.checked_sub(1))?;
                let usages = std::mem::take(&mut present.usages);
                *present = AccessRole { usages, ..role.clone() };
                self.note(role, role.health().map(|health| health.checked));
            }
            Write::Delete(deleted) => {
                let role = &deleted.role;
                if !self.present(&role.project, &role.id, Some(role.version))?.usages.is_empty() {
                    return Err(StoreError::Conflict);
                }
                self.roles.remove(&role.id);
                self.looked.remove(&role.id);
                self.note(role, None);
                self.deleted.insert(role.id.clone(), deleted.clone());
            }
            Write::Restore(role) => {
                let version = self.deleted.remove(&role.id).map(|deleted| deleted.role.version);
                if version != role.version.checked_sub(1) || version.is_none() {
                    return Err(StoreError::Conflict);
                }
                self.roles.insert(role.id.clone(), role.clone());
                self.note(role, role.health().map(|_| Timestamp::UNIX_EPOCH));
            }
        }
        Ok(())
    }

    /// Keeps the last attempt, and when the health of a role that has one was first looked at.
    fn note(&mut self, role: &AccessRole, looked: Option<Timestamp>) {
        if let Some(attempt) = &role.last_attempt {
            self.attempts.insert((role.id.clone(), attempt.id.clone()), attempt.clone());
        }
        if let Some(looked) = looked {
            self.looked.entry(role.id.clone()).or_insert(looked);
        }
    }

    fn roles_of(&self, project: &ProjectId) -> Vec<AccessRole> {
        self.roles.values().filter(|role| role.project == *project).cloned().collect()
    }

    fn present(
        &mut self,
        project: &ProjectId,
        id: &RoleId,
        version: Option<u64>,
    ) -> Result<&mut AccessRole, StoreError> {
        let role = self.roles.get_mut(id).filter(|role| role.project == *project);
        role.filter(|role| Some(role.version) == version).ok_or(StoreError::Conflict)
    }
}

impl Store for MemoryStore {
    async fn role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<AccessRole>, StoreError> {
        Ok(self.tables().roles.get(id).filter(|role| role.project == *project).cloned())
    }

    async fn roles(&self, project: &ProjectId) -> Result<Vec<RoleSummary>, StoreError> {
        let mut roles = self.tables().roles_of(project);
        roles.sort_by_key(|role| (role.created, role.id.clone()));
        Ok(roles.iter().map(AccessRole::summary).collect())
    }

    async fn role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<Page<AccessRole>, StoreError> {
        let mut roles = self.tables().roles_of(project);
        roles.retain(|role| matches(role, query));
        sort(&mut roles, query.sort, query.order);
        let counted = if query.search.is_empty() && !query.bad { u64::MAX } else { COUNTED };
        Ok(page(roles, query.offset, query.limit, counted))
    }

    async fn attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> Result<Option<AttemptRecord>, StoreError> {
        Ok(self.tables().attempts.get(&(role.clone(), id.clone())).cloned())
    }

    async fn attempts(
        &self,
        role: &RoleId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<AttemptRecord>, StoreError> {
        let tables = self.tables();
        let of_role = tables.attempts.iter().filter(|((of, _), _)| of == role);
        let mut attempts: Vec<_> = of_role.map(|(_, attempt)| attempt.clone()).collect();
        attempts.sort_by(|a, b| (b.started, &b.id).cmp(&(a.started, &a.id)));
        Ok(page(attempts, offset, limit, COUNTED))
    }

    async fn deleted_role(
        &self,
        project: &ProjectId,
        id: &RoleId,
    ) -> Result<Option<DeletedRole>, StoreError> {
        let tables = self.tables();
        Ok(tables.deleted.get(id).filter(|deleted| deleted.role.project == *project).cloned())
    }

    async fn deleted_roles(
        &self,
        project: &ProjectId,
        since: Timestamp,
        limit: u64,
    ) -> Result<Vec<DeletedRole>, StoreError> {
        let tables = self.tables();
        let wanted =
            |deleted: &&DeletedRole| deleted.role.project == *project && deleted.at > since;
        let mut roles: Vec<_> = tables.deleted.values().filter(wanted).cloned().collect();
        roles.sort_by(|a, b| (b.at, &b.role.id).cmp(&(a.at, &a.role.id)));
        Ok(page(roles, 0, limit, COUNTED).items)
    }

    async fn purge_deleted(&self, until: Timestamp) -> Result<u64, StoreError> {
        let mut tables = self.tables();
        let before = tables.deleted.len();
        tables.deleted.retain(|_, deleted| deleted.at > until);
        let purged = before - tables.deleted.len();
        let Tables { roles, deleted, attempts, .. } = &mut *tables;
        attempts.retain(|(role, _), _| roles.contains_key(role) || deleted.contains_key(role));
        Ok(u64::try_from(purged).unwrap_or(u64::MAX))
    }

    async fn claim_check(
        &self,
        due: Timestamp,
        looked: Timestamp,
    ) -> Result<Option<AccessRole>, StoreError> {
        let mut tables = self.tables();
        let first = tables.looked.iter_mut().min_by_key(|(_, looked)| **looked);
        let Some((id, last)) = first.filter(|(_, looked)| **looked <= due) else { return Ok(None) };
        *last = looked;
        let id = id.clone();
        Ok(tables.roles.get(&id).cloned())
    }

    async fn spread_checks(
        &self,
        now: Timestamp,
        interval: SignedDuration,
    ) -> Result<(), StoreError> {
        let mut tables = self.tables();
        let Tables { roles, looked, .. } = &mut *tables;
        let (interval, now) = (interval.as_millis() as i64, now.as_millisecond());
        for (id, looked) in looked {
            let created = roles.get(id).map_or(0, |role| role.created.as_millisecond());
            if looked.as_millisecond() < now - 2 * interval {
                let spread = now - interval + created.rem_euclid(interval.max(1));
                *looked = Timestamp::from_millisecond(spread).unwrap_or(*looked);
            }
        }
        Ok(())
    }

    async fn roles_with_running_attempt(&self) -> Result<Vec<AccessRole>, StoreError> {
        let running = |role: &&AccessRole| role.running_attempt().is_some();
        Ok(self.tables().roles.values().filter(running).cloned().collect())
    }

    async fn activity(
        &self,
        project: &ProjectId,
        query: &ActivityQuery,
    ) -> Result<Page<ActivityEntry>, StoreError> {
        let wanted = |entry: &&ActivityEntry| entry.project == *project && query.matches(entry);
        let mut entries: Vec<_> = self.tables().activity.iter().filter(wanted).cloned().collect();
        entries.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        Ok(page(entries, query.offset, query.limit, COUNTED))
    }

    async fn apply(&self, change: &Change) -> Result<(), StoreError> {
        let mut tables = self.tables();
        let mut changed = tables.clone();
        for write in change.writes() {
            changed.write(write)?;
        }
        changed.activity.extend_from_slice(change.activity());
        *tables = changed;
        Ok(())
    }
}

fn matches(role: &AccessRole, query: &RoleQuery) -> bool {
    let wanted = query.search.to_lowercase();
    let texts = match &role.state {
        RoleState::InProgress { draft } => [draft.role_name.as_str(), draft.role_arn.as_str()],
        RoleState::Authorized { arn, .. } => [arn.as_str(), ""],
    };
    let found = |text: &str| text.to_lowercase().contains(&wanted);
    query.status.is_none_or(|status| status == role.status())
        && (!query.bad || role.health().is_some_and(crate::Health::is_bad))
        && (found(role.id.as_str()) || found(role.label.as_str()) || texts.into_iter().any(found))
}

/// Sorts, with those that have no such value last in either order.
fn sort(roles: &mut [AccessRole], sort: RoleSort, order: Order) {
    let (none, none_arn) = (Timestamp::UNIX_EPOCH, String::new());
    let key = |role: &AccessRole| match (sort, role.authorized()) {
        (RoleSort::Created, _) => (true, role.created, none_arn.clone()),
        (RoleSort::Authorized, Some((_, since))) => (true, since, none_arn.clone()),
        (RoleSort::Arn, Some((arn, _))) => (true, none, RoleArn::to_string(arn)),
        (RoleSort::Authorized | RoleSort::Arn, None) => (false, none, none_arn.clone()),
    };
    roles.sort_by(|a, b| {
        let ((has, value, arn), (other_has, other, other_arn)) = (key(a), key(b));
        let ordering = (value, arn, &a.id).cmp(&(other, other_arn, &b.id));
        let ordering = match order {
            Order::Ascending => ordering,
            Order::Descending => ordering.reverse(),
        };
        other_has.cmp(&has).then(ordering)
    });
}

fn page<T>(items: Vec<T>, offset: u64, limit: u64, counted: u64) -> Page<T> {
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let total = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let items = items.into_iter().skip(size(offset)).take(size(limit)).collect();
    Page { items, total: total.min(counted), total_is_at_least: total > counted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FeatureUsage, testing::store_contract};

    /// Runs a future of a store in memory, which never waits.
    pub(crate) fn ready<F: Future>(future: F) -> F::Output {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(output) => output,
            std::task::Poll::Pending => panic!("a store in memory never waits"),
        }
    }

    #[test]
    fn it_does_what_a_store_has_to() {
        let [here, elsewhere] = [1, 2].map(|byte| ProjectId::from_bytes([byte; 12]));
        ready(store_contract(
            MemoryStore::default(),
            here,
            elsewhere,
            async |store, role, used| {
                let usage = FeatureUsage {
                    feature_type: "ENCRYPTION_AT_REST".to_owned(),
                    feature_id: role.project.to_string(),
                };
                store.set_usages(&role.id, if used { vec![usage] } else { vec![] });
            },
        ));
    }
}
