//! The bar on top of every page: the service, the project, the person.

use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use super::project::ProjectCx;
use crate::{
    client::session,
    paths, text,
    ui::{Banner, Icon, Menu, MenuItem, Theme, Tone, Variant, icon, use_notices},
};

/// The bar, and under it what holds for the whole console.
#[component]
pub fn TopBar(
    /// The project that the page is in.
    #[prop(optional)]
    project: Option<ProjectCx>,
) -> impl IntoView {
    let service = session::service_name();
    let project = project.map(|project| {
        view! {
            <div class="project">
                <span class="project-name">{move || project.name()}</span>
                <Options project=project />
            </div>
        }
    });
    let person = move || session::email().map(|email| view! { <Person email=email /> });
    view! {
        <a class="skip-link" href="#main" rel="external">
            {text::SKIP_TO_CONTENT}
        </a>
        <header class="topbar">
            <a class="brand" href=paths::PROJECTS>
                {icon(Icon::Shield)}
                {service}
            </a>
            {project}
            <div class="end">{person}</div>
        </header>
        {is_sandbox().then(|| view! { <p class="strip">{icon(Icon::Info)}{text::SANDBOX}</p> })}
        <Offline />
    }
    .into_any()
}

fn is_sandbox() -> bool {
    let session = session::current().get_untracked();
    session.is_some_and(|session| session.service.cloud == wire::console::CloudKind::Sandbox)
}

/// The menu beside the project's name.
#[component]
fn Options(project: ProjectCx) -> impl IntoView {
    let path = use_location().pathname;
    let items = Signal::derive(move || {
        let here = path.get();
        let mut items: Vec<MenuItem> = sections(&project.id())
            .into_iter()
            .map(|(label, shown, href)| {
                let current = here.starts_with(&href);
                MenuItem::link(label, href).icon(shown).current(current)
            })
            .collect();
        items.push(MenuItem::link(text::project::ALL_PROJECTS, paths::PROJECTS).icon(Icon::Folder));
        items
    });
    view! { <Menu label=text::project::OPTIONS items=items /> }
}

/// The pages of a project, as the menu and the side navigation list them.
pub(super) fn sections(project: &str) -> [(&'static str, Icon, String); 4] {
    [
        (text::project::INTEGRATIONS, Icon::Plug, paths::integrations(project)),
        (text::project::ADVANCED, Icon::Sliders, paths::advanced(project)),
        (text::project::CLUSTERS, Icon::Database, paths::clusters(project)),
        (text::project::ACTIVITY, Icon::Activity, paths::activity(project, 1)),
    ]
}

/// The menu of the person who is signed in.
#[component]
fn Person(email: String) -> impl IntoView {
    let notices = use_notices();
    let sign_out = move |()| {
        spawn_local(async move {
            if let Err(failure) = session::sign_out(&paths::sign_in("/")).await {
                let why = text::failure::sentence(&failure);
                notices.toast(Tone::Bad, [text::session::SIGN_OUT_FAILED, " ", &why].concat());
            }
        });
    };
    let items = Signal::derive(move || {
        let theme = |label: &'static str, shown, theme: Theme| {
            MenuItem::button(label, move |()| theme.choose())
                .icon(shown)
                .current(Theme::current() == theme)
        };
        vec![
            theme(text::session::THEME_SYSTEM, Icon::System, Theme::System),
            theme(text::session::THEME_LIGHT, Icon::Sun, Theme::Light),
            theme(text::session::THEME_DARK, Icon::Moon, Theme::Dark),
            MenuItem::button(text::session::SIGN_OUT, sign_out).icon(Icon::SignOut),
        ]
    });
    view! { <Menu label=email icon=Icon::User variant=Variant::Plain align_end=true items=items /> }
}

/// Says that there is no connection, for as long as there is none.
#[component]
fn Offline() -> impl IntoView {
    let offline = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| offline.set(true));
    let back = window_event_listener(ev::online, move |_| offline.set(false));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    move || {
        offline.get().then(|| {
            view! {
                <div class="strip-banner">
                    <Banner tone=Tone::Waiting title=text::OFFLINE>
                        <p>{text::OFFLINE_TEXT}</p>
                    </Banner>
                </div>
            }
        })
    }
}
