//! The head of a page: where it is, what it is called, what can be done on it.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    client::session::service_name,
    pages::project::ProjectCx,
    text,
    ui::{Breadcrumbs, Crumb, focus_page_title},
};

thread_local! {
    /// Whether a page was shown before this one: the browser itself places the focus on the first.
    static MOVED: Cell<bool> = const { Cell::new(false) };
}

/// Names the browser's tab, and hands the focus to the page when one came here from another.
pub(crate) fn use_title(title: Signal<String>) {
    let project = use_context::<ProjectCx>();
    Effect::new(move || {
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

/// The title, what leads here, and the buttons of the page.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    /// From the top down, without the page itself.
    #[prop(optional, into)]
    crumbs: Option<Signal<Vec<Crumb>>>,
    /// One sentence under the title.
    #[prop(optional, into)]
    intro: String,
    #[prop(optional, into)] actions: ViewFnOnce,
) -> impl IntoView {
    use_title(title);
    let way = crumbs.map(|crumbs| {
        let way = move || {
            let mut way = crumbs.get();
            way.push(Crumb::here(title.get()));
            way
        };
        view! { <Breadcrumbs items=Signal::derive(way) /> }
    });
    view! {
        {way}
        <div class="page-head">
            <div>
                <h1 tabindex="-1">{title}</h1>
                <p class="muted">{intro}</p>
            </div>
            <div class="actions">{actions.run()}</div>
        </div>
    }
    .into_any()
}
