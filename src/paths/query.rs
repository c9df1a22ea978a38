//! The query part of URLs.

/// How far an access role is, as the list can be narrowed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoleStatus {
    /// Not authorized yet.
    InProgress,
    /// Authorized.
    Authorized,
}

impl RoleStatus {
    /// The name in URLs, the console's own and the API's.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Authorized => "authorized",
        }
    }

    /// The status of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::InProgress, Self::Authorized].into_iter().find(|it| it.as_str() == name)
    }
}

/// Which roles the list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleQuery {
    /// What their ARN, account or ID contains.
    pub(crate) search: String,
    /// How far they are; `None` for all.
    pub(crate) status: Option<RoleStatus>,
    /// From 1.
    pub(crate) page: u64,
}

impl Default for RoleQuery {
    fn default() -> Self {
        Self { search: String::new(), status: None, page: 1 }
    }
}

impl RoleQuery {
    /// Reads the query part of a URL; what makes no sense is left out.
    pub(crate) fn parse(search: &str) -> Self {
        Self {
            search: query_value(search, "search").unwrap_or_default(),
            status: query_value(search, "status").and_then(|name| RoleStatus::from_name(&name)),
            page: page_of(search),
        }
    }

    /// The query part of a URL, empty where it asks for everything.
    pub(crate) fn print(&self) -> String {
        Query::default()
            .with("search", &self.search)
            .with("status", self.status.map(RoleStatus::as_str).unwrap_or_default())
            .page(self.page)
            .print()
    }

    /// Whether it leaves any role out.
    pub(crate) fn narrows(&self) -> bool {
        !self.search.is_empty() || self.status.is_some()
    }
}

/// The page of a list that a URL asks for.
pub(crate) fn page_of(search: &str) -> u64 {
    query_value(search, "page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
}

/// The first value of that name in the query part of a URL.
pub(crate) fn query_value(search: &str, name: &str) -> Option<String> {
    let pairs = search.trim_start_matches('?').split('&');
    let mut values = pairs.filter_map(|pair| pair.split_once('='));
    values.find(|(key, _)| *key == name).map(|(_, value)| decoded(value))
}

/// The query part of a URL in the making.
#[derive(Default)]
pub(super) struct Query(String);

impl Query {
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push(if self.0.is_empty() { '?' } else { '&' });
            self.0 += name;
            self.0.push('=');
            self.0 += &encoded(value);
        }
        self
    }

    /// The first page needs no mention.
    pub(super) fn page(self, page: u64) -> Self {
        if page > 1 { self.with("page", &page.to_string()) } else { self }
    }

    pub(super) fn print(self) -> String {
        self.0
    }
}

/// A text as one segment of a path, or as one value of a query.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
            out.push('%');
            out.push(digit(byte >> 4).to_ascii_uppercase());
            out.push(digit(byte & 15).to_ascii_uppercase());
        }
    }
    out
}

/// The text that [`encoded`] or a browser's form wrote.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digit = |byte: Option<u8>| char::from(byte.unwrap_or(0)).to_digit(16);
        let pair = (byte == b'%').then(|| (digit(ahead.next()), digit(ahead.next())));
        match pair {
            Some((Some(high), Some(low))) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                bytes = ahead;
            }
            _ => out.push(if byte == b'+' { b' ' } else { byte }),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_was_printed() {
        for search in ["", "arn:aws:iam::1:role/a+b@c,d=e", "100% ü", "a&b=c"] {
            for status in [None, Some(RoleStatus::InProgress), Some(RoleStatus::Authorized)] {
                for page in [1, 2, 200] {
                    let query = RoleQuery { search: search.to_owned(), status, page };
                    assert_eq!(RoleQuery::parse(&query.print()), query);
                }
            }
        }
    }

    #[test]
    fn a_query_that_makes_no_sense_asks_for_everything() {
        for search in ["?page=0", "?page=-1", "?page=x&status=y", "?search", "?%zz=1&&="] {
            assert_eq!(RoleQuery::parse(search), RoleQuery::default(), "{search}");
        }
        assert_eq!(RoleQuery::parse("?search=%zz%4").search, "%zz%4");
    }
}
