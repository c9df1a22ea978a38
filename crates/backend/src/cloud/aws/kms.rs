//! AWS KMS, reached by an assumed role or by a customer's access key.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use aws_config::{Region, SdkConfig};
use aws_sdk_kms::{
    Client,
    config::{Credentials, SharedCredentialsProvider},
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    operation::describe_key::DescribeKeyOutput,
    primitives::Blob,
    types::{EncryptionAlgorithmSpec, KeyManagerType, KeySpec, KeyState as Stated, KeyUsageType},
};
use engine::{
    CloudOutcome,
    encryption::{Identity, KeyDescription, KeyState, KmsCall, KmsOutcome, KmsRequest, SecretKey},
    ports::Keys,
};
use wire::{ExternalId, ProjectId, RoleArn, console::KeyFailureReason};
use zeroize::Zeroizing;

use super::{AwsCloud, outcome as assumed};

/// For how long the session of an assumed role is used again; STS makes it for 15 minutes.
const SESSION: Duration = Duration::from_secs(5 * 60);

/// The sessions of assumed roles, by role and external ID.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<(String, String), (Instant, Credentials)>>);

impl Sessions {
    fn get(&self, role: &RoleArn, external_id: &ExternalId) -> Option<Credentials> {
        let key = (role.to_string(), external_id.to_string());
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (began, credentials) = sessions.get(&key)?;
        (began.elapsed() < SESSION).then(|| credentials.clone())
    }

    fn put(&self, role: &RoleArn, external_id: &ExternalId, credentials: Option<Credentials>) {
        let key = (role.to_string(), external_id.to_string());
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, (began, _)| began.elapsed() < SESSION);
        match credentials {
            Some(credentials) => sessions.insert(key, (Instant::now(), credentials)),
            None => sessions.remove(&key),
        };
    }
}

impl Keys for AwsCloud {
    async fn call(&self, call: &KmsCall) -> KmsOutcome {
        let credentials = match &call.identity {
            Identity::Role { arn, external_id } => {
                let is_new = matches!(call.request, KmsRequest::OpenSession);
                let session = self.sessions.get(arn, external_id).filter(|_| !is_new);
                match session {
                    Some(session) => session,
                    None => match self.open_session(arn, external_id).await {
                        Ok(session) => session,
                        Err(failed) => return failed,
                    },
                }
            }
            Identity::Credentials(key) => {
                Credentials::new(&key.id, key.secret.as_str(), None, None, "the customer's")
            }
        };
        let region = Region::new(call.region.code());
        let config = self.config.to_builder();
        let provider = SharedCredentialsProvider::new(credentials);
        let config = config.region(region).credentials_provider(provider).build();
        let outcome = ask(&config, call).await;
        if let (Identity::Role { arn, external_id }, KmsOutcome::Failed { .. }) =
            (&call.identity, &outcome)
        {
            // Whatever was wrong with the session, the next call has another.
            self.sessions.put(arn, external_id, None);
        }
        outcome
    }
}

impl AwsCloud {
    async fn open_session(
        &self,
        role: &RoleArn,
        external_id: &ExternalId,
    ) -> Result<Credentials, KmsOutcome> {
        let answer = self
            .sts
            .assume_role()
            .role_arn(role.as_str())
            .external_id(external_id.as_str())
            .role_session_name(&self.session_name)
            .duration_seconds(900)
            .send()
            .await;
        let session = answer.as_ref().ok().and_then(|answer| answer.credentials()).map(|session| {
            let (id, secret) = (session.access_key_id(), session.secret_access_key());
            let token = Some(session.session_token().to_owned());
            Credentials::new(id, secret, token, None, "an assumed role")
        });
        self.sessions.put(role, external_id, session.clone());
        session.ok_or_else(|| match assumed(answer) {
            CloudOutcome::Done => {
                failed(KeyFailureReason::Unreachable, "AWS STS gave no credentials")
            }
            outcome => KmsOutcome::of_assumed(outcome),
        })
    }
}

