//! A yes or no that is sent with the rest of its form.

use leptos::prelude::*;

use super::{dom::unique_id, el};

/// The browser's own check box, labelled.
#[component]
pub fn Checkbox(
    /// What is said yes to; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is checked.
    checked: RwSignal<bool>,
    /// What checking it means.
    #[prop(optional, into)]
    hint: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let id = unique_id();
    let hint_id = hint.is_some().then(|| id.clone() + "-hint");
    let input = el("input")
        .attr("id", &id)
        .attr("type", "checkbox")
        .attr_if("aria-describedby", hint_id.as_deref())
        .bind("disabled", move || disabled.get().then_some(""))
        .prop("checked", move || checked.get())
        .on("change", move |event| checked.set(event_target_checked(&event)));
    let label = el("label").attr("for", &id).text(move || label.get());
    let hint = hint.map(|hint| el("p").class("hint").attr_if("id", hint_id).say(&hint));
    el("div").class("checkbox").add(input).add(el("div").add(label).add_if(hint))
}
