//! That something is going on, and how far.

use leptos::prelude::*;

use super::el;

/// The turning ring alone.
pub(super) fn ring() -> AnyView {
    el("span").class("spinner").attr("aria-hidden", "true").into_any()
}

/// Something goes on, nobody knows how long.
#[component]
pub fn Spinner(
    /// What goes on, beside the turning ring.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    el("span").class("working").add(ring()).text(move || label.get())
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
    let bar = el("progress").attr("max", "1").prop("value", move || value.get());
    el("label").class("progress").text(move || label.get()).add(bar)
}
