//! From one page of a list to the next.

use leptos::prelude::*;

use crate::language::Text;

use super::{Icon, IconButton, Variant, el, words};

/// A line under a list: where one is, and the way back and on.
#[component]
pub fn Pager(
    /// Where one is, such as "101 to 200 of 10,000".
    #[prop(into)]
    summary: Signal<String>,
    /// Why there is no way back; `None` where there is one.
    #[prop(into)]
    no_previous: Signal<Option<String>>,
    /// Why there is no way on; `None` where there is one.
    #[prop(into)]
    no_next: Signal<Option<String>>,
    #[prop(into)] on_previous: Callback<()>,
    #[prop(into)] on_next: Callback<()>,
) -> impl IntoView {
    let step = |label: Text, icon, reason: Signal<Option<String>>, on_click: Callback<()>| {
        view! {
            <IconButton
                label=label
                icon=icon
                variant=Variant::Default
                disabled_reason=reason
                on_click=on_click
            />
        }
    };
    el("nav")
        .class("pager")
        .attr("aria-label", words::PAGINATION)
        .add(el("span").text(move || summary.get()))
        .add(step(words::PREVIOUS_PAGE, Icon::ChevronLeft, no_previous, on_previous))
        .add(step(words::NEXT_PAGE, Icon::ChevronRight, no_next, on_next))
}
