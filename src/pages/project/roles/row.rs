//! A row of the list.

use leptos::prelude::*;
use wire::console::Role;

use super::{arn_of, name_of, services_of, why_not_delete};
use crate::{
    pages::{
        parts::{now, time_ago},
        project::ProjectCx,
    },
    paths::{self, RoleQuery},
    text,
    ui::{Badge, Button, CopyButton, El, Icon, IconButton, Menu, MenuItem, Tone, el},
};

/// What every row needs to know of the list.
#[derive(Clone, Copy)]
pub(super) struct RowCx {
    pub(super) project: ProjectCx,
    pub(super) query: Memo<RoleQuery>,
    /// The role that was just authorized.
    pub(super) fresh: Memo<Option<String>>,
    /// The role that somebody wants to delete.
    pub(super) deleting: RwSignal<Option<Role>>,
    /// Opens the modal at a path.
    pub(super) open: Callback<String>,
}

/// A role: who it is, how far it is, what can be done with it.
pub(super) fn row(role: Role, cx: RowCx) -> AnyView {
    let id = role.access_role.role_id.to_string();
    let own = id.clone();
    let fresh = move || cx.fresh.read().as_ref() == Some(&own);
    let services = services_of(&role);
    let services = if services.is_empty() { text::NONE.to_owned() } else { services.join(", ") };
    let cell = |label: &str| el("td").attr("data-label", label);
    let created = el("div").add(time_ago(&role.access_role.created_date));
    let created = created.add(hint(&text::roles::by(&role.created_by)));
    el("tr")
        .class_if("fresh", fresh)
        .add(el("th").attr("scope", "row").add(identity(&role)))
        .add(cell(text::roles::STATUS).add(status(&role)))
        .add(cell(text::roles::CREATED).add(created))
        .add(cell(text::roles::SERVICES).say(&services))
        .add(el("td").class("row-actions").show(move || actions(&role, &id, cx)))
        .into_any()
}

fn hint(text: &str) -> El {
    el("p").class("hint").say(text)
}

/// Name and account as a person reads them, and the whole ARN to copy.
fn identity(role: &Role) -> AnyView {
    let name = name_of(role);
    let name = if name.is_empty() {
        el("span").class("muted").say(text::roles::UNNAMED)
    } else {
        el("strong").say(&name)
    };
    let identity = el("div").class("identity").add(name);
    match arn_of(role) {
        Some(arn) => {
            let copy =
                view! { <CopyButton text=arn.to_string() label=text::COPY_ARN icon_only=true /> };
            let whole = el("span").class("mono").say(arn.as_str());
            identity
                .add(hint(&text::roles::account(arn.account().as_str())))
                .add(el("p").class("arn").add(whole).add(copy))
        }
        None => {
            let typed = role.draft.as_ref().map(|draft| draft.role_arn.clone()).unwrap_or_default();
            let id = text::roles::id(role.access_role.role_id.as_str());
            let shown = if typed.is_empty() { id } else { typed };
            identity.add(el("p").class("hint mono").say(&shown))
        }
    }
    .into_any()
}

/// How far a role is, and for how long it has waited.
pub(super) fn status(role: &Role) -> AnyView {
    if let Some(date) = &role.access_role.authorized_date {
        let badge = view! { <Badge tone=Tone::Good text=text::roles::AUTHORIZED /> };
        return el("div").add(badge).add(el("p").class("hint").add(time_ago(date))).into_any();
    }
    let since = role.access_role.created_date.clone();
    let waiting = move || text::roles::waiting(&text::time::waiting(&since, now()));
    let badge = view! { <Badge tone=Tone::Waiting text=text::roles::IN_PROGRESS /> };
    el("div").add(badge).add(el("p").class("hint").text(waiting)).into_any()
}

fn actions(role: &Role, id: &str, cx: RowCx) -> AnyView {
    let may_write = cx.project.may_write() == Some(true);
    let resume = (may_write && role.access_role.authorized_date.is_none()).then(|| {
        let id = id.to_owned();
        let resume = move |()| {
            cx.open.run(paths::authorize(&cx.project.id(), &id, &cx.query.read_untracked()));
        };
        view! {
            <Button small=true on_click=resume>
                {text::roles::RESUME}
            </Button>
        }
    });
    let delete = may_write.then(|| {
        let reason = why_not_delete(role);
        let role = role.clone();
        view! {
            <IconButton
                label=text::DELETE
                icon=Icon::Trash
                disabled_reason=reason
                on_click=move |()| cx.deleting.set(Some(role.clone()))
            />
        }
    });
    let details = paths::role(&cx.project.id(), id);
    let more =
        move || vec![MenuItem::link(text::roles::VIEW_DETAILS, details.clone()).icon(Icon::Info)];
    view! {
        {resume}
        {delete}
        <Menu
            label=text::roles::MORE
            icon=Icon::Dots
            icon_only=true
            align_end=true
            items=Signal::derive(more)
        />
    }
    .into_any()
}
