//! Choosing another project, by a part of its name.

use leptos::prelude::*;
use web_sys::Event;
use wire::console::Project;

use super::{
    parts::{awaited, button, use_go},
    project::ProjectCx,
};
use crate::{
    client::{projects as client, remote::Remote},
    paths,
    reactive::{effect, memo},
    text,
    ui::{Dialog, DialogSize, El, Icon, TextField, Variant, dynamic, el, lower_case},
};

/// How many projects are shown at once; more are found by more of the name.
const SHOWN: usize = 20;

/// A dialog with a search and the projects that match. Enter takes the first of them.
pub(crate) fn project_switcher(here: ProjectCx, open: RwSignal<bool>) -> AnyView {
    let go = use_go();
    let typed = RwSignal::new(String::new());
    let list = Remote::new(client::list);
    effect(move || {
        if open.get() {
            typed.set(String::new());
        }
    });
    let matches = memo(move |_| {
        let list = list.value.read();
        let all = list.iter().flat_map(|list| &list.results);
        matching(all, &typed.read())
    });
    let take_first = move |event: Event| {
        event.prevent_default();
        if let Some(first) = matches.read_untracked().first() {
            open.set(false);
            go.to(paths::integrations(first.id.as_str()));
        }
    };
    let link = move |project: &Project| {
        let id = project.id.to_string();
        let current = (id == here.id()).then_some("page");
        let link = el("a").attr("href", &paths::integrations(&id)).attr_if("aria-current", current);
        let link = link.on("click", move |_: Event| open.set(false)).say(&project.name);
        let role = el("span").class("muted").say(text::project::membership(project.role));
        el("li").class("cluster").add(link).add(role)
    };
    let found = move || {
        let matches = matches.read();
        let links = matches.iter().take(SHOWN).map(link).fold(el("ul").class("stack"), El::add);
        let more = (matches.len() > SHOWN).then(|| el("p").say(text::project::MORE_PROJECTS));
        let none = matches.is_empty();
        let none = none.then(|| el("p").class("muted").say(text::project::NO_PROJECT_MATCHES));
        el("div").class("stack").add_if(none).add(links).add_if(more)
    };
    // It stays while the list changes, so that each change is told.
    let told = move || match typed.read().is_empty() {
        true => String::new(),
        false => text::project::found(matches.read().len()),
    };
    let content = move || {
        let search = view! {
            <TextField
                label=text::project::SEARCH_PROJECTS
                value=typed
                input_type="search"
                icon=Icon::Search
                autofocus=true
            />
        };
        let form = el("form").attr("role", "search").on("submit", take_first).add(search);
        let told = el("p").class("visually-hidden").attr("role", "status").text(told);
        let shown = awaited(list, move |_| dynamic(found));
        let shown = el("div").class("switcher-list").add(shown);
        el("div").class("stack").add(form).add(told).add(shown)
    };
    let all = move || {
        button(text::project::ALL_PROJECTS, Variant::Default, move || {
            open.set(false);
            go.to(paths::PROJECTS.to_owned());
        })
    };
    view! {
        <Dialog
            open=open
            title=text::project::SWITCH.to_owned()
            size=DialogSize::Small
            on_close=move |()| open.set(false)
            footer=all
        >
            {content()}
        </Dialog>
    }
    .into_any()
}

/// The projects whose name has the text, or whose ID it is; all for an empty text.
fn matching<'a>(all: impl Iterator<Item = &'a Project>, typed: &str) -> Vec<Project> {
    let wanted = lower_case(typed.trim());
    all.filter(|it| lower_case(&it.name).contains(&wanted) || it.id.as_str() == wanted)
        .cloned()
        .collect()
}
