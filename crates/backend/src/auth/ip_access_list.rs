//! The addresses that an API key or a service account may be used from.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;

/// The most entries that a list has.
pub const MOST: usize = 100;

/// One entry: an address, or a block of them in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpRange(IpNet);

/// Addresses and blocks of them; none of them allows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IpAccessList(Vec<IpRange>);

impl IpAccessList {
    /// A list of these entries.
    ///
    /// # Errors
    /// A sentence, where there are too many.
    pub fn new(ranges: Vec<IpRange>) -> Result<Self, String> {
        match ranges.len() {
            0..=MOST => Ok(Self(ranges)),
            more => Err(format!("has at most {MOST} entries, and here are {more}")),
        }
    }

    /// Whether a request from `address` may pass; one whose address is not known passes no list.
    #[must_use]
    pub fn allows(&self, address: Option<IpAddr>) -> bool {
        let listed = |address| self.0.iter().any(|range| range.contains(address));
        self.0.is_empty() || address.is_some_and(listed)
    }

    /// The entries as they are written.
    #[must_use]
    pub fn to_texts(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl IpRange {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl FromStr for IpRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let address = text.parse::<IpAddr>().map(IpNet::from);
        let range = address.or_else(|_| text.parse::<IpNet>());
        range.map(|range| Self(range.trunc())).map_err(|_| {
            "expected is an IP address or a CIDR block, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32"
                .to_owned()
        })
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.prefix_len() == self.0.max_prefix_len() {
            self.0.addr().fmt(f)
        } else {
            self.0.fmt(f)
        }
    }
}

/// Entries with commas in between, as the database keeps them.
impl FromStr for IpAccessList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let entries = text.split(',').filter(|entry| !entry.is_empty());
        Self::new(entries.map(str::parse).collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> IpAccessList {
        text.parse().unwrap()
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn only_what_is_listed_passes() {
        let some = list("192.0.2.7,198.51.100.0/24,2001:db8::/32");
        for inside in ["192.0.2.7", "198.51.100.0", "198.51.100.255", "2001:db8::1"] {
            assert!(some.allows(address(inside)), "{inside}");
        }
        for outside in ["192.0.2.8", "198.51.101.0", "2001:db9::1", "::1"] {
            assert!(!some.allows(address(outside)), "{outside}");
        }
        assert!(!some.allows(None));
        assert!(list("").allows(None) && list("").allows(address("::1")));
    }

    #[test]
    fn a_list_is_written_as_it_is_read_without_the_bits_of_hosts() {
        assert_eq!(
            list("192.0.2.7,192.0.2.7/24, ::1").to_texts(),
            ["192.0.2.7", "192.0.2.0/24", "::1"]
        );
        for text in ["192.0.2", "192.0.2.0/33", "example.com", "192.0.2.7-9", "::/129"] {
            assert!(text.parse::<IpRange>().is_err(), "{text}");
        }
        assert!(vec!["::1"; MOST + 1].join(",").parse::<IpAccessList>().is_err());
    }
}
