//! Quiet tables. On narrow screens every row becomes a card.
//!
//! The rows are plain HTML. A cell says what it is with `data-label` (shown on cards); the row's
//! header is `<th scope="row">`; the cell of the buttons has the class `row-actions`; a row just
//! made has `class="fresh"`: `<tr><th scope="row">…</th><td data-label="Created">…</td><td
//! class="row-actions">…</td></tr>`.

use leptos::prelude::*;

use super::{El, Icon, el, icon};

/// Which way a column is sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    Ascending,
    Descending,
}

/// What makes a column sortable.
#[derive(Clone, Copy)]
pub struct Sort {
    /// How the rows are sorted by this column now, if they are.
    pub direction: Signal<Option<SortDirection>>,
    /// Sorts by this column, or turns the direction.
    pub on_sort: Callback<()>,
}

/// One column's heading.
#[derive(Clone)]
pub struct Column {
    label: &'static str,
    hidden: bool,
    sort: Option<Sort>,
}

impl Column {
    /// A column with a heading.
    pub fn new(label: impl Into<&'static str>) -> Self {
        Self { label: label.into(), hidden: false, sort: None }
    }

    /// A column whose heading only screen readers hear, such as that of the row's buttons.
    pub fn hidden(label: impl Into<&'static str>) -> Self {
        Self { label: label.into(), hidden: true, sort: None }
    }

    /// Makes the heading a button that sorts.
    pub fn sortable(mut self, sort: Sort) -> Self {
        self.sort = Some(sort);
        self
    }
}

/// A table with a sticky header.
#[component]
pub fn Table(
    /// Its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The headings.
    columns: Vec<Column>,
    /// The rows, as `<tr>`.
    children: Children,
) -> impl IntoView {
    let head = columns.into_iter().map(heading).fold(el("tr"), El::add);
    el("table")
        .class("table")
        .add(el("caption").class("visually-hidden").text(move || label.get()))
        .add(el("thead").add(head))
        .add(el("tbody").add(children()))
}

fn heading(column: Column) -> El {
    let heading = el("th").attr("scope", "col");
    let Some(Sort { direction, on_sort }) = column.sort else {
        let hidden = column.hidden.then_some("visually-hidden");
        return heading.add(el("span").attr_if("class", hidden).say(column.label));
    };
    let order = move || {
        Some(match direction.get()? {
            SortDirection::Ascending => "ascending",
            SortDirection::Descending => "descending",
        })
    };
    let button = el("button")
        .attr("type", "button")
        .class("sort")
        .on("click", move |_| on_sort.run(()))
        .say(column.label)
        .add(icon(Icon::ChevronDown));
    heading.bind("aria-sort", order).add(button)
}
