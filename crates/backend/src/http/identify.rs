//! Who is asking: a person with a session, a program, or nobody. Every call of the API passes through here once.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use engine::{
    ports::{Clock, StoreError},
    rfc3339,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    Problem,
    peer::{Peer, client_address},
    recall::Counted,
};
use crate::{
    app::App,
    auth::{cookie::SESSION, digest, service_account, session},
    store::{Person, Program},
    surroundings::System,
};

/// How exactly the last use of a program is kept.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// The most bytes that are read of an `Authorization` header.
const MAX_AUTHORIZATION: usize = 8 * 1024;

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Identity {
    /// Nobody that we know.
    Nobody,
    /// A person who signed in.
    Person(Person),
    /// A program with an API key or a service account.
    Program(Arc<Program>),
}

impl Identity {
    /// How the activity log calls them.
    #[must_use]
    pub fn actor(&self) -> &str {
        match self {
            Self::Nobody => "nobody",
            Self::Person(person) => &person.email,
            Self::Program(program) => &program.id,
        }
    }
}

/// Finds out who is asking, counts the request, and challenges those who have to sign in.
pub async fn identify(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let ((identity, until), stale, problem) = match find(&app, &parts).await {
        Ok(found) => (found, false, None),
        Err(NotFound { stale, problem }) => ((Identity::Nobody, None), stale, Some(problem)),
    };
    let who = match &identity {
        Identity::Nobody => address(&parts),
        Identity::Person(person) => format!("person {}", person.id),
        Identity::Program(program) => format!("program {}", program.id),
    };
    let standing = app.rate_limiter.count(&who, Instant::now());
    let may_be_challenged = may_be_challenged(&parts.headers);
    // Also where the header can't be read at all, so that the client may begin anew.
    let is_refused = problem.is_some();
    let mut response = match (standing.check(), problem) {
        (Err(problem), _) | (Ok(()), Some(problem)) => problem.into_response(),
        (Ok(()), None) => {
            parts.extensions.insert(identity);
            next.run(Request::from_parts(parts, body)).await
        }
    };
    standing.write(response.headers_mut());
    if let Some(until) = until {
        response.extensions_mut().insert(Counted { who: who.into(), until });
    }
    let status = response.status();
    let is_unauthorized =
        status == StatusCode::UNAUTHORIZED || (status == StatusCode::BAD_REQUEST && is_refused);
    if is_unauthorized && may_be_challenged {
        for value in app.digest.challenges(System.now(), stale) {
            response.headers_mut().append(header::WWW_AUTHENTICATE, value);
        }
    }
    response
}

/// Counts a request whose sender is not known yet under the address that it comes from.
pub async fn count_address(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let standing = app.rate_limiter.count(&address(&parts), Instant::now());
    let mut response = match standing.check() {
        Err(problem) => problem.into_response(),
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
    };
    standing.write(response.headers_mut());
    response
}

/// Whose requests are counted together where nobody says who asks.
#[must_use]
pub fn address(request: &Parts) -> String {
    client_address(request)
        .map_or_else(|| "address unknown".to_owned(), |address| format!("address {address}"))
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

/// Who asks; of a person also until when their session need not be looked at again.
async fn find(app: &App, request: &Parts) -> Result<(Identity, Option<Timestamp>), NotFound> {
    let mut credentials = request.headers.get_all(header::AUTHORIZATION).iter();
    match (credentials.next(), credentials.next()) {
        (Some(_), Some(_)) => Err(Problem::bad_request(
            "INVALID_AUTHORIZATION",
            "The request has two Authorization headers; send one.",
        )
        .into()),
        (Some(value), None) => Ok((by_header(app, request, value).await?, None)),
        (None, _) => match Peer::of(request).cookies().read(SESSION, &request.headers) {
            None => Ok((Identity::Nobody, None)),
            Some(token) => {
                let visitor = || session::visitor(request);
                let found = session::find(app.roles.store(), token, visitor, System.now()).await?;
                Ok(found.map_or((Identity::Nobody, None), |(person, until)| {
                    (Identity::Person(person), Some(until))
                }))
            }
        },
    }
}

/// The program that an `Authorization` header names and that shows its secret.
async fn by_header(app: &App, request: &Parts, value: &HeaderValue) -> Result<Identity, NotFound> {
    // Before anything of it is read or hashed.
    if value.len() > MAX_AUTHORIZATION {
        return Err(malformed(&format!("it has more than {MAX_AUTHORIZATION} bytes")).into());
    }
    let value = value.to_str().map_err(|_| malformed("it is not ASCII"))?;
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            by_token(app, request, token.trim()).await
        }
        None if value.eq_ignore_ascii_case("bearer") => {
            Err(malformed("it names no access token").into())
        }
        _ => by_key(app, request, value).await,
    }
}

