//! The settings of a project that few people change: encryption at rest.

use leptos::prelude::*;
use wire::atlas::AwsKms;

use super::{ProjectCx, use_project};
use crate::{
    client::{encryption, remote::Remote},
    pages::parts::{PageHead, awaited, fact, letters},
    paths, text,
    ui::{Badge, Facts, Icon, Panel, Tone},
};

/// What is stored for encryption at rest.
#[component]
pub fn Advanced() -> impl IntoView {
    let project = use_project();
    let settings = Remote::new(move || {
        let id = project.id();
        async move { encryption::settings(&id).await }
    });
    view! {
        <PageHead title=text::project::ADVANCED crumbs=project.crumbs(&[]) />
        <Panel
            title=text::project::ENCRYPTION
            icon=Icon::Lock
            description=text::project::ENCRYPTION_READ_ONLY
        >
            {awaited(settings, move |settings| facts(settings, project))}
        </Panel>
    }
}

fn facts(settings: AwsKms, project: ProjectCx) -> AnyView {
    let (state, tone) = match settings.enabled {
        true => (text::project::ON, Tone::Good),
        false => (text::project::OFF, Tone::Neutral),
    };
    let or_not_set =
        |value: Option<String>| value.unwrap_or_else(|| text::project::NOT_SET.to_owned());
    let access = match (settings.role_id, settings.access_key_id) {
        (Some(role), _) => {
            let href = paths::role(&project.id(), role.as_str());
            let id = role.to_string();
            view! {
                {text::project::BY_ROLE}
                " "
                <a class="mono" href=href>
                    {id}
                </a>
            }
            .into_any()
        }
        (None, Some(key)) => text::project::by_credentials(&key).into_any(),
        (None, None) => text::project::NOT_SET.into_any(),
    };
    let last_use = match settings.valid {
        Some(true) => text::project::KEY_WORKED,
        Some(false) => text::project::KEY_FAILED,
        None => text::project::KEY_UNUSED,
    };
    let key = or_not_set(settings.customer_master_key_id);
    let lines = vec![
        fact(text::project::STATE, view! { <Badge tone=tone text=state /> }),
        fact(text::project::CUSTOMER_MASTER_KEY, letters(key)),
        fact(text::project::KEY_REGION, or_not_set(settings.region)),
        fact(text::project::ACCESS, access),
        fact(text::project::LAST_USE, last_use),
    ];
    view! { <Facts>{lines}</Facts> }.into_any()
}
