//! Who did what to which access role.

use axum::{Json, extract::State};
use engine::{ActivityEntry, ports::Store};
use wire::console::{Activity, Page};

use crate::{
    app::App,
    http::{Answer, access::Reader, query::Params},
};

/// `GET …/activity`: a page of the log, the newest first.
pub(super) async fn page(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<Json<Page<Activity>>> {
    let page = params.page(50)?;
    let found = app.roles.store().activity(access.project(), page.offset(), page.size).await?;
    let results = found.items.iter().map(ActivityEntry::to_wire).collect();
    Ok(Json(Page { results, total_count: found.total, total_is_at_least: false }))
}
