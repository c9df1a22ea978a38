//! The shapes of the original's API: field names, their order and their nulls are as recorded from it.
//!
//! Source: the recorded traffic of the MongoDB Atlas Administration API, resource version 2023-01-01.
//! Dates are RFC 3339 in UTC, to the second, with `Z`.

use serde::{Deserialize, Serialize};

use crate::{ExternalId, ProjectId, RoleArn, RoleId};

/// The only cloud provider whose access roles the console keeps.
pub const PROVIDER_AWS: &str = "AWS";

/// An access role: one row of the list, and the answer of every call about one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccessRole {
    /// The AWS account that the service acts as: the principal of the trust policy.
    #[serde(rename = "atlasAWSAccountArn")]
    pub atlas_aws_account_arn: String,
    /// The external ID that the trust policy has to ask for.
    pub atlas_assumed_role_external_id: ExternalId,
    /// When the role was authorized; `None` while it is in progress.
    pub authorized_date: Option<String>,
    /// When the access role was made.
    pub created_date: String,
    /// What uses the role now.
    pub feature_usages: Vec<FeatureUsage>,
    /// The role that was authorized; `None` while it is in progress.
    pub iam_assumed_role_arn: Option<RoleArn>,
    /// [`PROVIDER_AWS`].
    pub provider_name: String,
    /// Names the access role within the project.
    pub role_id: RoleId,
}

/// Something that uses an access role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FeatureUsage {
    /// For example `ENCRYPTION_AT_REST`.
    pub feature_type: String,
    /// Which one of that type; for encryption at rest, the project's ID.
    pub feature_id: String,
}

/// The answer of `GET /groups/{groupId}/cloudProviderAccess`: three lists, always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloudProviderAccess {
    /// The project's access roles, the oldest first.
    pub aws_iam_roles: Vec<AccessRole>,
    /// Always empty: the console knows no Azure.
    pub azure_service_principals: Vec<Nothing>,
    /// Always empty: the console knows no Google Cloud.
    pub gcp_service_accounts: Vec<Nothing>,
}

/// The item of a list that is always empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Nothing {}

/// A project, which the API calls a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// How many clusters the project has.
    pub cluster_count: u64,
    /// When the project was made.
    pub created: String,
    /// Names the project.
    pub id: ProjectId,
    /// Where the project can be read.
    pub links: Vec<Link>,
    /// The name that its owner gave it.
    pub name: String,
    /// The organization that it belongs to: 24 hexadecimal digits.
    pub org_id: String,
}

/// A link between answers of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// An absolute URL.
    pub href: String,
    /// `self`, `previous` or `next`.
    pub rel: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PaginatedOf{T}"))]
#[serde(rename_all = "camelCase")]
pub struct Paginated<T> {
    /// This page and its neighbours.
    pub links: Vec<Link>,
    /// The items.
    pub results: Vec<T>,
    /// How many there are on all pages; left out where the caller said `includeCount=false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_count: Option<u64>,
}

/// The answer of `GET /groups/{groupId}/encryptionAtRest`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EncryptionAtRest {
    /// The settings for AWS KMS.
    pub aws_kms: AwsKms,
    /// Always off: the console knows no Azure.
    pub azure_key_vault: OtherKms,
    /// Always off: the console knows no Google Cloud.
    pub google_cloud_kms: OtherKms,
}

/// How a project's encryption at rest uses AWS KMS. The secret access key is never sent back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AwsKms {
    /// Whether encryption at rest is on.
    pub enabled: bool,
    /// The access key ID of a project that was configured by credentials.
    #[serde(rename = "accessKeyID", default, skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// Key ID, key ARN, alias name or alias ARN.
    #[serde(rename = "customerMasterKeyID", default, skip_serializing_if = "Option::is_none")]
    pub customer_master_key_id: Option<String>,
    /// The key's region, written `US_EAST_1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The access role that reaches the key, of a project that uses a role.
    #[serde(rename = "roleId", default, skip_serializing_if = "Option::is_none")]
    pub role_id: Option<RoleId>,
    /// Whether the last use of the key went well; `None` before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<bool>,
}

/// Encryption at rest with a provider that the console does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherKms {
    /// Always false.
    pub enabled: bool,
}

/// A cluster of the project's inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    /// `NONE`, or `AWS` where the customer's key encrypts it.
    pub encryption_at_rest_provider: String,
    /// Names the cluster within the project.
    pub name: String,
    /// Where it runs and how large it is.
    pub provider_settings: ProviderSettings,
    /// `IDLE`, `CREATING`, `UPDATING` or `STOPPED`.
    pub state_name: String,
}

/// Where a cluster runs and how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProviderSettings {
    /// The tier, for example `M10`.
    pub instance_size_name: String,
    /// `AWS`.
    pub provider_name: String,
    /// Written `US_EAST_1`.
    pub region_name: String,
}

/// The answer to a call that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// Which fields of the body are wrong, for a body that fails validation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bad_request_detail: Option<BadRequestDetail>,
    /// A sentence for a person.
    pub detail: String,
    /// The HTTP status.
    pub error: u16,
    /// A name for a program, for example `GROUP_NOT_FOUND`.
    pub error_code: String,
    /// What the sentence speaks of.
    pub parameters: Vec<String>,
    /// The HTTP status in words.
    pub reason: String,
}

/// Which fields of a body are wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BadRequestDetail {
    /// One entry a fault.
    pub fields: Vec<FieldFault>,
}

/// What is wrong with a field of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldFault {
    /// What is wrong, as a sentence.
    pub description: String,
    /// The name of the field.
    pub field: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_role_is_written_as_recorded_from_the_original() {
        let recorded = r#"{"atlasAWSAccountArn":"arn:aws:iam::111122223333:root","atlasAssumedRoleExternalId":"3f1ebf1a-4e55-4c6e-9203-d48ee82131e3","authorizedDate":null,"createdDate":"2026-08-10T03:03:36Z","featureUsages":[],"iamAssumedRoleArn":null,"providerName":"AWS","roleId":"64b000000000000000000002"}"#;
        let role: AccessRole = serde_json::from_str(recorded).unwrap();
        assert_eq!(serde_json::to_string(&role).unwrap(), recorded);
    }

    #[test]
    fn a_list_always_has_its_three_arrays() {
        assert_eq!(
            serde_json::to_string(&CloudProviderAccess::default()).unwrap(),
            r#"{"awsIamRoles":[],"azureServicePrincipals":[],"gcpServiceAccounts":[]}"#
        );
    }

    #[test]
    fn an_error_is_written_as_recorded_from_the_original() {
        let recorded = r#"{"detail":"No group with ID 64b000000000000000000009 exists.","error":404,"errorCode":"GROUP_NOT_FOUND","parameters":["64b000000000000000000009"],"reason":"Not Found"}"#;
        let error: ApiError = serde_json::from_str(recorded).unwrap();
        assert_eq!(serde_json::to_string(&error).unwrap(), recorded);
    }
}
