use proptest::prelude::*;

use super::*;

const EXTERNAL_ID: &str = "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3";
const SERVICE: &str = "arn:aws-us-gov:iam::111122223333:root";

fn name(text: &str) -> RoleName {
    text.parse().unwrap()
}

#[test]
fn a_template_for_everybody_has_no_defaults() {
    let general = access_role_template();
    assert!(!general.contains("Default:"));
    let own = access_role(&name("a+=,.@_-Z"), SERVICE, &EXTERNAL_ID.parse().unwrap());
    let (defaults, rest): (Vec<_>, Vec<_>) =
        own.lines().partition(|line| line.contains("Default:"));
    assert_eq!(
        defaults,
        [
            "    Default: 'arn:aws-us-gov:iam::111122223333:root'",
            "    Default: '3f1ebf1a-4e55-4c6e-9203-d48ee82131e3'",
            "    Default: 'a+=,.@_-Z'"
        ]
    );
    assert_eq!(rest.join("\n"), general.trim_end());
}

#[test]
fn the_access_to_a_key_is_that_of_its_policy() {
    let role = "arn:aws:iam::111122223333:role/team/atlas-access".parse().unwrap();
    let access = |key: &str| {
        let region = "us-east-1".parse().unwrap();
        key_access(&KeyAccess::new(&role, &key.parse().unwrap(), region))
    };
    assert_eq!(
        access("alias/ok"),
        r"AWSTemplateFormatVersion: '2010-09-09'
Description: The access of a role to a customer master key
Resources:
  KeyAccess:
    Type: AWS::IAM::Policy
    Properties:
      Roles:
        - 'atlas-access'
      PolicyName: encryption-at-rest
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action:
              - kms:Decrypt
              - kms:Encrypt
              - kms:DescribeKey
            Resource: 'arn:aws:kms:us-east-1:111122223333:key/*'
            Condition:
              ForAnyValue:StringEquals:
                kms:ResourceAliases: 'alias/ok'
"
    );
    assert!(
        access("ok-key")
            .ends_with("            Resource: 'arn:aws:kms:us-east-1:111122223333:key/ok-key'\n")
    );
}

#[test]
fn the_link_opens_the_console_of_the_partition() {
    let template = "https://templates.s3.amazonaws.com/access-role.yaml";
    let of = |region: &str, name: Option<&RoleName>| {
        let region = region.parse().unwrap();
        quick_create_url(template, region, SERVICE, &EXTERNAL_ID.parse().unwrap(), name)
    };
    assert_eq!(
        of("eu-west-1", Some(&name("a+=,.@_-Z"))),
        "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/quickcreate\
         ?templateURL=https%3A%2F%2Ftemplates.s3.amazonaws.com%2Faccess-role.yaml\
         &stackName=access-role-3f1ebf1a-4e55-4c6e-9203-d48ee82131e3\
         &param_ServicePrincipalArn=arn%3Aaws-us-gov%3Aiam%3A%3A111122223333%3Aroot\
         &param_ExternalId=3f1ebf1a-4e55-4c6e-9203-d48ee82131e3\
         &param_RoleName=a%2B%3D%2C.%40_-Z"
    );
    assert!(
        of("us-gov-west-1", None)
            .starts_with("https://us-gov-west-1.console.amazonaws-us-gov.com/")
    );
    assert!(of("cn-north-1", None).starts_with("https://cn-north-1.console.amazonaws.cn/"));
    assert!(of("cn-north-1", None).ends_with("&param_RoleName="));
}

proptest! {
    #[test]
    fn no_name_ends_its_quotation_marks(text in "[ -~]{1,64}") {
        if let Ok(name) = text.parse::<RoleName>() {
            let template = access_role(&name, SERVICE, &EXTERNAL_ID.parse().unwrap());
            let quoted = format!("\n    Default: '{}'\n", name.as_str());
            prop_assert!(template.contains(&quoted));
            prop_assert!(!name.as_str().contains('\''));
        }
    }

    #[test]
    fn an_encoded_text_is_only_of_what_a_query_takes_as_it_is(text in ".{0,40}") {
        let encoded = encoded(&text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
        let mut decoded = Vec::new();
        let mut parts = encoded.split('%');
        decoded.extend(parts.next().unwrap().bytes());
        for part in parts {
            decoded.push(u8::from_str_radix(&part[..2], 16).unwrap());
            decoded.extend(part[2..].bytes());
        }
        prop_assert_eq!(decoded, text.as_bytes());
    }
}
