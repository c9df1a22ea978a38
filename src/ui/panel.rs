//! A framed part of a page with a title of its own.

use leptos::prelude::*;

use super::{Icon, dom::unique_id, el, icon};

/// A region named by its heading.
#[component]
pub fn Panel(
    /// Its heading (h2) and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Shown beside the heading.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// One sentence under the heading.
    #[prop(optional, into)]
    description: Option<String>,
    /// Badges and buttons, at the end of the heading's line.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// What it holds.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = unique_id();
    let shown = icon.map(|shown| el("span").class("panel-icon").add(icon::icon(shown)));
    let title = el("div")
        .class("panel-title")
        .add(el("h2").attr("id", &id).text(move || title.get()))
        .add_if(description.map(|text| el("p").class("muted").say(&text)));
    let head = el("header")
        .class("panel-head")
        .add_if(shown)
        .add(title)
        .add(el("div").class("actions").add(actions.run()));
    let body = children.map(|children| el("div").class("panel-body").add(children()));
    el("section").class("panel").attr("aria-labelledby", &id).add(head).add_if(body)
}
