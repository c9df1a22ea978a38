//! Attempts to change a project's encryption at rest. Each runs on the server, whether somebody looks or not.

use std::sync::Arc;

use engine::{
    Actor,
    encryption::{
        AccessKey, Encryption, Identity, KeyAccess, KeyChecks, KeyStep, SecretKey, Target, command,
    },
    ports::{Clock, Entropy, Keys, StoreError},
    rfc3339,
};
use tokio::sync::{Notify, watch};
use wire::{
    AttemptId, KmsKey, ProjectId, Region, RoleId,
    console::{EncryptionAttempt, EncryptionAttemptKind, Verdict},
};

use super::{EncryptionService, Error, ROUNDS, at_rest, context, settings, until};
use crate::{auth::seal::secret_access_key_context, surroundings::System};

/// How far an attempt is: over as soon as its verdict says so.
pub type Progress = watch::Receiver<EncryptionAttempt>;

/// An attempt that is going on.
#[derive(Clone)]
pub(super) struct Running {
    id: AttemptId,
    progress: Progress,
    stop: Arc<Notify>,
}

/// A key that somebody wants to use.
#[derive(Clone, Debug)]
pub struct RequestedKey {
    /// The key.
    pub key: KmsKey,
    /// Its region.
    pub region: Region,
    /// How it is to be reached.
    pub access: RequestedAccess,
}

/// How a key is to be reached.
#[derive(Clone, Debug)]
pub enum RequestedAccess {
    /// By an access role.
    Role(RoleId),
    /// By an access key.
    Credentials(AccessKey),
    /// As the present key is.
    Present,
}

impl EncryptionService {
    /// Begins an attempt.
    ///
    /// # Errors
    /// Those of [`command::may_attempt`]; [`AttemptRunning`](engine::encryption::EncryptionRefusal::AttemptRunning),
    /// [`Error::NoRole`], [`Error::RoleNotAuthorized`], [`Error::Store`].
    pub async fn begin(
        &self,
        project: &ProjectId,
        kind: EncryptionAttemptKind,
        requested: RequestedKey,
        actor: Actor<'_>,
    ) -> Result<Progress, Error> {
        let encryption = self.0.store.encryption(project).await?;
        let (access, identity) = self.access(&encryption, requested.access).await?;
        command::may_attempt(&encryption, kind, &access)?;
        let role_id = access.role().cloned();
        let RequestedKey { key, region, .. } = requested;
        let target = Target { key, region, access, identity };
        let checks = self.checks(&encryption, kind, target.clone()).await?;
        let now = System.now();
        let mut attempt = EncryptionAttempt {
            id: AttemptId::from_bytes(System.id_bytes(now)),
            kind,
            key_id: target.key.to_string(),
            region: target.region.api_name(),
            role_id,
            actor: actor.name.to_owned(),
            started_date: rfc3339(now),
            verdict: checks.verdict(),
            checks: checks.checks(),
            retry_in_seconds: None,
            failure: None,
        };
        let (sender, progress) = watch::channel(attempt.clone());
        let stop = Arc::new(Notify::new());
        let running =
            Running { id: attempt.id.clone(), progress: progress.clone(), stop: Arc::clone(&stop) };
        {
            let mut all = self.running();
            if all.contains_key(project) {
                return Err(engine::encryption::EncryptionRefusal::AttemptRunning.into());
            }
            all.insert(project.clone(), running);
        }
        if let Err(error) = self.0.store.put_encryption_attempt(project, &attempt).await {
            self.running().remove(project);
            return Err(error.into());
        }
        let (service, project, from) = (self.clone(), project.clone(), actor.from.to_owned());
        tokio::spawn(async move {
            let checks = service.watch(checks, &mut attempt, &sender, &stop).await;
            let last = service.keep(&project, attempt, &from, &checks).await;
            service.running().remove(&project);
            tracing::info!(attempt = %last.id, verdict = last.verdict.as_str(), "attempt over");
            metrics::counter!("encryption_attempts_total", "verdict" => last.verdict.as_str())
                .increment(1);
            // Only now, so that whoever is told finds the settings as they are told, and may begin another.
            sender.send_replace(last);
        });
        Ok(progress)
    }

