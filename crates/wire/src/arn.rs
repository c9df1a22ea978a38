use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An AWS partition: a group of regions with accounts, endpoints and ARNs of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partition {
    /// The commercial regions.
    Aws,
    /// AWS GovCloud (US).
    AwsUsGov,
    /// The regions in China.
    AwsCn,
}

impl Partition {
    /// Every partition that the console knows.
    pub const ALL: [Self; 3] = [Self::Aws, Self::AwsUsGov, Self::AwsCn];

    /// The partition as it is written in an ARN.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsCn => "aws-cn",
        }
    }

    /// The host of the AWS console; that of a region has the region's code and a dot before it.
    #[must_use]
    pub fn console_host(self) -> &'static str {
        match self {
            Self::Aws => "console.aws.amazon.com",
            Self::AwsUsGov => "console.amazonaws-us-gov.com",
            Self::AwsCn => "console.amazonaws.cn",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|partition| partition.as_str() == name)
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An AWS account: 12 digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The account of that number, of which the last 12 digits count.
    #[must_use]
    pub fn from_number(number: u64) -> Self {
        Self(format!("{:012}", number % 1_000_000_000_000))
    }

    /// The 12 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountId {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_account.then(|| Self(text.to_owned())).ok_or_else(|| ArnError::Account(text.to_owned()))
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with a text that should be the ARN of a role or of the service's account.
///
/// Rules: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArnError {
    /// Nothing was given.
    #[error("enter the ARN of the role, for example arn:aws:iam::123456789012:role/atlas-access")]
    Empty,
    /// Shorter than 20 or longer than 2,048 characters, which IAM never makes.
    #[error("an ARN has 20 to 2048 characters; this has {0}")]
    Length(usize),
    /// It does not have the six parts of an ARN, or does not begin with `arn:`.
    #[error("this is no ARN; a role ARN looks like arn:aws:iam::123456789012:role/atlas-access")]
    Form,
    /// A partition that the console does not know.
    #[error("the partition \"{0}\" is unknown; it is aws, aws-us-gov or aws-cn")]
    Partition(String),
    /// A known partition, but not the one that the service's account is in.
    #[error(
        "the role is in the partition {found}, but the service's AWS account is in {expected}; a role can't be assumed across partitions"
    )]
    OtherPartition {
        /// The partition of the role.
        found: Partition,
        /// The partition of the service's account.
        expected: Partition,
    },
    /// An ARN of another service than IAM.
    #[error("this is an ARN of the service \"{0}\"; a role ARN has \"iam\" there")]
    Service(String),
    /// IAM is global: its ARNs leave the region empty.
    #[error("a role ARN has no region; this has \"{0}\"")]
    Region(String),
    /// Not 12 digits.
    #[error("the account \"{0}\" is no AWS account ID; that is 12 digits")]
    Account(String),
    /// A resource of IAM that is no role.
    #[error(
        "this is the ARN of a {0}, not of a role; a role ARN continues with :role/ and the role's name"
    )]
    NotARole(String),
    /// The path is over 512 characters or has a character outside of printable ASCII.
    #[error("the path of the role may have up to 512 printable ASCII characters")]
    Path,
    /// The name breaks a rule of its own.
    #[error("{0}")]
    Name(#[from] RoleNameError),
    /// Not the root of an account.
    #[error("the service's principal is an account, written arn:aws:iam::123456789012:root")]
    NotARoot,
}

/// The parts of an IAM ARN, up to the resource.
fn parse_iam(text: &str) -> Result<(Partition, AccountId, &str), ArnError> {
    let mut parts = text.splitn(6, ':');
    let mut part = || parts.next().ok_or(ArnError::Form);
    let (arn, partition, service, region) = (part()?, part()?, part()?, part()?);
    let (account, resource) = (part()?, part()?);
    if arn != "arn" {
        return Err(ArnError::Form);
    }
    let partition =
        Partition::from_name(partition).ok_or_else(|| ArnError::Partition(partition.to_owned()))?;
    if service != "iam" {
        return Err(ArnError::Service(service.to_owned()));
    }
    if !region.is_empty() {
        return Err(ArnError::Region(region.to_owned()));
    }
    Ok((partition, account.parse()?, resource))
}

/// The ARN of an IAM role: `arn:<partition>:iam::<account>:role/<path/><name>`, 20 to 2,048 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct RoleArn {
    text: String,
    partition: Partition,
    account: AccountId,
    name: RoleName,
}

