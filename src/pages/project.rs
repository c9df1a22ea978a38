//! A project: the frame around its pages, and what they all know of it.

mod access_keys;
mod activity;
mod advanced;
mod clusters;
mod integrations;
mod members;
pub(crate) mod roles;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{Action, console::Project as ProjectRecord};

pub(crate) use self::{
    access_keys::access_keys,
    activity::activity,
    advanced::{advanced, key_banner},
    clusters::clusters,
    integrations::integrations,
    members::members,
};
use super::{
    not_found::nothing_here,
    parts::failed,
    top_bar::{sections, top_bar},
};
use crate::{
    client::{projects, remote::Remote},
    language::Text,
    on_demand,
    paths::{self, Place, Section},
    reactive::memo,
    text,
    ui::{Crumb, El, Icon, contained, el, icon, several},
};

/// A page on the way to another: its name, and its path in a project.
pub(crate) type Step = (Text, fn(&str) -> String);

/// The project that the page is in.
#[derive(Clone, Copy)]
pub(crate) struct ProjectCx {
    id: StoredValue<String>,
    record: Remote<ProjectRecord>,
}

impl ProjectCx {
    /// Its ID, as the address bar has it.
    pub(crate) fn id(self) -> String {
        self.id.get_value()
    }

    /// Its name; empty until the server has told it, and once the person has left it: what was provided to one page is still
    /// found by the next.
    pub(crate) fn name(self) -> String {
        let record = self.record.value.try_get().flatten();
        record.map(|it| it.name).unwrap_or_default()
    }

    /// How many access roles it has, once the server has told it.
    fn role_count(self) -> Option<u64> {
        self.record.value.read().as_ref().map(|it| it.role_count)
    }

    /// How many of its authorized roles AWS refuses, and since when the first of them; `None` where it refuses none.
    fn refused_roles(self) -> Option<(u64, String)> {
        let record = self.record.value.read();
        let record = record.as_ref().filter(|record| record.bad_role_count > 0)?;
        Some((record.bad_role_count, record.bad_since.clone()?))
    }

    /// Whether the person may change anything in it; `None` until the server has told.
    fn may_write(self) -> Option<bool> {
        self.record.value.read().as_ref().map(|it| it.role.may(Action::Write))
    }

    /// Since when the key that encrypts it can't be used, for somebody who can mend that.
    fn key_trouble(self) -> Option<String> {
        let record = self.record.value.read();
        record.as_ref().filter(|it| it.role.may(Action::Write))?.key_bad_since.clone()
    }

    /// Asks the server again, after something that counts has changed.
    fn reload(self) {
        self.record.reload();
    }

    /// Whatever reads this is done again with each reload.
    fn track_reloads(self) {
        self.record.track_reloads();
    }

    /// The way to a page of the project, from the top down; `between` is what lies between.
    fn crumbs(self, between: &'static [Step]) -> Signal<Vec<Crumb>> {
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

fn project_context(id: String) -> ProjectCx {
    let asked = id.clone();
    let record = Remote::new(move || projects::find(&asked));
    ProjectCx { id: StoredValue::new(id), record }
}

/// The frame around the pages of a project.
pub(crate) fn project(id: String) -> AnyView {
    let own = Place::Project(id.clone());
    let project = project_context(id);
    provide_context(project);
    let path = use_location().pathname;
    let section = memo(move |before: Option<&Section>| {
        let path = path.read();
        match before {
            // On the way out of the project nothing new is shown.
            Some(before) if Place::of(&path) != own => before.clone(),
            _ => Section::of(&path),
        }
    });
    let missing = memo(move |_| project.record.is_missing());
    // The button that tries again keeps the focus when it was in vain.
    let failure =
        memo(move |_| project.record.failure.get().filter(|failure| failure.status() != 404));
    let trouble = move || failure.get().map(|failure| failed(&failure, project.record));
    let page = move || match section.get() {
        _ if missing.get() => nothing_here(text::project::MISSING, text::project::MISSING_TEXT),
        Section::Integrations => on_demand::integrations(project),
        Section::Roles => roles::roles(project),
        Section::Role(role) => on_demand::role_details(project, role),
        Section::Advanced => on_demand::advanced(project),
        Section::Clusters => on_demand::clusters(project),
        Section::AccessKeys => on_demand::access_keys(project),
        Section::Members => on_demand::members(project),
        Section::Activity => on_demand::activity(project),
        Section::Unknown => nothing_here(text::NOT_FOUND, text::NOT_FOUND_TEXT),
    };
    // The page that mends it says more.
    let key_trouble = memo(move |_| match *section.read() {
        Section::Advanced => None,
        _ => project.key_trouble(),
    });
    let key_trouble = move || key_trouble.get().map(|since| on_demand::key_banner(project, since));
    let bar = top_bar(Some(project));
    let main = el("main").class("page").attr("id", "main").attr("tabindex", "-1");
    let main = main.show(trouble).show(key_trouble).add(contained(page));
    let frame = el("div").class("frame").add(side_navigation(project)).add(main);
    several([bar, frame.into_any()])
}

fn side_navigation(project: ProjectCx) -> El {
    let path = use_location().pathname;
    let link = move |(label, shown, href): (Text, Icon, String)| {
        let link = el("a").attr("href", &href).add(icon(shown)).say(label);
        let current = move || path.read().starts_with(&href).then_some("page");
        el("li").add(link.bind("aria-current", current))
    };
    let links = sections(&project.id()).into_iter().map(link).fold(el("ul"), El::add);
    el("nav").class("sidenav").attr("aria-label", text::project::NAVIGATION).add(links)
}
