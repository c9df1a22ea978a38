//! Encryption at rest with a key of the customer's: a customer master key in AWS KMS encrypts the project's master
//! key, which wraps the key of each cluster.
//!
//! [`KeyChecks`] is the only maker of [`ProvenKey`], without which no key comes into use, and of [`OpenedKey`],
//! without which no cluster is encrypted. [`command`] has the rules.

pub mod command;

mod checks;
mod envelope;
mod kms;
mod proof;

use jiff::{SignedDuration, Timestamp};
use wire::{
    ClusterName, KmsKey, ProjectId, Region, RoleId, Tier,
    atlas::{self, AwsKms, PROVIDER_AWS},
    console::{self, KeyFailure},
};

pub use checks::{KeyChecks, KeyStep};
pub use command::{EncryptionChange, EncryptionRefusal, EncryptionWrite};
pub use envelope::{Damaged, SecretKey, WrappedKey};
pub use kms::{AccessKey, Identity, KeyDescription, KeyState, KmsCall, KmsOutcome, KmsRequest};
pub use proof::{OpenedKey, Present, ProvenKey, Target};

use crate::rfc3339;

/// The usage that encryption at rest leaves on its access roles.
pub const FEATURE_TYPE: &str = "ENCRYPTION_AT_REST";

/// The provider of a cluster that a key of the customer's does not encrypt.
pub const PROVIDER_NONE: &str = "NONE";

/// After how long a key is due to be changed.
const ROTATE_AFTER: SignedDuration = SignedDuration::from_hours(90 * 24);

/// A project's encryption at rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// The project.
    pub project: ProjectId,
    /// Counts the changes; a store refuses a change that was decided upon an older version.
    pub version: u64,
    /// Since when the project reaches keys by roles alone. Apart from the settings, as it outlives them.
    pub roles_only_since: Option<Timestamp>,
    /// How the project encrypts; `None` while encryption at rest is off.
    pub settings: Option<Settings>,
}

/// How a project encrypts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Since when encryption at rest is on.
    pub enabled: Timestamp,
    /// The master key that new keys are wrapped by.
    pub current: MasterKey,
    /// Those before it that still wrap some cluster's key.
    pub old: Vec<MasterKey>,
    /// Why the clusters' keys can't be wrapped anew now.
    pub rotation_failure: Option<KeyFailure>,
    /// Whether the current key could be used.
    pub health: KeyHealth,
    /// Whether AWS KMS rotates the key by itself; `None` where that is not known.
    pub automatic_rotation: Option<bool>,
    /// Whether the activity log has that the key is due to be changed.
    pub reminded: bool,
}

/// A project's master key, encrypted by a customer master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterKey {
    /// Counts the master keys of the project; a number is never used twice.
    pub generation: u64,
    /// The customer master key, as it was typed.
    pub key: KmsKey,
    /// Its region.
    pub region: Region,
    /// How it is reached.
    pub access: KeyAccess,
    /// Its ARN, as AWS KMS told it.
    pub key_arn: String,
    /// What AWS KMS gave for the master key.
    pub ciphertext: Vec<u8>,
    /// Since when it is used.
    pub since: Timestamp,
}

/// How a project reaches a customer master key. Nothing makes `Credentials` of a `Role`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyAccess {
    /// By an access key, as older projects do.
    Credentials {
        /// The access key ID.
        access_key_id: String,
        /// The secret access key, sealed.
        sealed_secret: String,
    },
    /// By an access role.
    Role(RoleId),
}

/// Whether a key could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHealth {
    /// Why not; `None` where it could.
    pub failure: Option<KeyFailure>,
    /// Since when it is so.
    pub since: Timestamp,
    /// When it was last tried.
    pub checked: Timestamp,
    /// When AWS KMS last gave an answer.
    pub reached: Timestamp,
}

/// A cluster of the project's inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The project.
    pub project: ProjectId,
    /// Names the cluster within the project.
    pub name: ClusterName,
    /// How large it is.
    pub tier: Tier,
    /// Where it runs.
    pub region: Region,
    /// Its own key, where the customer's key encrypts it.
    pub key: Option<ClusterKey>,
}

/// The key of a cluster, wrapped by a master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterKey {
    /// The master key's generation.
    pub generation: u64,
    /// The wrapped key.
    pub wrapped: WrappedKey,
}

/// How many clusters there are, and how far their keys are wrapped anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClusterSummary {
    /// All clusters.
    pub total: u64,
    /// Those with a key of their own.
    pub encrypted: u64,
    /// How many of those are not wrapped by the current master key.
    pub waiting: u64,
    /// The first 100 of these, by name.
    pub waiting_names: Vec<String>,
}

impl Encryption {
    /// That of a project that never had any.
    #[must_use]
    pub fn new(project: ProjectId) -> Self {
        Self { project, version: 0, roles_only_since: None, settings: None }
    }

