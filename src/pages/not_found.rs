//! What an address shows that leads nowhere.

use leptos::prelude::*;

use super::{parts::use_title, top_bar::TopBar};
use crate::{
    paths, text,
    ui::{EmptyState, Icon, LinkButton, Variant},
};

/// The page for every unknown address.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <TopBar />
        <main class="page alone" id="main" tabindex="-1">
            {nothing_here(text::NOT_FOUND, text::NOT_FOUND_TEXT)}
        </main>
    }
}

/// Says what is not here, and leads to what is.
pub(crate) fn nothing_here(title: &'static str, explanation: &'static str) -> AnyView {
    use_title(Signal::stored(title.to_owned()));
    let home = || {
        view! {
            <LinkButton href=paths::PROJECTS variant=Variant::Primary>
                {text::TO_PROJECTS}
            </LinkButton>
        }
    };
    view! {
        <h1 class="visually-hidden" tabindex="-1">
            {title}
        </h1>
        <EmptyState title=title icon=Icon::Search action=home>
            <p>{explanation}</p>
        </EmptyState>
    }
    .into_any()
}
