//! The clusters of a project, and which of them the customer's key encrypts.

mod create;
mod edits;
mod list_row;
mod review;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{
    Region,
    console::{Cluster, Page},
};

use self::{create::create_cluster, edits::Edits, list_row::list_row, review::review};
use super::ProjectCx;
use crate::{
    client::{self, encryption, remote::Remote},
    language::Text,
    pages::parts::{
        announce_page, ask_before_leaving, button, empty, keep_within, page_head, paging, reason,
        table, trouble_of_both, use_go, waiting,
    },
    paths,
    reactive::memo,
    text,
    ui::{Button, Icon, Keyed, Variant, contained, dynamic, el, keyed, several},
};

const COLUMNS: [Text; 5] = [
    text::clusters::CLUSTER,
    text::clusters::TIER,
    text::clusters::REGION,
    text::clusters::STATE,
    text::clusters::ENCRYPTION,
];

/// What the rows share.
#[derive(Clone, Copy)]
struct ListCx {
    project: ProjectCx,
    may_write: Memo<Option<bool>>,
    /// Whether the project has a key; `None` until the server has told.
    configured: Memo<Option<bool>>,
    edits: Edits,
}

/// What stands under the title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Trouble,
    Nothing,
    Rows,
}

/// The table, the edits that wait to be applied, and the way to one more cluster.
pub(crate) fn clusters(project: ProjectCx) -> AnyView {
    let go = use_go();
    let location = use_location();
    let page = memo(move |_| paths::page_of(&location.search.read()));
    let list = Remote::new(move || client::clusters::list(&project.id(), page.get()));
    let encryption = Remote::new(move || encryption::load(&project.id()));
    let configured =
        memo(move |_| encryption.value.read().as_ref().map(|it| it.settings.is_some()));
    let partition = memo(move |_| {
        let encryption = encryption.value.read();
        let region = encryption.as_ref()?.settings.as_ref()?.key.region.parse::<Region>().ok()?;
        Some(region.partition())
    });
    let may_write = memo(move |_| project.may_write());
    let cx = ListCx { project, may_write, configured, edits: Edits::new() };
    let creating = RwSignal::new(false);
    let reviewing = RwSignal::new(false);
    let action = dynamic(move || match may_write.get() {
        Some(true) => button(text::clusters::CREATE, Variant::Default, move || creating.set(true)),
        Some(false) => reason(text::clusters::READ_ONLY),
        None => ().into_any(),
    });
    // A table that is there stays there, so that its rows can.
    let shown = memo(move |_| match list.value.read().as_ref() {
        Some(page) if client::Total::of(page).is_beyond => Shown::Waiting,
        Some(page) if page.results.is_empty() => Shown::Nothing,
        Some(_) => Shown::Rows,
        None if list.failure.read().is_some() => Shown::Trouble,
        None => Shown::Waiting,
    });
    let content = contained(move || match shown.get() {
        Shown::Waiting => waiting(true),
        Shown::Trouble => ().into_any(),
        Shown::Nothing => {
            let explanation = match may_write.get() {
                Some(true) => text::clusters::EMPTY_TEXT,
                _ => text::clusters::EMPTY_TEXT_TO_READ,
            };
            let explanation = explanation.to_owned();
            empty(text::clusters::EMPTY, Icon::Database, explanation, ().into_any())
        }
        Shown::Rows => table(text::project::CLUSTERS, &COLUMNS, None, rows(list, cx)),
    });
    let total =
        memo(move |_| list.value.read().as_ref().map(client::Total::of).unwrap_or_default());
    let arrived = move || list.value.read().as_ref().map(client::Total::of);
    announce_page(client::clusters::PER_PAGE, arrived, move || page.get());
    let turn = Callback::new(move |page: u64| go.to(paths::clusters(&project.id(), page)));
    keep_within(client::clusters::PER_PAGE, total, move |page| {
        go.replace(paths::clusters(&project.id(), page));
    });
    let changed = Callback::new(move |()| {
        list.reload();
        encryption.reload();
    });
    let title = Signal::stored(text::project::CLUSTERS.to_owned());
    several([
        page_head(title, Some(project.crumbs(&[])), text::clusters::INTRO.to_owned(), action),
        trouble_of_both(list, encryption),
        content,
        paging(page, client::clusters::PER_PAGE, total, turn),
        pending(cx, reviewing),
        review(cx, reviewing, changed),
        create_cluster(project, creating, partition.into(), changed),
        ask_before_leaving(move || !cx.edits.wanted.read().is_empty()),
    ])
}

/// The rows. The one of a cluster stays when the list comes anew, with the focus in it.
fn rows(list: Remote<Page<Cluster>>, cx: ListCx) -> AnyView {
    let each = move || list.value.get().map(|page| page.results).unwrap_or_default();
    let live = move |first: Cluster| {
        let cluster = memo(move |_| {
            let list = list.value.read();
            let mut results = list.iter().flat_map(|page| &page.results);
            results.find(|it| it.name == first.name).unwrap_or(&first).clone()
        });
        list_row(cluster, cx)
    };
    keyed(move || {
        let row =
            |cluster: Cluster| Keyed::new(cluster.name.clone(), move || live(cluster).into_any());
        each().into_iter().map(row).collect()
    })
}

/// The edits, and the way to apply them.
fn pending(cx: ListCx, reviewing: RwSignal<bool>) -> AnyView {
    let none =
        move || cx.edits.wanted.read().is_empty().then(|| text::clusters::NO_CHANGES.to_owned());
    let said = move || match cx.edits.wanted.read().len() {
        0 => String::new(),
        count => text::clusters::edits(count),
    };
    let any = memo(move |_| !cx.edits.wanted.read().is_empty());
    let discard =
        move || button(text::clusters::DISCARD, Variant::Default, move || cx.edits.discard());
    let buttons = move || {
        let review = view! {
            <Button
                variant=Variant::Primary
                disabled_reason=Signal::derive(none)
                on_click=move |()| reviewing.set(true)
            >
                {text::clusters::REVIEW}
            </Button>
        };
        el("div")
            .class("actions pending")
            .show(move || any.get().then(discard))
            .add(review)
            .add(el("span").class("muted").attr("role", "status").text(said))
    };
    dynamic(move || (cx.may_write.get() == Some(true)).then(buttons))
}
