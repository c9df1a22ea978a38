//! What an address shows that leads nowhere.

use leptos::prelude::*;

use super::{parts::use_title, top_bar::top_bar};
use crate::{
    language::Text,
    paths, text,
    ui::{LinkButton, Variant, el, several},
};

/// The page for every unknown address.
pub(crate) fn not_found() -> AnyView {
    let bar = top_bar(None);
    let main = el("main").class("page alone").attr("id", "main").attr("tabindex", "-1");
    several([bar, main.add(nothing_here(text::NOT_FOUND, text::NOT_FOUND_TEXT)).into_any()])
}

/// Says what is not here, and leads to what is.
pub(crate) fn nothing_here(title: Text, explanation: Text) -> AnyView {
    use_title(Signal::stored(title.to_owned()));
    let home = view! {
        <LinkButton href=paths::PROJECTS variant=Variant::Primary>
            {text::TO_PROJECTS}
        </LinkButton>
    };
    let words = el("div")
        .add(el("h1").attr("tabindex", "-1").say(title))
        .add(el("p").class("muted").say(explanation));
    several([
        el("div").class("page-head").add(words).into_any(),
        el("div").class("actions").add(home).into_any(),
    ])
}
