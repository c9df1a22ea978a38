use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an ID is 24 hexadecimal digits, for example 64b000000000000000000001")]
pub struct IdError;

/// Defines an identifier of 24 lower-case hexadecimal digits.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Makes an identifier of the 12 bytes that it stands for.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 12]) -> Self {
                Self(hex(&bytes))
            }

            /// The 24 digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            /// Takes upper case too, as the original does, and keeps lower case.
            fn from_str(text: &str) -> Result<Self, IdError> {
                let is_id = text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
                is_id.then(|| Self(text.to_ascii_lowercase())).ok_or(IdError)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names a project, which the API calls a group.
    ProjectId
}
id! {
    /// Names an access role.
    RoleId
}
id! {
    /// Names one validation of an access role.
    AttemptId
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_24_hex_digits_and_is_kept_in_lower_case() {
        let id: RoleId = "64B000000000000000000001".parse().unwrap();
        assert_eq!(id.as_str(), "64b000000000000000000001");
        for text in
            ["", "64b00000000000000000000", "64b0000000000000000000011", "64g000000000000000000001"]
        {
            assert_eq!(text.parse::<RoleId>(), Err(IdError), "{text}");
        }
    }

    #[test]
    fn an_id_of_bytes_shows_each_as_two_digits() {
        let id = ProjectId::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xab, 0xff]);
        assert_eq!(id.as_str(), "00010203040506070809abff");
    }
}
