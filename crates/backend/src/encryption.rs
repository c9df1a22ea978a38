//! Encryption at rest: drives the engine's checks of keys, and keeps what the engine decides of them.

mod attempts;
mod clusters;
mod error;
mod recheck;
mod rotation;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use engine::{
    Actor, Context, Limits,
    encryption::{
        AccessKey, Encryption, EncryptionRefusal, Identity, KeyAccess, KeyChecks, KeyStep,
        MasterKey, OpenedKey, Present, command,
    },
    ports::{Clock, Keys, Store, StoreError},
};
use jiff::Timestamp;
use tokio::sync::watch;
use wire::{
    ProjectId,
    console::{EncryptionAttempt, KeyCheckKind, KeyFailure, KeyFailureReason},
};
use zeroize::Zeroizing;

pub use attempts::{Progress, RequestedAccess, RequestedKey};
pub use error::Error;

use crate::{
    auth::seal::{Sealer, secret_access_key_context},
    cloud::AnyCloud,
    store::SqlStore,
    surroundings::System,
};

/// How often a command is decided anew before giving up. Each time, somebody else's change went through.
const ROUNDS: usize = 8;

/// Encryption at rest of all projects.
#[derive(Clone)]
pub struct EncryptionService(Arc<Shared>);

struct Shared {
    store: SqlStore,
    cloud: Arc<AnyCloud>,
    sealer: Arc<Sealer>,
    limits: Limits,
    /// The attempt that is going on in a project: there is one at the most.
    running: Mutex<HashMap<ProjectId, attempts::Running>>,
    /// The projects whose clusters' keys are being wrapped anew, and whether to look once more afterwards.
    rotating: Mutex<HashMap<ProjectId, bool>>,
}

impl EncryptionService {
    /// Keeps what it does in `store`; customer master keys are in `cloud`, and `sealer` has the operator's key.
    #[must_use]
    pub fn new(store: SqlStore, cloud: Arc<AnyCloud>, sealer: Arc<Sealer>, limits: Limits) -> Self {
        let (running, rotating) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Shared { store, cloud, sealer, limits, running, rotating }))
    }

    /// Goes on with what the program's last end cut off: rotations go on, attempts are stopped.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn resume(&self) -> Result<(), StoreError> {
        self.0.store.stop_interrupted_encryption_attempts().await?;
        for project in self.0.store.rotating_projects().await? {
            self.start_rotation(project);
        }
        Ok(())
    }

    /// Turns encryption at rest off.
    ///
    /// # Errors
    /// [`EncryptionRefusal::NotEnabled`], [`EncryptionRefusal::ClustersUseIt`], [`Error::Store`].
    pub async fn disable(&self, project: &ProjectId, actor: Actor<'_>) -> Result<(), Error> {
        let mut rounds = 0;
        loop {
            let encryption = self.0.store.encryption(project).await?;
            let encrypted = self.0.store.encrypted_clusters(project).await?;
            let change = command::disable(&encryption, &encrypted, &context(actor))?;
            if self.apply(&change, &mut rounds).await? {
                return Ok(());
            }
        }
    }

    /// Carries out a change; `false` where somebody was faster, and it is to be decided anew.
    async fn apply(
        &self,
        change: &engine::encryption::EncryptionChange,
        rounds: &mut usize,
    ) -> Result<bool, Error> {
        *rounds += 1;
        match self.0.store.apply_encryption(change, None).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict) if *rounds < ROUNDS => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// How calls reach a key.
    async fn identity(&self, project: &ProjectId, access: &KeyAccess) -> Result<Identity, Error> {
        match access {
            KeyAccess::Role(id) => {
                let role = self.0.store.role(project, id).await?;
                let role = role.ok_or_else(|| Error::NoRole(id.clone()))?;
                let (arn, _) =
                    role.authorized().ok_or_else(|| Error::RoleNotAuthorized(id.clone()))?;
                Ok(Identity::Role { arn: arn.clone(), external_id: role.external_id.clone() })
            }
            KeyAccess::Credentials { access_key_id, sealed_secret } => {
                let context = secret_access_key_context(project);
                let secret = Zeroizing::new(self.0.sealer.unseal(&context, sealed_secret)?);
                let secret = Zeroizing::new(String::from_utf8_lossy(&secret).into_owned());
                Ok(Identity::Credentials(AccessKey { id: access_key_id.clone(), secret }))
            }
        }
    }

    async fn present(&self, project: &ProjectId, master: &MasterKey) -> Result<Present, Error> {
        let identity = self.identity(project, &master.access).await?;
        Ok(Present { master: master.clone(), identity })
    }

    /// Decrypts a master key.
    async fn open(&self, project: &ProjectId, master: &MasterKey) -> Result<OpenedKey, Error> {
        let present = self.present(project, master).await?;
        let checks = KeyChecks::open(project.clone(), present, self.0.limits, System.now());
        let checks = self.drive(checks).await;
        let failure = || KeyFailure {
            reason: KeyFailureReason::Unreachable,
            check: KeyCheckKind::PresentKey,
            action: String::new(),
            message: String::new(),
        };
        checks.opened().ok_or_else(|| Error::Key(checks.failure().cloned().unwrap_or_else(failure)))
    }

    /// Makes the calls of checks that nobody watches.
    async fn drive(&self, mut checks: KeyChecks) -> KeyChecks {
        loop {
            let now = System.now();
            match checks.next(now) {
                KeyStep::Call(call) => {
                    let outcome = Keys::call(&*self.0.cloud, &call).await;
                    checks.take(outcome, System.now());
                }
                KeyStep::WaitUntil(at) => tokio::time::sleep(until(at, now)).await,
                KeyStep::Over => return checks,
            }
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<ProjectId, attempts::Running>> {
        self.0.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The settings of a project whose encryption at rest has to be on.
fn settings(encryption: &Encryption) -> Result<&engine::encryption::Settings, EncryptionRefusal> {
    encryption.settings.as_ref().ok_or(EncryptionRefusal::NotEnabled)
}

fn context(actor: Actor<'_>) -> Context<'_> {
    Context { actor, now: System.now(), entropy: &System }
}

fn until(at: Timestamp, now: Timestamp) -> Duration {
    at.duration_since(now).try_into().unwrap_or(Duration::ZERO)
}

/// A progress that does not go on.
fn at_rest(attempt: EncryptionAttempt) -> Progress {
    watch::channel(attempt).1
}
