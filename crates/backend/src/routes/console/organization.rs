//! The log of the organization: who signed in and out.

use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use engine::{
    Actor, Context,
    ports::{Clock, StoreError},
    rfc3339,
};
use futures_util::stream;
use wire::console::{OrganizationAction, OrganizationActivity};

use super::{
    ORGANIZATION,
    activity::{AT_ONCE, JSON_LINES},
};
use crate::{
    app::App,
    http::{Answer, Problem, access::Known},
    store::OrganizationEntry,
    surroundings::System,
};

/// `GET /organization/activity.jsonl`: the whole log for its owners, an entry a line, the newest first; sent as it is read.
pub(super) async fn export(State(app): State<App>, known: Known) -> Answer<impl IntoResponse> {
    let person = known.person()?;
    if !app.roles.store().owns_organization(&person.id, ORGANIZATION).await? {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "USER_UNAUTHORIZED",
            "Only an owner of the organization sees its log.",
        ));
    }
    let first = lines(&app, None).await?;
    let rest = stream::try_unfold(Some(first), move |read| {
        let app = app.clone();
        async move {
            let Some((text, last)) = read else { return Ok(None) };
            let next = match &last {
                Some(last) => Some(lines(&app, Some(last)).await?),
                None => None,
            };
            Ok::<_, StoreError>(Some((text, next)))
        }
    });
    let name = "attachment; filename=\"organization-activity.jsonl\"";
    let headers = [(header::CONTENT_TYPE, JSON_LINES), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(rest)))
}

async fn lines(
    app: &App,
    last: Option<&OrganizationEntry>,
) -> Result<(String, Option<OrganizationEntry>), StoreError> {
    let store = app.roles.store();
    let entries = store.organization_activity_after(ORGANIZATION, last, AT_ONCE).await?;
    let mut text = String::new();
    for entry in &entries {
        let line = OrganizationActivity {
            date: rfc3339(entry.at),
            actor: entry.actor.clone(),
            from: entry.from.clone(),
            action: entry.action,
            subject: entry.subject.clone(),
        };
        text += &serde_json::to_string(&line).map_err(|it| StoreError::Failed(it.to_string()))?;
        text.push('\n');
    }
    let whole = u64::try_from(entries.len()).is_ok_and(|count| count < AT_ONCE);
    Ok((text, entries.into_iter().last().filter(|_| !whole)))
}

/// Adds to the log what somebody did; `subject` is whom or what it was done to or by, and may be empty.
pub(super) async fn note(
    app: &App,
    action: OrganizationAction,
    actor: &str,
    from: String,
    subject: &str,
) -> Result<(), StoreError> {
    let actor = Actor { name: actor, from: &from };
    let context = Context { actor, now: System.now(), entropy: &System };
    let entry = OrganizationEntry::new(action, subject.to_owned(), &context);
    app.roles.store().add_organization_entry(ORGANIZATION, &entry).await
}
