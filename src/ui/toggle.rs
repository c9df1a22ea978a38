//! A setting that is on or off and takes effect by itself.

use leptos::prelude::*;

use super::{
    Tooltip,
    dom::{aria_bool, aria_true, unique_id},
};

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
) -> impl IntoView {
    let id = unique_id();
    let label_id = id.clone();
    let hint_id = hint.is_some().then(|| id.clone() + "-hint");
    let described_by = hint_id.clone();
    let inert = move || busy.get() || disabled_reason.read().is_some();
    let flip = move || {
        if !untrack(inert) {
            on_change.run(!checked.get_untracked());
        }
    };
    view! {
        <div class="toggle">
            <Tooltip text=disabled_reason>
                <button
                    type="button"
                    role="switch"
                    class="switch"
                    aria-checked=aria_bool(move || checked.get())
                    aria-labelledby=id
                    aria-describedby=described_by
                    aria-disabled=aria_true(inert)
                    on:click=move |_| flip()
                ></button>
            </Tooltip>
            <div>
                <span class="toggle-label" id=label_id on:click=move |_| flip()>
                    {label}
                </span>
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            </div>
        </div>
    }
    .into_any()
}
