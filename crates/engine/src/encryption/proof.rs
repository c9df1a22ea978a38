//! What checks of a key begin with, and what they prove.

use wire::{KmsKey, ProjectId, Region, RoleArn, console::EncryptionAttemptKind};

use super::{Identity, KeyAccess, MasterKey, SecretKey, WrappedKey};

/// A key that somebody wants to use, and how it is reached.
#[derive(Clone, Debug)]
pub struct Target {
    /// The key, as it was typed.
    pub key: KmsKey,
    /// Its region.
    pub region: Region,
    /// How it is reached, as it is stored.
    pub access: KeyAccess,
    /// How it is reached, as calls need it.
    pub identity: Identity,
}

/// A project's master key as it is stored, and how its customer master key is reached.
#[derive(Clone, Debug)]
pub struct Present {
    /// The master key.
    pub master: MasterKey,
    /// How calls reach its customer master key.
    pub identity: Identity,
}

/// The proof that a key works. Only a passed [`KeyChecks`](super::KeyChecks) makes one.
#[derive(Clone, Debug)]
pub struct ProvenKey {
    pub(crate) project: ProjectId,
    pub(crate) kind: EncryptionAttemptKind,
    pub(crate) key: KmsKey,
    pub(crate) region: Region,
    pub(crate) access: KeyAccess,
    /// The ARN under which a role was assumed.
    pub(crate) role_arn: Option<RoleArn>,
    pub(crate) key_arn: String,
    /// The new master key, encrypted by the key.
    pub(crate) ciphertext: Vec<u8>,
    /// The generation of the present master key, which was decrypted.
    pub(crate) present: Option<u64>,
}

/// A master key in the clear, and which one it is. Only a passed [`KeyChecks`](super::KeyChecks) makes one.
#[derive(Clone, Debug)]
pub struct OpenedKey {
    pub(crate) project: ProjectId,
    pub(crate) generation: u64,
    pub(crate) key: SecretKey,
}

impl OpenedKey {
    /// The master key's generation.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the wrapped key of a cluster opens.
    #[must_use]
    pub fn opens(&self, wrapped: &WrappedKey, cluster: &str) -> bool {
        self.key.unwrap(wrapped, &self.project, cluster).is_ok()
    }
}
