//! The settings of a project that few people change: encryption at rest.

use leptos::prelude::*;
use wire::atlas::AwsKms;

use super::ProjectCx;
use crate::{
    client::{encryption, remote::Remote},
    pages::parts::{awaited, fact, facts, letters, page_head},
    paths, text,
    ui::{Badge, Icon, Panel, Tone, el, several},
};

/// What is stored for encryption at rest.
pub(crate) fn advanced(project: ProjectCx) -> AnyView {
    let settings = Remote::new(move || encryption::settings(&project.id()));
    let title = Signal::stored(text::project::ADVANCED.to_owned());
    let content = awaited(settings, move |settings| shown(settings.aws_kms, project));
    let head = page_head(title, Some(project.crumbs(&[])), String::new(), ().into_any());
    let panel = view! {
        <Panel
            title=text::project::ENCRYPTION
            icon=Icon::Lock
            description=text::project::ENCRYPTION_READ_ONLY
        >
            {content}
        </Panel>
    };
    several([head, panel.into_any()])
}

fn shown(settings: AwsKms, project: ProjectCx) -> AnyView {
    let (state, tone) = match settings.enabled {
        true => (text::project::ON, Tone::Good),
        false => (text::project::OFF, Tone::Neutral),
    };
    let or_not_set =
        |value: Option<String>| value.unwrap_or_else(|| text::project::NOT_SET.to_owned());
    let access = match (settings.role_id, settings.access_key_id) {
        (Some(role), _) => {
            let href = paths::role(&project.id(), role.as_str());
            let role = el("a").class("mono").attr("href", &href).say(role.as_str());
            several([text::project::BY_ROLE.into_any(), " ".into_any(), role.into_any()])
        }
        (None, Some(key)) => text::project::by_credentials(&key).into_any(),
        (None, None) => text::project::NOT_SET.into_any(),
    };
    let last_use = match settings.valid {
        Some(true) => text::project::KEY_WORKED,
        Some(false) => text::project::KEY_FAILED,
        None => text::project::KEY_UNUSED,
    };
    let key = match settings.customer_master_key_id {
        Some(key) => letters(key).into_any(),
        None => text::project::NOT_SET.into_any(),
    };
    facts(vec![
        fact(text::project::STATE, view! { <Badge tone=tone text=state /> }),
        fact(text::project::CUSTOMER_MASTER_KEY, key),
        fact(text::project::KEY_REGION, or_not_set(settings.region)),
        fact(text::project::ACCESS, access),
        fact(text::project::LAST_USE, last_use),
    ])
}
