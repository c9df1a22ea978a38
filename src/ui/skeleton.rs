//! The shape of what is still loading, of the same size, so that nothing moves when it comes.

use leptos::prelude::*;

/// Lines of text to come.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <span></span> }).collect_view();
    view! { <div class="skeleton" aria-hidden="true">{lines}</div> }.into_any()
}

/// Rows to come, inside a [`Table`](super::Table).
#[component]
pub fn SkeletonRows(
    #[prop(default = 3)] rows: usize,
    /// As many as the table has headings.
    columns: usize,
) -> impl IntoView {
    let row = move |_| {
        let cells =
            (0..columns).map(|_| view! { <td class="skeleton"><span></span></td> }).collect_view();
        view! { <tr aria-hidden="true">{cells}</tr> }
    };
    (0..rows).map(row).collect_view().into_any()
}
