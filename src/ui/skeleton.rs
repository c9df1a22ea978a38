//! The shape of what is still loading, of the same size, so that nothing moves when it comes.

use leptos::prelude::*;

use super::{El, el};

/// Lines of text to come.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let skeleton = el("div").class("skeleton").attr("aria-hidden", "true");
    (0..lines).map(|_| el("span")).fold(skeleton, El::add)
}

/// Rows to come, inside a [`Table`](super::Table).
#[component]
pub fn SkeletonRows(
    #[prop(default = 3)] rows: usize,
    /// As many as the table has headings.
    columns: usize,
) -> impl IntoView {
    let cell = |_| el("td").class("skeleton").add(el("span"));
    let row = |_| {
        let row = el("tr").attr("aria-hidden", "true");
        (0..columns).map(cell).fold(row, El::add).into_any()
    };
    (0..rows).map(row).collect_view()
}
