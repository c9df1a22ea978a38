//! How a project encrypts, and the clusters that it encrypts.

use wire::atlas::{Cluster, EncryptionAtRest, Paginated};

use super::{Call, projects::atlas_url};

/// What is stored.
pub(crate) fn settings(project: &str) -> Call<EncryptionAtRest> {
    Call::get(atlas_url(project, "/encryptionAtRest"))
}

/// The clusters of the project.
pub(crate) fn clusters(project: &str) -> Call<Paginated<Cluster>> {
    Call::get(atlas_url(project, "/clusters?itemsPerPage=500"))
}
