//! The providers and the one route table.

// What `#[component]` makes of a `pub(crate)` function is `pub` all the same.
#![allow(unreachable_pub)]

use std::time::Duration;

use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use leptos_router::{
    components::{Outlet, ParentRoute, Redirect, Route, Router, Routes},
    hooks::use_location,
    path,
};
use wasm_bindgen::JsValue;

use crate::{
    client::{remote::Remote, session},
    pages::{
        NotFound, Projects, SessionEnded, SignIn,
        parts::{Go, failed, provide_go, tell_time},
        project::{Activity, Advanced, Clusters, Integrations, Project, RoleDetails, Roles},
    },
    paths,
    ui::{NoticesHost, provide_notices},
};

/// How often "3 minutes ago" is said anew.
const CLOCK: Duration = Duration::from_secs(15);

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    provide_notices();
    tell_time();
    let _ = set_interval_with_handle(tell_time, CLOCK);
    let session = Remote::new(session::load);
    view! {
        <Router>
            <Inside session=session />
            <NoticesHost />
        </Router>
    }
}

/// What needs the router around it.
#[component]
fn Inside(session: Remote<()>) -> impl IntoView {
    provide_go();
    keep_address();
    let known = Memo::new(move |_| session.value.read().is_some());
    Effect::new(move || {
        if known.get() || session.failure.read().is_some() {
            remove_boot_frame();
        }
    });
    move || match (known.get(), session.failure.get()) {
        (true, _) => view! {
            <Pages />
            <SessionEnded />
        }
        .into_any(),
        (false, Some(failure)) => {
            view! { <main class="page alone">{failed(&failure, session)}</main> }.into_any()
        }
        (false, None) => ().into_any(),
    }
}

/// The route table.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=|| view! { <Redirect path=paths::PROJECTS options=Go::quietly() /> } />
            <Route path=path!("/sign-in") view=SignIn />
            <ParentRoute path=path!("/projects") view=SignedIn>
                <Route path=path!("") view=Projects />
                <ParentRoute path=path!(":groupId") view=Project>
                    <Route path=path!("integrations") view=Integrations />
                    // The list stays under the modal and reads the step of it from the path.
                    <ParentRoute path=path!("integrations/aws-iam-roles") view=Roles>
                        <Route path=path!("") view=|| () />
                        <Route path=path!("authorize") view=|| () />
                        <Route path=path!(":roleId/authorize") view=|| () />
                    </ParentRoute>
                    <Route path=path!("integrations/aws-iam-roles/:roleId") view=RoleDetails />
                    <Route path=path!("advanced") view=Advanced />
                    <Route path=path!("clusters") view=Clusters />
                    <Route path=path!("activity") view=Activity />
                </ParentRoute>
            </ParentRoute>
        </Routes>
    }
}

/// Lets only signed-in people through; the others sign in first and come back.
#[component]
fn SignedIn() -> impl IntoView {
    if untrack(session::email).is_some() {
        return view! { <Outlet /> }.into_any();
    }
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    let next = if search.is_empty() { path } else { path + "?" + &search };
    view! { <Redirect path=paths::sign_in(&next) options=Go::quietly() /> }.into_any()
}

/// Puts the address of what is shown into the address bar. leptos_router 0.8 leaves it out where the page is the one
/// that its own list of visited addresses ends with, and Forward does not enter anything into that list.
fn keep_address() {
    let location = use_location();
    let address = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { path + "?" + &search }
    };
    let enter = move || {
        let (wanted, bar) = (untrack(address), window().location());
        let entered = bar.pathname().unwrap_or_default() + &bar.search().unwrap_or_default();
        if entered != wanted
            && let Ok(history) = window().history()
        {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&wanted));
        }
    };
    Effect::new(move || {
        address();
        // The router enters the address itself once the page is made.
        set_timeout(enter, Duration::from_millis(100));
    });
}

/// Removes what index.html shows until there is something to show.
pub(crate) fn remove_boot_frame() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
