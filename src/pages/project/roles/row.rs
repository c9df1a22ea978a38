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
    ui::{Badge, Button, CopyButton, Icon, IconButton, Menu, MenuItem, Tone},
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
    view! {
        <tr class:fresh=fresh>
            <th scope="row">{identity(&role)}</th>
            <td data-label=text::roles::STATUS>{status(&role)}</td>
            <td data-label=text::roles::CREATED>
                <div>
                    {time_ago(&role.access_role.created_date)}
                    <p class="hint">{text::roles::by(&role.created_by)}</p>
                </div>
            </td>
            <td data-label=text::roles::SERVICES>{services}</td>
            <td class="row-actions">
                {move || actions(&role, &id, cx)}
            </td>
        </tr>
    }
    .into_any()
}

/// Name and account as a person reads them, and the whole ARN to copy.
fn identity(role: &Role) -> AnyView {
    let name = name_of(role);
    let name = if name.is_empty() {
        view! { <span class="muted">{text::roles::UNNAMED}</span> }.into_any()
    } else {
        view! { <strong>{name}</strong> }.into_any()
    };
    let under = match arn_of(role) {
        Some(arn) => view! {
            <p class="hint">{text::roles::account(arn.account().as_str())}</p>
            <p class="arn">
                <span class="mono">{arn.to_string()}</span>
                <CopyButton text=arn.to_string() label=text::COPY_ARN icon_only=true />
            </p>
        }
        .into_any(),
        None => {
            let typed = role.draft.as_ref().map(|draft| draft.role_arn.clone()).unwrap_or_default();
            let id = text::roles::id(role.access_role.role_id.as_str());
            let shown = if typed.is_empty() { id } else { typed };
            view! { <p class="hint mono">{shown}</p> }.into_any()
        }
    };
    view! { <div class="identity">{name}{under}</div> }.into_any()
}

/// How far a role is, and for how long it has waited.
pub(super) fn status(role: &Role) -> AnyView {
    if let Some(date) = &role.access_role.authorized_date {
        return view! {
            <div>
                <Badge tone=Tone::Good text=text::roles::AUTHORIZED />
                <p class="hint">{time_ago(date)}</p>
            </div>
        }
        .into_any();
    }
    let since = role.access_role.created_date.clone();
    let waiting = move || text::roles::waiting(&text::time::waiting(&since, now()));
    view! {
        <div>
            <Badge tone=Tone::Waiting text=text::roles::IN_PROGRESS />
            <p class="hint">{waiting}</p>
        </div>
    }
    .into_any()
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
