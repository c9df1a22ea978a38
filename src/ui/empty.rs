//! What stands where there is nothing yet.

use leptos::prelude::*;

use super::{Icon, el, icon};

/// Says what would be here and how it comes here.
#[component]
pub fn EmptyState(
    /// What there is none of.
    #[prop(into)]
    title: String,
    #[prop(default = Icon::Folder)] icon: Icon,
    /// The one way to change that.
    #[prop(optional, into)]
    action: ViewFnOnce,
    /// What it is good for.
    children: Children,
) -> impl IntoView {
    el("div")
        .class("empty")
        .add(icon::icon(icon))
        .add(el("h2").say(&title))
        .add(el("div").class("muted").add(children()))
        .add(action.run())
}
