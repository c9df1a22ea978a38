//! Signing in again over what is open, when a session has ended.

use leptos::prelude::*;

use super::sign_in::SignInForm;
use crate::{
    client::session,
    paths, text,
    ui::{Dialog, DialogSize},
};

/// The dialog. What waits for it goes on by itself after it.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let open = Signal::derive(|| session::ended().get());
    // The sign-in page is loaded anew: somebody else may sign in there, and nothing of this person stays in memory.
    let leave = |()| {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let _ = location.assign(&paths::sign_in(&here));
    };
    view! {
        <Dialog open=open title=text::session::ENDED size=DialogSize::Small on_close=leave>
            <p>{text::session::ENDED_TEXT}</p>
            <SignInForm known_email=untrack(session::email).unwrap_or_default() on_done=|()| {} />
        </Dialog>
    }
}
