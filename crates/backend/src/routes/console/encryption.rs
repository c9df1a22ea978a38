//! Encryption at rest as the page shows it, and attempts to change it, to be watched as they happen.

use std::{collections::HashMap, convert::Infallible};

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{Sse, sse::Event},
};
use engine::ports::{Clock, Store};
use futures_util::Stream;
use wire::{
    AttemptId, RoleId,
    console::{Cluster, Encryption, EncryptionAttempt, EncryptionAttemptKind, Page, Verdict},
};

use crate::{
    app::App,
    encryption::{Progress, RequestedAccess, RequestedKey},
    http::{
        Answer, Problem,
        access::{Access, Reader, Writer, parse_id},
        body::Body,
        events,
        query::Params,
    },
    routes::{parse_key, parse_region},
    surroundings::System,
};

/// `GET …/encryption`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<Encryption>> {
    read(&app, &access).await
}

/// `DELETE …/encryption`: turns it off.
pub(super) async fn disable(State(app): State<App>, Writer(access): Writer) -> Answer<StatusCode> {
    app.encryption.disable(access.project(), access.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST …/encryption/check`: Try Again.
pub(super) async fn check(
    State(app): State<App>,
    Writer(access): Writer,
) -> Answer<Json<Encryption>> {
    app.encryption.recheck(access.project()).await?;
    read(&app, &access).await
}

/// `POST …/encryption/attempts`: begins to check a key, which is used if everything passes.
pub(super) async fn begin(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<(StatusCode, Json<EncryptionAttempt>)> {
    let mut body = body.only(&["kind", "keyId", "region", "roleId", "projectName"], &[])?;
    let kind = EncryptionAttemptKind::from_name(&body.text("kind")?)
        .ok_or_else(|| Problem::invalid_field("kind", "is enable, rotate or switch"))?;
    let key = body.text("keyId")?.parse().map_err(|error| Problem::no_key("keyId", &error))?;
    let region = parse_region(&app, &body.text("region")?)?;
    let key = parse_key("keyId", key, region)?;
    let role: RoleId = body
        .text("roleId")?
        .parse()
        .map_err(|error: wire::IdError| Problem::invalid_field("roleId", error.to_string()))?;
    if kind == EncryptionAttemptKind::Switch
        && body.text("projectName")?.trim() != access.membership.project.name
    {
        let what = "type the name of the project exactly, as this can't be undone";
        return Err(Problem::invalid_field("projectName", what));
    }
    let requested = RequestedKey { key, region, access: RequestedAccess::Role(role) };
    let begun = app.encryption.begin(access.project(), kind, requested, access.actor()).await?;
    let attempt = begun.borrow().clone();
    Ok((StatusCode::ACCEPTED, Json(attempt)))
}

/// `GET …/encryption/attempts/{attemptId}`.
pub(super) async fn attempt(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, attempt)): Path<(String, String)>,
) -> Answer<Json<EncryptionAttempt>> {
    let progress = find(&app, &access, &attempt).await?;
    let attempt = progress.borrow().clone();
    Ok(Json(attempt))
}

/// `GET …/encryption/attempts/{attemptId}/events`: the attempt, now and whenever it gets on, until it is over.
pub(super) async fn attempt_events(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, attempt)): Path<(String, String)>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let progress = find(&app, &access, &attempt).await?;
    Ok(events::of(progress, |attempt| attempt.verdict != Verdict::Running))
}

/// `DELETE …/encryption/attempts/{attemptId}`: stops it, if it is going on.
pub(super) async fn stop(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, attempt)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let progress = find(&app, &access, &attempt).await?;
    let id = progress.borrow().id.clone();
    app.encryption.stop(access.project(), &id);
    Ok(StatusCode::NO_CONTENT)
}

/// `GET …/clusters`: a page of the clusters, by name.
pub(super) async fn clusters(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<Json<Page<Cluster>>> {
    let page = params.page(50)?;
    let (store, project) = (app.roles.store(), access.project());
    let encryption = store.encryption(project).await?;
    let found = store.clusters(project, page.offset(), page.size).await?;
    let results = found.items.iter().map(|cluster| cluster.to_console(&encryption)).collect();
    Ok(Json(Page { results, total_count: found.total, total_is_at_least: false }))
}

async fn find(app: &App, access: &Access, attempt: &str) -> Answer<Progress> {
    let id: AttemptId = parse_id("attemptId", attempt)?;
    let progress = app.encryption.progress(access.project(), &id).await?;
    progress.ok_or_else(|| Problem::not_found("attempt", id.as_str()))
}

async fn read(app: &App, access: &Access) -> Answer<Json<Encryption>> {
    let (store, project) = (app.roles.store(), access.project());
    let encryption = store.encryption(project).await?;
    let current = encryption.settings.as_ref().map(|settings| settings.current.generation);
    let clusters = store.cluster_summary(project, current.unwrap_or_default()).await?;
    let mut arns = HashMap::new();
    for id in encryption.roles() {
        let role = store.role(project, id).await?;
        if let Some((arn, _)) = role.as_ref().and_then(engine::AccessRole::authorized) {
            arns.insert(id.clone(), arn.to_string());
        }
    }
    let role_arn = |id: &RoleId| arns.get(id).cloned().unwrap_or_default();
    let now = System.now();
    Ok(Json(Encryption {
        settings: encryption.settings.as_ref().map(|it| it.to_console(&clusters, &role_arn, now)),
        roles_only_since: encryption.roles_only_since.map(engine::rfc3339),
        clusters: encryption.counts(&clusters),
        last_attempt: app.encryption.last_attempt(project).await?,
    }))
}
