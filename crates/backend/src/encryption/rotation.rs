//! Wraps clusters' keys anew after a change of the key, a few in each transaction: wherever it ends, each key is
//! wrapped by a master key that is still there, and it goes on from there.

use std::{
    collections::HashMap,
    sync::{MutexGuard, PoisonError},
};

use engine::{
    Actor,
    encryption::{Encryption, EncryptionRefusal, command},
    ports::StoreError,
};
use wire::{
    ProjectId,
    console::{KeyCheckKind, KeyFailure, KeyFailureReason},
};

use super::{EncryptionService, Error, ROUNDS, context};

/// How many keys are wrapped anew in one transaction.
const BATCH: u64 = 50;

impl EncryptionService {
    /// Goes on with the rotation of a project in a task of its own, if there is one.
    pub(super) fn start_rotation(&self, project: ProjectId) {
        let mut rotating = self.rotating();
        if let Some(again) = rotating.get_mut(&project) {
            // Whoever is at it already looks once more afterwards.
            *again = true;
            return;
        }
        rotating.insert(project.clone(), false);
        drop(rotating);
        let service = self.clone();
        tokio::spawn(async move {
            loop {
                if let Err(error) = service.rotate(&project).await {
                    tracing::warn!(%error, %project, "clusters' keys can't all be wrapped anew now");
                }
                let mut rotating = service.rotating();
                match rotating.get_mut(&project) {
                    Some(again) if *again => *again = false,
                    _ => {
                        rotating.remove(&project);
                        break;
                    }
                }
            }
        });
    }

    async fn rotate(&self, project: &ProjectId) -> Result<(), Error> {
        let encryption = self.0.store.encryption(project).await?;
        let failure = match self.rewrap_all(&encryption).await {
            Ok(()) => None,
            Err(Error::Key(failure)) => Some(failure),
            Err(Error::Refused(EncryptionRefusal::ClusterKeyDamaged(cluster))) => {
                Some(KeyFailure {
                    reason: KeyFailureReason::WrappedKeyDamaged,
                    check: KeyCheckKind::PresentKey,
                    action: String::new(),
                    message: cluster.to_string(),
                })
            }
            Err(error) => return Err(error),
        };
        self.keep_failure(project, failure).await?;
        for _ in 0..ROUNDS {
            let encryption = self.0.store.encryption(project).await?;
            let Some(settings) = &encryption.settings else { break };
            let generation = settings.current.generation;
            let waiting = self.0.store.cluster_summary(project, generation).await?.waiting;
            let change = command::finish_rotation(&encryption, waiting, &context(Actor::CONSOLE));
            let Some(change) = change else { break };
            match self.0.store.apply_encryption(&change, None).await {
                Ok(()) => break,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn rewrap_all(&self, encryption: &Encryption) -> Result<(), Error> {
        let project = &encryption.project;
        let Some(settings) = &encryption.settings else { return Ok(()) };
        for old in &settings.old {
            let old = self.open(project, old).await?;
            let new = self.open(project, &settings.current).await?;
            loop {
                let clusters =
                    self.0.store.clusters_wrapped_by(project, old.generation(), BATCH).await?;
                if clusters.is_empty() {
                    break;
                }
                let change = command::rewrap(&clusters, &old, &new, &context(Actor::CONSOLE))?;
                self.0.store.apply_encryption(&change, None).await?;
            }
        }
        Ok(())
    }

    async fn keep_failure(
        &self,
        project: &ProjectId,
        failure: Option<KeyFailure>,
    ) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let encryption = self.0.store.encryption(project).await?;
            let Some(change) = command::keep_rotation_failure(&encryption, failure.clone()) else {
                break;
            };
            match self.0.store.apply_encryption(&change, None).await {
                Ok(()) => break,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// The projects whose rotation goes on now, and whether somebody asked for it since.
    fn rotating(&self) -> MutexGuard<'_, HashMap<ProjectId, bool>> {
        self.0.rotating.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
