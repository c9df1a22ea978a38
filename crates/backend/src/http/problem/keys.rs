//! Problems with keys of AWS KMS, encryption at rest and clusters.

use axum::http::StatusCode;
use engine::encryption::EncryptionRefusal;
use wire::{
    KmsKeyError, RegionError,
    console::{KeyFailure, KeyFailureReason},
};

use super::Problem;
use crate::encryption::Error;

impl Problem {
    /// A key that can't be used; `key` is how the asker named it.
    pub fn unusable_key(key: &str, failure: &KeyFailure) -> Self {
        let (status, code, why) = explain(failure.reason);
        let aws = match (failure.action.as_str(), failure.message.as_str()) {
            ("", "") => String::new(),
            (action, "") => format!(" AWS refused {action}."),
            ("", message) => format!(" AWS said: {message}"),
            (action, message) => format!(" AWS refused {action}. AWS said: {message}"),
        };
        let detail = format!("The key {key} can't be used: {why}.{aws}");
        let parameters =
            if failure.action.is_empty() { vec![key] } else { vec![key, &failure.action] };
        Self::new(status, code, detail).with_parameters(parameters)
    }

    /// A text that names no key.
    pub fn no_key(field: &str, error: &KmsKeyError) -> Self {
        Self::invalid_field(field, error.to_string())
    }

    /// A region that can't be used.
    pub fn no_region(error: &RegionError) -> Self {
        let code = match error {
            RegionError::OtherPartition { .. } => "AWS_KMS_REGION_NOT_SUPPORTED",
            RegionError::Empty | RegionError::Unknown(_) => "INVALID_REGION",
        };
        Self::bad_request(code, format!("region: {error}.")).with_parameters(["region"])
    }
}

/// Status, code and reason of a key that can't be used.
fn explain(reason: KeyFailureReason) -> (StatusCode, &'static str, &'static str) {
    use KeyFailureReason as R;
    let no_permission = "NO_PERMISSION_TO_ENCRYPT_DECRYPT";
    let invalid = "ENCRYPTION_AT_REST_SETTINGS_INVALID";
    let bad = StatusCode::BAD_REQUEST;
    match reason {
        R::RoleNotAssumable => (
            bad,
            "CANNOT_ASSUME_ROLE",
            "AWS does not let the service assume the role. Validate the role again",
        ),
        R::CredentialsRefused => (
            bad,
            "INVALID_AWS_CREDENTIALS",
            "AWS does not accept the credentials. Check accessKeyID and secretAccessKey",
        ),
        R::RolePolicy => (
            bad,
            no_permission,
            "no policy of the role allows it. Attach the access policy to the role",
        ),
        R::KeyPolicy => {
            (bad, no_permission, "the key's policy does not allow it. Add a statement for the role")
        }
        R::KeyPolicyOrMissing => (
            bad,
            no_permission,
            "the key's policy does not allow it, or there is no such key in the region. Check the ARN and the key's policy",
        ),
        R::ExplicitDeny => (bad, no_permission, "a policy denies it. Remove the Deny statement"),
        R::AccessDenied => {
            (bad, no_permission, "AWS refused it. Check the role's policy and the key's policy")
        }
        R::KeyNotFound => (
            StatusCode::NOT_FOUND,
            "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
            "there is no such key. Check the key and its region",
        ),
        R::KeyNotInAccount => (
            StatusCode::NOT_FOUND,
            "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
            "there is no such key in the role's account and the region. Check the region, and name a key of another account by its ARN",
        ),
        R::WrongRegion => (bad, invalid, "it is in another region. Choose the key's region"),
        R::KeyDisabled => {
            (bad, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED", "it is disabled. Enable it in AWS KMS")
        }
        R::KeyPendingDeletion => (
            bad,
            "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION",
            "it is about to be deleted. Cancel its deletion in AWS KMS",
        ),
        R::KeyPendingImport => (
            bad,
            "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_IMPORT",
            "it has no key material yet. Import it in AWS KMS",
        ),
        R::KeyUnavailable => (
            bad,
            "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED",
            "AWS KMS can't use it now. Check its key store in AWS KMS",
        ),
        R::NotSymmetric => (
            bad,
            invalid,
            "it is no symmetric key for encrypting and decrypting. Make one of that kind",
        ),
        R::NotCustomerManaged => (
            bad,
            invalid,
            "AWS manages it, so its policy can't be changed. Make a customer managed key",
        ),
        R::WrongKey => (bad, invalid, "it does not decrypt what it should"),
        R::WrappedKeyDamaged => (bad, invalid, "the key of a cluster can't be unwrapped"),
        R::ServiceIdentity => (
            StatusCode::SERVICE_UNAVAILABLE,
            "AWS_KMS_UNREACHABLE",
            "AWS does not accept the service's own credentials. Tell the operator of this service",
        ),
        R::Throttled => (
            StatusCode::SERVICE_UNAVAILABLE,
            "AWS_KMS_UNREACHABLE",
            "AWS asked to slow down. Try again in a minute",
        ),
        R::Unreachable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "AWS_KMS_UNREACHABLE",
            "AWS gave no answer. Try again in a minute",
        ),
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            Error::Key(failure) => Self::unusable_key("of the project", &failure),
            Error::NoRole(id) => Self::not_found("access role", id.as_str()),
            Error::RoleNotAuthorized(id) => Self::bad_request(
                "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
                format!("The access role {id} is in progress. Authorize it first."),
            )
            .with_parameters([id.as_str()]),
            Error::NoCluster(name) => Self::new(
                StatusCode::NOT_FOUND,
                "CLUSTER_NOT_FOUND",
                format!("No cluster named {name} exists in this project."),
            )
            .with_parameters([name.as_str()]),
            Error::ClusterExists(name) => Self::new(
                StatusCode::CONFLICT,
                "DUPLICATE_CLUSTER_NAME",
                format!("The project has a cluster named {name} already. Choose another name."),
            )
            .with_parameters([name.as_str()]),
            Error::Seal(error) => Self::unexpected(&error),
            Error::Store(error) => error.into(),
        }
    }
}

