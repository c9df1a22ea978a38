//! The projects of the person who is signed in.

mod create;

use leptos::prelude::*;
use wire::console::{Project, ProjectList};

use self::create::create_project;
use super::{
    parts::{awaited, button, cell, empty, letters, page_head, reason, row, table, time_ago},
    top_bar::top_bar,
};
use crate::{
    client::{projects as client, remote::Remote},
    language::Text,
    paths,
    reactive::memo,
    text,
    ui::{CopyButton, Icon, Variant, dynamic, el, several},
};

const COLUMNS: [Text; 5] = [
    text::project::PROJECT_NAME,
    text::project::PROJECT_ID,
    text::project::YOUR_ROLE,
    text::project::ROLE_COUNT,
    text::project::CREATED,
];

/// The list, and the button that makes one more.
pub(crate) fn projects() -> AnyView {
    let list = Remote::new(client::list);
    let creating = RwSignal::new(false);
    let may_create = memo(move |_| list.value.read().as_ref().is_none_or(|list| list.may_create));
    let create = move || {
        dynamic(move || match may_create.get() {
            true => {
                let open = move || creating.set(true);
                button(text::project::NEW_PROJECT, Variant::Primary, open)
            }
            false => reason(text::project::NO_NEW_PROJECTS),
        })
    };
    let shown = move |list: ProjectList| {
        if list.results.is_empty() {
            let explanation = match list.may_create {
                true => text::project::NO_PROJECTS_TEXT,
                false => text::project::NO_PROJECTS_TO_JOIN,
            };
            let explanation = explanation.to_owned();
            return empty(text::project::NO_PROJECTS, Icon::Folder, explanation, ().into_any());
        }
        let rows: Vec<AnyView> = list.results.into_iter().map(project_row).collect();
        table(text::project::PROJECTS, &COLUMNS, None, rows.into_any())
    };
    let title = Signal::stored(text::project::PROJECTS.to_owned());
    let bar = top_bar(None);
    let main = el("main")
        .class("page alone")
        .attr("id", "main")
        .attr("tabindex", "-1")
        .add(page_head(title, None, text::project::PROJECTS_INTRO.to_owned(), create()))
        .add(awaited(list, shown));
    several([bar, main.into_any(), create_project(creating)])
}

fn project_row(project: Project) -> AnyView {
    let id = project.id.to_string();
    let link = el("a").attr("href", &paths::integrations(&id)).say(&project.name);
    let shown = letters(id.clone());
    let copy = view! { <CopyButton text=id label=text::project::COPY_PROJECT_ID icon_only=true /> };
    let cells = vec![
        cell(text::project::PROJECT_ID).add(shown).add(copy),
        cell(text::project::YOUR_ROLE).say(text::project::membership(project.role)),
        cell(text::project::ROLE_COUNT).say(&text::grouped(project.role_count)),
        cell(text::project::CREATED).add(time_ago(&project.created_date)),
    ];
    row(link, cells)
}
