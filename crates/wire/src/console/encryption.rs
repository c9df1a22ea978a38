//! A project's encryption at rest and its clusters, as the page shows them. Keys are written as they were typed,
//! regions as the API has them, `US_EAST_1`.

use serde::{Deserialize, Serialize};

use super::{CheckState, Verdict};
use crate::{AttemptId, RoleId};

/// A project's encryption at rest in one glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Encryption {
    /// How the project encrypts; `None` while encryption at rest is off.
    pub settings: Option<EncryptionSettings>,
    /// Since when the project reaches its keys by roles alone: credentials are refused for ever. `None` where it
    /// never used a role.
    pub roles_only_since: Option<String>,
    /// The clusters that it protects.
    pub clusters: ClusterCounts,
    /// The last attempt to change the settings, finished or not.
    pub last_attempt: Option<EncryptionAttempt>,
}

/// How a project encrypts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EncryptionSettings {
    /// The key that is used now.
    pub key: EncryptionKey,
    /// Since when encryption at rest is on.
    pub enabled_date: String,
    /// Whether the key could be used when it was last tried.
    pub health: KeyHealth,
    /// The change to this key, while something still needs an older one.
    pub rotation: Option<KeyRotation>,
    /// When the key is due to be changed.
    pub reminder: RotationReminder,
}

/// A customer master key, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EncryptionKey {
    /// Key ID, key ARN, alias name or alias ARN, as it was typed.
    pub key_id: String,
    /// The key's ARN, as AWS KMS told it.
    pub key_arn: String,
    /// The key's region.
    pub region: String,
    /// How the key is reached.
    pub access: KeyAccess,
    /// Since when it is used.
    pub since: String,
}

/// How a key is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    try_from = "KeyAccessFields"
)]
pub enum KeyAccess {
    /// By an access key, as older projects do.
    Credentials {
        /// The access key ID; the secret is never told.
        access_key_id: String,
    },
    /// By an authorized access role.
    Role {
        /// The access role.
        role_id: RoleId,
        /// The ARN of the role.
        role_arn: String,
    },
}

/// A [`KeyAccess`] as it is read: serde keeps everything that it meets on the way to a tag, and the page would carry the code
/// for that.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct KeyAccessFields {
    kind: String,
    access_key_id: Option<String>,
    role_id: Option<RoleId>,
    role_arn: Option<String>,
}

impl TryFrom<KeyAccessFields> for KeyAccess {
    type Error = &'static str;

    fn try_from(fields: KeyAccessFields) -> Result<Self, Self::Error> {
        match (fields.kind.as_str(), fields.access_key_id, fields.role_id, fields.role_arn) {
            ("credentials", Some(access_key_id), ..) => Ok(Self::Credentials { access_key_id }),
            ("role", _, Some(role_id), Some(role_arn)) => Ok(Self::Role { role_id, role_arn }),
            _ => Err("a key is reached by credentials or by a role"),
        }
    }
}

/// Whether a key can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyHealth {
    /// Whether the server decrypted with it when AWS KMS last gave an answer.
    pub valid: bool,
    /// Since when it is so.
    pub since: String,
    /// Why it can't be used; `None` where it can.
    pub failure: Option<KeyFailure>,
    /// When it was last tried, whatever came of it.
    pub checked_date: String,
    /// When AWS KMS last gave an answer: before `checkedDate` where it can't be reached now.
    pub reached_date: String,
}

/// A change to another key that is not over: each cluster's key is wrapped anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyRotation {
    /// When it began.
    pub started_date: String,
    /// The keys that are still needed; none of them may be disabled or deleted yet.
    pub old_keys: Vec<EncryptionKey>,
    /// How many clusters' keys are wrapped by the new key.
    pub done: u64,
    /// How many clusters' keys there are to wrap.
    pub total: u64,
    /// The first 100 clusters that still need an old key, by name.
    pub waiting: Vec<String>,
    /// Why it can't go on now; it is tried again with each check of the key.
    pub failure: Option<KeyFailure>,
}

/// When a key is due to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RotationReminder {
    /// Since when the key is used: it was last rotated then.
    pub rotated_date: String,
    /// 90 days later.
    pub due_date: String,
    /// Whether that is past, and AWS KMS does not rotate the key by itself.
    pub due: bool,
    /// Whether AWS KMS rotates the key by itself; `None` where the role may not ask (`kms:GetKeyRotationStatus`).
    pub automatic: Option<bool>,
}

/// How many clusters a project has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClusterCounts {
    /// All of them.
    pub total: u64,
    /// Those that the customer's key encrypts.
    pub encrypted: u64,
    /// Those that are stopped, as the key can't be used.
    pub stopped: u64,
}

/// The body of `POST …/encryption/attempts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewEncryptionAttempt {
    /// What to do if everything passes.
    pub kind: EncryptionAttemptKind,
    /// The typed key.
    pub key_id: String,
    /// The chosen region, `us-east-1` or `US_EAST_1`.
    pub region: String,
    /// The chosen access role, which has to be authorized.
    pub role_id: RoleId,
    /// For a switch, the typed name of the project; else left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
}

/// What an attempt does if everything passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EncryptionAttemptKind {
    /// Turn encryption at rest on.
    Enable,
    /// Use another key, region or access.
    Rotate,
    /// Reach the key by a role instead of credentials, for ever.
    Switch,
}

