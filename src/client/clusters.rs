//! The clusters of a project.

use serde::Serialize;
use wire::{
    atlas::{self, PROVIDER_AWS, ProviderSettings},
    console::{Cluster, Page},
};

use super::{
    Call,
    projects::{atlas_url, own_url},
};
use crate::paths::encoded;

/// How many clusters a page of the list has.
pub(crate) const PER_PAGE: u64 = 50;

/// A page of the clusters, by name.
pub(crate) fn list(project: &str, page: u64) -> Call<Page<Cluster>> {
    let rest = ["/clusters?itemsPerPage=50&pageNum=", &page.to_string()];
    Call::get(own_url(project, &rest.concat()))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Protection {
    encryption_at_rest_provider: &'static str,
}

/// Lets the project's key encrypt a cluster, or not any more.
pub(crate) fn encrypt(project: &str, name: &str, encrypted: bool) -> Call<atlas::Cluster> {
    let url = atlas_url(project, &["/clusters/", &encoded(name)].concat());
    let encryption_at_rest_provider = if encrypted { PROVIDER_AWS } else { "NONE" };
    Call::write("PATCH", url, &Protection { encryption_at_rest_provider })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewCluster {
    name: String,
    provider_settings: ProviderSettings,
}

/// Adds a cluster to the inventory, not encrypted. `region` is written `US_EAST_1`.
pub(crate) fn create(
    project: &str,
    name: String,
    tier: String,
    region: String,
) -> Call<atlas::Cluster> {
    let provider_settings = ProviderSettings {
        instance_size_name: tier,
        provider_name: PROVIDER_AWS.to_owned(),
        region_name: region,
    };
    Call::write("POST", atlas_url(project, "/clusters"), &NewCluster { name, provider_settings })
}
