//! Search and status, kept in the address bar.

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};

use crate::{
    pages::{parts::use_go, project::ProjectCx},
    paths::{self, RoleQuery, RoleStatus},
    reactive::effect,
    text,
    ui::{Choice, Icon, Select, TextField, el},
};

/// How long typing rests before it is searched for.
const REST: Duration = Duration::from_millis(250);

/// The line over the list.
pub(super) fn filter(project: ProjectCx, query: Memo<RoleQuery>) -> AnyView {
    let go = use_go();
    let search = RwSignal::new(query.get_untracked().search);
    let status = RwSignal::new(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let rest = move || {
        if let Some(Some(timer)) = waiting.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(rest);
    effect(move || {
        let query = query.get();
        status.set(query.status.map(RoleStatus::as_str).unwrap_or_default().to_owned());
        // While somebody types, what is typed is newer than the address.
        if waiting.with_value(Option::is_none) {
            search.set(query.search);
        }
    });
    let narrow = move || {
        rest();
        let query = RoleQuery {
            search: search.get_untracked().trim().to_owned(),
            status: RoleStatus::from_name(&status.read_untracked()),
            page: 1,
            ..query.get_untracked()
        };
        go.replace(paths::roles(&project.id(), &query));
    };
    let typed = move |_| {
        rest();
        waiting.set_value(set_timeout_with_handle(narrow, REST).ok());
    };
    let options = || {
        vec![
            Choice::new("", text::roles::ALL),
            Choice::new(RoleStatus::InProgress.as_str(), text::roles::IN_PROGRESS),
            Choice::new(RoleStatus::Authorized.as_str(), text::roles::AUTHORIZED),
            Choice::new(RoleStatus::Refused.as_str(), text::roles::REFUSED),
        ]
    };
    let search = view! {
        <TextField
            label=text::roles::SEARCH
            value=search
            on_input=typed
            input_type="search"
            icon=Icon::Search
            placeholder=text::roles::SEARCH
            hide_label=true
        />
    };
    let status = view! {
        <Select
            label=text::roles::STATUS
            value=status
            options=Signal::derive(options)
            on_change=move |_| narrow()
            hide_label=true
        />
    };
    el("search")
        .class("filter")
        .add(search)
        .add(el("div").class("status-filter").add(status))
        .into_any()
}
