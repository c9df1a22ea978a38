//! The query part of URLs.

/// How far an access role is, as the list can be narrowed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoleStatus {
    /// Not authorized yet.
    InProgress,
    /// Authorized.
    Authorized,
    /// Authorized, and refused by AWS since.
    Refused,
}

impl RoleStatus {
    const ALL: [Self; 3] = [Self::InProgress, Self::Authorized, Self::Refused];

    /// The name in the console's own URLs.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Authorized => "authorized",
            Self::Refused => "refused",
        }
    }

    /// The status of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RoleSort {
    /// When they were begun.
    #[default]
    Created,
    /// When they were authorized.
    Authorized,
    /// Account and name.
    Arn,
}

impl RoleSort {
    const ALL: [Self; 3] = [Self::Created, Self::Authorized, Self::Arn];

    /// The name in URLs, the console's own and the API's.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Authorized => "authorized",
            Self::Arn => "arn",
        }
    }
}

/// Which roles the list shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleQuery {
    /// What their ARN, account or ID contains.
    pub(crate) search: String,
    /// How far they are; `None` for all.
    pub(crate) status: Option<RoleStatus>,
    /// What they are sorted by.
    pub(crate) sort: RoleSort,
    /// Whether the smallest, or the oldest, comes first.
    pub(crate) ascending: bool,
    /// From 1.
    pub(crate) page: u64,
    /// Where authorizing a role leads back to, a path of this console; empty for the list.
    pub(crate) next: String,
}

impl Default for RoleQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            status: None,
            sort: RoleSort::default(),
            ascending: false,
            page: 1,
            next: String::new(),
        }
    }
}

impl RoleQuery {
    /// Reads the query part of a URL; what makes no sense is left out.
    pub(crate) fn parse(search: &str) -> Self {
        Self {
            search: query_value(search, "search").unwrap_or_default(),
            status: query_value(search, "status").and_then(|name| RoleStatus::from_name(&name)),
            sort: query_value(search, "sort")
                .and_then(|name| RoleSort::ALL.into_iter().find(|it| it.as_str() == name))
                .unwrap_or_default(),
            ascending: query_value(search, "order").is_some_and(|order| order == "asc"),
            page: page_of(search),
            next: query_value(search, "next").filter(|next| is_own_path(next)).unwrap_or_default(),
        }
    }

    /// The same roles sorted by `sort`: names from A on, times from the newest on, and the other way round the next
    /// time.
    pub(crate) fn sorted_by(&self, sort: RoleSort) -> Self {
        let ascending = if self.sort == sort { !self.ascending } else { sort == RoleSort::Arn };
        Self { sort, ascending, page: 1, ..self.clone() }
    }

    /// The query part of a URL, empty where it asks for everything.
    pub(crate) fn print(&self) -> String {
        Query::default()
            .with("search", &self.search)
            .with("status", self.status.map(RoleStatus::as_str).unwrap_or_default())
            .with("sort", if self.sort == RoleSort::Created { "" } else { self.sort.as_str() })
            .with("order", if self.ascending { "asc" } else { "" })
            .page(self.page)
            .with("next", &self.next)
            .print()
    }

    /// Whether it leaves any role out.
    pub(crate) fn narrows(&self) -> bool {
        !self.search.is_empty() || self.status.is_some()
    }
}

/// Which entries of the activity log are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActivityQuery {
    /// What was done, by its name in the API; empty for anything.
    pub(crate) action: String,
    /// Who did it; empty for anybody.
    pub(crate) actor: String,
    /// To which access role, by its ID; empty for any.
    pub(crate) role: String,
    /// Only what did not work.
    pub(crate) failed: bool,
    /// From 1.
    pub(crate) page: u64,
}

impl Default for ActivityQuery {
    fn default() -> Self {
        let none = String::new;
        Self { action: none(), actor: none(), role: none(), failed: false, page: 1 }
    }
}

impl ActivityQuery {
    /// Reads the query part of a URL.
    pub(crate) fn parse(search: &str) -> Self {
        let value = |name| query_value(search, name).unwrap_or_default();
        Self {
            action: value("action"),
            actor: value("actor"),
            role: value("roleId"),
            failed: value("failed") == "true",
            page: page_of(search),
        }
    }

    /// The query part of a URL, empty where it asks for everything.
    pub(crate) fn print(&self) -> String {
        self.filters(Query::default()).page(self.page).print()
    }

    /// The filters alone, each with `&` in front, to go on with a query. The API has the same names.
    pub(crate) fn filters_to_add(&self) -> String {
        let filters = self.filters(Query::default()).print();
        filters.replacen('?', "&", 1)
    }

    /// Whether it leaves any entry out.
    pub(crate) fn narrows(&self) -> bool {
        !self.filters_to_add().is_empty()
    }

    fn filters(&self, query: Query) -> Query {
        query
            .with("action", &self.action)
            .with("actor", &self.actor)
            .with("roleId", &self.role)
            .with("failed", if self.failed { "true" } else { "" })
    }
}

/// Whether a path is one of this console, so that a link to it can't send a person to another site. Browsers read `\` as `/`
/// and leave out control characters, so neither may stand in a path that is followed.
pub(super) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/sign-in")
        && !path.contains(|c: char| c == '\\' || c.is_control())
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
            for status in RoleStatus::ALL.into_iter().map(Some).chain([None]) {
                for (page, sort) in [1, 2, 200].into_iter().zip(RoleSort::ALL) {
                    for ascending in [true, false] {
                        let search = search.to_owned();
                        let next = "/projects/a/advanced?form=open".to_owned();
                        let query = RoleQuery { search, status, sort, ascending, page, next };
                        assert_eq!(RoleQuery::parse(&query.print()), query);
                    }
                }
            }
        }
    }

    #[test]
    fn a_query_of_the_log_is_read_as_it_was_printed() {
        let query = ActivityQuery {
            action: "created".to_owned(),
            actor: "a+b@example.com".to_owned(),
            role: "64b0000000000000000000a1".to_owned(),
            failed: true,
            page: 3,
        };
        assert_eq!(ActivityQuery::parse(&query.print()), query);
        assert!(query.filters_to_add().starts_with("&action=created&actor=a%2Bb%40example.com&"));
        assert!(query.narrows() && !ActivityQuery::default().narrows());
        assert_eq!(ActivityQuery::default().print(), "");
    }

    #[test]
    fn a_query_that_makes_no_sense_asks_for_everything() {
        for search in [
            "?sort=x&order=down",
            "?page=0",
            "?page=-1",
            "?page=x&status=y",
            "?search",
            "?%zz=1&&=",
        ] {
            assert_eq!(RoleQuery::parse(search), RoleQuery::default(), "{search}");
        }
        assert_eq!(RoleQuery::parse("?search=%zz%4").search, "%zz%4");
    }

    #[test]
    fn sorting_by_the_same_again_turns_the_order() {
        let by_name = RoleQuery { page: 3, ..RoleQuery::default() }.sorted_by(RoleSort::Arn);
        assert_eq!(by_name.print(), "?sort=arn&order=asc");
        assert_eq!(by_name.sorted_by(RoleSort::Arn).print(), "?sort=arn");
        assert_eq!(by_name.sorted_by(RoleSort::Authorized).print(), "?sort=authorized");
        assert_eq!(RoleQuery::default().sorted_by(RoleSort::Created).print(), "?order=asc");
    }
}