    /// How far an attempt of the project is; `None` where it has none of that ID.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn progress(
        &self,
        project: &ProjectId,
        id: &AttemptId,
    ) -> Result<Option<Progress>, Error> {
        if let Some(running) = self.running().get(project).filter(|running| running.id == *id) {
            return Ok(Some(running.progress.clone()));
        }
        Ok(self.0.store.encryption_attempt(project, id).await?.map(at_rest))
    }

    /// The last attempt of the project, as far as it is.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn last_attempt(
        &self,
        project: &ProjectId,
    ) -> Result<Option<EncryptionAttempt>, Error> {
        if let Some(running) = self.running().get(project) {
            return Ok(Some(running.progress.borrow().clone()));
        }
        Ok(self.0.store.last_encryption_attempt(project).await?)
    }

    /// Stops an attempt, if it is going on.
    pub fn stop(&self, project: &ProjectId, id: &AttemptId) {
        if let Some(running) = self.running().get(project).filter(|running| running.id == *id) {
            running.stop.notify_one();
        }
    }

    /// Waits until an attempt is over.
    pub async fn finished(mut progress: Progress) -> EncryptionAttempt {
        // An error means that nobody drives it any more: the program is about to end.
        let _ = progress.wait_for(|attempt| attempt.verdict != Verdict::Running).await;
        progress.borrow().clone()
    }

    /// The access as it is to be stored, and as calls need it.
    async fn access(
        &self,
        encryption: &Encryption,
        requested: RequestedAccess,
    ) -> Result<(KeyAccess, Identity), Error> {
        let project = &encryption.project;
        match requested {
            RequestedAccess::Role(role) => {
                let access = KeyAccess::Role(role);
                let identity = self.identity(project, &access).await?;
                Ok((access, identity))
            }
            RequestedAccess::Credentials(key) => {
                let context = secret_access_key_context(project);
                let access = KeyAccess::Credentials {
                    access_key_id: key.id.clone(),
                    sealed_secret: self.0.sealer.seal(&context, key.secret.as_bytes()),
                };
                Ok((access, Identity::Credentials(key)))
            }
            RequestedAccess::Present => {
                let access = settings(encryption)?.current.access.clone();
                let identity = self.identity(project, &access).await?;
                Ok((access, identity))
            }
        }
    }

    async fn checks(
        &self,
        encryption: &Encryption,
        kind: EncryptionAttemptKind,
        target: Target,
    ) -> Result<KeyChecks, Error> {
        let (project, master) = (encryption.project.clone(), SecretKey::generate(&System));
        let (limits, now) = (self.0.limits, System.now());
        Ok(match kind {
            EncryptionAttemptKind::Enable => {
                KeyChecks::enable(project, target, master, limits, now)
            }
            EncryptionAttemptKind::Rotate => {
                let present = self.present(&project, &settings(encryption)?.current).await?;
                KeyChecks::rotate(project, target, present, master, limits, now)
            }
            EncryptionAttemptKind::Switch => {
                let present = settings(encryption)?.current.clone();
                KeyChecks::switch(project, target, present, master, limits, now)
            }
        })
    }

    /// Makes the calls of the checks, and tells how far they are.
    async fn watch(
        &self,
        mut checks: KeyChecks,
        attempt: &mut EncryptionAttempt,
        sender: &watch::Sender<EncryptionAttempt>,
        stop: &Notify,
    ) -> KeyChecks {
        loop {
            let now = System.now();
            match checks.next(now) {
                KeyStep::Call(call) => tokio::select! {
                    outcome = Keys::call(&*self.0.cloud, &call) => checks.take(outcome, System.now()),
                    () = stop.notified() => checks.stop(),
                },
                KeyStep::WaitUntil(at) => tokio::select! {
                    () = tokio::time::sleep(until(at, now)) => {}
                    () = stop.notified() => checks.stop(),
                },
                KeyStep::Over => break,
            }
            if checks.verdict() == Verdict::Running {
                show(attempt, &checks);
                sender.send_replace(attempt.clone());
            }
        }
        show(attempt, &checks);
        checks
    }

    /// Keeps what came of an attempt, and gives it as it is kept. `from` is the IP address of who began it.
    async fn keep(
        &self,
        project: &ProjectId,
        mut attempt: EncryptionAttempt,
        from: &str,
        checks: &KeyChecks,
    ) -> EncryptionAttempt {
        if let Err(error) = self.store(project, &attempt, from, checks).await {
            // A rule or somebody else's change is against it by now, or the database is gone. Nothing was changed.
            tracing::warn!(%error, attempt = %attempt.id, "the end of an attempt is not kept");
            attempt.verdict = Verdict::Stopped;
            if let Err(error) = self.0.store.put_encryption_attempt(project, &attempt).await {
                tracing::error!(%error, attempt = %attempt.id, "nor that it was stopped");
            }
        }
        attempt
    }

    async fn store(
        &self,
        project: &ProjectId,
        attempt: &EncryptionAttempt,
        from: &str,
        checks: &KeyChecks,
    ) -> Result<(), Error> {
        let Some(proven) = checks.proven() else {
            return Ok(self.0.store.put_encryption_attempt(project, attempt).await?);
        };
        let mut rounds = 0;
        loop {
            let encryption = self.0.store.encryption(project).await?;
            let any_encrypted = !self.0.store.encrypted_clusters(project).await?.is_empty();
            let context = context(Actor { name: &attempt.actor, from });
            let change = command::use_key(&encryption, &proven, any_encrypted, &context)?;
            rounds += 1;
            match self.0.store.apply_encryption(&change, Some((project, attempt))).await {
                Ok(()) => break,
                Err(StoreError::Conflict) if rounds < ROUNDS => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.start_rotation(project.clone());
        Ok(())
    }
}

fn show(attempt: &mut EncryptionAttempt, checks: &KeyChecks) {
    attempt.verdict = checks.verdict();
    attempt.checks = checks.checks();
    attempt.retry_in_seconds = match checks.verdict() {
        Verdict::Running => checks.retry_in_seconds(System.now()),
        _ => None,
    };
    attempt.failure = checks.failure().cloned();
}
