//! One item of an accordion.

use leptos::prelude::*;

use super::{
    Icon,
    dom::{aria_bool, unique_id},
    icon,
};

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
    view! {
        <div class="disclosure" class:open=open>
            <h3>
                <button
                    type="button"
                    id=button_id.clone()
                    aria-expanded=aria_bool(move || open.get())
                    aria-controls=id.clone()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {title}
                    {icon(Icon::ChevronDown)}
                </button>
            </h3>
            <div
                class="disclosure-body"
                id=id
                role="group"
                aria-labelledby=button_id
                hidden=move || !open.get()
            >
                {children()}
            </div>
        </div>
    }
    .into_any()
}
