//! Signing in again over what is open, when a session has ended.

use leptos::prelude::*;

use super::sign_in::{provider_buttons, sign_in_form};
use crate::{
    client::session,
    paths, text,
    ui::{Dialog, DialogSize, Variant, el},
};

/// The dialog. What waits for it goes on by itself after it.
pub(crate) fn session_ended() -> AnyView {
    let open = Signal::derive(|| session::ended().get());
    // The sign-in page is loaded anew: somebody else may sign in there, and nothing of this person stays in memory.
    let leave = |()| {
        let _ = window().location().assign(&paths::sign_in(&here()));
    };
    let body = || {
        let email = untrack(session::email).unwrap_or_default();
        let buttons = provider_buttons(&here(), Variant::Default);
        let or = buttons.is_some().then(|| el("p").class("muted").say(text::session::ENDED_OR));
        el("div")
            .class("stack")
            .add(el("p").say(text::session::ENDED_TEXT))
            .add(sign_in_form(email, Callback::new(|()| {})))
            .add_if(or)
            .add_if(buttons)
    };
    view! {
        <Dialog open=open title=text::session::ENDED size=DialogSize::Small on_close=leave>
            {body()}
        </Dialog>
    }
    .into_any()
}

/// What is open.
fn here() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
