//! Links that are more than text.

use leptos::prelude::*;

use super::{Icon, Variant, icon, words};

/// A link to another site, in a new tab, which it says.
#[component]
pub fn ExternalLink(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! {
        <a class="external" href=href target="_blank" rel="noopener noreferrer">
            {children()}
            {icon(Icon::External)}
            <span class="visually-hidden">{" "}{words::NEW_TAB}</span>
        </a>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] variant: Variant,
    #[prop(optional, into)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button" data-variant=variant.name() href=href>
            {icon.map(icon::icon)}
            {children()}
        </a>
    }
    .into_any()
}
