//! That something is going on, and how far.

use leptos::prelude::*;

/// The turning ring alone.
pub(super) fn ring() -> AnyView {
    view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
}

/// Something goes on, nobody knows how long.
#[component]
pub fn Spinner(
    /// What goes on, beside the turning ring.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="working">
            {ring()}
            {label}
        </span>
    }
}

/// Something goes on, and it is known how far.
#[component]
pub fn Progress(
    /// What goes on; its accessible name, shown above the bar.
    #[prop(into)]
    label: Signal<String>,
    /// From 0 to 1.
    #[prop(into)]
    value: Signal<f64>,
) -> impl IntoView {
    view! {
        <label class="progress">
            {label}
            <progress max="1" prop:value=value></progress>
        </label>
    }
}
