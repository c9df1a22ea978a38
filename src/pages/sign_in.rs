//! Signing in.

mod form;
mod problem;
mod providers;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub(super) use form::sign_in_form;
pub(crate) use problem::sign_in_problem;
pub(super) use providers::provider_buttons;

use super::parts::{use_go, use_title};
use crate::{
    client::session,
    on_demand, paths, text,
    ui::{Icon, Variant, el, icon},
};

/// The sign-in page. It leads back to where the person wanted to go.
pub(crate) fn sign_in() -> AnyView {
    let go = use_go();
    let search = use_location().search.get_untracked();
    let next = paths::after_sign_in(&search, session::next_after_provider());
    if untrack(session::email).is_some() {
        go.replace(next);
        return ().into_any();
    }
    use_title(Signal::stored(text::session::TITLE.to_owned()));
    let service = session::service_name();
    let buttons = provider_buttons(&next, Variant::Default);
    let intro = match buttons {
        Some(_) => text::session::OR.to_owned(),
        None => text::session::intro(&service),
    };
    let problem =
        paths::query_value(&search, "problem").map(|_| on_demand::sign_in_problem(search));
    let done = Callback::new(move |()| go.replace(next.clone()));
    let words = el("div")
        .class("stack")
        .add(el("h1").attr("tabindex", "-1").say(text::session::TITLE))
        .add_if(problem)
        .add_if(buttons)
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
