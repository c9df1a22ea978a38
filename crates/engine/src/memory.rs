//! A store in memory: for tests, and for a console without a server.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use wire::{AttemptId, ProjectId, RoleId};

use crate::{
    AccessRole, ActivityEntry, AttemptRecord, Change, RoleState, Write,
    ports::{Page, RoleQuery, Store, StoreError},
};

/// Keeps everything in memory, of any project.
#[derive(Default)]
pub struct MemoryStore(Mutex<Tables>);

#[derive(Clone, Default)]
struct Tables {
    /// By ID, which sorts by age.
    roles: BTreeMap<RoleId, AccessRole>,
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
            Write::Replace(role) => {
                let present = self.present(&role.project, &role.id, role.version.checked_sub(1))?;
                let usages = std::mem::take(&mut present.usages);
                *present = AccessRole { usages, ..role.clone() };
                if let Some(attempt) = &role.last_attempt {
                    self.attempts.insert((role.id.clone(), attempt.id.clone()), attempt.clone());
                }
            }
            Write::Delete { project, id, version } => {
                if !self.present(project, id, Some(*version))?.usages.is_empty() {
                    return Err(StoreError::Conflict);
                }
                self.roles.remove(id);
                self.attempts.retain(|(role, _), _| role != id);
            }
        }
        Ok(())
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

    async fn roles(&self, project: &ProjectId) -> Result<Vec<AccessRole>, StoreError> {
        let tables = self.tables();
        let mut roles: Vec<_> =
            tables.roles.values().filter(|role| role.project == *project).cloned().collect();
        roles.sort_by_key(|role| (role.created, role.id.clone()));
        Ok(roles)
    }

    async fn role_page(
        &self,
        project: &ProjectId,
        query: &RoleQuery,
    ) -> Result<Page<AccessRole>, StoreError> {
        let mut roles = self.roles(project).await?;
        roles.reverse();
        roles.retain(|role| matches(role, query));
        Ok(page(roles, query.offset, query.limit))
    }

    async fn attempt(
        &self,
        role: &RoleId,
        id: &AttemptId,
    ) -> Result<Option<AttemptRecord>, StoreError> {
        Ok(self.tables().attempts.get(&(role.clone(), id.clone())).cloned())
    }

    async fn roles_with_running_attempt(&self) -> Result<Vec<AccessRole>, StoreError> {
        let running = |role: &&AccessRole| role.running_attempt().is_some();
        Ok(self.tables().roles.values().filter(running).cloned().collect())
    }

    async fn activity(
        &self,
        project: &ProjectId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<ActivityEntry>, StoreError> {
        let of_project = |entry: &&ActivityEntry| entry.project == *project;
        let mut entries: Vec<_> =
            self.tables().activity.iter().filter(of_project).cloned().collect();
        entries.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        Ok(page(entries, offset, limit))
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
    let texts: Vec<&str> = match &role.state {
        RoleState::InProgress { draft } => vec![&draft.role_name, &draft.role_arn],
        RoleState::Authorized { arn, .. } => vec![arn.as_str()],
    };
    let found = |text: &str| text.to_lowercase().contains(&wanted);
    query.status.is_none_or(|status| status == role.status())
        && (found(role.id.as_str()) || texts.into_iter().any(found))
}

fn page<T>(items: Vec<T>, offset: u64, limit: u64) -> Page<T> {
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let total = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let items = items.into_iter().skip(size(offset)).take(size(limit)).collect();
    Page { items, total }
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