impl From<EncryptionRefusal> for Problem {
    fn from(refusal: EncryptionRefusal) -> Self {
        let conflict = |code, detail| Self::new(StatusCode::CONFLICT, code, detail);
        match &refusal {
            EncryptionRefusal::AlreadyEnabled => conflict(
                "ENCRYPTION_AT_REST_ALREADY_ENABLED",
                "Encryption at rest is on already. Change its key instead.".to_owned(),
            ),
            EncryptionRefusal::NotEnabled => Self::bad_request(
                "ENCRYPTION_AT_REST_NOT_ENABLED",
                "Encryption at rest is off in this project. Turn it on in the Advanced settings first.",
            ),
            EncryptionRefusal::RolesOnly => Self::bad_request(
                "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED",
                "This project reaches its keys by AWS IAM roles, and can't go back to credentials. Send roleId instead.",
            ),
            EncryptionRefusal::UsesCredentials => Self::bad_request(
                "ENCRYPTION_AT_REST_SETTINGS_INVALID",
                "This project reaches its key by credentials. Switch it to a role first.",
            ),
            EncryptionRefusal::RotationRunning => conflict(
                "ROTATION_RUNNING",
                "The clusters' keys are still being wrapped by the present key. Wait until that is done.".to_owned(),
            ),
            EncryptionRefusal::AttemptRunning => conflict(
                "ATTEMPT_RUNNING",
                "Another change of the encryption is being checked in this project. Wait for the result, or stop it.".to_owned(),
            ),
            EncryptionRefusal::KeyChanged => conflict(
                "CONFLICT",
                "The key was changed at the same moment. Nothing of yours was stored; load it again and try again.".to_owned(),
            ),
            EncryptionRefusal::ClustersUseIt(names) => conflict(
                "CANNOT_DISABLE_ENCRYPTION_AT_REST",
                format!(
                    "Encryption at rest is used by {}. Turn it off there first.",
                    listed(names)
                ),
            )
            .with_parameters(names.iter().map(String::as_str)),
            EncryptionRefusal::TierTooSmall(tier) => Self::bad_request(
                "CANNOT_USE_ENCRYPTION_AT_REST_TENANT",
                format!(
                    "A cluster of the tier {tier} can't be encrypted by your own key; that takes {} or larger.",
                    wire::Tier::SMALLEST_ENCRYPTED
                ),
            )
            .with_parameters([tier.as_str()]),
            EncryptionRefusal::ClusterStopped(name) => conflict(
                "CLUSTER_STOPPED",
                format!("The cluster {name} is stopped, as the key that encrypts it can't be used. Make the key usable, then try again."),
            )
            .with_parameters([name.as_str()]),
            EncryptionRefusal::ClusterKeyDamaged(name) => Self::unexpected(&format!(
                "the key of the cluster {name} can't be unwrapped"
            )),
        }
    }
}

/// The first ten names, and how many more there are.
fn listed(names: &[String]) -> String {
    let first = names.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(10) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