    /// Whether the clusters that it encrypts are stopped, as their key can't be used.
    #[must_use]
    pub fn stops_clusters(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.health.failure.is_some())
    }

    /// The access roles that it uses.
    pub fn roles(&self) -> impl Iterator<Item = &RoleId> {
        self.settings.iter().flat_map(Settings::masters).filter_map(|master| master.access.role())
    }

    /// The settings in the API's shape, without any secret.
    #[must_use]
    pub fn to_wire(&self) -> AwsKms {
        let Some(Settings { current, health, .. }) = &self.settings else {
            return AwsKms::default();
        };
        let (access_key_id, role_id) = match &current.access {
            KeyAccess::Credentials { access_key_id, .. } => (Some(access_key_id.clone()), None),
            KeyAccess::Role(role) => (None, Some(role.clone())),
        };
        AwsKms {
            enabled: true,
            access_key_id,
            customer_master_key_id: Some(current.key.to_string()),
            region: Some(current.region.api_name()),
            role_id,
            valid: Some(health.failure.is_none()),
        }
    }

    /// How many clusters there are, in the page's shape.
    #[must_use]
    pub fn counts(&self, clusters: &ClusterSummary) -> console::ClusterCounts {
        let stopped = if self.stops_clusters() { clusters.encrypted } else { 0 };
        console::ClusterCounts { total: clusters.total, encrypted: clusters.encrypted, stopped }
    }
}

impl Settings {
    /// All master keys, the current one first.
    pub fn masters(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.current).chain(&self.old)
    }

    /// The settings in the page's shape. `role_arn` knows the ARN of each role that is used.
    #[must_use]
    pub fn to_console(
        &self,
        clusters: &ClusterSummary,
        role_arn: &dyn Fn(&RoleId) -> String,
        now: Timestamp,
    ) -> console::EncryptionSettings {
        let rotation = (!self.old.is_empty()).then(|| console::KeyRotation {
            started_date: rfc3339(self.current.since),
            old_keys: self.old.iter().map(|master| master.to_console(role_arn)).collect(),
            done: clusters.encrypted - clusters.waiting.min(clusters.encrypted),
            total: clusters.encrypted,
            waiting: clusters.waiting_names.clone(),
            failure: self.rotation_failure.clone(),
        });
        let due = rotation_due(self.current.since);
        console::EncryptionSettings {
            key: self.current.to_console(role_arn),
            enabled_date: rfc3339(self.enabled),
            health: console::KeyHealth {
                valid: self.health.failure.is_none(),
                since: rfc3339(self.health.since),
                failure: self.health.failure.clone(),
                checked_date: rfc3339(self.health.checked),
                reached_date: rfc3339(self.health.reached),
            },
            rotation,
            reminder: console::RotationReminder {
                rotated_date: rfc3339(self.current.since),
                due_date: rfc3339(due),
                due: self.is_rotation_due(now),
                automatic: self.automatic_rotation,
            },
        }
    }

    /// Whether the key is used for 90 days, and AWS KMS is not known to rotate it by itself.
    #[must_use]
    pub fn is_rotation_due(&self, now: Timestamp) -> bool {
        now >= rotation_due(self.current.since) && self.automatic_rotation != Some(true)
    }
}

impl MasterKey {
    fn to_console(&self, role_arn: &dyn Fn(&RoleId) -> String) -> console::EncryptionKey {
        let access = match &self.access {
            KeyAccess::Credentials { access_key_id, .. } => {
                console::KeyAccess::Credentials { access_key_id: access_key_id.clone() }
            }
            KeyAccess::Role(role) => {
                console::KeyAccess::Role { role_id: role.clone(), role_arn: role_arn(role) }
            }
        };
        console::EncryptionKey {
            key_id: self.key.to_string(),
            key_arn: self.key_arn.clone(),
            region: self.region.api_name(),
            access,
            since: rfc3339(self.since),
        }
    }
}

impl KeyAccess {
    /// The access role, where it is by one.
    #[must_use]
    pub fn role(&self) -> Option<&RoleId> {
        match self {
            Self::Credentials { .. } => None,
            Self::Role(role) => Some(role),
        }
    }
}

impl Cluster {
    /// Whether the cluster is stopped: the key that encrypts it can't be used.
    #[must_use]
    pub fn is_stopped(&self, encryption: &Encryption) -> bool {
        self.key.is_some() && encryption.stops_clusters()
    }

    /// The cluster in the API's shape.
    #[must_use]
    pub fn to_wire(&self, encryption: &Encryption) -> atlas::Cluster {
        let provider = if self.key.is_some() { PROVIDER_AWS } else { PROVIDER_NONE };
        let state = if self.is_stopped(encryption) { "STOPPED" } else { "IDLE" };
        atlas::Cluster {
            encryption_at_rest_provider: provider.to_owned(),
            name: self.name.to_string(),
            provider_settings: atlas::ProviderSettings {
                instance_size_name: self.tier.to_string(),
                provider_name: PROVIDER_AWS.to_owned(),
                region_name: self.region.api_name(),
            },
            state_name: state.to_owned(),
        }
    }

    /// The cluster in the page's shape.
    #[must_use]
    pub fn to_console(&self, encryption: &Encryption) -> console::Cluster {
        console::Cluster {
            name: self.name.to_string(),
            tier: self.tier.to_string(),
            region: self.region.api_name(),
            encrypted: self.key.is_some(),
            can_be_encrypted: self.tier.can_be_encrypted(),
            stopped: self.is_stopped(encryption),
        }
    }
}

/// When a key that is used `since` then is due to be changed.
fn rotation_due(since: Timestamp) -> Timestamp {
    since.checked_add(ROTATE_AFTER).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
