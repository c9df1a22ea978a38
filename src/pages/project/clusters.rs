//! The clusters of a project.

use leptos::prelude::*;
use wire::atlas::Cluster;

use super::use_project;
use crate::{
    client::{encryption, remote::Remote, session::service_name},
    pages::parts::{PageHead, awaited},
    text,
    ui::{Column, EmptyState, Icon, Table},
};

/// The table.
#[component]
pub fn Clusters() -> impl IntoView {
    let project = use_project();
    let clusters = Remote::new(move || {
        let id = project.id();
        async move { encryption::clusters(&id).await }
    });
    view! {
        <PageHead
            title=text::project::CLUSTERS
            crumbs=project.crumbs(&[])
            intro=text::project::CLUSTERS_INTRO
        />
        {awaited(clusters, table)}
    }
}

fn table(clusters: Vec<Cluster>) -> AnyView {
    if clusters.is_empty() {
        return view! {
            <EmptyState title=text::project::NO_CLUSTERS icon=Icon::Database>
                <p>{text::project::NO_CLUSTERS_TEXT}</p>
            </EmptyState>
        }
        .into_any();
    }
    let columns = [
        text::project::CLUSTER,
        text::project::TIER,
        text::project::REGION,
        text::project::STATE,
        text::project::CLUSTER_ENCRYPTION,
    ];
    view! {
        <Table label=text::project::CLUSTERS columns=columns.map(Column::new).to_vec()>
            {clusters.into_iter().map(row).collect_view()}
        </Table>
    }
    .into_any()
}

fn row(cluster: Cluster) -> impl IntoView {
    let place = cluster.provider_settings;
    let encryption =
        text::project::cluster_encryption(&cluster.encryption_at_rest_provider, &service_name())
            .into_owned();
    view! {
        <tr>
            <th scope="row">{cluster.name}</th>
            <td data-label=text::project::TIER>{place.instance_size_name}</td>
            <td data-label=text::project::REGION>{place.region_name}</td>
            <td data-label=text::project::STATE>{cluster.state_name}</td>
            <td data-label=text::project::CLUSTER_ENCRYPTION>{encryption}</td>
        </tr>
    }
}
