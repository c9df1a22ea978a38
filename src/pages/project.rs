//! A project: the frame around its pages, and what they all know of it.

mod activity;
mod advanced;
mod clusters;
mod integrations;
mod roles;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{Action, console::Project as ProjectRecord};

use self::{
    activity::Activity,
    advanced::Advanced,
    clusters::Clusters,
    integrations::Integrations,
    roles::{RoleDetails, Roles},
};
use super::{
    not_found::nothing_here,
    parts::failed,
    top_bar::{TopBar, sections},
};
use crate::{
    client::{projects, remote::Remote},
    paths::{self, Place, Section},
    text,
    ui::{Crumb, Icon, icon},
};

/// The project that the page is in.
#[derive(Clone, Copy)]
pub struct ProjectCx {
    id: StoredValue<String>,
    record: Remote<ProjectRecord>,
}

impl ProjectCx {
    /// Its ID, as the address bar has it.
    pub(crate) fn id(self) -> String {
        self.id.get_value()
    }

    /// Its name; empty until the server has told it.
    pub(crate) fn name(self) -> String {
        self.record.value.read().as_ref().map(|it| it.name.clone()).unwrap_or_default()
    }

    /// How many access roles it has, once the server has told it.
    fn role_count(self) -> Option<u64> {
        self.record.value.read().as_ref().map(|it| it.role_count)
    }

    /// Whether the person may change anything in it; `None` until the server has told.
    fn may_write(self) -> Option<bool> {
        self.record.value.read().as_ref().map(|it| it.role.may(Action::Write))
    }

    /// Asks the server again, after something that counts has changed.
    fn reload(self) {
        self.record.reload();
    }

    /// The way to a page of the project, from the top down; `between` is what lies between.
    fn crumbs(self, between: &'static [(&'static str, fn(&str) -> String)]) -> Signal<Vec<Crumb>> {
        Signal::derive(move || {
            let id = self.id();
            let project = match self.name() {
                name if name.is_empty() => text::project::NAVIGATION.to_owned(),
                name => name,
            };
            let mut crumbs = vec![
                Crumb::link(text::project::PROJECTS, paths::PROJECTS),
                Crumb::link(project, paths::integrations(&id)),
            ];
            crumbs.extend(between.iter().map(|(label, href)| Crumb::link(*label, href(&id))));
            crumbs
        })
    }
}

fn use_project() -> ProjectCx {
    use_context().unwrap_or_else(|| project_context(String::new()))
}

fn project_context(id: String) -> ProjectCx {
    let asked = id.clone();
    let record = Remote::new(move || {
        let id = asked.clone();
        async move { projects::find(&id).await }
    });
    ProjectCx { id: StoredValue::new(id), record }
}

/// The frame around the pages of a project.
#[component]
pub fn Project(id: String) -> impl IntoView {
    let own = Place::Project(id.clone());
    let project = project_context(id);
    provide_context(project);
    let path = use_location().pathname;
    let section = Memo::new(move |before: Option<&Section>| {
        let path = path.read();
        match before {
            // On the way out of the project nothing new is shown.
            Some(before) if Place::of(&path) != own => before.clone(),
            _ => Section::of(&path),
        }
    });
    let missing = Memo::new(move |_| {
        project.record.failure.read().as_ref().is_some_and(|failure| failure.status() == 404)
    });
    let trouble = move || {
        let failure = project.record.failure.get().filter(|failure| failure.status() != 404)?;
        Some(failed(&failure, project.record))
    };
    let page = move || match section.get() {
        _ if missing.get() => nothing_here(text::project::MISSING, text::project::MISSING_TEXT),
        Section::Integrations => view! { <Integrations /> }.into_any(),
        Section::Roles => view! { <Roles /> }.into_any(),
        Section::Role(role) => view! { <RoleDetails role=role /> }.into_any(),
        Section::Advanced => view! { <Advanced /> }.into_any(),
        Section::Clusters => view! { <Clusters /> }.into_any(),
        Section::Activity => view! { <Activity /> }.into_any(),
        Section::Unknown => nothing_here(text::NOT_FOUND, text::NOT_FOUND_TEXT),
    };
    view! {
        <TopBar project=project />
        <div class="frame">
            <SideNavigation project=project />
            <main class="page" id="main" tabindex="-1">
                {trouble}
                {page}
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn SideNavigation(project: ProjectCx) -> impl IntoView {
    let path = use_location().pathname;
    let link = move |(label, shown, href): (&'static str, Icon, String)| {
        let own = href.clone();
        let current = move || path.read().starts_with(&own).then_some("page");
        view! {
            <li>
                <a href=href aria-current=current>
                    {icon(shown)}
                    {label}
                </a>
            </li>
        }
    };
    view! {
        <nav class="sidenav" aria-label=text::project::NAVIGATION>
            <ul>{sections(&project.id()).into_iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
