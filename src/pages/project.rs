//! A project: the frame around its pages, and what they all know of it.

mod activity;
mod advanced;
mod clusters;
mod integrations;
mod roles;

use leptos::prelude::*;
use leptos_router::{
    components::Outlet,
    hooks::{use_location, use_params_map},
};
use wire::{Action, console::Project as ProjectRecord};

pub(crate) use self::{
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
    paths, text,
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

/// The frame: everything of one project is made anew for another.
#[component]
pub fn Project() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("groupId").unwrap_or_default());
    move || frame(id.get())
}

fn frame(id: String) -> AnyView {
    let project = project_context(id);
    provide_context(project);
    let missing = Memo::new(move |_| {
        project.record.failure.read().as_ref().is_some_and(|failure| failure.status() == 404)
    });
    let trouble = move || {
        let failure = project.record.failure.get().filter(|failure| failure.status() != 404)?;
        Some(failed(&failure, project.record))
    };
    let content = move || {
        if missing.get() {
            nothing_here(text::project::MISSING, text::project::MISSING_TEXT)
        } else {
            view! { <Outlet /> }.into_any()
        }
    };
    view! {
        <TopBar project=project />
        <div class="frame">
            <SideNavigation project=project />
            <main class="page" id="main" tabindex="-1">
                {trouble}
                {content}
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