async fn by_token(app: &App, request: &Parts, token: &str) -> Result<Identity, NotFound> {
    let Some(program) = service_account::find(app.roles.store(), token, System.now()).await? else {
        let challenge = HeaderValue::from_static(r#"Bearer error="invalid_token""#);
        let detail = "The access token is none, or is over. Ask for another at /api/oauth/token.";
        let problem = Problem::new(StatusCode::UNAUTHORIZED, "USER_UNAUTHORIZED", detail);
        return Err(problem.with_header(header::WWW_AUTHENTICATE, challenge).into());
    };
    Ok(Identity::Program(Arc::new(admit(app, request, program).await?)))
}

async fn by_key(app: &App, request: &Parts, value: &str) -> Result<Identity, NotFound> {
    let credentials = digest::parse(value).map_err(|error| malformed(&error.to_string()))?;
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
        (Ok(()), Some(key)) => {
            Ok(Identity::Program(Arc::new(admit(app, request, key.program).await?)))
        }
        (Err(refused), _) => {
            Err(NotFound { stale: refused.stale, problem: Problem::unauthorized() })
        }
        (Ok(()), None) => Err(Problem::unauthorized().into()),
    }
}

/// Why a program that showed its secret is not let in.
#[derive(Debug)]
pub enum Refused {
    /// Its time is over.
    Expired(Problem),
    /// It asks from an address that is not on its access list.
    Elsewhere(Problem),
    /// The database.
    Store(StoreError),
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Expired(problem) | Refused::Elsewhere(problem) => problem,
            Refused::Store(error) => error.into(),
        }
    }
}

/// Lets in a program that showed its secret, unless its time is over or it asks from elsewhere.
///
/// # Errors
/// [`Refused`].
pub async fn admit(app: &App, request: &Parts, program: Program) -> Result<Program, Refused> {
    let now = System.now();
    if let Some(expired) = program.grant.expires.filter(|expires| *expires <= now) {
        let detail = format!(
            "{} expired on {}. Ask an owner of the project for another.",
            program.id,
            rfc3339(expired)
        );
        let problem = Problem::new(StatusCode::UNAUTHORIZED, "USER_UNAUTHORIZED", detail);
        return Err(Refused::Expired(problem));
    }
    let address = client_address(request);
    if !program.grant.access_list.allows(address) {
        let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
        let detail = format!(
            "The IP address {address} is not on the access list of {}. Ask an owner of the project to add it.",
            program.id
        );
        let code = "IP_ADDRESS_NOT_ON_ACCESS_LIST";
        let problem = Problem::new(StatusCode::FORBIDDEN, code, detail);
        return Err(Refused::Elsewhere(problem.with_parameters([address.as_str()])));
    }
    // To the minute, so that most requests write nothing.
    if program.last_used.is_none_or(|used| now.duration_since(used) >= TOUCH) {
        app.roles.store().touch_program(&program.id, now).await.map_err(Refused::Store)?;
    }
    Ok(program)
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
