//! Who did what to which access role.

use axum::{Json, body::Body, extract::State, http::header, response::IntoResponse};
use engine::{
    ActivityEntry, ActivityQuery,
    ports::{Store, StoreError},
};
use futures_util::stream;
use jiff::Timestamp;
use wire::{
    ProjectId,
    console::{Activity, ActivityAction, Page},
};

use crate::{
    app::App,
    http::{
        Answer,
        access::Reader,
        query::{Params, invalid},
    },
};

/// What an export is.
pub(super) const JSON_LINES: &str = "application/jsonl";
/// How many entries of an export are in memory at once.
pub(super) const AT_ONCE: u64 = 500;

/// `GET …/activity`: a page of the log, the newest first; all of it, or what the filters leave.
pub(super) async fn page(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<Json<Page<Activity>>> {
    let found = app.roles.store().activity(access.project(), &query(&params)?).await?;
    let results = found.items.iter().map(ActivityEntry::to_wire).collect();
    Ok(Json(Page { results, total_count: found.total, total_is_at_least: found.total_is_at_least }))
}

/// `GET …/activity.jsonl`: all that the filters leave, an entry a line, the newest first; sent as it is read.
pub(super) async fn export(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<impl IntoResponse> {
    let query = query(&params)?;
    let project = access.project().clone();
    let name = format!("attachment; filename=\"activity-{project}.jsonl\"");
    let first = lines(&app, &project, &query, None).await?;
    let rest = stream::try_unfold(Some(first), move |read| {
        let (app, project, query) = (app.clone(), project.clone(), query.clone());
        async move {
            let Some((text, last)) = read else { return Ok(None) };
            let next = match &last {
                Some(last) => Some(lines(&app, &project, &query, Some(last)).await?),
                None => None,
            };
            Ok::<_, StoreError>(Some((text, next)))
        }
    });
    let headers =
        [(header::CONTENT_TYPE, JSON_LINES.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(rest)))
}

/// Some of the log as JSON, an entry a line, and the last of them if there may be more. An answer that breaks off shows that
/// it is not whole by how it ends.
async fn lines(
    app: &App,
    project: &ProjectId,
    query: &ActivityQuery,
    last: Option<&ActivityEntry>,
) -> Result<(String, Option<ActivityEntry>), StoreError> {
    let entries = app.roles.store().activity_after(project, query, last, AT_ONCE).await?;
    let mut text = String::new();
    for entry in &entries {
        let line = serde_json::to_string(&entry.to_wire());
        text += &line.map_err(|error| StoreError::Failed(error.to_string()))?;
        text.push('\n');
    }
    let whole = u64::try_from(entries.len()).is_ok_and(|count| count < AT_ONCE);
    Ok((text, entries.into_iter().last().filter(|_| !whole)))
}

fn query(params: &Params) -> Answer<ActivityQuery> {
    let page = params.page(50)?;
    let names = params.all("action").flat_map(|names| names.split(','));
    let actions = names.map(str::trim).filter(|name| !name.is_empty()).map(|name| {
        ActivityAction::from_name(name).ok_or_else(|| {
            let known = ActivityAction::ALL.map(ActivityAction::as_str).join(", ");
            invalid("action", &format!("{name} is none of {known}"))
        })
    });
    let time = |name| {
        let parse = |text: &str| text.parse::<Timestamp>().ok();
        params.parsed(name, "it is a time of RFC 3339, for example 2026-08-10T03:03:36Z", parse)
    };
    Ok(ActivityQuery {
        actions: actions.collect::<Result<_, _>>()?,
        actor: params.parsed("actor", "it is a text", |actor| Some(actor.to_owned()))?,
        role: params.parsed("roleId", "it is 24 hexadecimal digits", |id| id.parse().ok())?,
        failed: params.flag("failed", false)?,
        since: time("since")?,
        until: time("until")?,
        offset: page.offset(),
        limit: page.size,
    })
}
