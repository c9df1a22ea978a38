//! API keys and service accounts of a project. Only people change them: a key that leaked can't make itself another.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use wire::{
    Label, ProjectRole,
    console::{self, CreatedProgram, List, ProgramKind},
};

use crate::{
    app::App,
    auth::ip_access_list::{self, IpAccessList},
    http::{
        Answer, Problem,
        access::{Access, Reader, Writer},
        body::Body,
    },
    programs::{self, MOST_DAYS, Wish},
    store::Program,
};

/// `GET /projects/{groupId}/programs`.
pub(super) async fn list(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<List<console::Program>>> {
    let found = app.roles.store().programs(access.project()).await?;
    Ok(Json(List { results: found.iter().map(programs::view).collect() }))
}

/// `POST /projects/{groupId}/programs`: the answer has the secret, which nothing shows again.
pub(super) async fn create(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<(StatusCode, Json<CreatedProgram>)> {
    access.person()?;
    let mut body =
        body.only(&["kind", "role", "label", "expiresInDays", "accessList"], &READ_ONLY)?;
    let kind = ProgramKind::from_name(&body.text("kind")?)
        .ok_or_else(|| Problem::invalid_field("kind", "is api-key or service-account"))?;
    let role = ProjectRole::from_name(&body.text("role")?)
        .ok_or_else(|| Problem::invalid_field("role", "is owner or read-only"))?;
    let label = body.optional_text("label")?.unwrap_or_default().parse::<Label>();
    let label = label.map_err(|error| Problem::invalid_field("label", error.to_string()))?;
    let expires_in_days = body.optional_count("expiresInDays")?.map(|days| {
        let days = u32::try_from(days).ok().filter(|days| (1..=MOST_DAYS).contains(days));
        days.ok_or_else(|| {
            Problem::invalid_field("expiresInDays", format!("is a number from 1 to {MOST_DAYS}"))
        })
    });
    let access_list = access_list(&mut body)?;
    let wish = Wish { role, label, access_list, expires_in_days: expires_in_days.transpose()? };
    let (store, sealer, actor) = (app.roles.store(), &app.sealer, access.actor());
    let (program, secret) =
        programs::create(store, sealer, access.project(), kind, wish, actor).await?;
    Ok((StatusCode::CREATED, Json(CreatedProgram { program: programs::view(&program), secret })))
}

const READ_ONLY: [&str; 5] = ["id", "createdDate", "createdBy", "lastUsedDate", "expiresDate"];

/// `PUT /projects/{groupId}/programs/{programId}/access-list`.
pub(super) async fn set_access_list(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, id)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<console::Program>> {
    access.person()?;
    let access_list = access_list(&mut body.only(&["accessList"], &[])?)?;
    let mut program = find(&app, &access, &id).await?;
    let store = app.roles.store();
    if !programs::restrict(store, &program, &access_list, access.actor()).await? {
        return Err(none(&id));
    }
    program.grant.access_list = access_list;
    Ok(Json(programs::view(&program)))
}

/// `DELETE /projects/{groupId}/programs/{programId}`: it is refused from the next request on.
pub(super) async fn revoke(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    access.person()?;
    let program = find(&app, &access, &id).await?;
    let was_there = programs::revoke(app.roles.store(), &program, access.actor()).await?;
    if was_there { Ok(StatusCode::NO_CONTENT) } else { Err(none(&id)) }
}

/// The program of that ID in the project of the path.
async fn find(app: &App, access: &Access, id: &str) -> Answer<Program> {
    let found = app.roles.store().program(id).await?;
    found.filter(|program| program.grant.project == *access.project()).ok_or_else(|| none(id))
}

fn none(id: &str) -> Problem {
    Problem::not_found("API key or service account", id)
}

fn access_list(body: &mut Body) -> Answer<IpAccessList> {
    let ranges = body.optional_list("accessList", ip_access_list::MOST)?;
    IpAccessList::new(ranges).map_err(|what| Problem::invalid_field("accessList", what))
}
