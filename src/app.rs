//! The providers and the one route table.

// What `#[component]` makes of a `pub(crate)` function is `pub` all the same.
#![allow(unreachable_pub)]

use std::time::Duration;

use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use leptos_router::{
    components::Router,
    hooks::use_location,
    location::{BrowserUrl, Location, LocationProvider},
};
use wasm_bindgen::JsValue;

use crate::{
    client::{remote::Remote, session},
    language,
    on_demand::{self, once_wanted},
    pages::{
        parts::{failed, provide_go, tell_time, use_go},
        project::project,
    },
    paths::{self, Place},
    reactive::{effect, memo},
    text,
    ui::{NoticesHost, Tone, dynamic, el, keep_focus, provide_notices, several},
};

/// How often "3 minutes ago" is said anew.
const CLOCK: Duration = Duration::from_secs(15);

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let notices = provide_notices();
    if let Some(language) = language::missing() {
        notices.toast(Tone::Waiting, text::language_missing(language));
    }
    keep_focus();
    tell_time();
    let _ = set_interval_with_handle(tell_time, CLOCK);
    view! {
        <Router>
            <Inside />
            <NoticesHost />
        </Router>
    }
}

/// What needs the router around it.
#[component]
fn Inside() -> impl IntoView {
    provide_go();
    keep_address();
    let session = Remote::new(session::ask);
    let known = memo(move |_| session::current().read().is_some());
    effect(move || {
        if let Some(session) = session.value.get() {
            session::begin(session);
        }
    });
    let location = use_location();
    let place = memo(move |_| Place::of(&location.pathname.read()));
    // The button that tries again keeps the focus when it was in vain.
    let failure = memo(move |_| session.failure.get());
    effect(move || {
        if known.get() || failure.read().is_some() {
            remove_boot_frame();
        }
    });
    let page = move || match (known.get(), failure.get()) {
        (true, _) => page(place.get()),
        (false, Some(failure)) => {
            el("main").class("page alone").add(failed(&failure, session)).into_any()
        }
        (false, None) => ().into_any(),
    };
    let session_ended = once_wanted(|| session::ended().get(), || (), on_demand::session_ended);
    several([dynamic(page), session_ended])
}

/// The route table: `Project` goes on with the pages of one.
///
/// Not the router's own components: each route of theirs is compiled for itself, 30 KiB of what a browser loads.
fn page(place: Place) -> AnyView {
    match place {
        Place::Home => redirect(paths::PROJECTS.to_owned()),
        Place::SignIn => on_demand::sign_in(),
        Place::Join => on_demand::join(),
        Place::Unknown => on_demand::not_found(),
        _ if untrack(session::email).is_none() => {
            redirect(paths::sign_in(&untrack(|| address(&use_location()))))
        }
        Place::Projects => on_demand::projects(),
        Place::Sessions => on_demand::sessions(),
        Place::Project(id) => project(id),
    }
}

fn redirect(path: String) -> AnyView {
    use_go().replace(path);
    ().into_any()
}

/// The path and the query that are shown.
fn address(location: &Location) -> String {
    let (path, search) = (location.pathname.get(), location.search.get());
    if search.is_empty() { path } else { path + "?" + &search }
}

/// Puts the address of what is shown into the address bar.
fn keep_address() {
    let router = use_context::<BrowserUrl>();
    let location = use_location();
    let shown = location.clone();
    // leptos_router 0.8 leaves it out where the page is the one that its own list of visited addresses ends with, and
    // Forward does not enter anything into that list.
    let enter = move || {
        let (wanted, bar) = (untrack(|| address(&shown)), window().location());
        let entered = bar.pathname().unwrap_or_default() + &bar.search().unwrap_or_default();
        if entered != wanted
            && let Ok(history) = window().history()
        {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&wanted));
        }
    };
    effect(move || {
        address(&location);
        // It waits for word that the page of a link is made before it enters its address.
        if let Some(router) = &router {
            router.ready_to_complete();
        }
        set_timeout(enter.clone(), Duration::from_millis(100));
    });
}

/// Removes what index.html shows until there is something to show.
pub(crate) fn remove_boot_frame() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
