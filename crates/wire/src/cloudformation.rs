//! AWS CloudFormation templates that a person may use instead of the AWS CLI, and the link that opens one.
//!
//! The texts are put together by hand: none of the values can hold a single quotation mark, which is all that YAML escapes
//! between such.

use crate::{ExternalId, KeyAccess, Region, RoleName};

/// The name under which the template of an access role is downloaded.
pub const ACCESS_ROLE_FILE: &str = "access-role.yaml";

/// The template that makes a role which a service may assume with an external ID; each of these is a parameter.
#[must_use]
pub fn access_role_template() -> String {
    access_role_with(["", "", ""])
}

/// The same, with the values of one access role as defaults.
///
/// `principal` is the `atlasAWSAccountArn` of the access role.
#[must_use]
pub fn access_role(name: &RoleName, principal: &str, external_id: &ExternalId) -> String {
    access_role_with([principal, external_id.as_str(), name.as_str()])
}

fn access_role_with([principal, external_id, name]: [&str; 3]) -> String {
    let head = r"AWSTemplateFormatVersion: '2010-09-09'
Description: A role that a service may assume with an external ID
Parameters:
  ServicePrincipalArn:
    Type: String
    Description: The AWS account of the service, arn:aws:iam::123456789012:root
    AllowedPattern: ^arn:aws(-us-gov|-cn)?:iam::[0-9]{12}:root$
";
    let parameter_external_id = r"  ExternalId:
    Type: String
    Description: The external ID that the service gives
    AllowedPattern: ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$
";
    let parameter_name = r"  RoleName:
    Type: String
    Description: A name that no role of this AWS account has yet
    AllowedPattern: ^[A-Za-z0-9+=,.@_-]{1,64}$
";
    let rest = r"Resources:
  AccessRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref ServicePrincipalArn
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
Outputs:
  RoleArn:
    Description: The ARN of the role, to be entered in the console
    Value: !GetAtt AccessRole.Arn
";
    let principal = default(principal);
    let external_id = default(external_id);
    let name = default(name);
    [head, &principal, parameter_external_id, &external_id, parameter_name, &name, rest].concat()
}

fn default(value: &str) -> String {
    if value.is_empty() { String::new() } else { ["    Default: '", value, "'\n"].concat() }
}

/// The template that gives a role that exists its access to a key.
#[must_use]
pub fn key_access(access: &KeyAccess) -> String {
    let head = r"AWSTemplateFormatVersion: '2010-09-09'
Description: The access of a role to a customer master key
Resources:
  KeyAccess:
    Type: AWS::IAM::Policy
    Properties:
      Roles:
        - '";
    let policy = r"
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action:
              - kms:Decrypt
              - kms:Encrypt
              - kms:DescribeKey
            Resource: '";
    let name = "'\n      PolicyName: ";
    let mut parts = vec![
        head,
        access.role_name(),
        name,
        KeyAccess::POLICY_NAME,
        policy,
        access.resource(),
        "'\n",
    ];
    if let Some(alias) = access.alias() {
        let condition = r"            Condition:
              ForAnyValue:StringEquals:
                kms:ResourceAliases: '";
        parts.extend([condition, alias, "'\n"]);
    }
    parts.concat()
}

/// The link that opens the AWS console with the template of an access role and its parameters filled in.
///
/// `template_url` is where the template lies in Amazon S3, as AWS takes it from nowhere else; the role's name may be left to the
/// person. A role is in no region, but its stack is, in `region`.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html>.
#[must_use]
pub fn quick_create_url(
    template_url: &str,
    region: Region,
    principal: &str,
    external_id: &ExternalId,
    name: Option<&RoleName>,
) -> String {
    let (host, external_id) = (region.partition().console_host(), external_id.as_str());
    // The external ID makes the stack's name one of its own.
    [
        "https://",
        region.code(),
        ".",
        host,
        "/cloudformation/home?region=",
        region.code(),
        "#/stacks/quickcreate?templateURL=",
        &encoded(template_url),
        "&stackName=access-role-",
        external_id,
        "&param_ServicePrincipalArn=",
        &encoded(principal),
        "&param_ExternalId=",
        external_id,
        "&param_RoleName=",
        &name.map(|name| encoded(name.as_str())).unwrap_or_default(),
    ]
    .concat()
}

/// The text as a value of a query: all but the unreserved characters of RFC 3986 as `%` and two digits.
fn encoded(text: &str) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digits = [digit(byte >> 4), digit(byte & 15)].map(|it| it.to_ascii_uppercase());
            encoded.push('%');
            encoded.extend(digits);
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
