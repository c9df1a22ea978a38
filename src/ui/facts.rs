//! What is known of one thing, as names and values.

use leptos::prelude::*;

use super::el;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    el("dl").class("facts").add(children())
}

/// One name and its value.
#[component]
pub fn Fact(
    #[prop(into)] name: String,
    /// For what is read letter by letter.
    #[prop(optional)]
    monospace: bool,
    children: Children,
) -> impl IntoView {
    let value = el("dd").attr_if("class", monospace.then_some("mono")).add(children());
    el("div").add(el("dt").say(&name)).add(value)
}
