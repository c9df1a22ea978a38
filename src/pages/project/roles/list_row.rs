//! A row of the list.

use leptos::prelude::*;
use wire::console::{Health, HealthState, Role, Verdict};

use super::{arn_of, name_of, services_of, why_not_delete};
use crate::{
    language::Text,
    pages::{
        parts::{time_ago, time_since},
        project::ProjectCx,
    },
    paths::{self, RoleQuery},
    reactive::memo,
    text,
    ui::{Badge, Button, CopyButton, El, Icon, IconButton, Menu, MenuItem, Tone, el, several},
};

/// What every row needs to know of the list.
#[derive(Clone, Copy)]
pub(super) struct RowCx {
    pub(super) project: ProjectCx,
    pub(super) may_write: Memo<Option<bool>>,
    pub(super) query: Memo<RoleQuery>,
    /// The role that was just authorized.
    pub(super) fresh: Memo<Option<String>>,
    /// The role that somebody wants to delete.
    pub(super) deleting: RwSignal<Option<Role>>,
    /// Opens the modal at a path.
    pub(super) open: Callback<String>,
}

/// A role: who it is, how far it is and how its last validation came out, what can be done with it.
pub(super) fn list_row(role: Memo<Role>, verdict: Memo<Option<Verdict>>, cx: RowCx) -> El {
    let known = role.get_untracked();
    let id = known.access_role.role_id.to_string();
    let own = id.clone();
    let fresh = move || cx.fresh.read().as_ref() == Some(&own);
    // The buttons stay while nothing changes that they depend on: one of them may have the focus.
    let state = memo(move |_| {
        let role = role.read();
        (role.access_role.authorized_date.is_some(), why_not_delete(&role))
    });
    let services = move || services_of(&role.read(), &cx.project.id());
    let actions = move || {
        let (authorized, why_not_delete) = state.get();
        actions(role, &id, authorized, why_not_delete, cx)
    };
    let status = move || {
        let role = role.read();
        let is_open = role.access_role.authorized_date.is_none();
        let last = verdict.get().filter(|_| is_open).map(text::roles::last_validation);
        el("div").add(status(&role)).add_if(last.map(|last| hint(&last))).into_any()
    };
    let cell = |label: Text| el("td").attr("data-label", label);
    let created = el("div").add(time_ago(&known.access_role.created_date));
    let created = created.add(hint(&text::roles::by(&known.created_by)));
    el("tr")
        .class_if("fresh", fresh)
        .add(el("th").attr("scope", "row").show(move || identity(&role.read())))
        .add(cell(text::roles::STATUS).show(status))
        .add(cell(text::roles::CREATED).add(created))
        .add(cell(text::roles::SERVICES).show(services))
        .add(el("td").class("row-actions").show(actions))
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
    let label = (!role.label.is_empty()).then(|| el("p").class("label").say(&role.label));
    let identity = el("div").class("identity").add(name).add_if(label);
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
            let typed = role.draft.as_ref().map(|draft| draft.role_arn.trim()).unwrap_or_default();
            let id = text::roles::id(role.access_role.role_id.as_str());
            let shown = if typed.is_empty() { &id } else { typed };
            identity.add(el("p").class("hint mono").say(shown))
        }
    }
    .into_any()
}

/// How far a role is, and for how long it has waited.
pub(super) fn status(role: &Role) -> AnyView {
    if let Some(date) = &role.access_role.authorized_date {
        let badge = view! { <Badge tone=Tone::Good text=text::roles::AUTHORIZED /> };
        let status = el("div").add(badge).add(el("p").class("hint").add(time_ago(date)));
        return status.add_if(role.health.as_ref().and_then(trouble)).into_any();
    }
    let badge = view! { <Badge tone=Tone::Waiting text=text::roles::IN_PROGRESS /> };
    let waiting = el("p").class("hint").add(time_since(&role.access_role.created_date));
    el("div").add(badge).add(waiting).into_any()
}

/// What is wrong with an authorized role, and since when.
fn trouble(health: &Health) -> Option<El> {
    let (tone, text, since) = match (health.state, &health.unreachable_since) {
        (HealthState::Bad, _) => (Tone::Bad, text::roles::REFUSED, &health.since),
        (HealthState::Good, Some(since)) => (Tone::Waiting, text::roles::UNREACHABLE, since),
        (HealthState::Good, None) => return None,
    };
    let badge = view! { <Badge tone=tone text=text /> };
    let since = el("p").class("hint").add(time_since(since));
    Some(el("div").add(badge).add(since))
}

fn actions(
    role: Memo<Role>,
    id: &str,
    authorized: bool,
    why_not_delete: Option<String>,
    cx: RowCx,
) -> AnyView {
    let may_write = cx.may_write.get() == Some(true);
    let resume = (may_write && !authorized).then(|| {
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
        view! {
            <IconButton
                label=text::DELETE
                icon=Icon::Trash
                disabled_reason=why_not_delete
                on_click=move |()| cx.deleting.set(Some(role.get_untracked()))
            />
        }
    });
    let details = paths::role(&cx.project.id(), id);
    let more =
        move || vec![MenuItem::link(text::roles::VIEW_DETAILS, details.clone()).icon(Icon::Info)];
    let more = view! {
        <Menu
            label=text::roles::MORE
            icon=Icon::Dots
            icon_only=true
            align_end=true
            items=Signal::derive(more)
        />
    };
    several([resume.into_any(), delete.into_any(), more.into_any()])
}
