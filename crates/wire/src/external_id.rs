use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The external ID of an access role: a UUID version 4 that the server makes, in lower case.
///
/// It is the guard against the confused deputy, see
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct ExternalId(String);

/// Why a text is no external ID of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an external ID is a UUID of version 4 in lower case")]
pub struct ExternalIdError;

impl ExternalId {
    /// The 36 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ExternalId {
    type Err = ExternalIdError;

    fn from_str(text: &str) -> Result<Self, ExternalIdError> {
        let fits = |(at, byte): (usize, u8)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        };
        let is_uuid = text.len() == 36 && text.bytes().enumerate().all(fits);
        is_uuid.then(|| Self(text.to_owned())).ok_or(ExternalIdError)
    }
}

impl TryFrom<String> for ExternalId {
    type Error = ExternalIdError;

    fn try_from(text: String) -> Result<Self, ExternalIdError> {
        text.parse()
    }
}

impl From<ExternalId> for String {
    fn from(id: ExternalId) -> Self {
        id.0
    }
}

impl fmt::Display for ExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_version_4_uuid_in_lower_case_is_taken() {
        assert!("3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse::<ExternalId>().is_ok());
        for text in [
            "",
            "3f1ebf1a-4e55-3c6e-9203-d48ee82131e3",
            "3f1ebf1a-4e55-4c6e-c203-d48ee82131e3",
            "3F1EBF1A-4E55-4C6E-9203-D48EE82131E3",
            "3f1ebf1a4e554c6e9203d48ee82131e3",
            "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3 ",
        ] {
            assert_eq!(text.parse::<ExternalId>(), Err(ExternalIdError), "{text}");
        }
    }
}
