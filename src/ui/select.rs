//! Choosing one of a few.

use leptos::prelude::*;

use super::{
    dom::unique_id,
    el,
    field::{described_by, frame},
};

/// One entry of a [`Select`].
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The browser's own drop-down list, labelled.
#[component]
pub fn Select(
    /// What to choose; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value; empty while nothing is chosen.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// An entry without a value that stands first, such as "Choose a role".
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Told the new value after each change by the person.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Whether it can be used now; say in `hint` why not.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    /// Hides the label from sight, where the place says what to choose.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let id = unique_id();
    let changed = move |text: String| {
        value.set(text.clone());
        if let Some(on_change) = on_change {
            on_change.run(text);
        }
    };
    let entry = move |choice: Choice| {
        let own = choice.value.clone();
        el("option")
            .attr("value", &choice.value)
            .prop("selected", move || *value.read() == own)
            .say(&choice.label)
            .into_any()
    };
    let first = placeholder.map(|label| entry(Choice { value: String::new(), label }));
    let control = el("select")
        .attr("id", &id)
        .class("input")
        .attr_if("required", required.then_some(""))
        .bind("disabled", move || disabled.get().then_some(""))
        .bind("aria-describedby", described_by(&id, error, hint))
        .bind_true("aria-invalid", move || error.read().is_some())
        .on("change", move |event| changed(event_target_value(&event)))
        .add_if(first)
        .show(move || options.get().into_iter().map(entry).collect_view());
    frame(id, label, hide_label, error, hint, control)
}
