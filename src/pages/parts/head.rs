//! The head of a page: where it is, what it is called, what can be done on it.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    client::session::service_name,
    pages::project::ProjectCx,
    reactive::effect,
    text,
    ui::{Breadcrumbs, Crumb, el, focus_page_title, several},
};

thread_local! {
    /// Whether a page was shown before this one: the browser itself places the focus on the first.
    static MOVED: Cell<bool> = const { Cell::new(false) };
}

/// Names the browser's tab, and hands the focus to the page when one came here from another.
pub(crate) fn use_title(title: Signal<String>) {
    let project = use_context::<ProjectCx>();
    effect(move || {
        let project = project.map(|project| project.name()).unwrap_or_default();
        document().set_title(&text::document_title(&title.get(), &project, &service_name()));
    });
    if MOVED.replace(true) {
        request_animation_frame(|| {
            if document().query_selector("dialog[open]").ok().flatten().is_none() {
                focus_page_title();
            }
        });
    }
}

/// Leaves the focus where it is, if that is not in the page that goes, when the next one comes: nobody has asked for it just now.
#[cfg(feature = "split")]
pub(crate) fn leave_focus() {
    let focused = document().active_element().filter(|it| it.tag_name() != "BODY");
    if focused.is_some_and(|it| it.closest("main").is_ok_and(|main| main.is_none())) {
        MOVED.set(false);
    }
}

/// The title, what leads here from the top down without the page itself, one sentence, and the buttons of the page.
pub(crate) fn page_head(
    title: Signal<String>,
    way: Option<Signal<Vec<Crumb>>>,
    intro: String,
    actions: AnyView,
) -> AnyView {
    use_title(title);
    let way = way.map(|way| {
        let way = Signal::derive(move || {
            let mut way = way.get();
            way.push(Crumb::here(title.get()));
            way
        });
        view! { <Breadcrumbs items=way /> }.into_any()
    });
    let name = el("div")
        .add(el("h1").attr("tabindex", "-1").text(move || title.get()))
        .add(el("p").class("muted").say(&intro));
    let head = el("div").class("page-head").add(name);
    let head = head.add(el("div").class("actions").add(actions));
    several([way.into_any(), head.into_any()])
}
