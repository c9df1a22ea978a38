//! Views of one thing, of which one is seen.

use leptos::prelude::*;
use web_sys::Event;

use super::{
    El,
    dom::{focus_selector, key, unique_id},
    el,
};

/// One tab and what it shows.
#[derive(Clone)]
pub struct Tab {
    label: &'static str,
    content: ViewFn,
}

impl Tab {
    pub fn new(label: impl Into<&'static str>, content: impl Into<ViewFn>) -> Self {
        Self { label: label.into(), content: content.into() }
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
    let on_keydown = move |event: Event| {
        let at = selected.get_untracked();
        let next = match key(&event).as_str() {
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
    let list = el("div")
        .class("tabs")
        .attr("role", "tablist")
        .bind("aria-label", move || Some(label.get()))
        .on("keydown", on_keydown);
    let head = |(index, tab): (usize, &Tab)| {
        el("button")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", &tab_id(index))
            .bind_bool("aria-selected", move || selected.get() == index)
            .attr("aria-controls", &panel_id)
            .bind("tabindex", move || Some(if selected.get() == index { "0" } else { "-1" }))
            .on("click", move |_| selected.set(index))
            .say(tab.label)
    };
    let list = tabs.iter().enumerate().map(head).fold(list, El::add);
    let panel = el("div")
        .class("tab-panel")
        .attr("role", "tabpanel")
        .attr("id", &panel_id)
        .bind("aria-labelledby", move || Some(tab_id(selected.get())))
        .attr("tabindex", "0")
        .show(move || tabs.get(selected.get()).map(|tab| tab.content.run()));
    el("div").add(list).add(panel)
}
