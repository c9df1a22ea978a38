//! From one page of a list to the next.

use leptos::prelude::*;

use super::{Icon, IconButton, Variant, words};

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
    view! {
        <nav class="pager" aria-label=words::PAGINATION>
            <span>{summary}</span>
            <IconButton
                label=words::PREVIOUS_PAGE
                icon=Icon::ChevronLeft
                variant=Variant::Default
                disabled_reason=no_previous
                on_click=on_previous
            />
            <IconButton
                label=words::NEXT_PAGE
                icon=Icon::ChevronRight
                variant=Variant::Default
                disabled_reason=no_next
                on_click=on_next
            />
        </nav>
    }
    .into_any()
}