async fn ask(config: &SdkConfig, call: &KmsCall) -> KmsOutcome {
    let client = Client::new(config);
    let context = |project: &ProjectId| {
        Some(HashMap::from([(KmsRequest::CONTEXT.to_owned(), project.to_string())]))
    };
    match &call.request {
        KmsRequest::OpenSession => match &call.identity {
            Identity::Role { .. } => KmsOutcome::SessionOpened,
            Identity::Credentials(_) => {
                let answer = aws_sdk_sts::Client::new(config).get_caller_identity().send().await;
                answer.map_or_else(|error| explain(&error, call), |_| KmsOutcome::SessionOpened)
            }
        },
        KmsRequest::Describe { key } => {
            let answer = client.describe_key().key_id(key.as_str()).send().await;
            answer.map_or_else(|error| explain(&error, call), |answer| describe(&answer))
        }
        KmsRequest::Encrypt { key_arn, plaintext, project } => {
            let request =
                client.encrypt().key_id(key_arn).plaintext(Blob::new(plaintext.as_bytes()));
            let answer = request.set_encryption_context(context(project)).send().await;
            match answer.map(|answer| answer.ciphertext_blob) {
                Ok(Some(blob)) => KmsOutcome::Encrypted(blob.into_inner()),
                Ok(None) => failed(KeyFailureReason::Unreachable, "AWS KMS gave no ciphertext"),
                Err(error) => explain(&error, call),
            }
        }
        KmsRequest::Decrypt { key_arn, ciphertext, project } => {
            let request =
                client.decrypt().key_id(key_arn).ciphertext_blob(Blob::new(ciphertext.as_slice()));
            let answer = request.set_encryption_context(context(project)).send().await;
            let bytes = match answer {
                Ok(answer) => {
                    Zeroizing::new(answer.plaintext.map(Blob::into_inner).unwrap_or_default())
                }
                Err(error) => return explain(&error, call),
            };
            match SecretKey::from_bytes(&bytes) {
                Some(key) => KmsOutcome::Decrypted(key),
                None => failed(KeyFailureReason::WrongKey, "AWS KMS gave no key of 32 bytes"),
            }
        }
        KmsRequest::RotationStatus { key_arn } => {
            let answer = client.get_key_rotation_status().key_id(key_arn).send().await;
            answer.map_or_else(
                |error| explain(&error, call),
                |answer| KmsOutcome::Rotates(answer.key_rotation_enabled()),
            )
        }
    }
}

fn describe(answer: &DescribeKeyOutput) -> KmsOutcome {
    let Some((key, arn)) = answer.key_metadata().and_then(|key| Some((key, key.arn()?))) else {
        return failed(KeyFailureReason::Unreachable, "AWS KMS did not describe the key");
    };
    let state = match key.key_state() {
        Some(Stated::Enabled) => KeyState::Enabled,
        Some(Stated::Disabled) => KeyState::Disabled,
        Some(Stated::PendingDeletion | Stated::PendingReplicaDeletion) => KeyState::PendingDeletion,
        Some(Stated::PendingImport) => KeyState::PendingImport,
        _ => KeyState::Unavailable,
    };
    let usable = key.encryption_algorithms().contains(&EncryptionAlgorithmSpec::SymmetricDefault)
        || key.key_spec() == Some(&KeySpec::SymmetricDefault);
    KmsOutcome::Described(KeyDescription {
        arn: arn.to_owned(),
        state,
        is_symmetric: usable && key.key_usage() == Some(&KeyUsageType::EncryptDecrypt),
        is_customer_managed: key.key_manager() != Some(&KeyManagerType::Aws),
    })
}

/// What an error of AWS KMS means.
fn explain<E, R>(error: &SdkError<E, R>, call: &KmsCall) -> KmsOutcome
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug,
{
    let SdkError::ServiceError(service) = &error else {
        let said = DisplayErrorContext(error).to_string();
        return KmsOutcome::Failed { reason: KeyFailureReason::Unreachable, message: said };
    };
    let code = service.err().code().unwrap_or_default();
    let message = service.err().message().unwrap_or(code).to_owned();
    KmsOutcome::Failed { reason: classify(code, &message, call), message }
}

