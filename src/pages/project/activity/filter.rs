//! What was done, who did it, and whether it failed: kept in the address bar.

use leptos::prelude::*;
use wire::console::ActivityAction;

use crate::{
    client::session::service_name,
    pages::{
        parts::{letters, use_go},
        project::ProjectCx,
    },
    paths::{self, ActivityQuery},
    reactive::effect,
    text,
    ui::{Button, Checkbox, Choice, Icon, Select, TextField, el},
};

/// How the log calls the service itself.
const SERVICE: &str = "console";

/// The line over the log.
pub(super) fn filter(project: ProjectCx, query: Memo<ActivityQuery>) -> AnyView {
    let go = use_go();
    let action = RwSignal::new(String::new());
    let actor = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    effect(move || {
        let query = query.get();
        action.set(query.action);
        actor.set(if query.actor == SERVICE { service_name() } else { query.actor });
        failed.set(query.failed);
    });
    let narrow = move || {
        let before = query.get_untracked();
        let wanted = ActivityQuery {
            action: action.get_untracked(),
            actor: match actor.get_untracked().trim() {
                name if name == service_name() => SERVICE.to_owned(),
                name => name.to_owned(),
            },
            failed: failed.get_untracked(),
            page: 1,
            role: before.role.clone(),
        };
        if wanted.filters_to_add() != before.filters_to_add() {
            go.replace(paths::activity(&project.id(), &wanted));
        }
    };
    let all_roles = move |()| {
        let query = ActivityQuery { role: String::new(), page: 1, ..query.get_untracked() };
        go.replace(paths::activity(&project.id(), &query));
    };
    // A check box has no word of its own when it changes.
    effect(move || {
        failed.track();
        narrow();
    });
    let options = || {
        let choice =
            |action: ActivityAction| Choice::new(action.as_str(), text::project::action(action));
        let any = Choice::new("", text::project::ANY_ACTION);
        [any].into_iter().chain(ActivityAction::ALL.map(choice)).collect::<Vec<_>>()
    };
    let action = view! {
        <Select
            label=text::project::WHAT
            value=action
            options=Signal::derive(options)
            on_change=move |_| narrow()
            hide_label=true
        />
    };
    let actor = view! {
        <TextField
            label=text::project::WHO_FILTER
            value=actor
            on_blur=move |()| narrow()
            input_type="search"
            icon=Icon::Search
            placeholder=text::project::WHO_FILTER
            hide_label=true
        />
    };
    let failed = view! { <Checkbox label=text::project::ONLY_FAILED checked=failed /> };
    let role = move || {
        let role = query.read().role.clone();
        (!role.is_empty()).then(|| {
            let all = view! {
                <Button small=true on_click=all_roles>
                    {text::project::ALL_ROLES}
                </Button>
            };
            el("p")
                .class("cluster")
                .say(text::project::ONLY_ROLE)
                .say(" ")
                .add(letters(role))
                .add(all)
        })
    };
    let form = el("form")
        .class("filter")
        .on("submit", move |event| {
            event.prevent_default();
            narrow();
        })
        .add(action)
        .add(actor)
        .add(failed);
    el("search").class("stack").add(form).show(role).into_any()
}
