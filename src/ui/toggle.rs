//! A setting that is on or off and takes effect by itself.

use leptos::prelude::*;

use super::{Tooltip, dom::unique_id, el};

/// A switch. It shows what `checked` says; the owner decides whether a click changes that.
#[component]
pub fn Toggle(
    /// What is on or off; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told the wished state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What being on means.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether a change is on its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Hides the label from sight, where the place says what is on or off.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let id = unique_id();
    let hint_id = hint.is_some().then(|| id.clone() + "-hint");
    let inert = move || busy.get() || disabled_reason.read().is_some();
    let flip = move || {
        if !untrack(inert) {
            on_change.run(!checked.get_untracked());
        }
    };
    let switch = el("button")
        .attr("type", "button")
        .attr("role", "switch")
        .class("switch")
        .bind_bool("aria-checked", move || checked.get())
        .attr("aria-labelledby", &id)
        .attr_if("aria-describedby", hint_id.as_deref())
        .bind_true("aria-disabled", inert)
        .on("click", move |_| flip());
    let label = el("span")
        .class(if hide_label { "visually-hidden" } else { "toggle-label" })
        .attr("id", &id)
        .on("click", move |_| flip())
        .text(move || label.get());
    let hint = hint.map(|hint| el("p").class("hint").attr_if("id", hint_id).say(&hint));
    el("div")
        .class("toggle")
        .add(view! { <Tooltip text=disabled_reason>{switch}</Tooltip> })
        .add(el("div").add(label).add_if(hint))
}
