use crate::{KmsKey, Region, RoleArn};

/// What an IAM role needs to encrypt and decrypt with a customer master key.
///
/// Two policies have to agree where the key is in another account than the role: the role's own and the key's. In one account
/// the role's is enough with AWS's default key policy, see
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAccess {
    role: RoleArn,
    /// The ARN of the key, or of all keys of its account and region where only its alias is known.
    resource: String,
    alias: Option<String>,
    crosses_accounts: bool,
}

impl KeyAccess {
    /// The name of the policy on the role.
    pub const POLICY_NAME: &str = "encryption-at-rest";

    /// The access of `role` to `key`, which is in `region` and in the role's account where it is not named by an ARN.
    #[must_use]
    pub fn new(role: &RoleArn, key: &KmsKey, region: Region) -> Self {
        let account = key.account().unwrap_or(role.account());
        let arn = key.arn(region, account);
        let alias = key.alias();
        // An IAM policy can't name a key by its alias: it would be about the alias itself, see
        // <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>.
        let resource = match alias.and_then(|alias| arn.strip_suffix(alias)) {
            Some(home) => [home, "key/*"].concat(),
            None => arn,
        };
        Self {
            role: role.clone(),
            resource,
            alias: alias.map(str::to_owned),
            crosses_accounts: account != role.account(),
        }
    }

    /// The name of the role, without its path.
    #[must_use]
    pub fn role_name(&self) -> &str {
        self.role.name()
    }

    /// What the role's policy is about: the key's ARN, or `…:key/*` where only the alias is known.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The alias that a key must have where [`resource`](Self::resource) is about all keys: whoever may move the alias then moves
    /// the access, so a key's ARN is better.
    #[must_use]
    pub fn alias(&self) -> Option<&str> {
        self.alias.as_deref()
    }

    /// Whether the key is in another account than the role, so that the key's policy has to allow it too.
    #[must_use]
    pub fn crosses_accounts(&self) -> bool {
        self.crosses_accounts
    }

    /// The policy for the role, indented by two spaces.
    #[must_use]
    pub fn role_policy(&self) -> String {
        // By hand, as the trust policy; neither value can hold a character that JSON escapes.
        let head = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:DescribeKey"
      ],
      "Resource": ""#;
        let condition = r#"",
      "Condition": {
        "ForAnyValue:StringEquals": {
          "kms:ResourceAliases": ""#;
        let condition_tail = r#""
        }
      }"#;
        let tail = "\n    }\n  ]\n}";
        match &self.alias {
            Some(alias) => [head, &self.resource, condition, alias, condition_tail, tail].concat(),
            None => [head, &self.resource, "\"", tail].concat(),
        }
    }

    /// The statement to add to the key's policy, indented by two spaces. `*` means the key there.
    #[must_use]
    pub fn key_policy_statement(&self) -> String {
        let head = r#"{
  "Effect": "Allow",
  "Principal": {
    "AWS": ""#;
        let tail = r#""
  },
  "Action": [
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:DescribeKey"
  ],
  "Resource": "*"
}"#;
        // The path of a role may have these two.
        let role = self.role.as_str().replace('\\', "\\\\").replace('"', "\\\"");
        [head, &role, tail].concat()
    }
}

#[cfg(test)]
mod tests;
