//! A person's own sessions.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse},
};
use engine::{ports::Clock, rfc3339};
use wire::console::{List, OrganizationAction, OwnSession};

use super::organization::note;
use crate::{
    app::App,
    auth::{cookie::SESSION, session},
    http::{Answer, Problem, access::Known, peer::Peer},
    store,
    surroundings::System,
};

/// `GET /sessions`: where the asker is signed in, the last used first.
pub(super) async fn list(
    State(app): State<App>,
    known: Known,
    request: Parts,
) -> Answer<Json<List<OwnSession>>> {
    let person = known.person()?;
    let current =
        Peer::of(&request).cookies().read(SESSION, &request.headers).map(session::id_of_token);
    let found = session::all_of(app.roles.store(), person, System.now()).await?;
    let results = found.iter().map(|session| view(session, current.as_deref())).collect();
    Ok(Json(List { results }))
}

/// `DELETE /sessions/{sessionId}`: ends one of the asker's own, also the one that asks.
pub(super) async fn end(
    State(app): State<App>,
    known: Known,
    Path(id): Path<String>,
    request: Parts,
) -> Answer<StatusCode> {
    let person = known.person()?;
    if session::end_own(app.roles.store(), person, &id).await? {
        let from = session::visitor(&request).from;
        note(&app, OrganizationAction::SessionEnded, &person.email, from, "").await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let detail = format!("You have no session with ID {id}. It may have ended by itself.");
    Err(Problem::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", detail).with_parameters([&*id]))
}

/// `DELETE /sessions`: signs the asker out everywhere, here too.
pub(super) async fn end_all(
    State(app): State<App>,
    known: Known,
    request: Parts,
) -> Answer<impl IntoResponse> {
    let person = known.person()?;
    app.roles.store().remove_sessions_of(person).await?;
    let from = session::visitor(&request).from;
    note(&app, OrganizationAction::SignedOutEverywhere, &person.email, from, "").await?;
    let cookie =
        Peer::of(&request).cookies().clear(SESSION).map(|cookie| (header::SET_COOKIE, cookie));
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie)))
}

fn view(session: &store::Session, current: Option<&str>) -> OwnSession {
    let id = session::id(&session.token_hash);
    OwnSession {
        id: id.to_owned(),
        created_date: rfc3339(session.created),
        last_used_date: rfc3339(session.last_seen),
        from: session.visitor.from.clone(),
        user_agent: session.visitor.user_agent.clone(),
        current: current == Some(id),
    }
}
