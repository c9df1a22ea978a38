//! What may happen to a project's encryption at rest and its clusters: each command takes the loaded state and gives
//! the change to store.

mod clusters;

use wire::{
    ClusterName, RoleArn, RoleId, Tier,
    console::{ActivityAction, EncryptionAttemptKind, KeyFailure, Verdict},
};

use super::{Cluster, Encryption, KeyAccess, KeyChecks, KeyHealth, MasterKey, ProvenKey, Settings};
use crate::{ActivityEntry, Context};

pub use clusters::{
    create_cluster, decrypt_cluster, delete_cluster, encrypt_cluster, may_change, may_encrypt,
    rewrap,
};

/// What to store, all of it or nothing. Only the engine makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptionChange {
    writes: Vec<EncryptionWrite>,
    activity: Vec<ActivityEntry>,
}

/// One write of an [`EncryptionChange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncryptionWrite {
    /// The project's encryption as it is from now on; its `version` is one more than that which has to be there.
    /// What uses which access role follows from it.
    Encryption {
        /// The encryption.
        state: Box<Encryption>,
        /// A role that was checked for it, which has to be authorized with that ARN.
        checked: Option<(RoleId, RoleArn)>,
    },
    /// A new cluster.
    InsertCluster(Cluster),
    /// A cluster that is there no more, nor its key.
    DeleteCluster(Cluster),
    /// The key of a cluster from now on, or that it has none.
    SetClusterKey(Cluster),
    /// The key of a cluster, wrapped anew; nothing else changes, and only where it is wrapped by the generation `from`.
    Rewrap {
        /// The cluster with its new key.
        cluster: Cluster,
        /// The generation that it has to have.
        from: u64,
    },
}

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncryptionRefusal {
    /// Encryption at rest is on.
    #[error("encryption at rest is on already")]
    AlreadyEnabled,
    /// Encryption at rest is off.
    #[error("encryption at rest is off")]
    NotEnabled,
    /// The project used a role, so credentials are refused for ever.
    #[error("the project reaches its keys by roles alone")]
    RolesOnly,
    /// The project uses credentials: a role comes by a switch.
    #[error("the project uses credentials")]
    UsesCredentials,
    /// Clusters' keys are being wrapped anew.
    #[error("the change to the present key is not over")]
    RotationRunning,
    /// Another attempt is going on in the project.
    #[error("another attempt is going on")]
    AttemptRunning,
    /// The key was changed since it was checked.
    #[error("the key was changed meanwhile")]
    KeyChanged,
    /// Clusters are encrypted.
    #[error("clusters use encryption at rest")]
    ClustersUseIt(Vec<String>),
    /// The tier is below M10.
    #[error("the tier is too small")]
    TierTooSmall(Tier),
    /// The cluster is stopped.
    #[error("the cluster is stopped, as its key can't be used")]
    ClusterStopped(ClusterName),
    /// The wrapped key of the cluster does not open.
    #[error("the key of the cluster can't be unwrapped")]
    ClusterKeyDamaged(ClusterName),
}

impl EncryptionChange {
    /// What to write, in order.
    #[must_use]
    pub fn writes(&self) -> &[EncryptionWrite] {
        &self.writes
    }

    /// What to add to the activity log.
    #[must_use]
    pub fn activity(&self) -> &[ActivityEntry] {
        &self.activity
    }

    fn of(state: Encryption) -> Self {
        let writes = vec![EncryptionWrite::Encryption { state: Box::new(state), checked: None }];
        Self { writes, activity: Vec::new() }
    }

    fn and(mut self, write: EncryptionWrite) -> Self {
        self.writes.push(write);
        self
    }

    fn with(mut self, entry: ActivityEntry) -> Self {
        self.activity.push(entry);
        self
    }
}

