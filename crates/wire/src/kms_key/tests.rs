use proptest::prelude::*;

use super::*;

const UUID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

fn key(text: &str) -> KmsKey {
    text.parse().unwrap()
}

fn refusal(text: &str) -> KmsKeyError {
    text.parse::<KmsKey>().unwrap_err()
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

#[test]
fn a_key_is_named_in_four_ways() {
    let by_id = key(UUID);
    assert_eq!((by_id.key_id(), by_id.alias()), (Some(UUID), None));
    assert_eq!((by_id.region(), by_id.account()), (None, None));

    let by_alias = key("alias/team/ok-key_1");
    assert_eq!((by_alias.key_id(), by_alias.alias()), (None, Some("alias/team/ok-key_1")));

    let by_arn = key(" arn:aws-cn:kms:cn-north-1:111122223333:key/ok-key\n");
    assert_eq!(by_arn.as_str(), "arn:aws-cn:kms:cn-north-1:111122223333:key/ok-key");
    assert_eq!((by_arn.key_id(), by_arn.alias()), (Some("ok-key"), None));
    assert_eq!(by_arn.region(), Some(region("cn-north-1")));
    assert_eq!(by_arn.account().unwrap().as_str(), "111122223333");

    let by_alias_arn = key("arn:aws:kms:us-east-1:111122223333:alias/ok");
    assert_eq!((by_alias_arn.key_id(), by_alias_arn.alias()), (None, Some("alias/ok")));
}

#[test]
fn an_arn_is_made_of_what_the_text_leaves_open() {
    let account = "111122223333".parse().unwrap();
    for (text, arn) in [
        (
            UUID,
            "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ),
        ("alias/ok", "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/ok"),
        ("arn:aws:kms:us-east-1:444455556666:key/ok", "arn:aws:kms:us-east-1:444455556666:key/ok"),
    ] {
        assert_eq!(key(text).arn(region("us-gov-west-1"), &account), arn);
    }
}

#[test]
fn multi_region_keys_are_recognised() {
    let id = "mrk-1234abcd12ab34cd56ef1234567890ab";
    assert!(key(id).is_multi_region());
    assert!(key(&format!("arn:aws:kms:us-east-1:111122223333:key/{id}")).is_multi_region());
    for text in [UUID, "alias/mrk-1234abcd12ab34cd56ef1234567890ab", "ok-mrk"] {
        assert!(!key(text).is_multi_region(), "{text}");
    }
}

#[test]
fn a_name_without_its_prefix_is_suspected_to_be_an_alias() {
    assert!(key("my-key").may_lack_alias_prefix());
    let arn = "arn:aws:kms:us-east-1:111122223333:key/my-key";
    for text in [UUID, "mrk-1234abcd12ab34cd56ef1234567890ab", "alias/my-key", arn] {
        assert!(!key(text).may_lack_alias_prefix(), "{text}");
    }
}

#[test]
fn each_fault_of_a_key_is_named() {
    let long_alias = format!("alias/{}", "a".repeat(251));
    for (text, error) in [
        (" ", KmsKeyError::Empty),
        (&*"k".repeat(2049), KmsKeyError::Length(2049)),
        ("arn:aws:kms:us-east-1:111122223333", KmsKeyError::Form),
        (
            "arn:aws-x:kms:us-east-1:111122223333:key/ok",
            KmsKeyError::Arn(ArnError::Partition("aws-x".into())),
        ),
        ("arn:aws:iam::111122223333:role/ok", KmsKeyError::Service("iam".into())),
        ("arn:aws:kms::111122223333:key/ok", KmsKeyError::Region(RegionError::Empty)),
        (
            "arn:aws:kms:us-east-9:111122223333:key/ok",
            KmsKeyError::Region(RegionError::Unknown("us-east-9".into())),
        ),
        (
            "arn:aws:kms:cn-north-1:111122223333:key/ok",
            KmsKeyError::RegionOfOtherPartition {
                region: region("cn-north-1"),
                partition: Partition::Aws,
            },
        ),
        ("arn:aws:kms:us-east-1:1111:key/ok", KmsKeyError::Arn(ArnError::Account("1111".into()))),
        ("arn:aws:kms:us-east-1:111122223333:ok", KmsKeyError::Resource),
        ("arn:aws:kms:us-east-1:111122223333:grant/ok", KmsKeyError::Resource),
        ("arn:aws:kms:us-east-1:111122223333:key/", KmsKeyError::KeyId),
        ("1234abcd-12ab-34cd-56ef-1234567890a", KmsKeyError::KeyId),
        ("mrk-1234abcd-12ab-34cd-56ef-1234567890ab", KmsKeyError::KeyId),
        ("key/ok", KmsKeyError::KeyIdCharacter('/')),
        ("my key", KmsKeyError::KeyIdCharacter(' ')),
        ("alias/", KmsKeyError::AliasLength),
        (&long_alias, KmsKeyError::AliasLength),
        ("alias/my:key", KmsKeyError::AliasCharacter(':')),
        ("alias/aws/s3", KmsKeyError::AwsManaged),
        ("arn:aws:kms:us-east-1:111122223333:alias/aws/s3", KmsKeyError::AwsManaged),
    ] {
        assert_eq!(refusal(text), error, "{text}");
    }
}

#[test]
fn a_region_other_than_that_of_the_arn_is_refused() {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/";
    assert_eq!(key(&format!("{arn}{UUID}")).check_region(region("us-east-1")), Ok(()));
    assert_eq!(key(UUID).check_region(region("us-west-2")), Ok(()));
    assert_eq!(
        key(&format!("{arn}{UUID}")).check_region(region("us-west-2")).unwrap_err().to_string(),
        "the key's ARN is of the region us-east-1, but us-west-2 is chosen; choose the key's region"
    );
    let replica = key(&format!("{arn}mrk-1234abcd12ab34cd56ef1234567890ab"));
    assert_eq!(
        replica.check_region(region("us-west-2")).unwrap_err().to_string(),
        "the key's ARN is of the region us-east-1, but us-west-2 is chosen; choose the key's region, or enter the ARN of its replica there"
    );
}

#[test]
fn a_fault_is_told_in_a_sentence() {
    assert_eq!(
        refusal("my key").to_string(),
        "a key ID can't contain a space; letters, digits, _ and - are allowed"
    );
    assert_eq!(
        refusal("alias/a:b").to_string(),
        "a key's alias can't contain \u{201c}:\u{201d}; letters, digits and / _ - are allowed"
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "(arn:|alias/|mrk-)?.{0,100}") {
        let _ = text.parse::<KmsKey>();
    }

    #[test]
    fn what_kms_may_make_is_taken_and_comes_back_whole(
        region in prop::sample::select(Partition::ALL.into_iter().flat_map(Region::of_partition).collect::<Vec<_>>()),
        account in "[0-9]{12}",
        resource in "key/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|key/mrk-[0-9a-f]{32}|alias/[b-zA-Z0-9/_-]{1,250}",
    ) {
        let arn = format!("arn:{}:kms:{region}:{account}:{resource}", region.partition());
        let whole = key(&arn);
        prop_assert_eq!(whole.as_str(), &arn);
        prop_assert_eq!(whole.region(), Some(region));
        let short = key(resource.strip_prefix("key/").unwrap_or(&resource));
        prop_assert_eq!(short.arn(region, &account.parse().unwrap()), arn);
    }

    #[test]
    fn a_near_miss_is_taken_only_if_it_prints_the_same(
        text in "(arn:aws(-cn)?:(kms|iam):(us-east-1|cn-north-1)?:[0-9]{11,13}:)?(key/|alias/)?[ -~]{0,40}",
    ) {
        if let Ok(key) = text.parse::<KmsKey>() {
            prop_assert_eq!(key.as_str(), text.trim());
            prop_assert!(key.key_id().is_some() != key.alias().is_some());
        }
    }
}
