//! The query of a request.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};

use super::Problem;

/// The query's parameters in order.
pub struct Params(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(parts.uri.query())
    }
}

impl Params {
    /// Reads the part of a URI behind `?`.
    ///
    /// # Errors
    /// `INVALID_QUERY_PARAMETER`.
    pub fn of(query: Option<&str>) -> Result<Self, Problem> {
        let uri = ["/?", query.unwrap_or("")].concat().parse();
        let uri = uri.map_err(|_| invalid("query", "the query can't be read"))?;
        let Query(pairs) =
            Query::try_from_uri(&uri).map_err(|_| invalid("query", "the query can't be read"))?;
        Ok(Self(pairs))
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The values of a parameter that may be given several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter as `parse` reads it; `None` where it is left out or empty.
    ///
    /// # Errors
    /// `INVALID_QUERY_PARAMETER`, which says that the parameter is `what`.
    pub fn parsed<T>(
        &self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let value = self.get(name).filter(|value| !value.is_empty());
        value.map(|value| parse(value).ok_or_else(|| invalid(name, what))).transpose()
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// `INVALID_QUERY_PARAMETER`.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, Problem> {
        match self.get(name) {
            None => Ok(default),
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(_) => Err(invalid(name, "it is true or false")),
        }
    }

    fn number(&self, name: &str, default: u64, most: u64) -> Result<u64, Problem> {
        let Some(text) = self.get(name) else { return Ok(default) };
        let number = text.parse().ok().filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| invalid(name, &format!("it is a number from 1 to {most}")))
    }

    /// Which page is asked for: `pageNum` from 1 and `itemsPerPage` up to 500.
    ///
    /// # Errors
    /// `INVALID_QUERY_PARAMETER`.
    pub fn page(&self, items_per_page: u64) -> Result<PageParams, Problem> {
        let number = self.number("pageNum", 1, 1_000_000)?;
        let size = self.number("itemsPerPage", items_per_page, 500)?;
        Ok(PageParams { number, size })
    }
}

/// Which page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageParams {
    /// From 1.
    pub number: u64,
    /// How many items it has at the most.
    pub size: u64,
}

impl PageParams {
    /// How many items are before the page.
    #[must_use]
    pub fn offset(self) -> u64 {
        (self.number - 1) * self.size
    }
}

/// A parameter that has no such value.
pub fn invalid(name: &str, what: &str) -> Problem {
    let detail = format!("The query parameter {name} is invalid: {what}.");
    Problem::bad_request("INVALID_QUERY_PARAMETER", detail).with_parameters([name])
}
