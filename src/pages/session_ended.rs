//! Signing in again over what is open, when a session has ended.

use leptos::prelude::*;

use super::sign_in::sign_in_form;
use crate::{
    client::session,
    paths, text,
    ui::{Dialog, DialogSize, el, several},
};

/// The dialog. What waits for it goes on by itself after it.
pub(crate) fn session_ended() -> AnyView {
    let open = Signal::derive(|| session::ended().get());
    // The sign-in page is loaded anew: somebody else may sign in there, and nothing of this person stays in memory.
    let leave = |()| {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let _ = location.assign(&paths::sign_in(&here));
    };
    let body = || {
        let email = untrack(session::email).unwrap_or_default();
        several([
            el("p").say(text::session::ENDED_TEXT).into_any(),
            sign_in_form(email, Callback::new(|()| {})),
        ])
    };
    view! {
        <Dialog open=open title=text::session::ENDED size=DialogSize::Small on_close=leave>
            {body()}
        </Dialog>
    }
    .into_any()
}
