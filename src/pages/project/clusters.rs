//! The clusters of a project.

use leptos::prelude::*;
use wire::atlas::Cluster;

use super::ProjectCx;
use crate::{
    client::{encryption, remote::Remote, session::service_name},
    pages::parts::{awaited, cell, empty, page_head, row, table},
    text,
    ui::{Icon, several},
};

const COLUMNS: [&str; 5] = [
    text::project::CLUSTER,
    text::project::TIER,
    text::project::REGION,
    text::project::STATE,
    text::project::CLUSTER_ENCRYPTION,
];

/// The table.
pub(crate) fn clusters(project: ProjectCx) -> AnyView {
    let clusters = Remote::new(move || encryption::clusters(&project.id()));
    let title = Signal::stored(text::project::CLUSTERS.to_owned());
    let intro = text::project::CLUSTERS_INTRO.to_owned();
    several([
        page_head(title, Some(project.crumbs(&[])), intro, ().into_any()),
        awaited(clusters, |page| shown(page.results)),
    ])
}

fn shown(clusters: Vec<Cluster>) -> AnyView {
    if clusters.is_empty() {
        let explanation = text::project::NO_CLUSTERS_TEXT.to_owned();
        return empty(text::project::NO_CLUSTERS, Icon::Database, explanation, ().into_any());
    }
    let rows: Vec<AnyView> = clusters.into_iter().map(cluster_row).collect();
    table(text::project::CLUSTERS, &COLUMNS, None, rows.into_any())
}

fn cluster_row(cluster: Cluster) -> AnyView {
    let place = cluster.provider_settings;
    let encryption =
        text::project::cluster_encryption(&cluster.encryption_at_rest_provider, &service_name());
    let cells = vec![
        cell(text::project::TIER).say(&place.instance_size_name),
        cell(text::project::REGION).say(&place.region_name),
        cell(text::project::STATE).say(&cluster.state_name),
        cell(text::project::CLUSTER_ENCRYPTION).say(&encryption),
    ];
    row(cluster.name, cells)
}
