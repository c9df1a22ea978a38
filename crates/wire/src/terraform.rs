//! Terraform configurations that a person may use instead of the AWS CLI, formatted as `terraform fmt` does.
//!
//! The texts are put together by hand: none of the values can hold what HCL escapes.

use crate::{ExternalId, KeyAccess, RoleName};

/// The name under which the configuration of an access role is downloaded.
pub const ACCESS_ROLE_FILE: &str = "access-role.tf";

/// The configuration that makes a role which `principal` may assume with `external_id`.
///
/// `principal` is the `atlasAWSAccountArn` of an access role.
#[must_use]
pub fn access_role(name: &RoleName, principal: &str, external_id: &ExternalId) -> String {
    let head = r#"resource "aws_iam_role" "access_role" {
  name = ""#;
    let trust = r#""

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ""#;
    let condition = r#"" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "sts:ExternalId" = ""#;
    let tail = r#"" }
      }
    }]
  })
}

output "role_arn" {
  value = aws_iam_role.access_role.arn
}
"#;
    [head, name.as_str(), trust, principal, condition, external_id.as_str(), tail].concat()
}

/// The configuration that gives a role that exists its access to a key.
#[must_use]
pub fn key_access(access: &KeyAccess) -> String {
    let head = r#"resource "aws_iam_role_policy" "key_access" {
  name = ""#;
    let role = r#""
  role = ""#;
    let policy = r#""

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"]
      Resource = ""#;
    let mut parts =
        vec![head, KeyAccess::POLICY_NAME, role, access.role_name(), policy, access.resource()];
    if let Some(alias) = access.alias() {
        parts.extend([
            r#""
      Condition = {
        "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = ""#,
            alias,
            r#"" }
      }
"#,
        ]);
    } else {
        parts.push("\"\n");
    }
    parts.push("    }]\n  })\n}\n");
    parts.concat()
}

#[cfg(test)]
mod tests;
