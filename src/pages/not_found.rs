//! What an address shows that leads nowhere.

use leptos::prelude::*;

use super::{
    parts::{empty, use_title},
    top_bar::top_bar,
};
use crate::{
    paths, text,
    ui::{Icon, LinkButton, Variant, el, several},
};

/// The page for every unknown address.
pub(crate) fn not_found() -> AnyView {
    let bar = top_bar(None);
    let main = el("main").class("page alone").attr("id", "main").attr("tabindex", "-1");
    several([bar, main.add(nothing_here(text::NOT_FOUND, text::NOT_FOUND_TEXT)).into_any()])
}

/// Says what is not here, and leads to what is.
pub(crate) fn nothing_here(title: &'static str, explanation: &'static str) -> AnyView {
    use_title(Signal::stored(title.to_owned()));
    let home = view! {
        <LinkButton href=paths::PROJECTS variant=Variant::Primary>
            {text::TO_PROJECTS}
        </LinkButton>
    };
    several([
        el("h1").class("visually-hidden").attr("tabindex", "-1").say(title).into_any(),
        empty(title, Icon::Search, explanation.to_owned(), home.into_any()),
    ])
}
