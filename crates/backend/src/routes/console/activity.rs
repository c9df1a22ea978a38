//! Who did what to which access role.

use axum::{Json, extract::State};
use engine::{ActivityEntry, ActivityQuery, ports::Store};
use jiff::Timestamp;
use wire::console::{Activity, ActivityAction, Page};

use crate::{
    app::App,
    http::{
        Answer,
        access::Reader,
        query::{Params, invalid},
    },
};

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