/// Says whether an attempt of that kind may begin, with that access to the key.
///
/// # Errors
/// The [`EncryptionRefusal`] that says why not.
pub fn may_attempt(
    encryption: &Encryption,
    kind: EncryptionAttemptKind,
    access: &KeyAccess,
) -> Result<(), EncryptionRefusal> {
    let by_credentials = matches!(access, KeyAccess::Credentials { .. });
    if by_credentials && encryption.roles_only_since.is_some() {
        return Err(EncryptionRefusal::RolesOnly);
    }
    let settings = encryption.settings.as_ref();
    match (kind, settings) {
        (EncryptionAttemptKind::Enable, None) => Ok(()),
        (EncryptionAttemptKind::Enable, Some(_)) => Err(EncryptionRefusal::AlreadyEnabled),
        (_, None) => Err(EncryptionRefusal::NotEnabled),
        // A second switch will not do after the rotation either.
        (EncryptionAttemptKind::Switch, Some(Settings { current, .. }))
            if matches!(current.access, KeyAccess::Role(_)) =>
        {
            Err(EncryptionRefusal::RolesOnly)
        }
        (_, Some(settings)) if !settings.old.is_empty() => Err(EncryptionRefusal::RotationRunning),
        (EncryptionAttemptKind::Rotate, Some(settings)) => {
            match (&settings.current.access, access) {
                (KeyAccess::Credentials { .. }, KeyAccess::Role(_)) => {
                    Err(EncryptionRefusal::UsesCredentials)
                }
                (KeyAccess::Role(_), KeyAccess::Credentials { .. }) => {
                    Err(EncryptionRefusal::RolesOnly)
                }
                _ => Ok(()),
            }
        }
        (EncryptionAttemptKind::Switch, Some(_)) if by_credentials => {
            Err(EncryptionRefusal::RolesOnly)
        }
        (EncryptionAttemptKind::Switch, Some(_)) => Ok(()),
    }
}

/// Uses the key that was proven to work from now on. `any_encrypted` says whether some cluster is encrypted.
///
/// # Errors
/// Those of [`may_attempt`]; [`EncryptionRefusal::KeyChanged`] where the present key is not the one that was checked.
pub fn use_key(
    encryption: &Encryption,
    proven: &ProvenKey,
    any_encrypted: bool,
    context: &Context,
) -> Result<EncryptionChange, EncryptionRefusal> {
    may_attempt(encryption, proven.kind, &proven.access)?;
    let present = encryption.settings.as_ref().map(|settings| &settings.current);
    if present.map(|present| present.generation) != proven.present
        || encryption.project != proven.project
    {
        return Err(EncryptionRefusal::KeyChanged);
    }
    let mut next = next(encryption);
    // Another way to the same key does not make it a younger one.
    let is_same = |present: &&MasterKey| present.key_arn == proven.key_arn;
    let same = present.filter(is_same);
    let current = MasterKey {
        // The version grows with each change, so a generation never comes twice, not even after a disable.
        generation: next.version,
        key: proven.key.clone(),
        region: proven.region,
        access: proven.access.clone(),
        key_arn: proven.key_arn.clone(),
        ciphertext: proven.ciphertext.clone(),
        since: same.map_or(context.now, |present| present.since),
    };
    // Only a switch takes the credentials away from what is still needed: its role was seen to decrypt that too.
    let old = present.filter(|_| any_encrypted).map(|present| match proven.kind {
        EncryptionAttemptKind::Switch => {
            MasterKey { access: proven.access.clone(), ..present.clone() }
        }
        EncryptionAttemptKind::Enable | EncryptionAttemptKind::Rotate => present.clone(),
    });
    let checked = match (&proven.access, &proven.role_arn) {
        (KeyAccess::Role(role), Some(arn)) => Some((role.clone(), arn.clone())),
        _ => None,
    };
    if checked.is_some() {
        next.roles_only_since = next.roles_only_since.or(Some(context.now));
    }
    let now = context.now;
    next.settings = Some(Settings {
        enabled: encryption.settings.as_ref().map_or(now, |settings| settings.enabled),
        old: old.into_iter().collect(),
        rotation_failure: None,
        health: KeyHealth { failure: None, since: now, checked: now, reached: now },
        automatic_rotation: None,
        reminded: same.is_some() && encryption.settings.as_ref().is_some_and(|it| it.reminded),
        current,
    });
    let action = match proven.kind {
        EncryptionAttemptKind::Enable => ActivityAction::EncryptionEnabled,
        EncryptionAttemptKind::Switch => ActivityAction::EncryptionSwitched,
        EncryptionAttemptKind::Rotate if any_encrypted => ActivityAction::KeyRotationStarted,
        EncryptionAttemptKind::Rotate => ActivityAction::KeyRotationFinished,
    };
    let entry = entry(&next, action, context);
    let writes = vec![EncryptionWrite::Encryption { state: Box::new(next), checked }];
    Ok(EncryptionChange { writes, activity: vec![entry] })
}

