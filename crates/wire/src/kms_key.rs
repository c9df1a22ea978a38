use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{AccountId, ArnError, Partition, Region, RegionError, arn::shown};

/// A customer master key as a person names it: key ID, key ARN, alias name or alias ARN.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id>.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct KmsKey {
    text: String,
    /// Where in `text` the key ID or the alias name begins: 0 but for an ARN.
    resource_at: usize,
    home: Option<(Region, AccountId)>,
}

/// What is wrong with a text that should name a customer master key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KmsKeyError {
    /// Nothing was given.
    #[error("enter the key's ID, ARN or alias, for example 1234abcd-12ab-34cd-56ef-1234567890ab")]
    Empty,
    /// Over 2,048 characters.
    #[error("a key has at most 2048 characters; this has {0}")]
    Length(usize),
    /// It begins like an ARN, but has no six parts.
    #[error(
        "this is no whole ARN; a key ARN looks like arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    )]
    Form,
    /// The partition or the account of the ARN is wrong.
    #[error("{0}")]
    Arn(ArnError),
    /// An ARN of another service than KMS.
    #[error("this is an ARN of the service \"{0}\"; a key ARN has \"kms\" there")]
    Service(String),
    /// The region of the ARN is wrong.
    #[error("{0}")]
    Region(#[from] RegionError),
    /// The region of the ARN does not belong to its partition.
    #[error("the region {region} is not in the partition {partition} that the ARN names")]
    RegionOfOtherPartition {
        /// The region of the ARN.
        region: Region,
        /// The partition of the ARN.
        partition: Partition,
    },
    /// The ARN goes on with neither `key/` nor `alias/`.
    #[error("a key ARN continues with :key/ and the key's ID, or :alias/ and the alias's name")]
    Resource,
    /// It consists of what a key ID consists of, but is none.
    #[error(
        "a key ID has 32 hexadecimal digits, 1234abcd-12ab-34cd-56ef-1234567890ab or mrk-1234abcd12ab34cd56ef1234567890ab; check that it is whole"
    )]
    KeyId,
    /// An alias name is empty or over 256 characters, `alias/` included.
    #[error("an alias is alias/ and 1 to 250 characters")]
    AliasLength,
    /// The first character that a key ID can't have.
    #[error("a key ID can't contain {}; letters, digits, _ and - are allowed", shown(*.0))]
    KeyIdCharacter(char),
    /// The first character that an alias can't have.
    #[error("a key's alias can't contain {}; letters, digits and / _ - are allowed", shown(*.0))]
    AliasCharacter(char),
    /// An alias that AWS keeps for the keys that it manages itself.
    #[error(
        "aliases that begin with alias/aws/ name keys that AWS manages, whose key policy can't be changed; make a customer managed key"
    )]
    AwsManaged,
    /// The key's ARN names another region than the one that was chosen.
    #[error("the key's ARN is of the region {found}, but {expected} is chosen; {}", if *.multi_region { "choose the key's region, or enter the ARN of its replica there" } else { "choose the key's region" })]
    OtherRegion {
        /// The region of the ARN.
        found: Region,
        /// The region that was chosen.
        expected: Region,
        /// Whether the key may have replicas in other regions.
        multi_region: bool,
    },
}

impl KmsKey {
    /// The text that AWS KMS takes as a `KeyId`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The alias name with `alias/` before it; `None` where the key is named by its ID.
    #[must_use]
    pub fn alias(&self) -> Option<&str> {
        let resource = self.resource();
        resource.starts_with("alias/").then_some(resource)
    }

