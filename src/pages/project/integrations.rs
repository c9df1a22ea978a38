//! What the service can be connected with: a grid of panels.

use leptos::prelude::*;

use super::{ProjectCx, use_project};
use crate::{
    client::session::service_name,
    pages::parts::{PageHead, use_go},
    paths, text,
    ui::{Button, Icon, Panel, Skeleton, Variant},
};

/// One integration. A further one is one more entry of [`INTEGRATIONS`].
struct Integration {
    title: &'static str,
    icon: Icon,
    intro: fn(service: &str) -> String,
    /// How many are configured, once the server has told it.
    count: fn(ProjectCx) -> Option<u64>,
    /// How many, in words.
    counted: fn(u64) -> String,
    href: fn(project: &str) -> String,
}

const INTEGRATIONS: [Integration; 1] = [Integration {
    title: text::roles::TITLE,
    icon: Icon::Role,
    intro: text::project::panel_intro,
    count: ProjectCx::role_count,
    counted: text::project::role_count,
    href: paths::all_roles,
}];

/// The grid.
#[component]
pub fn Integrations() -> impl IntoView {
    let project = use_project();
    if untrack(|| project.role_count()).is_some() {
        // It was counted for an earlier page.
        project.reload();
    }
    let panels = INTEGRATIONS.iter().map(|it| panel(it, project)).collect_view();
    view! {
        <PageHead title=text::project::INTEGRATIONS crumbs=project.crumbs(&[]) />
        <div class="grid">{panels}</div>
    }
}

fn panel(integration: &'static Integration, project: ProjectCx) -> AnyView {
    let go = use_go();
    let open = move |()| go.to((integration.href)(&project.id()));
    let content = move || match (integration.count)(project) {
        None => view! { <Skeleton lines=1 /> }.into_any(),
        Some(count) => {
            let label = if count == 0 { text::project::CONFIGURE } else { text::project::EDIT };
            view! {
                <div class="cluster">
                    <Button variant=Variant::Primary on_click=open>
                        {label}
                    </Button>
                    <span class="muted">{(integration.counted)(count)}</span>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Panel
            title=integration.title
            icon=integration.icon
            description=(integration.intro)(&service_name())
        >
            {content}
        </Panel>
    }
    .into_any()
}
