//! Where the page stands.

use leptos::prelude::*;

use super::{Icon, el, icon, words};

/// One step of the way; the last one is the page itself and carries no address.
#[derive(Clone)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }

    /// The page itself.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: String::new() }
    }
}

/// The way from the top to this page.
#[component]
pub fn Breadcrumbs(
    /// From the top down.
    #[prop(into)]
    items: Signal<Vec<Crumb>>,
) -> impl IntoView {
    let step = |crumb: Crumb| {
        let step = el("li");
        let step = if crumb.href.is_empty() {
            step.add(el("span").attr("aria-current", "page").say(&crumb.label))
        } else {
            step.add(el("a").attr("href", &crumb.href).say(&crumb.label))
                .add(icon(Icon::ChevronRight))
        };
        step.into_any()
    };
    let steps = move || items.get().into_iter().map(step).collect_view();
    el("nav").class("breadcrumbs").attr("aria-label", words::BREADCRUMBS).add(el("ol").show(steps))
}
