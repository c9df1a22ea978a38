//! Encryption at rest and the clusters, for reading.

use axum::{Json, extract::State};
use wire::atlas::{AwsKms, Cluster, EncryptionAtRest, Paginated};

use crate::{
    app::App,
    http::{Answer, access::Reader},
    store::EncryptionSettings,
};

/// `GET …/encryptionAtRest`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<EncryptionAtRest>> {
    let settings = app.roles.store().encryption(access.project()).await?;
    let aws_kms = settings.as_ref().map_or_else(AwsKms::default, EncryptionSettings::to_wire);
    Ok(Json(EncryptionAtRest { aws_kms, ..EncryptionAtRest::default() }))
}

/// `GET …/clusters`.
pub(super) async fn clusters(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<Paginated<Cluster>>> {
    let results = app.roles.store().clusters(access.project()).await?;
    let total_count = u64::try_from(results.len()).ok();
    Ok(Json(Paginated { links: Vec::new(), results, total_count }))
}
