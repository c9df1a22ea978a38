//! One item of an accordion.

use leptos::prelude::*;

use super::{Icon, dom::unique_id, el, icon};

/// A heading that shows and hides what stands under it. The content is there from the start, so
/// that what was typed stays and opening costs nothing.
#[component]
pub fn Disclosure(
    /// The heading (h3) and the button's name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open; several items may share the rule that one is.
    open: RwSignal<bool>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let id = unique_id();
    let button_id = id.clone() + "-button";
    let button = el("button")
        .attr("type", "button")
        .attr("id", &button_id)
        .bind_bool("aria-expanded", move || open.get())
        .attr("aria-controls", &id)
        .on("click", move |_| open.update(|open| *open = !*open))
        .text(move || title.get())
        .add(icon(Icon::ChevronDown));
    let body = el("div")
        .class("disclosure-body")
        .attr("id", &id)
        .attr("role", "group")
        .attr("aria-labelledby", &button_id)
        .bind("hidden", move || (!open.get()).then_some(""))
        .add(children());
    el("div")
        .class("disclosure")
        .class_if("open", move || open.get())
        .add(el("h3").add(button))
        .add(body)
}
