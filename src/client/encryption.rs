//! How a project encrypts, and the clusters that it encrypts.

use wire::atlas::{AwsKms, Cluster, EncryptionAtRest, Paginated};

use super::{Failure, get, projects::atlas_url};

/// What is stored for AWS KMS.
pub(crate) async fn settings(project: &str) -> Result<AwsKms, Failure> {
    let url = atlas_url(project, "/encryptionAtRest");
    get::<EncryptionAtRest>(&url).await.map(|settings| settings.aws_kms)
}

/// The clusters of the project.
pub(crate) async fn clusters(project: &str) -> Result<Vec<Cluster>, Failure> {
    let url = atlas_url(project, "/clusters?itemsPerPage=500");
    get::<Paginated<Cluster>>(&url).await.map(|page| page.results)
}
