//! Views of one thing, of which one is seen.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::dom::{aria_bool, focus_selector, unique_id};

/// One tab and what it shows.
#[derive(Clone)]
pub struct Tab {
    label: &'static str,
    content: ViewFn,
}

impl Tab {
    pub fn new(label: &'static str, content: impl Into<ViewFn>) -> Self {
        Self { label, content: content.into() }
    }
}

/// Tabs that follow the arrow keys. Only the selected view is made.
#[component]
pub fn Tabs(
    /// What the tabs are views of; the accessible name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The selected tab's position.
    selected: RwSignal<usize>,
) -> impl IntoView {
    let id = unique_id();
    let tab_id = {
        let id = id.clone();
        move |index: usize| id.clone() + "-" + &index.to_string()
    };
    let count = tabs.len();
    let select = {
        let tab_id = tab_id.clone();
        move |index: usize| {
            selected.set(index);
            focus_selector(&("#".to_owned() + &tab_id(index)));
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        let at = selected.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        select(next);
    };
    let panel_id = id.clone() + "-panel";
    let heads = tabs.iter().map(|tab| tab.label).enumerate().map(|(index, label)| {
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(index)
                aria-selected=aria_bool(move || selected.get() == index)
                aria-controls=panel_id.clone()
                tabindex=move || if selected.get() == index { "0" } else { "-1" }
                on:click=move |_| selected.set(index)
            >
                {label}
            </button>
        }
    });
    let heads = heads.collect_view();
    let labelled = move || tab_id(selected.get());
    let content = move || tabs.get(selected.get()).map(|tab| tab.content.run());
    view! {
        <div>
            <div class="tabs" role="tablist" aria-label=label on:keydown=on_keydown>
                {heads}
            </div>
            <div
                class="tab-panel"
                role="tabpanel"
                id=panel_id
                aria-labelledby=labelled
                tabindex="0"
            >
                {content}
            </div>
        </div>
    }
    .into_any()
}
