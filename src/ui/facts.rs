//! What is known of one thing, as names and values.

use leptos::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
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
    view! {
        <div>
            <dt>{name}</dt>
            <dd class:mono=monospace>{children()}</dd>
        </div>
    }
}