impl RoleArn {
    /// The whole ARN.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The partition that the role is in.
    #[must_use]
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// The account that the role is in.
    #[must_use]
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The role's name, without its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// Says whether the service, whose account is in `expected`, can assume the role at all.
    ///
    /// # Errors
    /// [`ArnError::OtherPartition`] where the role is in another partition.
    pub fn check_partition(&self, expected: Partition) -> Result<(), ArnError> {
        let found = self.partition;
        if found == expected { Ok(()) } else { Err(ArnError::OtherPartition { found, expected }) }
    }
}

impl FromStr for RoleArn {
    type Err = ArnError;

    /// Leaves out white space around the ARN, which copying from a terminal brings along.
    fn from_str(text: &str) -> Result<Self, ArnError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ArnError::Empty);
        }
        let (partition, account, resource) = parse_iam(text)?;
        let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
        if kind != "role" {
            return Err(ArnError::NotARole(kind.to_owned()));
        }
        let (path, name) = rest.rsplit_once('/').unwrap_or(("", rest));
        if path.len() > 510 || !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ArnError::Path);
        }
        let name = name.parse()?;
        let length = text.chars().count();
        if !(20..=2048).contains(&length) {
            return Err(ArnError::Length(length));
        }
        Ok(Self { text: text.to_owned(), partition, account, name })
    }
}

impl TryFrom<String> for RoleArn {
    type Error = ArnError;

    fn try_from(text: String) -> Result<Self, ArnError> {
        text.parse()
    }
}

impl From<RoleArn> for String {
    fn from(arn: RoleArn) -> Self {
        arn.text
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The name of an IAM role: 1 to 64 of `[A-Za-z0-9+=,.@_-]`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoleName(String);

/// What is wrong with the name of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleNameError {
    /// Nothing was given.
    #[error("enter a name for the role")]
    Empty,
    /// More than 64 characters.
    #[error("a role name has at most 64 characters; this has {0}")]
    Length(usize),
    /// The first character that IAM does not take.
    #[error("a role name can't contain {}; letters, digits and + = , . @ _ - are allowed", shown(*.0))]
    Character(char),
}

/// A character as a person would name it in a sentence.
pub(crate) fn shown(character: char) -> String {
    match character {
        ' ' => "a space".to_owned(),
        other if other.is_control() => "a control character".to_owned(),
        other => format!("\u{201c}{other}\u{201d}"),
    }
}

impl RoleName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoleName {
    type Err = RoleNameError;

    fn from_str(text: &str) -> Result<Self, RoleNameError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
        if text.is_empty() {
            return Err(RoleNameError::Empty);
        }
        if let Some(character) = text.chars().find(|c| !allowed(*c)) {
            return Err(RoleNameError::Character(character));
        }
        if text.len() > 64 {
            return Err(RoleNameError::Length(text.len()));
        }
        Ok(Self(text.to_owned()))
    }
}

/// The AWS account that the service acts as, `arn:<partition>:iam::<account>:root`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePrincipal {
    partition: Partition,
    account: AccountId,
}

impl ServicePrincipal {
    /// The account's root in that partition.
    #[must_use]
    pub fn new(partition: Partition, account: AccountId) -> Self {
        Self { partition, account }
    }

    /// The account that a caller identity belongs to: `sts:GetCallerIdentity` names a user
    /// (`arn:aws:iam::…:user/…`) or a session (`arn:aws:sts::…:assumed-role/…`) of it.
    ///
    /// # Errors
    /// [`ArnError`] where `arn` has no known partition or no account.
    pub fn of_caller(arn: &str) -> Result<Self, ArnError> {
        let mut parts = arn.split(':').skip(1);
        let partition = parts.next().ok_or(ArnError::Form)?;
        let account = parts.nth(2).ok_or(ArnError::Form)?;
        let partition = Partition::from_name(partition)
            .ok_or_else(|| ArnError::Partition(partition.to_owned()))?;
        Ok(Self::new(partition, account.parse()?))
    }

    /// The partition of the account.
    #[must_use]
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &AccountId {
        &self.account
    }
}

impl FromStr for ServicePrincipal {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let (partition, account, resource) = parse_iam(text.trim())?;
        if resource != "root" {
            return Err(ArnError::NotARoot);
        }
        Ok(Self { partition, account })
    }
}

impl fmt::Display for ServicePrincipal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "arn:{}:iam::{}:root", self.partition, self.account)
    }
}

#[cfg(test)]
mod tests;
