//! From one page of a list to the next.

use leptos::prelude::*;

use crate::{
    client::Total,
    reactive::{effect, memo},
    text,
    ui::{Pager, dynamic, use_notices},
};

/// The way through a list of more than one page; `turn` is told the page to go to, from 1.
pub(crate) fn paging(
    page: Memo<u64>,
    per_page: u64,
    total: Memo<Total>,
    turn: Callback<u64>,
) -> AnyView {
    // The pager stays from page to page: one of its buttons has the focus.
    let long = memo(move |_| total.get().count > per_page);
    let summary = move || text::seen(page.get(), per_page, total.get());
    let first = move || (page.get() == 1).then(|| text::FIRST_PAGE.to_owned());
    let last = move || {
        let total = total.get();
        let over = !total.at_least && page.get() * per_page >= total.count;
        over.then(|| text::LAST_PAGE.to_owned())
    };
    let pager = move || {
        view! {
            <Pager
                summary=summary
                no_previous=first
                no_next=last
                on_previous=move |()| turn.run(page.get_untracked() - 1)
                on_next=move |()| turn.run(page.get_untracked() + 1)
            />
        }
        .into_any()
    };
    dynamic(move || long.get().then(pager))
}

/// Leads from a page past the end, as where its last row was deleted, to the last page; `replace` goes there in place of this one.
pub(crate) fn keep_within(per_page: u64, total: Memo<Total>, replace: impl Fn(u64) + 'static) {
    effect(move || {
        let total = total.get();
        if total.is_beyond {
            replace(total.count.div_ceil(per_page));
        }
    });
}

/// Says once what a list shows now that something else was asked of it: which part after a turn of the page, else what `found` says of how
/// many there are. `arrived` reads the list, and so notices each answer; `asked` gives the page, and what else was asked.
pub(crate) fn announce_found<K: PartialEq + Clone + Send + Sync + 'static>(
    per_page: u64,
    arrived: impl Fn() -> Option<Total> + 'static,
    asked: impl Fn() -> (u64, K) + 'static,
    found: impl Fn(Total) -> String + 'static,
) {
    let notices = use_notices();
    let said = StoredValue::new(untrack(&asked));
    effect(move || {
        let Some(total) = arrived().filter(|total| !total.is_beyond) else { return };
        let (page, narrowed) = untrack(&asked);
        let (said_page, said_narrowed) = said.get_value();
        if narrowed != said_narrowed {
            notices.announce(found(total));
        } else if page != said_page {
            notices.announce(text::seen(page, per_page, total));
        }
        said.set_value((page, narrowed));
    });
}

/// The same for a list of which only the page is asked.
pub(crate) fn announce_page(
    per_page: u64,
    arrived: impl Fn() -> Option<Total> + 'static,
    page: impl Fn() -> u64 + 'static,
) {
    let found = move |total| text::seen(1, per_page, total);
    announce_found(per_page, arrived, move || (page(), ()), found);
}
