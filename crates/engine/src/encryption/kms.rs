//! Calls to AWS KMS, and what comes of them.

use std::fmt;

use wire::{ExternalId, KmsKey, ProjectId, Region, RoleArn, console::KeyFailureReason};
use zeroize::Zeroizing;

use super::SecretKey;
use crate::CloudOutcome;

/// A call to AWS KMS, or to AWS STS on the way there.
#[derive(Clone, Debug)]
pub struct KmsCall {
    /// Who makes it.
    pub identity: Identity,
    /// Where.
    pub region: Region,
    /// What is asked.
    pub request: KmsRequest,
}

/// Who makes a call.
#[derive(Clone, Debug)]
pub enum Identity {
    /// An IAM role of the customer's that the service assumes.
    Role {
        /// The role.
        arn: RoleArn,
        /// The external ID of its access role.
        external_id: ExternalId,
    },
    /// An IAM user of the customer's.
    Credentials(AccessKey),
}

/// An access key; its secret is overwritten when dropped, and never shown.
#[derive(Clone)]
pub struct AccessKey {
    /// The access key ID.
    pub id: String,
    /// The secret access key.
    pub secret: Zeroizing<String>,
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKey({}, hidden)", self.id)
    }
}

/// What is asked. Encrypting and decrypting is bound to the project, as encryption context.
#[derive(Clone, Debug)]
pub enum KmsRequest {
    /// `sts:AssumeRole` anew, or `sts:GetCallerIdentity` for credentials.
    OpenSession,
    /// `kms:DescribeKey`.
    Describe {
        /// The key, as it was typed.
        key: KmsKey,
    },
    /// `kms:Encrypt`.
    Encrypt {
        /// The key's ARN.
        key_arn: String,
        /// What to encrypt.
        plaintext: SecretKey,
        /// For which project.
        project: ProjectId,
    },
    /// `kms:Decrypt`.
    Decrypt {
        /// The key's ARN.
        key_arn: String,
        /// What AWS KMS gave for [`Encrypt`](Self::Encrypt).
        ciphertext: Vec<u8>,
        /// For which project.
        project: ProjectId,
    },
    /// `kms:GetKeyRotationStatus`.
    RotationStatus {
        /// The key's ARN.
        key_arn: String,
    },
}

impl KmsRequest {
    /// The name under which the encryption context has the project's ID; AWS CloudTrail shows it.
    pub const CONTEXT: &'static str = "project-id";

    /// The action that a policy has to allow; `None` where a role is only assumed.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        match self {
            Self::OpenSession => None,
            Self::Describe { .. } => Some("kms:DescribeKey"),
            Self::Encrypt { .. } => Some("kms:Encrypt"),
            Self::Decrypt { .. } => Some("kms:Decrypt"),
            Self::RotationStatus { .. } => Some("kms:GetKeyRotationStatus"),
        }
    }
}

/// What came of a [`KmsCall`].
#[derive(Clone, Debug)]
pub enum KmsOutcome {
    /// The role was assumed, or the credentials were taken.
    SessionOpened,
    /// What the key is.
    Described(KeyDescription),
    /// The ciphertext, up to 6,144 bytes.
    Encrypted(Vec<u8>),
    /// The key that was encrypted.
    Decrypted(SecretKey),
    /// Whether AWS KMS rotates the key by itself.
    Rotates(bool),
    /// It did not work.
    Failed {
        /// Why.
        reason: KeyFailureReason,
        /// What AWS said.
        message: String,
    },
}

impl KmsOutcome {
    /// What an `sts:AssumeRole` that came before the call means for it.
    #[must_use]
    pub fn of_assumed(outcome: CloudOutcome) -> Self {
        let (reason, message) = match outcome {
            CloudOutcome::Done => return Self::SessionOpened,
            CloudOutcome::Refused(said) => (KeyFailureReason::RoleNotAssumable, said),
            CloudOutcome::BadCredentials(said) => (KeyFailureReason::ServiceIdentity, said),
            CloudOutcome::Throttled(said) => (KeyFailureReason::Throttled, said),
            CloudOutcome::Unreachable(said) => (KeyFailureReason::Unreachable, said),
        };
        Self::Failed { reason, message }
    }
}

/// What AWS KMS says of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDescription {
    /// The key's ARN, also where it was named by an alias.
    pub arn: String,
    /// Whether it can be used.
    pub state: KeyState,
    /// Whether it is a symmetric key to encrypt and decrypt with.
    pub is_symmetric: bool,
    /// Whether the customer manages it, not AWS.
    pub is_customer_managed: bool,
}

/// Whether a key can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It can.
    Enabled,
    /// Its owner disabled it.
    Disabled,
    /// Its owner has it deleted in some days.
    PendingDeletion,
    /// It has no material yet.
    PendingImport,
    /// Its key store is not connected, or it is being made.
    Unavailable,
}

impl KeyDescription {
    /// Why the key can't be used for encryption at rest.
    #[must_use]
    pub fn fault(&self) -> Option<KeyFailureReason> {
        match self.state {
            KeyState::Disabled => Some(KeyFailureReason::KeyDisabled),
            KeyState::PendingDeletion => Some(KeyFailureReason::KeyPendingDeletion),
            KeyState::PendingImport => Some(KeyFailureReason::KeyPendingImport),
            KeyState::Unavailable => Some(KeyFailureReason::KeyUnavailable),
            KeyState::Enabled if !self.is_symmetric => Some(KeyFailureReason::NotSymmetric),
            KeyState::Enabled if !self.is_customer_managed => {
                Some(KeyFailureReason::NotCustomerManaged)
            }
            KeyState::Enabled => None,
        }
    }
}
