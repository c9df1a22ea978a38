//! Validations, to be watched as they happen.

use std::convert::Infallible;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{Sse, sse::Event},
};
use engine::{command::parse_arn, ports::Store};
use futures_util::Stream;
use wire::{
    AttemptId, RoleId,
    console::{Attempt, Page, Verdict},
};

use crate::{
    app::App,
    attempts::Progress,
    http::{
        Answer, Problem,
        access::{Access, Reader, Writer, parse_id},
        body::Body,
        events,
        query::Params,
    },
    routes::about_role,
};

/// `POST …/attempts`: begins to validate the typed ARN, or joins the attempt that does so already.
pub(super) async fn begin(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<(StatusCode, Json<Attempt>)> {
    let id: RoleId = parse_id("roleId", &role)?;
    let typed = body.only(&["roleArn"], &[])?.text("roleArn")?;
    let arn = parse_arn(&typed, app.principal.partition())?;
    let begun = app.attempts.begin(access.project(), &id, &arn, access.actor()).await;
    let (progress, is_new) = begun.map_err(about_role(&id))?;
    let status = if is_new { StatusCode::ACCEPTED } else { StatusCode::OK };
    let attempt = progress.borrow().clone();
    Ok((status, Json(attempt)))
}

/// `GET …/attempts`: a page of all attempts of the role, the newest first.
pub(super) async fn page(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role)): Path<(String, String)>,
    params: Params,
) -> Answer<Json<Page<Attempt>>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let page = params.page(50)?;
    app.roles.get(access.project(), &id).await.map_err(about_role(&id))?;
    let found = app.roles.store().attempts(&id, page.offset(), page.size).await?;
    // What is going on is told as far as it is.
    let attempt = |record| app.attempts.progress(record).borrow().clone();
    let results = found.items.iter().map(attempt).collect();
    let (total_count, total_is_at_least) = (found.total, found.total_is_at_least);
    Ok(Json(Page { results, total_count, total_is_at_least }))
}

/// `GET …/attempts/{attemptId}`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role, attempt)): Path<(String, String, String)>,
) -> Answer<Json<Attempt>> {
    let progress = find(&app, &access, &role, &attempt).await?;
    let attempt = progress.borrow().clone();
    Ok(Json(attempt))
}

/// `GET …/attempts/{attemptId}/events`: the attempt, now and whenever it gets on, until it is over.
pub(super) async fn events(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role, attempt)): Path<(String, String, String)>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let progress = find(&app, &access, &role, &attempt).await?;
    Ok(events::of(progress, |attempt| attempt.verdict != Verdict::Running))
}

/// `DELETE …/attempts/{attemptId}`: stops it, if it is going on.
pub(super) async fn stop(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role, attempt)): Path<(String, String, String)>,
) -> Answer<StatusCode> {
    find(&app, &access, &role, &attempt).await?;
    app.attempts.stop(&parse_id("attemptId", &attempt)?);
    Ok(StatusCode::NO_CONTENT)
}

/// How far the attempt of the path is, if its access role is the project's.
async fn find(app: &App, access: &Access, role: &str, attempt: &str) -> Answer<Progress> {
    let role: RoleId = parse_id("roleId", role)?;
    let id: AttemptId = parse_id("attemptId", attempt)?;
    let going_on = app.attempts.going_on(&id);
    app.roles.get(access.project(), &role).await.map_err(about_role(&role))?;
    let record = app.roles.store().attempt(&role, &id).await?;
    let record = record.ok_or_else(|| Problem::not_found("attempt", id.as_str()))?;
    Ok(going_on.unwrap_or_else(|| app.attempts.progress(&record)))
}
