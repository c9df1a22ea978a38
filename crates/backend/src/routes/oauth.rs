//! OAuth 2.0 for service accounts, under `/api/oauth`: client credentials (RFC 6749, section 4.4) and the end of a
//! token (RFC 7009). Its errors are those of RFC 6749, section 5.2, not the ones of the rest of the API.

use axum::{
    Json, Router,
    body::to_bytes,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::prelude::{BASE64_STANDARD, Engine};
use engine::ports::{Clock, StoreError};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::timeout;

use super::{Route, no_route, wrong_method};
use crate::{
    app::App,
    auth::service_account,
    http::{
        Problem,
        body::TIME,
        identify::{Refused, admit},
        query::Params,
    },
    store::{Program, ServiceAccount},
    surroundings::System,
};

/// The rows of the table of routes below the base path.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/token", token)
            .does("An access token for a service account, by HTTP Basic authentication")
            .gives::<AccessToken>(200)
            .gives::<OAuthError>(400)
            .gives::<OAuthError>(401),
        Route::post("/revoke", revoke)
            .does("Ends an access token of a service account")
            .gives_nothing(200)
            .gives::<OAuthError>(400)
            .gives::<OAuthError>(401),
    ]
}

/// Answers them.
pub fn router() -> Router<App> {
    super::router(routes()).fallback(no_route).method_not_allowed_fallback(wrong_method)
}

/// The most that a body may have, in bytes.
const MAX_BYTES: usize = 8 * 1024;

/// The answer with a token: RFC 6749, section 5.1.
#[derive(Serialize, JsonSchema)]
struct AccessToken {
    access_token: String,
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
}

/// What went wrong: RFC 6749, section 5.2.
#[derive(Debug, Serialize, JsonSchema)]
struct OAuthError {
    #[serde(skip)]
    status: StatusCode,
    error: &'static str,
    #[serde(rename = "error_description")]
    description: String,
}

impl OAuthError {
    fn new(error: &'static str, description: impl Into<String>) -> Self {
        let status = match error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, error, description: description.into() }
    }

    /// One answer for an unknown client and a wrong secret.
    fn invalid_client() -> Self {
        Self::new(
            "invalid_client",
            "Send client ID and client secret of a service account by HTTP Basic authentication; these are not right.",
        )
    }
}

impl From<StoreError> for OAuthError {
    fn from(error: StoreError) -> Self {
        Self::new("server_error", Problem::from(error).detail())
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let status = self.status;
        let mut response = uncached((status, Json(self)));
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static(r#"Basic realm="service accounts""#);
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// RFC 6749, section 5.1: nothing of this is kept by anybody on the way.
fn uncached(response: impl IntoResponse) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];
    (no_store, response).into_response()
}

/// `POST /token`: an access token, good for an hour.
async fn token(State(app): State<App>, form: Form) -> Result<Response, OAuthError> {
    match form.one("grant_type")? {
        None => {
            return Err(OAuthError::new("invalid_request", "The parameter grant_type is missing."));
        }
        Some("client_credentials") => {}
        Some(_) => {
            let description = "The only grant_type here is client_credentials.";
            return Err(OAuthError::new("unsupported_grant_type", description));
        }
    }
    if form.one("scope")?.is_some_and(|scope| !scope.is_empty()) {
        let description =
            "There are no scopes: what a service account may do is its role in its project.";
        return Err(OAuthError::new("invalid_scope", description));
    }
    let program = form.client(&app).await?;
    let token = service_account::issue(app.roles.store(), &program, System.now()).await?;
    let expires_in = service_account::LIFETIME.as_secs();
    Ok(uncached(Json(AccessToken { access_token: token, token_type: "Bearer", expires_in })))
}

/// `POST /revoke`: ends a token of the asker. The answer is the same where there is none.
async fn revoke(State(app): State<App>, form: Form) -> Result<Response, OAuthError> {
    let Some(token) = form.one("token")? else {
        return Err(OAuthError::new("invalid_request", "The parameter token is missing."));
    };
    let program = form.client(&app).await?;
    service_account::revoke(app.roles.store(), &program, token).await?;
    Ok(uncached(StatusCode::OK))
}

/// A request with a form, whose sender is not known yet.
struct Form {
    parts: Parts,
    params: Params,
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        Self::read(request).await.map_err(IntoResponse::into_response)
    }
}

impl Form {
    async fn read(request: Request) -> Result<Self, OAuthError> {
        let invalid = |what: &str| OAuthError::new("invalid_request", what);
        let (parts, body) = request.into_parts();
        let media_type = parts.headers.get(header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).unwrap_or("");
        let essence = media_type.split(';').next().unwrap_or("").trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(invalid("The body has to be application/x-www-form-urlencoded."));
        }
        let bytes = timeout(TIME, to_bytes(body, MAX_BYTES)).await;
        let bytes = bytes.map_err(|_| invalid("The body took too long."))?;
        let bytes = bytes.map_err(|_| invalid("The body is too long, or did not arrive whole."))?;
        let text = str::from_utf8(&bytes).map_err(|_| invalid("The body is not UTF-8."))?;
        let params = Params::of(Some(text)).map_err(|_| invalid("The body is no form."))?;
        Ok(Self { parts, params })
    }

    /// The value of a parameter, which may be there once: RFC 6749, section 3.2.
    fn one<'a>(&'a self, name: &'a str) -> Result<Option<&'a str>, OAuthError> {
        let mut values = self.params.all(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => {
                let description = format!("The parameter {name} is there twice.");
                Err(OAuthError::new("invalid_request", description))
            }
            (value, None) => Ok(value),
        }
    }

    /// The service account that sent the request.
    async fn client(&self, app: &App) -> Result<Program, OAuthError> {
        if self.one("client_secret")?.is_some() {
            let description =
                "Send the client secret by HTTP Basic authentication, not in the body.";
            return Err(OAuthError::new("invalid_request", description));
        }
        let (id, secret) = basic(&self.parts.headers).ok_or_else(OAuthError::invalid_client)?;
        let account = app.roles.store().service_account(&id).await?;
        let fitting =
            account.filter(|account: &ServiceAccount| service_account::fits(account, &secret));
        let account = fitting.ok_or_else(OAuthError::invalid_client)?;
        admit(app, &self.parts, account.program).await.map_err(|refused| match refused {
            Refused::Expired(problem) => OAuthError::new("invalid_client", problem.detail()),
            Refused::Elsewhere(problem) => OAuthError::new("unauthorized_client", problem.detail()),
            Refused::Store(error) => error.into(),
        })
    }
}

/// User name and password of the one `Authorization: Basic` header. Neither ID nor secret of a service account has a
/// character that a form would encode, so they are taken as they are.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    let decoded = BASE64_STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(decoded).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
