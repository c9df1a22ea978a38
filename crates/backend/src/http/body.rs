//! The body of a request: JSON of a known media type, at most 64 KiB, with the fields that the call knows.

use std::time::Duration;

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde_json::{Map, Value};
use tokio::time::timeout;

use super::{Problem, format};

/// The most that a body may have, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;

/// How long a body may take to arrive.
pub const TIME: Duration = Duration::from_secs(10);

/// A JSON object whose fields are taken one by one.
pub struct Body(Map<String, Value>);

impl<S: Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if let Some(media_type) = request.headers().get(header::CONTENT_TYPE) {
            let media_type = media_type.to_str().unwrap_or("");
            if !format::is_json(media_type) {
                return Err(Problem::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "UNSUPPORTED_MEDIA_TYPE",
                    format!(
                        "The body is {media_type}; send application/json or {}.",
                        format::FIRST_VERSION
                    ),
                ));
            }
        }
        let bytes =
            timeout(TIME, to_bytes(request.into_body(), MAX_BYTES)).await.map_err(|_| {
                let detail = format!("The body did not arrive within {} seconds.", TIME.as_secs());
                Problem::new(StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT", detail)
            })?;
        let bytes = bytes.map_err(|_| {
            Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "REQUEST_TOO_LARGE",
                format!("The body has more than {MAX_BYTES} bytes, or did not arrive whole."),
            )
        })?;
        Self::parse(&bytes)
    }
}

impl Body {
    fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Problem::bad_request("INVALID_JSON", "The body has to be a JSON object.")),
            // Its text ends with the line and the column.
            Err(error) => Err(Problem::bad_request(
                "INVALID_JSON",
                format!("The body is no valid JSON: {error}."),
            )),
        }
    }

    /// Refuses fields that the call does not know, and those that only the server sets.
    ///
    /// # Errors
    /// `ATTRIBUTE_READ_ONLY`, `INVALID_ATTRIBUTE`.
    pub fn only(self, known: &[&str], read_only: &[&str]) -> Result<Self, Problem> {
        let foreign = self.0.keys().find(|name| !known.contains(&name.as_str()));
        let Some(name) = foreign else { return Ok(self) };
        let problem = if read_only.contains(&name.as_str()) {
            Problem::bad_request(
                "ATTRIBUTE_READ_ONLY",
                format!("The attribute {name} is read-only. Leave it out."),
            )
        } else {
            Problem::bad_request(
                "INVALID_ATTRIBUTE",
                format!(
                    "The attribute {name} is unknown here; this call takes {}.",
                    known.join(", ")
                ),
            )
        };
        Err(problem.with_parameters([name.as_str()]))
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// `MISSING_ATTRIBUTE`, `INVALID_ATTRIBUTE`.
    pub fn text(&mut self, name: &str) -> Result<String, Problem> {
        match self.0.remove(name) {
            Some(Value::String(text)) => Ok(text),
            None | Some(Value::Null) => Err(Problem::missing(name)),
            Some(_) => Err(wrong_type(name, "a text")),
        }
    }

    /// A text, or null, or nothing.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`.
    pub fn optional_text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.text(name).map(Some),
        }
    }

    /// A list of texts, each read by `parse`, from one to `most` of them.
    ///
    /// # Errors
    /// `MISSING_ATTRIBUTE`, `INVALID_ATTRIBUTE`, `VALIDATION_ERROR`.
    pub fn list<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
        most: usize,
    ) -> Result<Vec<T>, Problem> {
        let items = match self.0.remove(name) {
            Some(Value::Array(items)) => items,
            None | Some(Value::Null) => return Err(Problem::missing(name)),
            Some(_) => return Err(wrong_type(name, "a list of texts")),
        };
        if items.is_empty() || items.len() > most {
            let what = format!("has 1 to {most} items, and here are {}", items.len());
            return Err(Problem::invalid_field(name, what));
        }
        let item = |item: Value| {
            let Value::String(text) = item else {
                return Err(wrong_type(name, "a list of texts"));
            };
            text.parse().map_err(|error| {
                Problem::invalid_field(name, format!("\"{text}\" can't be one of them: {error}"))
            })
        };
        items.into_iter().map(item).collect()
    }

    /// The same, where the list may also be empty, null or left out.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`, `VALIDATION_ERROR`.
    pub fn optional_list<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
        most: usize,
    ) -> Result<Vec<T>, Problem> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(items)) if items.is_empty() => Ok(Vec::new()),
            Some(_) => self.list(name, most),
        }
    }

    /// A text with something in it; nothing where it is empty, null or left out, as clients send what they don't set.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`.
    pub fn filled_text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        Ok(self.optional_text(name)?.filter(|text| !text.is_empty()))
    }

    /// `true` or `false`, or null, or nothing.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`.
    pub fn optional_flag(&mut self, name: &str) -> Result<Option<bool>, Problem> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(_) => Err(wrong_type(name, "true or false")),
        }
    }

    /// An object within the body, or null, or nothing.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`.
    pub fn optional_object(&mut self, name: &str) -> Result<Option<Self>, Problem> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(fields)) => Ok(Some(Self(fields))),
            Some(_) => Err(wrong_type(name, "an object")),
        }
    }

    /// An object within the body that has to be there.
    ///
    /// # Errors
    /// `MISSING_ATTRIBUTE`, `INVALID_ATTRIBUTE`.
    pub fn object(&mut self, name: &str) -> Result<Self, Problem> {
        self.optional_object(name)?.ok_or_else(|| Problem::missing(name))
    }

    /// A number that counts, or null, or nothing.
    ///
    /// # Errors
    /// `INVALID_ATTRIBUTE`.
    pub fn optional_count(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => self.count(name).map(Some),
        }
    }

    /// A number that counts.
    ///
    /// # Errors
    /// `MISSING_ATTRIBUTE`, `INVALID_ATTRIBUTE`.
    pub fn count(&mut self, name: &str) -> Result<u64, Problem> {
        match self.0.remove(name) {
            Some(value) => value.as_u64().ok_or_else(|| wrong_type(name, "a number from 0 up")),
            None => Err(Problem::missing(name)),
        }
    }
}

fn wrong_type(name: &str, expected: &str) -> Problem {
    Problem::bad_request("INVALID_ATTRIBUTE", format!("The attribute {name} has to be {expected}."))
        .with_parameters([name])
}

#[cfg(test)]
mod tests {
    use axum::{body, response::IntoResponse};
    use futures_util::stream;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let silent = body::Body::from_stream(stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let request = Request::post("/").header(header::CONTENT_TYPE, "application/json");
        let read = Body::from_request(request.body(silent).unwrap(), &()).await;
        let refused = read.err().unwrap().into_response();
        assert_eq!(refused.status(), StatusCode::REQUEST_TIMEOUT);
    }
}
