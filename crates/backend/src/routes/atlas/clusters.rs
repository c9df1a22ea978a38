//! The clusters of the inventory.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
};
use engine::encryption::PROVIDER_NONE;
use serde_json::{Value, json};
use wire::{
    ClusterName, Tier,
    atlas::{Cluster, PROVIDER_AWS, Paginated},
};

use super::groups::{base, page_links};
use crate::{
    app::App,
    http::{
        Answer, Problem,
        access::{Access, Reader, Writer},
        body::Body,
        query::Params,
    },
    routes::parse_region,
};

/// `GET …/clusters`, by name.
pub(super) async fn list(
    State(app): State<App>,
    Reader(access): Reader,
    params: Params,
    request: Parts,
) -> Answer<Json<Paginated<Cluster>>> {
    let page = params.page(100)?;
    let include_count = params.flag("includeCount", true)?;
    let (store, project) = (app.roles.store(), access.project());
    let encryption = store.encryption(project).await?;
    let found = store.clusters(project, page.offset(), page.size).await?;
    let url = format!("{}/groups/{project}/clusters", base(&request));
    Ok(Json(Paginated {
        links: page_links(&url, page, found.total),
        results: found.items.iter().map(|cluster| cluster.to_wire(&encryption)).collect(),
        total_count: include_count.then_some(found.total),
    }))
}

/// `POST …/clusters`: adds one to the inventory.
pub(super) async fn create(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<(StatusCode, Json<Cluster>)> {
    let known = ["name", "providerSettings", "encryptionAtRestProvider"];
    let mut body = body.only(&known, &["stateName"])?;
    let name: ClusterName = body.text("name")?.parse().map_err(invalid("name"))?;
    let encrypted = match body.optional_text("encryptionAtRestProvider")? {
        Some(provider) => is_customers(&provider)?,
        None => false,
    };
    let known = ["instanceSizeName", "regionName", "providerName"];
    let mut place = body.object("providerSettings")?.only(&known, &[])?;
    let tier: Tier =
        place.text("instanceSizeName")?.parse().map_err(invalid("instanceSizeName"))?;
    let region = parse_region(&app, &place.text("regionName")?)?;
    let provider = place.text("providerName")?;
    if provider != PROVIDER_AWS {
        return Err(no_provider(&provider));
    }
    let (project, actor) = (access.project(), access.actor());
    app.encryption.create_cluster(project, (name.clone(), tier, region), encrypted, actor).await?;
    Ok((StatusCode::CREATED, read(&app, &access, &name).await?))
}

/// `GET …/clusters/{clusterName}`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, name)): Path<(String, String)>,
) -> Answer<Json<Cluster>> {
    read(&app, &access, &parse_name(&name)?).await
}

/// `PATCH …/clusters/{clusterName}`: encrypts it by the customer's key, or not any more.
pub(super) async fn update(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, name)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<Cluster>> {
    let name = parse_name(&name)?;
    let mut body = body.only(&["encryptionAtRestProvider"], &["name", "stateName"])?;
    let encrypted = is_customers(&body.text("encryptionAtRestProvider")?)?;
    let (project, actor) = (access.project(), access.actor());
    app.encryption.set_encrypted(project, &name, encrypted, actor).await?;
    read(&app, &access, &name).await
}

/// `DELETE …/clusters/{clusterName}`: takes it out of the inventory. The original answers 202, as its clusters take a while to end.
pub(super) async fn delete(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, name)): Path<(String, String)>,
) -> Answer<(StatusCode, Json<Value>)> {
    let name = parse_name(&name)?;
    app.encryption.delete_cluster(access.project(), &name, access.actor()).await?;
    Ok((StatusCode::ACCEPTED, Json(json!({}))))
}

async fn read(app: &App, access: &Access, name: &ClusterName) -> Answer<Json<Cluster>> {
    let encryption = app.roles.store().encryption(access.project()).await?;
    let cluster = app.encryption.cluster(access.project(), name).await?;
    Ok(Json(cluster.to_wire(&encryption)))
}

/// A name that no cluster can have is the name of none.
fn parse_name(name: &str) -> Answer<ClusterName> {
    name.parse().map_err(|_| {
        let detail = format!("No cluster named {name} exists in this project.");
        Problem::new(StatusCode::NOT_FOUND, "CLUSTER_NOT_FOUND", detail).with_parameters([name])
    })
}

fn is_customers(provider: &str) -> Answer<bool> {
    match provider {
        PROVIDER_AWS => Ok(true),
        PROVIDER_NONE => Ok(false),
        other => Err(no_provider(other)),
    }
}

fn no_provider(name: &str) -> Problem {
    let detail =
        format!("The provider {name} is not supported; it is {PROVIDER_AWS} or {PROVIDER_NONE}.");
    Problem::bad_request("INVALID_PROVIDER", detail).with_parameters([name])
}

fn invalid<E: std::fmt::Display>(field: &'static str) -> impl Fn(E) -> Problem {
    move |error| Problem::invalid_field(field, error.to_string())
}
