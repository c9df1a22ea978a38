//! Access roles as the page shows them, and their drafts.

use axum::{
    Json,
    extract::{Path, State},
};
use engine::{
    Draft, RoleStatus,
    ports::{Order, RoleQuery, RoleSort, Store},
};
use wire::{
    Label, RoleId,
    console::{self, Page, Procedure, Role},
};

use crate::{
    app::App,
    http::{
        Answer, Problem,
        access::{Reader, Writer, parse_id},
        body::Body,
        query::Params,
    },
    routes::about_role,
};

/// `GET …/roles`: a page of the access roles, the newest first unless another order is asked for.
pub(super) async fn page(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<Json<Page<Role>>> {
    let page = params.page(50)?;
    let sort = params.parsed("sort", "it is created, authorized or arn", RoleSort::from_name)?;
    let order = params.parsed("order", "it is asc or desc", Order::from_name)?;
    let bad = params.parsed("health", "it is bad", |name| (name == "bad").then_some(()))?;
    let status = "it is in-progress or authorized";
    let query = RoleQuery {
        search: params.get("search").unwrap_or("").trim().to_owned(),
        status: params.parsed("status", status, RoleStatus::from_name)?,
        bad: bad.is_some(),
        sort: sort.unwrap_or_default(),
        order: order.unwrap_or_default(),
        offset: page.offset(),
        limit: page.size,
    };
    let found = app.roles.store().role_page(access.project(), &query).await?;
    let results = found.items.iter().map(|role| role.to_console(&app.principal)).collect();
    let (total_count, total_is_at_least) = (found.total, found.total_is_at_least);
    Ok(Json(Page { results, total_count, total_is_at_least }))
}

/// `GET …/roles/{roleId}`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role)): Path<(String, String)>,
) -> Answer<Json<Role>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let role = app.roles.get(access.project(), &id).await.map_err(about_role(&id))?;
    Ok(Json(role.to_console(&app.principal)))
}

/// `PUT …/roles/{roleId}/label`: calls the role by a label, or takes it away.
pub(super) async fn set_label(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<Role>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let label = body.only(&["label"], &[])?.text("label")?.parse::<Label>();
    let label = label.map_err(|error| Problem::invalid_field("label", error.to_string()))?;
    let labelled = app.roles.set_label(access.project(), &id, &label, access.actor()).await;
    Ok(Json(labelled.map_err(about_role(&id))?.to_console(&app.principal)))
}

/// `PUT …/roles/{roleId}/draft`: keeps what was typed so far.
pub(super) async fn save_draft(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<console::SavedDraft>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let mut body =
        body.only(&["procedure", "roleName", "roleArn", "revision"], &["savedBy", "savedDate"])?;
    let procedure = body.optional_text("procedure")?.map(|name| {
        Procedure::from_name(&name)
            .ok_or_else(|| Problem::invalid_field("procedure", "is create-role or existing-role"))
    });
    let typed = Draft {
        procedure: procedure.transpose()?,
        role_name: body.text("roleName")?,
        role_arn: body.text("roleArn")?,
        revision: body.count("revision")?,
        saved: None,
    };
    let saved = app.roles.save_draft(access.project(), &id, &typed, access.actor()).await;
    Ok(Json(saved.map_err(about_role(&id))?.to_wire()))
}
