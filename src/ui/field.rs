//! Text fields, and the frame that every field shares.

use leptos::prelude::*;

use super::{El, dom::unique_id, el, icon};

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
    let (spelling, capitals) = if monospace { ("false", "none") } else { ("true", "sentences") };
    let control = if rows > 1 {
        el("textarea").attr("rows", &rows.to_string())
    } else {
        el("input").attr("type", input_type)
    };
    let control = control
        .attr("id", &id)
        .class(if monospace { "input mono" } else { "input" })
        .attr("name", name)
        .attr("autocomplete", autocomplete)
        .attr("spellcheck", spelling)
        .attr("autocapitalize", capitals)
        .attr_if("required", required.then_some(""))
        .bind("readonly", move || readonly.get().then_some(""))
        .attr("placeholder", &placeholder)
        .attr_if("data-autofocus", autofocus.then_some(""))
        .bind("aria-describedby", described_by(&id, error, hint))
        .bind_true("aria-invalid", move || error.read().is_some())
        .prop("value", move || value.get())
        .on("input", move |event| changed(event_target_value(&event)))
        .on("blur", move |_| blurred());
    let control = match icon {
        Some(shown) => el("div").class("input-icon").add(icon::icon(shown)).add(control),
        None => control,
    };
    frame(id, label, hide_label, error, hint, control)
}

/// The ids of the hint and the error, as far as they are there.
pub(super) fn described_by(
    id: &str,
    error: Signal<Option<String>>,
    hint: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + 'static {
    let id = id.to_owned();
    move || {
        let hint = hint.read().is_some().then(|| id.clone() + "-hint");
        let error = error.read().is_some().then(|| id.clone() + "-error");
        match (hint, error) {
            (Some(hint), Some(error)) => Some(hint + " " + &error),
            (hint, error) => hint.or(error),
        }
    }
}

/// Label, hint and error around a control with this id.
pub(super) fn frame(
    id: String,
    label: Signal<String>,
    hide_label: bool,
    error: Signal<Option<String>>,
    hint: Signal<Option<String>>,
    control: El,
) -> El {
    let (hint_id, error_id) = (id.clone() + "-hint", id.clone() + "-error");
    let hint = move || hint.get().map(|hint| el("p").class("hint").attr("id", &hint_id).say(&hint));
    let error = move || {
        error.get().map(|error| {
            let line = el("p").class("field-error").attr("id", &error_id);
            line.add(icon::icon(icon::Icon::Warning)).say(&error)
        })
    };
    let label = el("label")
        .attr("for", &id)
        .attr_if("class", hide_label.then_some("visually-hidden"))
        .text(move || label.get());
    el("div").class("field").add(label).show(hint).add(control).show(error)
}