/// Codes of <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html> and of the operations.
fn classify(code: &str, message: &str, call: &KmsCall) -> KeyFailureReason {
    use KeyFailureReason as R;
    match code {
        "AccessDeniedException" | "AccessDenied" => denied(message),
        "NotFoundException" | "InvalidArnException" | "ValidationException" => {
            if message.contains("Invalid arn") {
                return R::WrongRegion;
            }
            match &call.request {
                KmsRequest::Describe { key } if key.account().is_none() => R::KeyNotInAccount,
                _ => R::KeyNotFound,
            }
        }
        "DisabledException" => R::KeyDisabled,
        "KMSInvalidStateException" if message.contains("pending deletion") => R::KeyPendingDeletion,
        "KMSInvalidStateException" if message.contains("pending import") => R::KeyPendingImport,
        "KMSInvalidStateException" | "KeyUnavailableException" => R::KeyUnavailable,
        "InvalidKeyUsageException" | "UnsupportedOperationException" => R::NotSymmetric,
        "IncorrectKeyException" | "InvalidCiphertextException" => R::WrongKey,
        "ThrottlingException"
        | "Throttling"
        | "LimitExceededException"
        | "RequestLimitExceeded"
        | "TooManyRequestsException" => R::Throttled,
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "SignatureDoesNotMatch"
        | "InvalidSignatureException"
        | "IncompleteSignature"
        | "ExpiredTokenException"
        | "ExpiredToken"
            if matches!(call.identity, Identity::Credentials(_)) =>
        {
            R::CredentialsRefused
        }
        // Of a role, its session has ended; else AWS KMS has a fault of its own. Nothing is known of the key.
        _ => R::Unreachable,
    }
}

/// Which policy it is, in the words of
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>.
fn denied(message: &str) -> KeyFailureReason {
    for (words, reason) in [
        ("explicit deny", KeyFailureReason::ExplicitDeny),
        ("no identity-based policy allows", KeyFailureReason::RolePolicy),
        ("the resource does not exist in this Region", KeyFailureReason::KeyPolicyOrMissing),
        ("no resource-based policy allows", KeyFailureReason::KeyPolicy),
    ] {
        if message.contains(words) {
            return reason;
        }
    }
    KeyFailureReason::AccessDenied
}

fn failed(reason: KeyFailureReason, message: &str) -> KmsOutcome {
    KmsOutcome::Failed { reason, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_key(key: &str) -> KmsCall {
        KmsCall {
            identity: Identity::Role {
                arn: "arn:aws:iam::123456789012:role/a".parse().unwrap(),
                external_id: "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap(),
            },
            region: "us-east-1".parse().unwrap(),
            request: KmsRequest::Describe { key: key.parse().unwrap() },
        }
    }

    #[test]
    fn each_refusal_names_the_policy_as_far_as_aws_does() {
        let user = "User: arn:aws:sts::1:assumed-role/a/s is not authorized to perform: kms:Encrypt on resource: k";
        for (why, reason) in [
            (
                "because no identity-based policy allows the kms:Encrypt action",
                KeyFailureReason::RolePolicy,
            ),
            (
                "because no resource-based policy allows the kms:Encrypt action",
                KeyFailureReason::KeyPolicy,
            ),
            ("with an explicit deny in a resource-based policy", KeyFailureReason::ExplicitDeny),
            (
                "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
                KeyFailureReason::KeyPolicyOrMissing,
            ),
            ("", KeyFailureReason::AccessDenied),
        ] {
            let said = format!("{user} {why}");
            assert_eq!(classify("AccessDeniedException", &said, &describe_key("alias/a")), reason);
        }
    }

    #[test]
    fn a_key_that_is_not_there_is_told_by_how_it_was_named() {
        let arn = "arn:aws:kms:us-east-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        for (key, message, reason) in [
            ("alias/a", "Alias arn:… is not found.", KeyFailureReason::KeyNotInAccount),
            (arn, "Key 'arn:…' does not exist", KeyFailureReason::KeyNotFound),
            (arn, "Invalid arn us-west-2", KeyFailureReason::WrongRegion),
        ] {
            assert_eq!(classify("NotFoundException", message, &describe_key(key)), reason);
        }
    }

    #[test]
    fn silence_and_unknown_codes_say_nothing_of_the_key() {
        for code in
            ["", "KMSInternalException", "DependencyTimeoutException", "ExpiredTokenException"]
        {
            let reason = classify(code, "", &describe_key("alias/a"));
            assert_eq!(reason, KeyFailureReason::Unreachable, "{code}");
        }
        let state =
            |message| classify("KMSInvalidStateException", message, &describe_key("alias/a"));
        assert_eq!(state("arn:… is pending deletion."), KeyFailureReason::KeyPendingDeletion);
        assert_eq!(state("arn:… is pending import."), KeyFailureReason::KeyPendingImport);
        assert_eq!(state("arn:… is Creating."), KeyFailureReason::KeyUnavailable);
    }
}
