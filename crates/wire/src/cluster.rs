use std::{fmt, str::FromStr};

/// The tiers that a cluster can have, the smallest first; after `R` those with low CPU.
const TIERS: [&str; 23] = [
    "M0", "M2", "M5", "M10", "M20", "M30", "M40", "M50", "M60", "M80", "M100", "M140", "M200",
    "M300", "M400", "M700", "R40", "R50", "R60", "R80", "R200", "R400", "R700",
];

/// How large a cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier(&'static str);

/// What is wrong with a text that should be a tier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no tier; a tier is written M10, M30 or R40, for example")]
pub struct TierError(String);

impl Tier {
    /// The smallest tier that can be encrypted by a key of the customer's.
    pub const SMALLEST_ENCRYPTED: &'static str = "M10";

    /// All tiers, the smallest first.
    pub fn all() -> impl Iterator<Item = Self> {
        TIERS.into_iter().map(Self)
    }

    /// The tier as the API writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether a key of the customer's can encrypt a cluster of this tier: from M10 on.
    #[must_use]
    pub fn can_be_encrypted(self) -> bool {
        !matches!(self.0, "M0" | "M2" | "M5")
    }
}

impl FromStr for Tier {
    type Err = TierError;

    fn from_str(text: &str) -> Result<Self, TierError> {
        Self::all().find(|tier| tier.0 == text).ok_or_else(|| TierError(text.to_owned()))
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A cluster's name within its project: 1 to 64 of `[A-Za-z0-9-]`, at the beginning no hyphen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterName(String);

/// What is wrong with a text that should be a cluster's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cluster's name has 1 to 64 letters, digits and hyphens, and begins with no hyphen")]
pub struct ClusterNameError;

impl ClusterName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClusterName {
    type Err = ClusterNameError;

    fn from_str(text: &str) -> Result<Self, ClusterNameError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let fits =
            (1..=64).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with('-');
        fits.then(|| Self(text.to_owned())).ok_or(ClusterNameError)
    }
}

impl fmt::Display for ClusterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_encrypted_from_m10_on() {
        let encrypted: Vec<_> = Tier::all().filter(|tier| tier.can_be_encrypted()).collect();
        assert_eq!(encrypted[0].as_str(), Tier::SMALLEST_ENCRYPTED);
        assert_eq!(encrypted.len(), TIERS.len() - 3);
        assert!(!"M5".parse::<Tier>().unwrap().can_be_encrypted());
        for text in ["", "m10", "M11", "M", "10"] {
            assert_eq!(text.parse::<Tier>(), Err(TierError(text.to_owned())));
        }
    }

    #[test]
    fn a_cluster_s_name_has_letters_digits_and_hyphens() {
        assert_eq!("Cluster-0".parse::<ClusterName>().unwrap().as_str(), "Cluster-0");
        assert!("x".repeat(64).parse::<ClusterName>().is_ok());
        for text in ["", "-a", "a b", "a_b", "ä", "a/b", &"x".repeat(65)] {
            assert_eq!(text.parse::<ClusterName>(), Err(ClusterNameError), "{text}");
        }
    }
}
