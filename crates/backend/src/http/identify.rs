//! Who is asking: a person with a session, an API key, or nobody. Every call of the API passes through here once.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use engine::ports::Clock;

use super::{Problem, client_address::client_address};
use crate::{
    app::App,
    auth::{digest, session},
    store::{ApiKey, Person},
    surroundings::System,
};

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Identity {
    /// Nobody that we know.
    Nobody,
    /// A person who signed in.
    Person(Person),
    /// The holder of an API key.
    Key(Arc<ApiKey>),
}

impl Identity {
    /// How the activity log calls them.
    #[must_use]
    pub fn actor(&self) -> &str {
        match self {
            Self::Nobody => "nobody",
            Self::Person(person) => &person.email,
            Self::Key(key) => &key.public_key,
        }
    }
}

/// Finds out who is asking, counts the request, and challenges those who have to sign in.
pub async fn identify(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let address = client_address(&parts);
    let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
    let (identity, stale, problem) = match find(&app, &parts).await {
        Ok(identity) => (identity, false, None),
        Err(NotFound { stale, problem }) => (Identity::Nobody, stale, Some(problem)),
    };
    let who = match &identity {
        Identity::Nobody => format!("address {address}"),
        Identity::Person(person) => format!("person {}", person.id),
        Identity::Key(key) => format!("key {}", key.public_key),
    };
    let standing = app.rate_limiter.count(&who, Instant::now());
    let challenge = may_be_challenged(&parts.headers);
    let mut response = match (standing.check(), problem) {
        (Err(problem), _) | (Ok(()), Some(problem)) => problem.into_response(),
        (Ok(()), None) => {
            parts.extensions.insert(identity);
            next.run(Request::from_parts(parts, body)).await
        }
    };
    standing.write(response.headers_mut());
    if response.status() == StatusCode::UNAUTHORIZED && challenge {
        for value in app.digest.challenges(System.now(), stale) {
            response.headers_mut().append(header::WWW_AUTHENTICATE, value);
        }
    }
    response
}

/// Why credentials were not taken.
struct NotFound {
    /// Whether the same credentials with a new nonce would have done.
    stale: bool,
    problem: Problem,
}

impl<E: Into<Problem>> From<E> for NotFound {
    fn from(error: E) -> Self {
        Self { stale: false, problem: error.into() }
    }
}

async fn find(app: &App, request: &Parts) -> Result<Identity, NotFound> {
    let mut credentials = request.headers.get_all(header::AUTHORIZATION).iter();
    match (credentials.next(), credentials.next()) {
        (Some(_), Some(_)) => Err(Problem::bad_request(
            "INVALID_AUTHORIZATION",
            "The request has two Authorization headers; send one.",
        )
        .into()),
        (Some(value), None) => by_key(app, request, value).await,
        (None, _) => match app.cookies.token(&request.headers) {
            None => Ok(Identity::Nobody),
            Some(token) => {
                let visitor = || session::visitor(request);
                let person = session::find(app.roles.store(), token, visitor, System.now()).await?;
                Ok(person.map_or(Identity::Nobody, Identity::Person))
            }
        },
    }
}

async fn by_key(app: &App, request: &Parts, value: &HeaderValue) -> Result<Identity, NotFound> {
    let credentials = value.to_str().map_err(|_| malformed("it is not ASCII"))?;
    let credentials = digest::parse(credentials).map_err(|error| malformed(&error.to_string()))?;
    let key = app.roles.store().api_key(&credentials.username).await?;
    // A nested router's requests have lost the beginning of their path, which the client signed.
    let uri = request.extensions.get::<OriginalUri>().map_or(&request.uri, |OriginalUri(uri)| uri);
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let checked = app.digest.verify(
        &credentials,
        request.method.as_str(),
        target,
        key.as_ref(),
        &app.sealer,
        System.now(),
    );
    match (checked, key) {
        (Ok(()), Some(key)) => Ok(Identity::Key(Arc::new(key))),
        (Err(refused), _) => {
            Err(NotFound { stale: refused.stale, problem: Problem::unauthorized() })
        }
        (Ok(()), None) => Err(Problem::unauthorized().into()),
    }
}

fn malformed(what: &str) -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "USER_UNAUTHORIZED",
        format!("The Authorization header can't be used: {what}."),
    )
}

/// A browser would answer a challenge with a window of its own over the page, so only other clients get one.
fn may_be_challenged(headers: &HeaderMap) -> bool {
    !headers.contains_key("sec-fetch-mode") && !headers.contains_key(header::COOKIE)
}
