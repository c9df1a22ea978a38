//! Every part of the interface in its states, to look at, to audit and to copy from. Behind the feature `gallery`.

#![allow(unreachable_pub)] // As in `ui`.

mod actions;
mod data;
mod feedback;
mod fields;
mod overlays;

use leptos::prelude::*;

use crate::ui::{Crumb, Icon, Menu, MenuItem, NoticesHost, ThemeChooser, icon, provide_notices};

/// The page `/gallery`.
#[component]
pub fn Gallery() -> impl IntoView {
    provide_notices();
    let sections = ["Actions", "Fields", "Feedback", "Data", "Overlays"];
    let projects = vec![
        MenuItem::link("Integrations", "#Actions").icon(Icon::Plug).current(true),
        MenuItem::link("Clusters", "#Data").icon(Icon::Database),
        MenuItem::link("Activity", "#Feedback").icon(Icon::Activity),
    ];
    let crumbs = vec![Crumb::link("Getting started", "#"), Crumb::here("Gallery")];
    view! {
        <header class="topbar">
            <a class="skip-link" href="#main">
                "Skip to the content"
            </a>
            <a class="brand" href="#">
                {icon(Icon::Shield)}
                "Console"
            </a>
            <div class="project">
                "Getting started" <Menu label="Options" items=projects />
            </div>
            <div class="end">
                <ThemeChooser />
            </div>
        </header>
        <div class="frame">
            <nav class="sidenav" aria-label="Sections">
                <ul>
                    {sections
                        .into_iter()
                        .enumerate()
                        .map(|(index, name)| {
                            view! {
                                <li>
                                    <a
                                        href="#".to_owned() + name
                                        aria-current=(index == 0).then_some("page")
                                    >
                                        {icon(Icon::Role)}
                                        {name}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </nav>
            <main class="page" id="main" tabindex="-1">
                <crate::ui::Breadcrumbs items=crumbs />
                <div class="page-head">
                    <div>
                        <h1 tabindex="-1">"Gallery"</h1>
                        <p class="muted">
                            "The parts of the interface in their states. Copy from src/gallery."
                        </p>
                    </div>
                </div>
                {actions::section()}
                {fields::section()}
                {feedback::section()}
                {data::section()}
                {overlays::section()}
            </main>
        </div>
        <NoticesHost />
    }
    .into_any()
}

/// A named group of examples.
fn group(name: &'static str, examples: AnyView) -> AnyView {
    view! {
        <section class="stack" id=name aria-label=name>
            <h2>{name}</h2>
            {examples}
        </section>
    }
    .into_any()
}
