//! The keys of the sandbox: the beginning of a key's ID or alias decides what happens. They really encrypt, so that
//! what was encrypted can be decrypted after a restart, and by no other key.

use wire::{KmsKey, RoleArn, console::KeyFailureReason};

use super::{CUSTOMER_ACCOUNT, SandboxCloud};
use crate::{
    CloudCall, ShownExternalId,
    encryption::{
        Identity, KeyDescription, KeyState, KmsCall, KmsOutcome, KmsRequest, SecretKey, WrappedKey,
    },
    ports::{Clock, Entropy, Keys},
};

/// What a key of the sandbox does, by the beginning of its ID or alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyBehaviour {
    /// It encrypts and decrypts.
    Works,
    /// It is disabled.
    Disabled,
    /// It is about to be deleted.
    PendingDeletion,
    /// It is an asymmetric key.
    Asymmetric,
    /// There is no such key.
    Missing,
    /// No policy of the role allows `kms:Encrypt`.
    NoEncrypt,
    /// The key's policy does not allow `kms:Decrypt`.
    NoDecrypt,
    /// No answer.
    Unreachable,
}

/// The table of docs/SANDBOX.md: the beginning of a key's ID or alias, and what such a key does.
pub const KEY_BEHAVIOURS: [(&str, KeyBehaviour); 8] = [
    ("ok-", KeyBehaviour::Works),
    ("disabled-", KeyBehaviour::Disabled),
    ("pending-deletion-", KeyBehaviour::PendingDeletion),
    ("asymmetric-", KeyBehaviour::Asymmetric),
    ("missing-", KeyBehaviour::Missing),
    ("no-encrypt-", KeyBehaviour::NoEncrypt),
    ("no-decrypt-", KeyBehaviour::NoDecrypt),
    ("unreachable-", KeyBehaviour::Unreachable),
];

impl<C: Clock> SandboxCloud<C> {
    /// What comes of a call to AWS KMS.
    #[must_use]
    pub fn answer_for_key(&self, call: &KmsCall) -> KmsOutcome {
        if let Identity::Role { arn, external_id } = &call.identity {
            let external_id = ShownExternalId::Own(external_id.clone());
            let assume = CloudCall::AssumeRole { arn: arn.clone(), external_id };
            return match KmsOutcome::of_assumed(self.answer(&assume)) {
                KmsOutcome::SessionOpened => answer(call, Some(arn)),
                failed => failed,
            };
        }
        answer(call, None)
    }
}

impl<C: Clock> Keys for SandboxCloud<C> {
    async fn call(&self, call: &KmsCall) -> KmsOutcome {
        self.answer_for_key(call)
    }
}

/// What is said of a key that can be used, whatever its name says: what a key said before it was disabled, for example.
#[must_use]
pub fn usable(call: &KmsCall) -> KmsOutcome {
    match &call.request {
        KmsRequest::OpenSession => KmsOutcome::SessionOpened,
        KmsRequest::Describe { key } => KmsOutcome::Described(KeyDescription {
            arn: arn(call, key),
            state: KeyState::Enabled,
            is_symmetric: true,
            is_customer_managed: true,
        }),
        KmsRequest::Encrypt { key_arn, plaintext, project } => {
            let sealed = own_key().wrap(plaintext, project, key_arn, &NoEntropy);
            KmsOutcome::Encrypted(sealed.as_bytes().to_vec())
        }
        KmsRequest::Decrypt { key_arn, ciphertext, project } => {
            let sealed = WrappedKey::from_bytes(ciphertext.clone());
            match own_key().unwrap(&sealed, project, key_arn) {
                Ok(key) => KmsOutcome::Decrypted(key),
                Err(_) => failed(KeyFailureReason::WrongKey, "IncorrectKeyException"),
            }
        }
        KmsRequest::RotationStatus { .. } => KmsOutcome::Rotates(false),
    }
}

/// The ARN of the key, or of the key that the alias of the same name is of.
fn arn(call: &KmsCall, key: &KmsKey) -> String {
    format!(
        "arn:{}:kms:{}:{CUSTOMER_ACCOUNT}:key/{}",
        call.region.partition(),
        call.region,
        name(key)
    )
}

fn name(key: &KmsKey) -> &str {
    let alias = key.alias().and_then(|alias| alias.strip_prefix("alias/"));
    alias.or(key.key_id()).unwrap_or_default()
}

