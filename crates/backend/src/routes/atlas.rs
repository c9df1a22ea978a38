//! The original's API, under `/api/atlas/v2` and `/api/atlas/v1.0`.

mod cloud_provider_access;
mod clusters;
mod encryption;
mod groups;

use axum::{Router, middleware};
use serde_json::{Value, json};
use wire::atlas::{AccessRole, CloudProviderAccess, Cluster, EncryptionAtRest, Group, Paginated};

use super::{COUNT, PAGE, Route, no_route, wrong_method};
use crate::{app::App, http::format};

/// The base path of the versions with dates.
const V2: &str = "/api/atlas/v2";
/// The base paths, which answer alike.
pub const BASES: [&str; 2] = [V2, "/api/atlas/v1.0"];

/// The rows of the table of routes below either base path.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups", groups::list)
            .does("The projects of the asker")
            .query(PAGE)
            .query(COUNT)
            .gives::<Paginated<Group>>(200),
        Route::post("/groups", groups::create)
            .does("Makes a project, whose owner is the asker")
            .takes_fields(new_group)
            .gives::<Group>(201),
        Route::get("/groups/{groupId}", groups::get).does("A project").gives::<Group>(200),
        Route::patch("/groups/{groupId}", groups::update)
            .does("Renames a project")
            .takes_fields(group_change)
            .gives::<Group>(200),
        Route::delete("/groups/{groupId}", groups::delete)
            .does("Deletes a project in which nothing is in use")
            .gives_nothing(204),
        Route::get("/groups/{groupId}/cloudProviderAccess", cloud_provider_access::list)
            .does("The access roles of a project")
            .gives::<CloudProviderAccess>(200),
        Route::post("/groups/{groupId}/cloudProviderAccess", cloud_provider_access::create)
            .does("Makes an access role, in progress")
            .takes_fields(new_access_role)
            .gives::<AccessRole>(200),
        Route::get("/groups/{groupId}/cloudProviderAccess/{roleId}", cloud_provider_access::get)
            .does("An access role")
            .gives::<AccessRole>(200),
        Route::patch(
            "/groups/{groupId}/cloudProviderAccess/{roleId}",
            cloud_provider_access::authorize,
        )
        .does("Validates and authorizes an access role")
        .takes_fields(authorization)
        .gives::<AccessRole>(200),
        Route::delete(
            "/groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}",
            cloud_provider_access::delete,
        )
        .does("Deauthorizes an access role, or cancels one in progress")
        .gives_nothing(204),
        Route::get("/groups/{groupId}/encryptionAtRest", encryption::get)
            .does("The encryption at rest of a project")
            .gives::<EncryptionAtRest>(200),
        Route::patch("/groups/{groupId}/encryptionAtRest", encryption::update)
            .does("Turns encryption at rest on or off, or changes its key")
            .takes_fields(encryption_settings)
            .gives::<EncryptionAtRest>(200)
            .fails(&[503]),
        Route::get("/groups/{groupId}/clusters", clusters::list)
            .does("The clusters of a project, by name")
            .query(PAGE)
            .query(COUNT)
            .gives::<Paginated<Cluster>>(200),
        Route::post("/groups/{groupId}/clusters", clusters::create)
            .does("Adds a cluster to the inventory")
            .takes_fields(new_cluster)
            .gives::<Cluster>(201),
        Route::get("/groups/{groupId}/clusters/{clusterName}", clusters::get)
            .does("A cluster")
            .gives::<Cluster>(200),
        Route::patch("/groups/{groupId}/clusters/{clusterName}", clusters::update)
            .does("Encrypts a cluster by the project's key, or stops it")
            .takes_fields(cluster_change)
            .gives::<Cluster>(200)
            .fails(&[503]),
        Route::delete("/groups/{groupId}/clusters/{clusterName}", clusters::delete)
            .does("Takes a cluster out of the inventory")
            .gives::<Value>(202),
    ]
}

/// Answers them.
pub fn router() -> Router<App> {
    super::router(routes())
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(format::answer))
}

/// The body of a new project.
fn new_group() -> Value {
    texts(&["name", "orgId"])
}

/// The body that renames a project.
fn group_change() -> Value {
    texts(&["name"])
}

/// The body of a new access role.
fn new_access_role() -> Value {
    texts(&["providerName"])
}

/// The body that authorizes an access role.
fn authorization() -> Value {
    texts(&["providerName", "iamAssumedRoleArn"])
}

/// The body that changes encryption at rest.
fn encryption_settings() -> Value {
    let text = json!({"type": ["string", "null"]});
    json!({
        "type": "object",
        "required": ["awsKms"],
        "properties": {"awsKms": {
            "type": "object",
            "properties": {
                "enabled": {"type": ["boolean", "null"]},
                "customerMasterKeyID": text,
                "region": text,
                "roleId": text,
                "accessKeyID": text,
                "secretAccessKey": text,
            },
        }},
    })
}

/// The body of a new cluster.
fn new_cluster() -> Value {
    json!({
        "type": "object",
        "required": ["name", "providerSettings"],
        "properties": {
            "name": {"type": "string"},
            "providerSettings": texts(&["instanceSizeName", "regionName", "providerName"]),
            "encryptionAtRestProvider": {"enum": ["NONE", "AWS"]},
        },
    })
}

/// The body that changes a cluster.
fn cluster_change() -> Value {
    texts(&["encryptionAtRestProvider"])
}

/// An object of texts that all have to be there.
fn texts(names: &[&str]) -> Value {
    let properties = names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"})));
    let properties: serde_json::Map<_, _> = properties.collect();
    json!({"type": "object", "required": names, "properties": properties})
}
