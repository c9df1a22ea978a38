//! Access roles as the page shows them, and their drafts.

use axum::{
    Json,
    extract::{Path, State},
};
use engine::{
    Draft, RoleStatus,
    ports::{RoleQuery, Store},
};
use wire::{
    RoleId,
    console::{self, Page, Procedure, Role},
};

use crate::{
    app::App,
    http::{
        Answer,
        access::{Reader, Writer, parse_id},
        body::Body,
        query::{Params, invalid},
    },
    routes::about_role,
};

/// `GET …/roles`: a page of the access roles, the newest first.
pub(super) async fn page(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
) -> Answer<Json<Page<Role>>> {
    let page = params.page(50)?;
    let status = params.get("status").filter(|name| !name.is_empty());
    let status = status.map(|name| {
        RoleStatus::from_name(name)
            .ok_or_else(|| invalid("status", "it is in-progress or authorized"))
    });
    let query = RoleQuery {
        search: params.get("search").unwrap_or("").trim().to_owned(),
        status: status.transpose()?,
        offset: page.offset(),
        limit: page.size,
    };
    let found = app.roles.store().role_page(access.project(), &query).await?;
    let results = found.items.iter().map(|role| role.to_console(&app.principal)).collect();
    Ok(Json(Page { results, total_count: found.total, total_is_at_least: false }))
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

/// `PUT …/roles/{roleId}/draft`: keeps what was typed so far.
pub(super) async fn save_draft(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<console::Draft>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let mut body = body.only(&["procedure", "roleName", "roleArn", "revision"], &[])?;
    let procedure = body.optional_text("procedure")?.map(|name| {
        Procedure::from_name(&name).ok_or_else(|| {
            crate::http::Problem::invalid_field("procedure", "is create-role or existing-role")
        })
    });
    let draft = Draft {
        procedure: procedure.transpose()?,
        role_name: body.text("roleName")?,
        role_arn: body.text("roleArn")?,
        revision: body.count("revision")?,
    };
    let saved = app.roles.save_draft(access.project(), &id, &draft).await;
    Ok(Json(saved.map_err(about_role(&id))?.to_wire()))
}
