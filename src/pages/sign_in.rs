//! Signing in.

mod form;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub(super) use form::SignInForm;

use super::parts::{use_go, use_title};
use crate::{
    client::session,
    paths, text,
    ui::{Icon, icon},
};

/// The sign-in page. It leads back to where the person wanted to go.
#[component]
pub fn SignIn() -> impl IntoView {
    let next = paths::after_sign_in(&use_location().search.get_untracked());
    if untrack(session::email).is_some() {
        use_go().replace(next);
        return ().into_any();
    }
    use_title(Signal::stored(text::session::TITLE.to_owned()));
    let go = use_go();
    let service = session::service_name();
    let intro = text::session::intro(&service);
    view! {
        <main class="centered" id="main" tabindex="-1">
            <span class="brand">{icon(Icon::Shield)}{service}</span>
            <div class="stack">
                <h1 tabindex="-1">{text::session::TITLE}</h1>
                <p class="muted">{intro}</p>
            </div>
            <SignInForm on_done=move |()| go.replace(next.clone()) />
        </main>
    }
    .into_any()
}