fn answer(call: &KmsCall, role: Option<&RoleArn>) -> KmsOutcome {
    let (KmsRequest::Describe { .. }
    | KmsRequest::Encrypt { .. }
    | KmsRequest::Decrypt { .. }
    | KmsRequest::RotationStatus { .. }) = &call.request
    else {
        return KmsOutcome::SessionOpened;
    };
    let Some(key) = key_of(&call.request) else {
        return failed(KeyFailureReason::KeyNotFound, "Invalid arn");
    };
    if key.account().is_some_and(|account| account.as_str() != CUSTOMER_ACCOUNT) {
        return denied(call, role, KeyFailureReason::KeyPolicyOrMissing);
    }
    let (name, arn) = (name(&key), arn(call, &key));
    let fits = |(beginning, _): &&(&str, KeyBehaviour)| name.starts_with(beginning);
    let behaviour = KEY_BEHAVIOURS.iter().find(fits).map_or(KeyBehaviour::Works, |(_, it)| *it);
    let state = match behaviour {
        KeyBehaviour::Missing => {
            let reason = match key.account() {
                Some(_) => KeyFailureReason::KeyNotFound,
                None => KeyFailureReason::KeyNotInAccount,
            };
            return failed(reason, &format!("Key '{arn}' does not exist"));
        }
        KeyBehaviour::Unreachable => {
            return failed(KeyFailureReason::Unreachable, "no answer from kms.sandbox.invalid");
        }
        KeyBehaviour::Disabled => KeyState::Disabled,
        KeyBehaviour::PendingDeletion => KeyState::PendingDeletion,
        _ => KeyState::Enabled,
    };
    let is_symmetric = behaviour != KeyBehaviour::Asymmetric;
    let description = KeyDescription { arn, state, is_symmetric, is_customer_managed: true };
    match (&call.request, description.fault()) {
        (KmsRequest::Describe { .. }, _) => KmsOutcome::Described(description),
        (_, Some(fault)) => failed(fault, &format!("{} can't be used", description.arn)),
        (KmsRequest::Encrypt { .. }, None) if behaviour == KeyBehaviour::NoEncrypt => {
            denied(call, role, KeyFailureReason::RolePolicy)
        }
        (KmsRequest::Decrypt { .. }, None) if behaviour == KeyBehaviour::NoDecrypt => {
            denied(call, role, KeyFailureReason::KeyPolicy)
        }
        (KmsRequest::Encrypt { .. } | KmsRequest::Decrypt { .. }, None) => usable(call),
        // The policy that the page shows does not allow it.
        (KmsRequest::RotationStatus { .. } | KmsRequest::OpenSession, None) => {
            denied(call, role, KeyFailureReason::RolePolicy)
        }
    }
}

fn key_of(request: &KmsRequest) -> Option<KmsKey> {
    match request {
        KmsRequest::OpenSession => None,
        KmsRequest::Describe { key } => Some(key.clone()),
        KmsRequest::Encrypt { key_arn, .. }
        | KmsRequest::Decrypt { key_arn, .. }
        | KmsRequest::RotationStatus { key_arn } => key_arn.parse().ok(),
    }
}

fn failed(reason: KeyFailureReason, message: &str) -> KmsOutcome {
    KmsOutcome::Failed { reason, message: message.to_owned() }
}

/// In the words of AWS.
fn denied(call: &KmsCall, role: Option<&RoleArn>, reason: KeyFailureReason) -> KmsOutcome {
    let action = call.request.action().unwrap_or_default();
    let who = role.map_or("The user", RoleArn::as_str);
    let why = match reason {
        KeyFailureReason::RolePolicy => {
            format!("no identity-based policy allows the {action} action")
        }
        KeyFailureReason::KeyPolicy => {
            format!("no resource-based policy allows the {action} action")
        }
        _ => "the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access".to_owned(),
    };
    failed(reason, &format!("{who} is not authorized to perform: {action} because {why}"))
}

/// Everybody knows this key: a sandbox guards nothing.
fn own_key() -> SecretKey {
    let mut bytes = [0; 32];
    for (to, from) in bytes.iter_mut().zip(b"the sandbox guards nothing at all") {
        *to = *from;
    }
    SecretKey::from_bytes(&bytes).unwrap_or_else(|| SecretKey::generate(&NoEntropy))
}

/// A nonce for a key that everybody knows.
struct NoEntropy;

impl Entropy for NoEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}
