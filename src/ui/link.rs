//! Links that are more than text.

use leptos::prelude::*;

use super::{Icon, Variant, el, icon, words};

/// A link to another site, in a new tab, which it says.
#[component]
pub fn ExternalLink(#[prop(into)] href: String, children: Children) -> impl IntoView {
    el("a")
        .class("external")
        .attr("href", &href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .add(children())
        .add(icon(Icon::External))
        .add(el("span").class("visually-hidden").say(" ").say(words::NEW_TAB))
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] variant: Variant,
    #[prop(optional, into)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    el("a")
        .class("button")
        .attr("data-variant", variant.name())
        .bind("href", move || Some(href.get()))
        .add_if(icon.map(icon::icon))
        .add(children())
}
