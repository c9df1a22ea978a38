//! Where the page stands.

use leptos::prelude::*;

use super::{Icon, icon, words};

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
        let text = if crumb.href.is_empty() {
            view! { <span aria-current="page">{crumb.label}</span> }.into_any()
        } else {
            view! {
                <a href=crumb.href>{crumb.label}</a>
                {icon(Icon::ChevronRight)}
            }
            .into_any()
        };
        view! { <li>{text}</li> }
    };
    view! {
        <nav class="breadcrumbs" aria-label=words::BREADCRUMBS>
            <ol>{move || items.get().into_iter().map(step).collect_view()}</ol>
        </nav>
    }
    .into_any()
}
