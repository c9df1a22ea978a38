use proptest::prelude::*;

use super::*;

const EXTERNAL_ID: &str = "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3";

#[test]
fn the_role_has_the_trust_policy_of_the_seed() {
    let text = access_role(
        &"atlas-access".parse().unwrap(),
        "arn:aws-us-gov:iam::111122223333:root",
        &EXTERNAL_ID.parse().unwrap(),
    );
    assert_eq!(
        text,
        r#"resource "aws_iam_role" "access_role" {
  name = "atlas-access"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws-us-gov:iam::111122223333:root" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "sts:ExternalId" = "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3" }
      }
    }]
  })
}

output "role_arn" {
  value = aws_iam_role.access_role.arn
}
"#
    );
}

#[test]
fn the_access_to_a_key_is_that_of_its_policy() {
    let role = "arn:aws:iam::111122223333:role/team/atlas-access".parse().unwrap();
    let access = |key: &str| {
        let region = "us-east-1".parse().unwrap();
        key_access(&KeyAccess::new(&role, &key.parse().unwrap(), region))
    };
    assert_eq!(
        access("ok-key"),
        r#"resource "aws_iam_role_policy" "key_access" {
  name = "encryption-at-rest"
  role = "atlas-access"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"]
      Resource = "arn:aws:kms:us-east-1:111122223333:key/ok-key"
    }]
  })
}
"#
    );
    assert!(access("alias/ok").contains(
        r#"
      Resource = "arn:aws:kms:us-east-1:111122223333:key/*"
      Condition = {
        "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/ok" }
      }
    }]
"#
    ));
}

proptest! {
    #[test]
    fn no_name_ends_its_quotation_marks_or_is_taken_for_a_template(text in "[ -~]{1,64}") {
        if let Ok(name) = text.parse::<RoleName>() {
            let text = access_role(&name, "p", &EXTERNAL_ID.parse().unwrap());
            let quoted = format!("  name = \"{name}\"\n", name = name.as_str());
            prop_assert!(text.contains(&quoted));
            let templates = ["${", "%{", "\\"].iter().any(|it| text.contains(it));
            prop_assert!(!templates);
            prop_assert_eq!(text.matches('"').count() % 2, 0);
        }
    }
}
