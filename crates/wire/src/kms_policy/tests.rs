use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn access(role: &str, key: &str) -> KeyAccess {
    let region = "us-east-1".parse().unwrap();
    KeyAccess::new(&role.parse().unwrap(), &key.parse().unwrap(), region)
}

const ROLE: &str = "arn:aws:iam::111122223333:role/team/atlas-access";
const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

#[test]
fn the_policy_of_the_role_is_that_of_the_seed() {
    for key in [KEY, "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
    {
        let access = access(ROLE, key);
        let document: Value = serde_json::from_str(&access.role_policy()).unwrap();
        assert_eq!(
            document,
            json!({"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"],
                "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            }]})
        );
        assert_eq!(access.role_policy(), serde_json::to_string_pretty(&document).unwrap());
        assert_eq!((access.role_name(), access.alias()), ("atlas-access", None));
        assert!(!access.crosses_accounts());
    }
}

#[test]
fn a_key_known_by_its_alias_is_told_by_a_condition() {
    for (key, resource, crosses) in [
        ("alias/ok", "arn:aws:kms:us-east-1:111122223333:key/*", false),
        (
            "arn:aws:kms:eu-west-1:444455556666:alias/ok",
            "arn:aws:kms:eu-west-1:444455556666:key/*",
            true,
        ),
    ] {
        let access = access(ROLE, key);
        let document: Value = serde_json::from_str(&access.role_policy()).unwrap();
        let statement = &document["Statement"][0];
        assert_eq!(statement["Resource"], resource);
        let condition = json!({"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/ok"}});
        assert_eq!(statement["Condition"], condition);
        assert_eq!(access.role_policy(), serde_json::to_string_pretty(&document).unwrap());
        assert_eq!(access.crosses_accounts(), crosses);
    }
}

#[test]
fn the_partition_is_that_of_the_region() {
    let region = "cn-north-1".parse().unwrap();
    let role = "arn:aws-cn:iam::111122223333:role/a".parse().unwrap();
    let access = KeyAccess::new(&role, &"ok-key".parse().unwrap(), region);
    assert_eq!(access.resource(), "arn:aws-cn:kms:cn-north-1:111122223333:key/ok-key");
}

#[test]
fn the_key_of_another_account_allows_the_role() {
    let access = access(ROLE, "arn:aws:kms:us-east-1:444455556666:key/ok");
    assert!(access.crosses_accounts());
    let statement: Value = serde_json::from_str(&access.key_policy_statement()).unwrap();
    assert_eq!(
        statement,
        json!({
            "Effect": "Allow",
            "Principal": {"AWS": ROLE},
            "Action": ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"],
            "Resource": "*",
        })
    );
    assert_eq!(access.key_policy_statement(), serde_json::to_string_pretty(&statement).unwrap());
}

proptest! {
    #[test]
    fn whatever_the_role_and_the_key_are_called_it_stays_json(
        path in "([!-.0-\\[\\]-~\\\\\"]{1,10}/){0,3}",
        name in "[A-Za-z0-9+=,.@_-]{1,64}",
        key in "alias/[a-zA-Z0-9/_-]{1,30}|arn:aws:kms:us-east-1:[0-9]{12}:(key/ok-|alias/k)[a-zA-Z0-9_-]{0,20}",
    ) {
        let Ok(key) = key.parse::<KmsKey>() else { return Ok(()) };
        let role: RoleArn = format!("arn:aws:iam::111122223333:role/{path}{name}").parse().unwrap();
        let access = KeyAccess::new(&role, &key, "us-east-1".parse().unwrap());
        let policy: Value = serde_json::from_str(&access.role_policy()).unwrap();
        prop_assert_eq!(&policy["Statement"][0]["Resource"], access.resource());
        let statement: Value = serde_json::from_str(&access.key_policy_statement()).unwrap();
        prop_assert_eq!(&statement["Principal"]["AWS"], role.as_str());
    }
}