    /// The key ID; `None` where the key is named by an alias, and only AWS knows the ID.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        let resource = self.resource();
        if resource.starts_with("alias/") {
            return None;
        }
        Some(resource.strip_prefix("key/").unwrap_or(resource))
    }

    /// The region that the ARN names; `None` where it is no ARN.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.home.as_ref().map(|(region, _)| *region)
    }

    /// The account that the ARN names; `None` where it is no ARN, so that the key is in the role's account.
    #[must_use]
    pub fn account(&self) -> Option<&AccountId> {
        self.home.as_ref().map(|(_, account)| account)
    }

    /// Whether the ID is that of a multi-region key, which may have replicas of the same ID in other regions.
    #[must_use]
    pub fn is_multi_region(&self) -> bool {
        self.key_id().is_some_and(|id| id.starts_with("mrk-"))
    }

    /// Whether it is taken for a key ID, but looks like an alias whose `alias/` was forgotten.
    #[must_use]
    pub fn may_lack_alias_prefix(&self) -> bool {
        // An ARN says what it is.
        let id = self.key_id().filter(|_| self.home.is_none());
        id.is_some_and(|id| !is_uuid(id) && !id.starts_with("mrk-"))
    }

    /// The ARN of the key or the alias; `region` and `account` count where the text names none.
    #[must_use]
    pub fn arn(&self, region: Region, account: &AccountId) -> String {
        if self.home.is_some() {
            return self.text.clone();
        }
        let kind = if self.alias().is_some() { "" } else { "key/" };
        let partition = region.partition().as_str();
        let home = [partition, "kms", region.code(), account.as_str()].join(":");
        ["arn:", &home, ":", kind, &self.text].concat()
    }

    /// Says whether the key is in `expected`, the region that was chosen, as far as its text tells.
    ///
    /// # Errors
    /// [`KmsKeyError::OtherRegion`] where its ARN names another region.
    pub fn check_region(&self, expected: Region) -> Result<(), KmsKeyError> {
        match self.region() {
            Some(found) if found != expected => Err(KmsKeyError::OtherRegion {
                found,
                expected,
                multi_region: self.is_multi_region(),
            }),
            _ => Ok(()),
        }
    }

    fn resource(&self) -> &str {
        self.text.get(self.resource_at..).unwrap_or_default()
    }
}

/// Region and account of a key's ARN, and what follows them.
fn parse_arn(text: &str) -> Result<(Region, AccountId, &str), KmsKeyError> {
    let mut parts = text.splitn(6, ':').skip(1);
    let mut part = || parts.next().ok_or(KmsKeyError::Form);
    let (partition, service, region) = (part()?, part()?, part()?);
    let (account, resource) = (part()?, part()?);
    let partition = Partition::from_name(partition)
        .ok_or_else(|| KmsKeyError::Arn(ArnError::Partition(partition.to_owned())))?;
    if service != "kms" {
        return Err(KmsKeyError::Service(service.to_owned()));
    }
    let region: Region = region.parse()?;
    if region.partition() != partition {
        return Err(KmsKeyError::RegionOfOtherPartition { region, partition });
    }
    Ok((region, account.parse().map_err(KmsKeyError::Arn)?, resource))
}

fn check_alias(name: &str) -> Result<(), KmsKeyError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/_-".contains(c);
    if let Some(character) = name.chars().find(|c| !allowed(*c)) {
        return Err(KmsKeyError::AliasCharacter(character));
    }
    if name.is_empty() || name.len() > 250 {
        return Err(KmsKeyError::AliasLength);
    }
    if name.starts_with("aws/") { Err(KmsKeyError::AwsManaged) } else { Ok(()) }
}

fn check_key_id(id: &str) -> Result<(), KmsKeyError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    if let Some(character) = id.chars().find(|c| !allowed(*c)) {
        return Err(KmsKeyError::KeyIdCharacter(character));
    }
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let fits = match id.strip_prefix("mrk-") {
        Some(digits) => digits.len() == 32 && is_hex(digits) && !digits.contains('-'),
        // An ID of other words than hexadecimal digits is one of the sandbox; AWS would not find it.
        None => is_uuid(id) || !is_hex(id),
    };
    if fits { Ok(()) } else { Err(KmsKeyError::KeyId) }
}

fn is_uuid(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

impl FromStr for KmsKey {
    type Err = KmsKeyError;

    /// Leaves out white space around the text.
    fn from_str(text: &str) -> Result<Self, KmsKeyError> {
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            return Err(KmsKeyError::Empty);
        }
        if length > 2048 {
            return Err(KmsKeyError::Length(length));
        }
        let (home, resource) = if text.starts_with("arn:") {
            let (region, account, resource) = parse_arn(text)?;
            (Some((region, account)), resource)
        } else {
            (None, text)
        };
        match (resource.split_once('/'), &home) {
            (Some(("alias", name)), _) => check_alias(name)?,
            (Some(("key", id)), Some(_)) => check_key_id(id)?,
            (_, Some(_)) => return Err(KmsKeyError::Resource),
            (_, None) => check_key_id(resource)?,
        }
        Ok(Self { text: text.to_owned(), resource_at: text.len() - resource.len(), home })
    }
}

impl TryFrom<String> for KmsKey {
    type Error = KmsKeyError;

    fn try_from(text: String) -> Result<Self, KmsKeyError> {
        text.parse()
    }
}

impl From<KmsKey> for String {
    fn from(key: KmsKey) -> Self {
        key.text
    }
}

impl fmt::Display for KmsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
