//! The access role.

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};
use wire::console::{HealthState, Role};

use super::FormCx;
use crate::{
    client::{self, remote::Remote},
    pages::parts::trouble,
    paths::{self, RoleQuery, RoleStatus},
    reactive::effect,
    text,
    ui::{Combobox, Icon, LinkButton, Suggestion, el},
};

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// The authorized roles, and the way to one more.
pub(super) fn role_field(cx: FormCx) -> AnyView {
    let project = cx.page.project;
    let query = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    effect(move || {
        let typed = query.get();
        if let Some(Some(timer)) = pending.try_update_value(Option::take) {
            timer.clear();
        }
        let ask = move || drop(asked.try_set(typed.clone()));
        pending.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    let list = Remote::new(move || {
        let search = asked.get().trim().to_owned();
        let status = Some(RoleStatus::Authorized);
        client::roles::list(&project.id(), &RoleQuery { search, status, ..RoleQuery::default() })
    });
    effect(move || {
        let list = list.value.read();
        let first = list.as_ref().and_then(|page| page.results.first());
        let arn = first.and_then(|role| role.access_role.iam_assumed_role_arn.as_ref());
        if let Some(arn) = arn {
            cx.partition.set(Some(arn.partition()));
        }
    });
    // The chosen one need not be on the first page of the list.
    effect(move || {
        let id = cx.role_id.get();
        cx.role_fault.set(None);
        let is_known = |role: &Role| role.access_role.role_id.as_str() == id;
        if id.is_empty() || cx.role.read_untracked().as_ref().is_some_and(is_known) {
            if id.is_empty() {
                cx.role.set(None);
            }
            return;
        }
        let list = list.value.read_untracked();
        let mut listed = list.iter().flat_map(|page| &page.results);
        if let Some(role) = listed.find(|role| role.access_role.role_id.as_str() == id) {
            cx.role.set(Some(role.clone().without_attempt()));
            return;
        }
        client::roles::find(&project.id(), &id).then(move |answer| {
            if cx.role_id.try_get_untracked().as_ref() != Some(&id) {
                return;
            }
            match answer {
                Ok(role) if role.access_role.authorized_date.is_some() => {
                    let _ = cx.role.try_set(Some(role));
                }
                // It was deleted, or never authorized.
                Ok(_) | Err(client::Failure::Api { .. }) => {
                    let _ = cx.role_id.try_set(String::new());
                }
                Err(_) => {}
            }
        });
    });
    // What the list that is there was asked for.
    let answered = RwSignal::new(String::new());
    effect(move || {
        list.value.track();
        answered.set(asked.get_untracked());
    });
    // That is told under the field, where a list would cover it.
    let has_failed = move || list.failure.read().is_some();
    let waiting = move || query.read().trim() != answered.read().trim() && !has_failed();
    let options = move || {
        if has_failed() {
            return Vec::new();
        }
        let list = list.value.read();
        let results = list.iter().flat_map(|page| &page.results);
        results.map(suggestion).collect::<Vec<_>>()
    };
    let chosen =
        move || cx.role.read().as_ref().map(|role| suggestion(role).label).unwrap_or_default();
    let nothing = move || match list.value.read().is_some() {
        _ if has_failed() => String::new(),
        true if query.read().is_empty() => text::encryption::NO_ROLES.to_owned(),
        true => text::encryption::NO_SUCH_ROLE.to_owned(),
        false => text::LOADING.to_owned(),
    };
    let hint = move || {
        let bad = cx.role.read().as_ref().is_some_and(is_refused);
        let hint = if bad { text::encryption::ROLE_REFUSED } else { text::encryption::ROLE_HINT };
        Some(hint.to_owned())
    };
    let running = Signal::derive(move || cx.page.saving.is_running());
    let field = view! {
        <Combobox
            label=text::encryption::ROLE
            value=cx.role_id
            chosen=Signal::derive(chosen)
            query=query
            options=Signal::derive(options)
            waiting=Signal::derive(waiting)
            nothing=Signal::derive(nothing)
            error=cx.role_fault
            hint=Signal::derive(hint)
            readonly=running
            required=true
        />
    };
    let back = paths::advanced_form(&project.id(), "");
    let authorize = view! {
        <LinkButton href=paths::authorize_for(&project.id(), &back) icon=Icon::Plus>
            {text::encryption::AUTHORIZE_NEW}
        </LinkButton>
    };
    el("div")
        .class("stack")
        .add(field)
        .add(trouble(list))
        .add(el("div").class("actions").add(authorize))
        .into_any()
}

fn is_refused<L>(role: &Role<L>) -> bool {
    role.health.as_ref().is_some_and(|health| health.state == HealthState::Bad)
}

fn suggestion<L>(role: &Role<L>) -> Suggestion {
    let arn = role.access_role.iam_assumed_role_arn.as_ref();
    let name = arn.map(|arn| arn.name().to_owned()).unwrap_or_default();
    let health = match role.health {
        None => "",
        Some(_) if is_refused(role) => text::encryption::ROLE_UNHEALTHY.get(),
        Some(_) => text::encryption::ROLE_HEALTHY.get(),
    };
    let arn = arn.map(ToString::to_string).unwrap_or_default();
    let detail: Vec<&str> =
        [arn.as_str(), &role.label, health].into_iter().filter(|part| !part.is_empty()).collect();
    Suggestion {
        value: role.access_role.role_id.to_string(),
        label: name,
        detail: detail.join(" · "),
    }
}
