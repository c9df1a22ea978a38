//! Tables and their rows.

use leptos::prelude::*;

use crate::{
    language::Text,
    ui::{Column, El, Table, el},
};

/// A table whose first column names each row. The last heading may be hidden, for the rows' buttons.
pub(crate) fn table(
    label: Text,
    columns: &[Text],
    buttons: Option<Text>,
    rows: AnyView,
) -> AnyView {
    let mut columns: Vec<Column> = columns.iter().copied().map(Column::new).collect();
    columns.extend(buttons.map(Column::hidden));
    table_of(label, columns, rows)
}

/// The same with other columns, such as those that sort.
pub(crate) fn table_of(label: Text, columns: Vec<Column>, rows: AnyView) -> AnyView {
    view! {
        <Table label=label columns=columns>
            {rows}
        </Table>
    }
    .into_any()
}

/// A row: what it is about, and its cells under their headings.
pub(crate) fn row(about: impl IntoAny, cells: Vec<El>) -> AnyView {
    let heading = el("th").attr("scope", "row").add(about);
    cells.into_iter().fold(el("tr").add(heading), El::add).into_any()
}

/// A cell under the heading of that text.
pub(crate) fn cell(label: Text) -> El {
    el("td").attr("data-label", label)
}
