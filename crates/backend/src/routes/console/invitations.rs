//! Invitations, for whoever has the link of one.

use axum::{
    Extension, Json,
    extract::State,
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse},
};
use engine::{ActivityEntry, Actor, Context, ports::Clock, rfc3339};
use wire::console::{ActivityAction, Joined, OpenInvitation, OrganizationAction};

use super::{members::told, organization::note, session::view};
use crate::{
    admin::parse_email,
    app::App,
    auth::{cookie::SESSION, invitation, password, session},
    http::{Answer, Problem, body::Body, identify::Identity, peer::Peer},
    store::{Invitation, Newcomer, Person},
    surroundings::{System, random_hex},
};

/// `POST /invitations/read`: what somebody is invited to. The token is in the body, as paths are logged.
pub(super) async fn read(State(app): State<App>, body: Body) -> Answer<Json<OpenInvitation>> {
    let token = body.only(&["token"], &[])?.text("token")?;
    let (invitation, project_name) = find(&app, &token).await?;
    let has_account = app.roles.store().person_by_email(&invitation.email).await?.is_some();
    Ok(Json(OpenInvitation {
        project_name,
        email: (!invitation.email.is_empty()).then(|| invitation.email.clone()),
        role: invitation.role,
        has_account,
        expires_date: rfc3339(invitation.expires),
    }))
}

/// `POST /invitations/accept`: whoever is signed in joins; whoever is not gets an account and is signed in.
pub(super) async fn accept(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    request: Parts,
    body: Body,
) -> Answer<impl IntoResponse> {
    let mut body = body.only(&["token", "email", "password"], &[])?;
    let token = body.text("token")?;
    let (invitation, _) = find(&app, &token).await?;
    let newcomer = match identity {
        Identity::Person(person) => Newcomer::Known(person),
        Identity::Nobody => new_person(&app, &invitation, &mut body).await?,
        Identity::Program(_) => {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "USER_UNAUTHORIZED",
                "An invitation is for a person, and a program is none. Open its link in a browser.",
            ));
        }
    };
    let (person, now, visitor) = (newcomer.person(), System.now(), session::visitor(&request));
    let entry = invitation.project.as_ref().map(|project| {
        let actor = Actor { name: &person.email, from: &visitor.from };
        let context = Context { actor, now, entropy: &System };
        let subject = told(&person.email, invitation.role);
        ActivityEntry::about(project, ActivityAction::MemberJoined, subject, &context)
    });
    let store = app.roles.store();
    store.accept_invitation(&invitation, &newcomer, now, entry.as_ref()).await?;
    let action = match invitation.project {
        Some(_) => OrganizationAction::SignedIn,
        None => OrganizationAction::OwnerJoined,
    };
    let cookie = match &newcomer {
        Newcomer::Known(_) => None,
        Newcomer::New(person, _) => {
            let token = session::begin(store, person, &visitor, now).await?;
            note(&app, action, &person.email, visitor.from, "").await?;
            Peer::of(&request)
                .cookies()
                .set(SESSION, &token)
                .map(|cookie| (header::SET_COOKIE, cookie))
        }
    };
    let session = view(&app, Some(person.clone()));
    let joined = Joined { session, project_id: invitation.project };
    Ok((StatusCode::CREATED, AppendHeaders(cookie), Json(joined)))
}

/// Who gets an account by an invitation.
async fn new_person(app: &App, invitation: &Invitation, body: &mut Body) -> Answer<Newcomer> {
    let email = if invitation.email.is_empty() {
        let typed = body.text("email")?;
        parse_email(&typed).map_err(|what| Problem::invalid_field("email", what))?
    } else {
        invitation.email.clone()
    };
    if app.roles.store().person_by_email(&email).await?.is_some() {
        let detail =
            format!("{email} has an account. Sign in with it, then accept the invitation.");
        let problem = Problem::new(StatusCode::CONFLICT, "ACCOUNT_EXISTS", detail);
        return Err(problem.with_parameters([email.as_str()]));
    }
    let password = body.text("password")?;
    password::check(&password).map_err(|what| Problem::invalid_field("password", what))?;
    let hash = app.passwords.hash(password).await;
    let hash = hash.map_err(|error| Problem::unexpected(&error))?;
    Ok(Newcomer::New(Person { id: random_hex::<12>(), email }, hash))
}

async fn find(app: &App, token: &str) -> Answer<(Invitation, Option<String>)> {
    let found = app.roles.store().invitation(&invitation::hash(token), System.now()).await?;
    found.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "INVITATION_NOT_FOUND",
            "This invitation was used or taken back, or is older than 7 days. Ask whoever sent it for another.",
        )
    })
}
