//! Text fields, and the frame that every field shares.

use leptos::prelude::*;

use super::{
    dom::{aria_true, unique_id},
    icon,
};

/// A labelled text field, single line or several.
#[component]
pub fn TextField(
    /// What to enter; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// What is wrong with the text and what to do; marks the field as invalid.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Told the new text after each change by the person.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Told when the field is left, a good moment to judge the text.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// `text`, `email`, `password`, `search`, `url`.
    #[prop(default = "text")]
    input_type: &'static str,
    /// The name under which password managers and forms know it.
    #[prop(optional)]
    name: &'static str,
    /// A token of the HTML standard, such as `username`, `current-password` or `off`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// For what is read letter by letter: ARNs, names, commands. Also turns spelling help off.
    #[prop(optional)]
    monospace: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] readonly: Signal<bool>,
    /// An example of the form, never the only help.
    #[prop(optional, into)]
    placeholder: String,
    /// Hides the label from sight, where the place says what to enter (a search field).
    #[prop(optional)]
    hide_label: bool,
    /// Shown inside, at the start.
    #[prop(optional)]
    icon: Option<super::Icon>,
    /// More than one makes a text area.
    #[prop(default = 1)]
    rows: u32,
    /// Takes the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = unique_id();
    let changed = move |text: String| {
        value.set(text.clone());
        if let Some(on_input) = on_input {
            on_input.run(text);
        }
    };
    // A field that goes while it has the focus is left too, when nobody is there to be told any more.
    let blurred = move || {
        if let Some(on_blur) = on_blur {
            on_blur.try_run(());
        }
    };
    let described = described_by(&id, error, hint);
    let invalid = aria_true(move || error.read().is_some());
    let (spelling, capitals) = if monospace { ("false", "none") } else { ("true", "sentences") };
    let autofocus = autofocus.then_some("");
    let control = if rows > 1 {
        view! {
            <textarea
                id=id.clone()
                class="input"
                class:mono=monospace
                name=name
                rows=rows
                autocomplete=autocomplete
                spellcheck=spelling
                autocapitalize=capitals
                required=required
                readonly=readonly
                placeholder=placeholder
                data-autofocus=autofocus
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| changed(event_target_value(&event))
                on:blur=move |_| blurred()
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                class="input"
                class:mono=monospace
                type=input_type
                name=name
                autocomplete=autocomplete
                spellcheck=spelling
                autocapitalize=capitals
                required=required
                readonly=readonly
                placeholder=placeholder
                data-autofocus=autofocus
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| changed(event_target_value(&event))
                on:blur=move |_| blurred()
            />
        }
        .into_any()
    };
    let control = match icon {
        Some(shown) => {
            view! { <div class="input-icon">{icon::icon(shown)}{control}</div> }.into_any()
        }
        None => control,
    };
    frame(id, label, hide_label, error, hint, control)
}

/// The ids of the hint and the error, as far as they are there.
pub(super) fn described_by(
    id: &str,
    error: Signal<Option<String>>,
    hint: Signal<Option<String>>,
) -> Signal<Option<String>> {
    let id = id.to_owned();
    Signal::derive(move || {
        let hint = hint.read().is_some().then(|| id.clone() + "-hint");
        let error = error.read().is_some().then(|| id.clone() + "-error");
        match (hint, error) {
            (Some(hint), Some(error)) => Some(hint + " " + &error),
            (hint, error) => hint.or(error),
        }
    })
}

/// Label, hint and error around a control with this id.
pub(super) fn frame(
    id: String,
    label: Signal<String>,
    hide_label: bool,
    error: Signal<Option<String>>,
    hint: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let (hint_id, error_id) = (id.clone() + "-hint", id.clone() + "-error");
    let hint =
        move || hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> });
    let error = move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=error_id.clone()>
                    {icon::icon(icon::Icon::Warning)}
                    {error}
                </p>
            }
        })
    };
    view! {
        <div class="field">
            <label for=id class:visually-hidden=hide_label>
                {label}
            </label>
            {hint}
            {control}
            {error}
        </div>
    }
    .into_any()
}
