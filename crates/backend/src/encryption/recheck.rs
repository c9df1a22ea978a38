//! Checks again whether the keys in use still work.

use engine::{
    Actor,
    encryption::{KeyChecks, KmsCall, KmsOutcome, KmsRequest, MasterKey, Present, command},
    ports::{Clock, Keys, StoreError},
};
use futures_util::{StreamExt, stream};
use jiff::SignedDuration;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};
use wire::{
    ProjectId,
    console::{KeyCheckKind, KeyFailure, KeyFailureReason, Verdict},
};

use super::{EncryptionService, Error, ROUNDS, context, settings};
use crate::surroundings::System;

/// How many projects are checked at once.
const AT_ONCE: usize = 8;

impl EncryptionService {
    /// Checks every key in use now, and then each time that `every` has passed, until `ended` is true.
    pub async fn recheck_forever(self, every: SignedDuration, mut ended: watch::Receiver<bool>) {
        let mut ticks = interval(every.unsigned_abs());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => return,
                _ = ticks.tick() => {}
            }
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => return,
                () = self.recheck_all() => {}
            }
        }
    }

    async fn recheck_all(&self) {
        match self.0.store.encrypting_projects().await {
            Ok(projects) => {
                let checks = stream::iter(projects).map(|project| async move {
                    match self.recheck(&project).await {
                        Ok(()) | Err(Error::Refused(_)) => {}
                        Err(error) => tracing::error!(%error, %project, "a key is not checked"),
                    }
                });
                checks.buffer_unordered(AT_ONCE).collect::<()>().await;
            }
            Err(error) => tracing::error!(%error, "the keys in use can't be listed"),
        }
    }

    /// Checks whether the key in use still works, and keeps what it found. A rotation that came to a halt goes on.
    ///
    /// # Errors
    /// [`NotEnabled`](engine::encryption::EncryptionRefusal::NotEnabled), [`Error::Store`].
    pub async fn recheck(&self, project: &ProjectId) -> Result<(), Error> {
        let encryption = self.0.store.encryption(project).await?;
        let current = &settings(&encryption)?.current;
        let present = self.present(project, current).await?;
        let (limits, now) = (self.0.limits, System.now());
        let checks = KeyChecks::recheck(project.clone(), present.clone(), limits, now);
        let checks = self.drive(checks).await;
        let mut fault = None;
        let mut automatic = None;
        if checks.verdict() == Verdict::Passed {
            fault = self.wrapped_fault(project, current, &checks).await?;
            automatic = self.automatic_rotation(present).await;
        }
        for _ in 0..ROUNDS {
            let encryption = self.0.store.encryption(project).await?;
            let (generation, fault) = (current.generation, fault.clone());
            let context = context(Actor::CONSOLE);
            let change =
                command::keep_check(&encryption, generation, &checks, fault, automatic, &context);
            let Some(change) = change else { break };
            match self.0.store.apply_encryption(&change, None).await {
                Ok(()) => break,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.start_rotation(project.clone());
        Ok(())
    }

    /// What is wrong with a cluster's key that the master key wraps: of each check, the first one's.
    async fn wrapped_fault(
        &self,
        project: &ProjectId,
        master: &MasterKey,
        checks: &KeyChecks,
    ) -> Result<Option<KeyFailure>, Error> {
        let clusters = self.0.store.clusters_wrapped_by(project, master.generation, 1).await?;
        let Some((cluster, key)) =
            clusters.first().and_then(|cluster| Some((cluster, cluster.key.as_ref()?)))
        else {
            return Ok(None);
        };
        let opens = checks.opened().is_some_and(|it| it.opens(&key.wrapped, cluster.name.as_str()));
        Ok((!opens).then(|| KeyFailure {
            reason: KeyFailureReason::WrappedKeyDamaged,
            check: KeyCheckKind::PresentKey,
            action: String::new(),
            message: cluster.name.to_string(),
        }))
    }

    /// Whether AWS KMS rotates the key by itself; the policy that the page shows does not let it say so.
    async fn automatic_rotation(&self, present: Present) -> Option<bool> {
        let Present { master, identity } = present;
        let request = KmsRequest::RotationStatus { key_arn: master.key_arn };
        let call = KmsCall { identity, region: master.region, request };
        match Keys::call(&*self.0.cloud, &call).await {
            KmsOutcome::Rotates(rotates) => Some(rotates),
            _ => None,
        }
    }
}