/// Turns encryption at rest off and forgets the master key. `encrypted` are the clusters with a key of their own.
///
/// # Errors
/// [`EncryptionRefusal::NotEnabled`], [`EncryptionRefusal::ClustersUseIt`].
pub fn disable(
    encryption: &Encryption,
    encrypted: &[String],
    context: &Context,
) -> Result<EncryptionChange, EncryptionRefusal> {
    if encryption.settings.is_none() {
        return Err(EncryptionRefusal::NotEnabled);
    }
    if !encrypted.is_empty() {
        return Err(EncryptionRefusal::ClustersUseIt(encrypted.to_vec()));
    }
    let entry = entry(encryption, ActivityAction::EncryptionDisabled, context);
    let mut next = next(encryption);
    next.settings = None;
    Ok(EncryptionChange::of(next).with(entry))
}

/// Keeps what a check of the current master key, of that generation, found. `automatic` is what AWS KMS said of its
/// own rotation, `wrapped_fault` what is wrong with a wrapped key. `None` where another key is used by now.
#[must_use]
pub fn keep_check(
    encryption: &Encryption,
    generation: u64,
    checks: &KeyChecks,
    wrapped_fault: Option<KeyFailure>,
    automatic: Option<bool>,
    context: &Context,
) -> Option<EncryptionChange> {
    let mut next = next(encryption);
    let settings = next.settings.as_mut()?;
    if settings.current.generation != generation {
        return None;
    }
    let health = &mut settings.health;
    let was = health.failure.take();
    let mut action = None;
    health.checked = context.now;
    match checks.verdict() {
        Verdict::Running | Verdict::Stopped => return None,
        // Nothing is known, so nothing changes.
        Verdict::Unreachable => health.failure = was,
        Verdict::Passed | Verdict::Refused => {
            let failure = checks.failure().cloned().or(wrapped_fault);
            health.reached = context.now;
            if was.is_some() != failure.is_some() {
                health.since = context.now;
                action = Some(match failure {
                    Some(_) => ActivityAction::KeyInvalid,
                    None => ActivityAction::KeyRecovered,
                });
            }
            health.failure = failure;
        }
    }
    settings.automatic_rotation = automatic.or(settings.automatic_rotation);
    let due = settings.is_rotation_due(context.now) && !settings.reminded;
    settings.reminded |= due;
    let actions = action.into_iter().chain(due.then_some(ActivityAction::KeyRotationDue));
    let activity = actions.map(|action| entry(&next, action, context)).collect();
    Some(EncryptionChange { activity, ..EncryptionChange::of(next) })
}

/// Forgets the old master keys, once no cluster's key is wrapped by one. `None` where there are none.
#[must_use]
pub fn finish_rotation(
    encryption: &Encryption,
    waiting: u64,
    context: &Context,
) -> Option<EncryptionChange> {
    let mut next = next(encryption);
    let settings = next.settings.as_mut().filter(|_| waiting == 0)?;
    if settings.old.is_empty() {
        return None;
    }
    settings.old.clear();
    settings.rotation_failure = None;
    let entry = entry(&next, ActivityAction::KeyRotationFinished, context);
    Some(EncryptionChange::of(next).with(entry))
}

/// Keeps why clusters' keys can't be wrapped anew, or that they can again. `None` where that is known.
#[must_use]
pub fn keep_rotation_failure(
    encryption: &Encryption,
    failure: Option<KeyFailure>,
) -> Option<EncryptionChange> {
    let mut next = next(encryption);
    let settings = next.settings.as_mut().filter(|settings| !settings.old.is_empty())?;
    if settings.rotation_failure == failure {
        return None;
    }
    settings.rotation_failure = failure;
    Some(EncryptionChange::of(next))
}

fn next(encryption: &Encryption) -> Encryption {
    Encryption { version: encryption.version + 1, ..encryption.clone() }
}

/// An entry about the project's key.
fn entry(encryption: &Encryption, action: ActivityAction, context: &Context) -> ActivityEntry {
    let settings = encryption.settings.as_ref();
    let failure = settings.and_then(|settings| settings.health.failure.as_ref());
    let is_about_failure = action == ActivityAction::KeyInvalid;
    ActivityEntry {
        id: entry_id(context),
        project: encryption.project.clone(),
        at: context.now,
        actor: context.actor.name.to_owned(),
        from: context.actor.from.to_owned(),
        action,
        role: None,
        arn: None,
        subject: settings.map(|settings| settings.current.key_arn.clone()).unwrap_or_default(),
        failure: None,
        key_failure: failure.filter(|_| is_about_failure).map(|failure| failure.reason),
    }
}

fn entry_id(context: &Context) -> String {
    RoleId::from_bytes(context.entropy.id_bytes(context.now)).to_string()
}
