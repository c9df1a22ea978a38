//! A yes or no that is sent with the rest of its form.

use leptos::prelude::*;

use super::dom::unique_id;

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
    view! {
        <div class="checkbox">
            <input
                id=id.clone()
                type="checkbox"
                aria-describedby=hint_id.clone()
                disabled=disabled
                prop:checked=checked
                on:change=move |event| checked.set(event_target_checked(&event))
            />
            <div>
                <label for=id>{label}</label>
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            </div>
        </div>
    }
    .into_any()
}
