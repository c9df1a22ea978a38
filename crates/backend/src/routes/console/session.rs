//! Signing in and out.

use std::time::Instant;

use axum::{
    Extension, Json,
    extract::State,
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse},
};
use engine::ports::{Clock, StoreError};
use wire::console::{OrganizationAction, Session, User};

use super::organization::note;
use crate::{
    app::App,
    auth::{
        cookie::{LINK, SESSION},
        oidc::flow::{self, Link},
        session,
    },
    http::{Answer, Problem, body::Body, identify, peer::Peer},
    store::{Identity, Person, Visitor},
    surroundings::System,
};

/// `GET /session`: who is signed in, and what the service is. Also for nobody.
pub(super) async fn get(
    State(app): State<App>,
    identity: Extension<identify::Identity>,
) -> Json<Session> {
    let person = match identity.0 {
        identify::Identity::Person(person) => Some(person),
        identify::Identity::Nobody | identify::Identity::Program(_) => None,
    };
    Json(view(&app, person))
}

/// `POST /session`: signs in. A wrong address and a wrong password are told the same, and as slowly.
pub(super) async fn sign_in(
    State(app): State<App>,
    request: Parts,
    body: Body,
) -> Answer<impl IntoResponse> {
    let mut body = body.only(&["email", "password"], &[])?;
    let email = body.text("email")?.trim().to_lowercase();
    let password = body.text("password")?;
    if email.is_empty() {
        return Err(Problem::invalid_field("email", "enter your email address"));
    }
    if password.is_empty() {
        return Err(Problem::invalid_field("password", "enter your password"));
    }
    let address = identify::address(&request);
    app.wrong_passwords.look(&address, Instant::now()).check()?;
    let store = app.roles.store();
    let (person, hash) = store.person_by_email(&email).await?.unzip();
    let fits = app.passwords.verify(password, hash.flatten()).await;
    let fits = fits.map_err(|error| Problem::unexpected(&error))?;
    let visitor = session::visitor(&request);
    let Some(person) = person.as_ref().filter(|_| fits) else {
        app.wrong_passwords.count(&address, Instant::now());
        // An address without an account may be a password in the wrong field.
        let actor = person.as_ref().map_or("nobody", |person| person.email.as_str());
        note(&app, OrganizationAction::SignInRefused, actor, visitor.from, "").await?;
        return Err(wrong());
    };
    let cookies = Peer::of(&request).cookies();
    // Whoever had the old cookie is not signed in by this.
    if let Some(token) = cookies.read(SESSION, &request.headers) {
        session::end(store, token).await?;
    }
    let token = session::begin(store, person, &visitor, System.now()).await?;
    note(&app, OrganizationAction::SignedIn, &person.email, visitor.from.clone(), "").await?;
    let set = match cookies.read(LINK, &request.headers) {
        None => vec![cookies.set(SESSION, &token)],
        Some(sealed) => {
            link(&app, sealed, person, &visitor).await?;
            vec![cookies.set(SESSION, &token), cookies.clear(LINK)]
        }
    };
    let cookies: Vec<_> =
        set.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie)).collect();
    Ok((AppendHeaders(cookies), Json(view(&app, Some(person.clone())))))
}

/// Lets an identity provider open the account from now on, where it vouched in this browser for somebody with the account's
/// address: the password shows that it is the same person.
async fn link(app: &App, sealed: &str, person: &Person, visitor: &Visitor) -> Answer<()> {
    let now = System.now();
    let Ok(link) = flow::unseal::<Link>(&app.sealer, sealed, now) else { return Ok(()) };
    if link.person != person.id {
        return Ok(());
    }
    let identity = Identity { issuer: link.issuer, subject: link.subject };
    match app.roles.store().add_identity(person, &identity, now).await {
        // Linked meanwhile; the sign-in itself is right.
        Err(StoreError::Conflict) => return Ok(()),
        done => done?,
    }
    let action = OrganizationAction::IdentityLinked;
    Ok(note(app, action, &person.email, visitor.from.clone(), &identity.issuer).await?)
}

/// `DELETE /session`: signs out.
pub(super) async fn sign_out(
    State(app): State<App>,
    Extension(identity): Extension<identify::Identity>,
    request: Parts,
) -> Answer<impl IntoResponse> {
    let cookies = Peer::of(&request).cookies();
    if let Some(token) = cookies.read(SESSION, &request.headers) {
        session::end(app.roles.store(), token).await?;
    }
    if let identify::Identity::Person(person) = identity {
        let from = session::visitor(&request).from;
        note(&app, OrganizationAction::SignedOut, &person.email, from, "").await?;
    }
    let cookie = cookies.clear(SESSION).map(|cookie| (header::SET_COOKIE, cookie));
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie)))
}

fn wrong() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "USER_UNAUTHORIZED",
        "The email address or the password is wrong.",
    )
}

pub(super) fn view(app: &App, person: Option<Person>) -> Session {
    let user = person.map(|person| User { email: person.email });
    Session { user, service: app.service.clone() }
}
