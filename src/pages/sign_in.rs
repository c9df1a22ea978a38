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
    language::{self, LANGUAGES},
    on_demand, paths, text,
    ui::{El, Icon, Variant, el, icon},
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
        .add(other_languages())
        .into_any()
}

/// The page in another language, for whom the browser did not tell the right one.
fn other_languages() -> El {
    let current = language::current();
    let others = LANGUAGES.into_iter().filter(|(code, _)| *code != current);
    others.fold(el("div").class("actions"), |row, (code, name)| {
        let button = el("button").class("button small").attr("type", "button").attr("lang", code);
        let button = button.attr("data-variant", "plain").say(name);
        row.add(button.on("click", move |_| language::choose(code)))
    })
}
