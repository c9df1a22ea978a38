//! Signing in.

mod form;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub(super) use form::sign_in_form;

use super::parts::{use_go, use_title};
use crate::{
    client::session,
    paths, text,
    ui::{Icon, el, icon},
};

/// The sign-in page. It leads back to where the person wanted to go.
pub(crate) fn sign_in() -> AnyView {
    let go = use_go();
    let next = paths::after_sign_in(&use_location().search.get_untracked());
    if untrack(session::email).is_some() {
        go.replace(next);
        return ().into_any();
    }
    use_title(Signal::stored(text::session::TITLE.to_owned()));
    let service = session::service_name();
    let intro = text::session::intro(&service);
    let done = Callback::new(move |()| go.replace(next.clone()));
    let words = el("div")
        .class("stack")
        .add(el("h1").attr("tabindex", "-1").say(text::session::TITLE))
        .add(el("p").class("muted").say(&intro));
    el("main")
        .class("centered")
        .attr("id", "main")
        .attr("tabindex", "-1")
        .add(el("span").class("brand").add(icon(Icon::Shield)).say(&service))
        .add(words)
        .add(sign_in_form(String::new(), done))
        .into_any()
}
