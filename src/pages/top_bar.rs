//! The bar on top of every page: the service, the project, the person.

use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use super::{parts::message, project::ProjectCx};
use crate::{
    client::session,
    language::{self, LANGUAGES, Text},
    on_demand::{self, once_wanted},
    paths::{self, Step},
    reactive::memo,
    text,
    ui::{
        Icon, IconButton, Live, Menu, MenuItem, Theme, Tone, dynamic, el, icon, several,
        use_notices,
    },
};

/// The bar, and under it what holds for the whole console.
pub(crate) fn top_bar(project: Option<ProjectCx>) -> AnyView {
    let project = project.map(|project| {
        el("div")
            .class("project")
            .add(el("span").class("project-name").text(move || project.name()))
            .add(switcher(project))
            .add(options(project))
    });
    let skip = el("a").class("skip-link").attr("href", "#main").attr("rel", "external");
    let brand = el("a").class("brand").attr("href", paths::PROJECTS);
    let bar = el("div")
        .class("topbar")
        .add(brand.add(icon(Icon::Shield)).say(&session::service_name()))
        .add_if(project)
        .add(el("div").class("end").add_if(untrack(session::email).map(person)));
    let strip = session::is_sandbox()
        .then(|| el("p").class("strip").add(icon(Icon::Info)).say(text::SANDBOX));
    let skip = skip.say(text::SKIP_TO_CONTENT);
    let header = el("header").add(skip).add(bar).add_if(strip);
    several([header.into_any(), offline()])
}

/// The button behind the project's name, which leads to another.
fn switcher(project: ProjectCx) -> AnyView {
    let open = RwSignal::new(false);
    let button = view! {
        <IconButton
            label=text::project::SWITCH.to_owned()
            icon=Icon::ChevronDown
            on_click=move |()| open.set(true)
        />
    };
    let dialog = once_wanted(
        move || open.get(),
        move || open.set(false),
        move || on_demand::project_switcher(project, open),
    );
    several([button.into_any(), dialog])
}

/// The menu beside the project's name.
fn options(project: ProjectCx) -> AnyView {
    let path = use_location().pathname;
    let items = Signal::derive(move || {
        let here = path.get();
        let own = sections(&project.id()).into_iter().map(|(label, shown, href)| {
            let current = here.starts_with(&href);
            MenuItem::link(label, href).icon(shown).current(current)
        });
        let all = MenuItem::link(text::project::ALL_PROJECTS, paths::PROJECTS).icon(Icon::Folder);
        own.chain([all]).collect::<Vec<_>>()
    });
    view! { <Menu label=text::project::OPTIONS items=items /> }.into_any()
}

/// The pages of a project, as the menu and the side navigation list them.
pub(super) fn sections(project: &str) -> [(Text, Icon, String); 6] {
    [
        (text::project::INTEGRATIONS, Icon::Plug, paths::integrations(project)),
        (text::project::ADVANCED, Icon::Sliders, paths::advanced(project)),
        (text::project::CLUSTERS, Icon::Database, paths::clusters(project, 1)),
        (text::project::MEMBERS, Icon::User, paths::members(project)),
        (text::project::ACCESS_KEYS, Icon::Key, paths::access_keys(project)),
        (text::project::ACTIVITY, Icon::Activity, paths::all_activity(project)),
    ]
}

/// The menu of the person who is signed in.
fn person(email: String) -> AnyView {
    let notices = use_notices();
    let sign_out = move |()| {
        spawn_local(async move {
            if let Err(failure) = session::sign_out(&paths::sign_in("/")).await {
                let why = text::failure::sentence(&failure);
                notices.toast(Tone::Bad, [&text::session::SIGN_OUT_FAILED, " ", &why].concat());
            }
        });
    };
    let items = Signal::derive(move || {
        let theme = |label: Text, shown, theme: Theme| {
            MenuItem::button(label, move |()| theme.choose())
                .icon(shown)
                .current(Theme::current() == theme)
        };
        let language = |(code, name): (&'static str, &str)| {
            MenuItem::button(name, move |()| language::choose(code))
                .icon(Icon::Globe)
                .current(language::current() == code)
                .lang(code)
        };
        let [english, german] = LANGUAGES.map(language);
        vec![
            theme(text::session::THEME_SYSTEM, Icon::System, Theme::System),
            theme(text::session::THEME_LIGHT, Icon::Sun, Theme::Light),
            theme(text::session::THEME_DARK, Icon::Moon, Theme::Dark),
            english,
            german,
            MenuItem::link(text::session::SESSIONS, paths::SESSIONS).icon(Icon::Lock),
            MenuItem::button(text::session::SIGN_OUT, sign_out).icon(Icon::SignOut),
        ]
    });
    view! { <Menu label=email icon=Icon::User align_end=true items=items /> }.into_any()
}

/// Says that there is no connection, for as long as there is none.
fn offline() -> AnyView {
    let offline = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| offline.set(true));
    let back = window_event_listener(ev::online, move |_| offline.set(false));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    let path = use_location().pathname;
    let draft = memo(move |_| matches!(Step::of(&path.read()), Step::Procedures(_)));
    dynamic(move || {
        offline.get().then(|| {
            let text = if draft.get() { text::OFFLINE_DRAFT } else { text::OFFLINE_TEXT };
            let banner = message(Tone::Waiting, Live::Polite, text::OFFLINE, text.to_owned());
            el("div").class("strip-banner").add(banner)
        })
    })
}