impl EncryptionAttemptKind {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enable => "enable",
            Self::Rotate => "rotate",
            Self::Switch => "switch",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Enable, Self::Rotate, Self::Switch].into_iter().find(|it| it.as_str() == name)
    }
}

/// One attempt to change a project's encryption at rest. The server carries it out, whether somebody looks or not;
/// nothing is changed unless all of it passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EncryptionAttempt {
    /// Names the attempt.
    pub id: AttemptId,
    /// What it does if everything passes.
    pub kind: EncryptionAttemptKind,
    /// The typed key.
    pub key_id: String,
    /// The chosen region.
    pub region: String,
    /// The chosen access role; `None` for credentials, which only the API takes.
    pub role_id: Option<RoleId>,
    /// Who began it: an address, or the public key of an API key.
    pub actor: String,
    /// When it began.
    pub started_date: String,
    /// Whether it is over, and how it ended.
    pub verdict: Verdict,
    /// What is checked, in order.
    pub checks: Vec<KeyCheck>,
    /// While a refused call waits to be tried again: in how many seconds.
    pub retry_in_seconds: Option<u64>,
    /// Why it did not pass.
    pub failure: Option<KeyFailure>,
}

/// One thing that is checked of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyCheck {
    /// What is checked.
    pub kind: KeyCheckKind,
    /// How far it is.
    pub state: CheckState,
}

/// What is checked of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KeyCheckKind {
    /// The key in use now still decrypts: with its present access for a rotation, with the new role for a switch.
    PresentKey,
    /// The role can be assumed, or AWS takes the credentials.
    Access,
    /// The key exists in the region, is enabled, and is a symmetric one to encrypt and decrypt with.
    Description,
    /// It encrypts.
    Encrypt,
    /// It decrypts, to the same bytes.
    Decrypt,
}

/// Why a key can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyFailure {
    /// What went wrong.
    pub reason: KeyFailureReason,
    /// What was being checked.
    pub check: KeyCheckKind,
    /// The action that AWS refused, for example `kms:Encrypt`; empty where that is not what went wrong.
    pub action: String,
    /// What AWS said, in its own words; empty where AWS said nothing.
    pub message: String,
}

/// What went wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KeyFailureReason {
    /// AWS refused `sts:AssumeRole`: the trust policy, the external ID, or there is no such role.
    RoleNotAssumable,
    /// AWS does not accept the access key of a project that uses credentials.
    CredentialsRefused,
    /// No policy of the role (or user) allows the action on the key.
    RolePolicy,
    /// The key's policy does not allow the action.
    KeyPolicy,
    /// The key's policy does not allow the action, or there is no such key: AWS does not tell which.
    KeyPolicyOrMissing,
    /// A policy denies the action.
    ExplicitDeny,
    /// AWS refused the action and did not say which policy is at fault.
    AccessDenied,
    /// There is no key of that ARN in the region.
    KeyNotFound,
    /// There is no key of that ID or alias in the role's own account and the region; a key of another account is
    /// named by its ARN.
    KeyNotInAccount,
    /// AWS KMS says that the key belongs to another region.
    WrongRegion,
    /// The key is disabled.
    KeyDisabled,
    /// The key is about to be deleted.
    KeyPendingDeletion,
    /// The key has no material yet.
    KeyPendingImport,
    /// The key can't be used now, as its key store is not connected, or it is being made.
    KeyUnavailable,
    /// The key is asymmetric, or not for encrypting and decrypting.
    NotSymmetric,
    /// AWS manages the key, so its policy can't let the role use it.
    NotCustomerManaged,
    /// The key does not decrypt what it should, or to other bytes.
    WrongKey,
    /// A cluster's key can't be unwrapped.
    WrappedKeyDamaged,
    /// AWS does not accept the service's own credentials: the operator has to mend that.
    ServiceIdentity,
    /// AWS asked to slow down, each time.
    Throttled,
    /// AWS gave no answer.
    Unreachable,
}

/// A cluster, with what the page shows beside the API's fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    /// Names the cluster within the project.
    pub name: String,
    /// The tier, for example `M10`.
    pub tier: String,
    /// Where it runs, written `US_EAST_1`.
    pub region: String,
    /// Whether the customer's key encrypts it.
    pub encrypted: bool,
    /// Whether its tier is large enough to be encrypted by the customer's key.
    pub can_be_encrypted: bool,
    /// Whether it is stopped, as the key that encrypts it can't be used; it can't be changed then.
    pub stopped: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_access_to_a_key_is_read_as_it_was_written() {
        for (access, written) in [
            (
                KeyAccess::Credentials { access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned() },
                r#"{"kind":"credentials","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}"#,
            ),
            (
                KeyAccess::Role {
                    role_id: "64b000000000000000000002".parse().unwrap(),
                    role_arn: "arn:aws:iam::123456789012:role/a".to_owned(),
                },
                r#"{"kind":"role","roleId":"64b000000000000000000002","roleArn":"arn:aws:iam::123456789012:role/a"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&access).unwrap(), written);
            assert_eq!(serde_json::from_str::<KeyAccess>(written).unwrap(), access);
        }
    }

    #[test]
    fn an_access_without_its_fields_is_none() {
        for text in
            [r#"{"kind":"role","accessKeyId":"A"}"#, r#"{"kind":"credentials"}"#, r#"{"kind":"x"}"#]
        {
            assert!(serde_json::from_str::<KeyAccess>(text).is_err(), "{text}");
        }
    }
}
