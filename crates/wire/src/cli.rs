//! The commands of the AWS CLI that a person is asked to run.

use crate::{KeyAccess, KmsKey, Region, RoleName};

/// The name under which a person is asked to save the trust policy.
pub const TRUST_POLICY_FILE: &str = "role-trust-policy.json";

/// The name under which a person is asked to save the policy of a role for a key.
pub const KEY_ACCESS_FILE: &str = "kms-access-policy.json";

/// The command that makes a role with the saved trust policy.
#[must_use]
pub fn create_role(name: &RoleName) -> String {
    [
        "aws iam create-role ",
        &option("--role-name", name.as_str()),
        " --assume-role-policy-document file://",
        TRUST_POLICY_FILE,
    ]
    .concat()
}

/// The command that replaces the trust policy of a role that exists.
#[must_use]
pub fn update_trust_policy(name: &RoleName) -> String {
    [
        "aws iam update-assume-role-policy ",
        &option("--role-name", name.as_str()),
        " --policy-document file://",
        TRUST_POLICY_FILE,
    ]
    .concat()
}

/// The command that shows a role and its trust policy.
#[must_use]
pub fn get_role(name: &RoleName) -> String {
    ["aws iam get-role ", &option("--role-name", name.as_str())].concat()
}

/// The command that shows the trust policy of a role, and nothing else.
#[must_use]
pub fn get_trust_policy(name: &RoleName) -> String {
    // A person may have made another format than JSON their default.
    [&get_role(name), " --query Role.AssumeRolePolicyDocument --output json"].concat()
}

/// The command that gives a role its saved policy for a key.
#[must_use]
pub fn put_key_access(access: &KeyAccess) -> String {
    [
        "aws iam put-role-policy ",
        &option("--role-name", access.role_name()),
        " --policy-name ",
        KeyAccess::POLICY_NAME,
        " --policy-document file://",
        KEY_ACCESS_FILE,
    ]
    .concat()
}

/// The command of AWS KMS that is about a key, such as `enable-key`.
///
/// But for `describe-key`, AWS KMS takes no alias there, so that the key of an alias is asked for.
#[must_use]
pub fn about_key(command: &str, key: &KmsKey, region: Region) -> String {
    let key_id = quoted(key.as_str());
    let by_id = ["aws kms describe-key --key-id ", &key_id, " --region ", region.code()].concat();
    if command == "describe-key" {
        return by_id;
    }
    let key_id = match key.alias() {
        Some(_) => ["\"$(", &by_id, " --query KeyMetadata.KeyId --output text)\""].concat(),
        None => key_id,
    };
    let policy = if command == "get-key-policy" {
        " --policy-name default --query Policy --output text"
    } else {
        ""
    };
    ["aws kms ", command, " --key-id ", &key_id, policy, " --region ", region.code()].concat()
}

/// The command of AWS KMS that is about the keys of a region, such as `list-aliases`.
#[must_use]
pub fn about_keys(command: &str, region: Region) -> String {
    ["aws kms ", command, " --region ", region.code()].concat()
}

/// An option and its value. The AWS CLI would take a value that begins with a hyphen for an option of its own.
fn option(option: &str, name: &str) -> String {
    let separator = if name.starts_with('-') { "=" } else { " " };
    [option, separator, &quoted(name)].concat()
}

/// A role name as one word of a shell: `,` and `@` mean something to PowerShell, a leading `=` to zsh; single
/// quotes hold in all of them, and a role name has none.
fn quoted(word: &str) -> String {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if plain { word.to_owned() } else { ["'", word, "'"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> RoleName {
        text.parse().unwrap()
    }

    #[test]
    fn the_command_is_that_of_the_seed() {
        assert_eq!(
            create_role(&name("atlas-access")),
            "aws iam create-role --role-name atlas-access --assume-role-policy-document file://role-trust-policy.json"
        );
        assert_eq!(
            get_trust_policy(&name("atlas-access")),
            "aws iam get-role --role-name atlas-access --query Role.AssumeRolePolicyDocument --output json"
        );
        assert_eq!(
            update_trust_policy(&name("atlas-access")),
            "aws iam update-assume-role-policy --role-name atlas-access --policy-document file://role-trust-policy.json"
        );
    }

    #[test]
    fn the_policy_for_a_key_is_put_on_the_role() {
        let role = "arn:aws:iam::111122223333:role/team/a@b".parse().unwrap();
        let region = "us-east-1".parse().unwrap();
        let access = KeyAccess::new(&role, &"alias/ok".parse().unwrap(), region);
        assert_eq!(
            put_key_access(&access),
            "aws iam put-role-policy --role-name 'a@b' --policy-name encryption-at-rest --policy-document file://kms-access-policy.json"
        );
    }

    #[test]
    fn a_key_is_named_as_its_command_takes_it() {
        let region = "eu-west-1".parse().unwrap();
        let command = |command, key: &str| about_key(command, &key.parse().unwrap(), region);
        let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        assert_eq!(
            command("enable-key", id),
            "aws kms enable-key --key-id 1234abcd-12ab-34cd-56ef-1234567890ab --region eu-west-1"
        );
        assert_eq!(
            command("get-key-policy", &["arn:aws:kms:eu-west-1:111122223333:key/", id].concat()),
            "aws kms get-key-policy --key-id 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' --policy-name default --query Policy --output text --region eu-west-1"
        );
        assert_eq!(
            command("describe-key", "alias/a"),
            "aws kms describe-key --key-id 'alias/a' --region eu-west-1"
        );
        assert_eq!(
            command("enable-key", "alias/a"),
            "aws kms enable-key --key-id \"$(aws kms describe-key --key-id 'alias/a' --region eu-west-1 --query KeyMetadata.KeyId --output text)\" --region eu-west-1"
        );
        assert_eq!(about_keys("list-keys", region), "aws kms list-keys --region eu-west-1");
    }

    #[test]
    fn a_name_stays_one_word_in_every_shell() {
        assert_eq!(get_role(&name("=a,b@c")), "aws iam get-role --role-name '=a,b@c'");
        assert_eq!(get_role(&name("-h")), "aws iam get-role --role-name=-h");
        assert_eq!(get_role(&name("-a+b")), "aws iam get-role --role-name='-a+b'");
    }
}
