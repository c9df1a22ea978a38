use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Partition;

/// A region of AWS that has AWS KMS.
///
/// It is written `us-east-1` by AWS and `US_EAST_1` by the API; both are read, and it goes over the wire as the API has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Region {
    code: &'static str,
    name: &'static str,
}

/// Each region with AWS KMS, by name within its partition, as of botocore 1.43.106.
///
/// Source: <https://docs.aws.amazon.com/general/latest/gr/kms.html>.
const REGIONS: [(&str, &str); 38] = [
    ("af-south-1", "Africa (Cape Town)"),
    ("ap-east-1", "Asia Pacific (Hong Kong)"),
    ("ap-south-2", "Asia Pacific (Hyderabad)"),
    ("ap-southeast-3", "Asia Pacific (Jakarta)"),
    ("ap-southeast-5", "Asia Pacific (Malaysia)"),
    ("ap-southeast-4", "Asia Pacific (Melbourne)"),
    ("ap-south-1", "Asia Pacific (Mumbai)"),
    ("ap-southeast-6", "Asia Pacific (New Zealand)"),
    ("ap-northeast-3", "Asia Pacific (Osaka)"),
    ("ap-northeast-2", "Asia Pacific (Seoul)"),
    ("ap-southeast-1", "Asia Pacific (Singapore)"),
    ("ap-southeast-2", "Asia Pacific (Sydney)"),
    ("ap-east-2", "Asia Pacific (Taipei)"),
    ("ap-southeast-7", "Asia Pacific (Thailand)"),
    ("ap-northeast-1", "Asia Pacific (Tokyo)"),
    ("ca-central-1", "Canada (Central)"),
    ("ca-west-1", "Canada West (Calgary)"),
    ("eu-central-1", "Europe (Frankfurt)"),
    ("eu-west-1", "Europe (Ireland)"),
    ("eu-west-2", "Europe (London)"),
    ("eu-south-1", "Europe (Milan)"),
    ("eu-west-3", "Europe (Paris)"),
    ("eu-south-2", "Europe (Spain)"),
    ("eu-north-1", "Europe (Stockholm)"),
    ("eu-central-2", "Europe (Zurich)"),
    ("il-central-1", "Israel (Tel Aviv)"),
    ("mx-central-1", "Mexico (Central)"),
    ("me-south-1", "Middle East (Bahrain)"),
    ("me-central-1", "Middle East (UAE)"),
    ("sa-east-1", "South America (Sao Paulo)"),
    ("us-east-1", "US East (N. Virginia)"),
    ("us-east-2", "US East (Ohio)"),
    ("us-west-1", "US West (N. California)"),
    ("us-west-2", "US West (Oregon)"),
    ("us-gov-east-1", "AWS GovCloud (US-East)"),
    ("us-gov-west-1", "AWS GovCloud (US-West)"),
    ("cn-north-1", "China (Beijing)"),
    ("cn-northwest-1", "China (Ningxia)"),
];

/// What is wrong with a text that should be a region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// Nothing was given.
    #[error("choose the region that the key is in, for example us-east-1")]
    Empty,
    /// No region with AWS KMS is called so.
    #[error("\"{0}\" is no region with AWS KMS; a region is written us-east-1 or US_EAST_1")]
    Unknown(String),
    /// A region, but of another partition than the service's account.
    #[error("the region {region} is in the partition {}, but the service's AWS account is in {expected}", .region.partition())]
    OtherPartition {
        /// The region.
        region: Region,
        /// The partition of the service's account.
        expected: Partition,
    },
}

impl Region {
    /// The regions of a partition, by name.
    pub fn of_partition(partition: Partition) -> impl Iterator<Item = Self> {
        Self::all().filter(move |region| region.partition() == partition)
    }

    /// The region as AWS writes it: `us-east-1`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The region's name: `US East (N. Virginia)`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The region as the API writes it: `US_EAST_1`.
    #[must_use]
    pub fn api_name(self) -> String {
        self.code.to_ascii_uppercase().replace('-', "_")
    }

    /// The partition that the region belongs to.
    #[must_use]
    pub fn partition(self) -> Partition {
        if self.code.starts_with("us-gov-") {
            Partition::AwsUsGov
        } else if self.code.starts_with("cn-") {
            Partition::AwsCn
        } else {
            Partition::Aws
        }
    }

    /// Says whether roles of `expected`, the partition of the service's account, reach this region.
    ///
    /// # Errors
    /// [`RegionError::OtherPartition`] where the region is in another partition.
    pub fn check_partition(self, expected: Partition) -> Result<(), RegionError> {
        let fits = self.partition() == expected;
        if fits { Ok(()) } else { Err(RegionError::OtherPartition { region: self, expected }) }
    }

    fn all() -> impl Iterator<Item = Self> {
        REGIONS.iter().map(|&(code, name)| Self { code, name })
    }
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RegionError::Empty);
        }
        let code = text.to_ascii_lowercase().replace('_', "-");
        let found = Self::all().find(|region| region.code == code);
        found.ok_or_else(|| RegionError::Unknown(text.to_owned()))
    }
}

impl TryFrom<String> for Region {
    type Error = RegionError;

    fn try_from(text: String) -> Result<Self, RegionError> {
        text.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.api_name()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_spellings_name_the_same_region() {
        let region: Region = "us-east-1".parse().unwrap();
        assert_eq!("US_EAST_1".parse(), Ok(region));
        assert_eq!(" us-east-1\n".parse(), Ok(region));
        assert_eq!(region.name(), "US East (N. Virginia)");
        assert_eq!(serde_json::to_string(&region).unwrap(), "\"US_EAST_1\"");
        assert_eq!(serde_json::from_str::<Region>("\"us-east-1\"").unwrap(), region);
    }

    #[test]
    fn a_wrong_region_is_named() {
        assert_eq!("  ".parse::<Region>(), Err(RegionError::Empty));
        for text in ["us-east", "us-east-11", "eu-east-1", "US EAST 1", "arn:aws:kms:us-east-1"] {
            assert_eq!(
                text.parse::<Region>(),
                Err(RegionError::Unknown(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn each_partition_has_its_regions_by_name() {
        let of = |partition| Region::of_partition(partition).collect::<Vec<_>>();
        for partition in Partition::ALL {
            assert!(
                of(partition).is_sorted_by(|one, next| one.name() < next.name()),
                "{partition}"
            );
        }
        let codes = |partition| of(partition).into_iter().map(Region::code).collect::<Vec<_>>();
        assert_eq!(codes(Partition::AwsUsGov), ["us-gov-east-1", "us-gov-west-1"]);
        assert_eq!(codes(Partition::AwsCn), ["cn-north-1", "cn-northwest-1"]);
        assert_eq!(of(Partition::Aws).len(), 34);
    }

    #[test]
    fn a_region_of_another_partition_is_refused() {
        let region: Region = "us-gov-west-1".parse().unwrap();
        assert_eq!(region.check_partition(Partition::AwsUsGov), Ok(()));
        assert_eq!(
            region.check_partition(Partition::Aws).unwrap_err().to_string(),
            "the region us-gov-west-1 is in the partition aws-us-gov, but the service's AWS account is in aws"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(at in 0..REGIONS.len()) {
            let region = Region::all().nth(at).unwrap();
            prop_assert_eq!(region.code().parse(), Ok(region));
            prop_assert_eq!(region.api_name().parse(), Ok(region));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            let _ = text.parse::<Region>();
        }
    }
}
