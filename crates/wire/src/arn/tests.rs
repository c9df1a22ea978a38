use proptest::prelude::*;

use super::*;

fn refusal(text: &str) -> ArnError {
    text.parse::<RoleArn>().unwrap_err()
}

#[test]
fn a_role_arn_names_partition_account_and_role() {
    let arn: RoleArn = "arn:aws-cn:iam::123456789012:role/team/data/reader@x".parse().unwrap();
    assert_eq!(arn.partition(), Partition::AwsCn);
    assert_eq!(arn.account().as_str(), "123456789012");
    assert_eq!(arn.name(), "reader@x");
    assert_eq!(arn.to_string(), "arn:aws-cn:iam::123456789012:role/team/data/reader@x");
}

#[test]
fn white_space_around_an_arn_is_left_out() {
    let arn: RoleArn = " arn:aws:iam::123456789012:role/a\n".parse().unwrap();
    assert_eq!(arn.as_str(), "arn:aws:iam::123456789012:role/a");
}

#[test]
fn each_fault_of_an_arn_is_named() {
    let long_path = "p".repeat(511);
    let name_65 = "n".repeat(65);
    for (text, error) in [
        ("  ", ArnError::Empty),
        ("atlas-access", ArnError::Form),
        ("urn:aws:iam::123456789012:role/a", ArnError::Form),
        ("arn:aws:iam::123456789012", ArnError::Form),
        ("arn:aws-eu:iam::123456789012:role/a", ArnError::Partition("aws-eu".into())),
        ("arn:aws:s3::123456789012:role/a", ArnError::Service("s3".into())),
        ("arn:aws:iam:us-east-1:123456789012:role/a", ArnError::Region("us-east-1".into())),
        ("arn:aws:iam::12345678901:role/a", ArnError::Account("12345678901".into())),
        ("arn:aws:iam::12345678901x:role/a", ArnError::Account("12345678901x".into())),
        ("arn:aws:iam::123456789012:user/a", ArnError::NotARole("user".into())),
        ("arn:aws:iam::123456789012:root", ArnError::NotARole("root".into())),
        (&format!("arn:aws:iam::123456789012:role/{long_path}/a"), ArnError::Path),
        ("arn:aws:iam::123456789012:role/a b/c", ArnError::Path),
        ("arn:aws:iam::123456789012:role/", ArnError::Name(RoleNameError::Empty)),
        ("arn:aws:iam::123456789012:role", ArnError::Name(RoleNameError::Empty)),
        ("arn:aws:iam::123456789012:role/a b", ArnError::Name(RoleNameError::Character(' '))),
        ("arn:aws:iam::123456789012:role/<name>", ArnError::Name(RoleNameError::Character('<'))),
        (
            &format!("arn:aws:iam::123456789012:role/{name_65}"),
            ArnError::Name(RoleNameError::Length(65)),
        ),
    ] {
        assert_eq!(refusal(text), error, "{text}");
    }
}

#[test]
fn a_role_of_another_partition_is_refused() {
    let arn: RoleArn = "arn:aws-us-gov:iam::123456789012:role/a".parse().unwrap();
    assert!(arn.check_partition(Partition::AwsUsGov).is_ok());
    assert_eq!(
        arn.check_partition(Partition::Aws),
        Err(ArnError::OtherPartition { found: Partition::AwsUsGov, expected: Partition::Aws })
    );
}

#[test]
fn role_names_follow_the_rule_of_iam() {
    assert!("a+=,.@_-Z9".parse::<RoleName>().is_ok());
    assert!("n".repeat(64).parse::<RoleName>().is_ok());
    assert_eq!("n".repeat(65).parse::<RoleName>(), Err(RoleNameError::Length(65)));
    assert_eq!("".parse::<RoleName>(), Err(RoleNameError::Empty));
    for (text, bad) in
        [("two words", ' '), ("it's", '\''), ("\"q\"", '"'), ("a;rm", ';'), ("ä", 'ä')]
    {
        assert_eq!(text.parse::<RoleName>(), Err(RoleNameError::Character(bad)), "{text}");
    }
}

#[test]
fn the_service_principal_is_the_account_of_the_caller() {
    for caller in [
        "arn:aws:iam::111122223333:user/service",
        "arn:aws:sts::111122223333:assumed-role/x/y",
        "arn:aws:iam::111122223333:root",
    ] {
        let principal = ServicePrincipal::of_caller(caller).unwrap();
        assert_eq!(principal.to_string(), "arn:aws:iam::111122223333:root", "{caller}");
    }
    assert_eq!(ServicePrincipal::of_caller("nobody"), Err(ArnError::Form));
    assert_eq!(
        "arn:aws:iam::111122223333:user/x".parse::<ServicePrincipal>(),
        Err(ArnError::NotARoot)
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,200}") {
        let _ = text.parse::<RoleArn>();
        let _ = ServicePrincipal::of_caller(&text);
    }

    #[test]
    fn what_iam_may_make_is_taken_and_comes_back_whole(
        partition in prop::sample::select(Partition::ALL.to_vec()),
        account in "[0-9]{12}",
        path in "([!-.0-9A-Za-z]{1,20}/){0,5}",
        name in "[A-Za-z0-9+=,.@_-]{1,64}",
    ) {
        let text = format!("arn:{partition}:iam::{account}:role/{path}{name}");
        let arn: RoleArn = text.parse().unwrap();
        prop_assert_eq!(arn.as_str(), &text);
        prop_assert_eq!(arn.name(), &name);
        prop_assert_eq!(arn.account().as_str(), &account);
    }

    #[test]
    fn a_near_miss_is_taken_only_if_it_prints_the_same(
        text in "arn:(aws|aws-cn|awz)?:(iam|s3)?:(us-east-1)?:[0-9]{11,13}:(role|user)?/?[ -~]{0,30}",
    ) {
        if let Ok(arn) = text.parse::<RoleArn>() {
            prop_assert_eq!(arn.as_str(), text.trim());
            prop_assert!(arn.name().parse::<RoleName>().is_ok());
        }
    }
}
