//! Buttons. One strong action per view; row actions are `Plain`.

use leptos::prelude::*;
use web_sys::Event;

use super::{Icon, Tooltip, el, progress::ring};

/// How much a button asks for attention.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// The one strong action of a view.
    Primary,
    /// Everything else.
    #[default]
    Default,
    /// Destroys something; for the last step, not for the row's button.
    Danger,
    /// Quiet: no frame until it is pointed at.
    Plain,
}

impl Variant {
    /// What the styles call it.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Primary => "primary",
            Variant::Default => "default",
            Variant::Danger => "danger",
            Variant::Plain => "plain",
        }
    }
}

/// A button with a text. While it is busy or has a reason not to work it stays focusable and does
/// nothing.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    variant: Variant,
    /// Whether its work is going on; the text stays, a spinner turns beside it.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be used now; shown on hover and focus and read as its description.
    #[prop(optional, into)]
    disabled_reason: Option<Signal<Option<String>>>,
    /// What it does; not needed on a `submit` button.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// `button` or `submit`.
    #[prop(default = "button")]
    button_type: &'static str,
    /// The id of the form that a `submit` button outside of it sends.
    #[prop(optional, into)]
    form: Option<String>,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The full accessible name, where the visible text is too short; it begins with the visible
    /// text.
    #[prop(optional, into)]
    label: Option<String>,
    /// Less high, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// Takes the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// The text.
    children: Children,
) -> impl IntoView {
    let tip = disabled_reason;
    let disabled_reason = disabled_reason.unwrap_or_default();
    let button = el("button")
        .class(if small { "button small" } else { "button" })
        .attr("type", button_type)
        .attr("data-variant", variant.name())
        .attr_if("form", form)
        .attr_if("data-autofocus", autofocus.then_some(""))
        .attr_if("aria-label", label)
        .bind_true("aria-disabled", move || busy.get() || disabled_reason.read().is_some())
        .bind_true("aria-busy", move || busy.get())
        .on("click", guarded(busy, disabled_reason, on_click))
        .show(move || busy.get().then(ring))
        .add_if(icon.map(super::icon))
        .add(children());
    match tip {
        Some(text) => view! { <Tooltip text>{button}</Tooltip> }.into_any(),
        None => button.into_any(),
    }
}

/// A button that shows only an icon; its name is its tooltip.
#[component]
pub fn IconButton(
    /// Its accessible name, shown on hover and focus.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    icon: Icon,
    /// How much it asks for attention.
    #[prop(default = Variant::Plain)]
    variant: Variant,
    /// Whether its work is going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be used now; shown after the name.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// What it does.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let tip = move || Some(disabled_reason.get().unwrap_or_else(|| label.get()));
    let button = el("button")
        .class("button icon-button")
        .attr("type", "button")
        .attr("data-variant", variant.name())
        .bind("aria-label", move || Some(label.get()))
        .bind_true("aria-disabled", move || busy.get() || disabled_reason.read().is_some())
        .bind_true("aria-busy", move || busy.get())
        .on("click", guarded(busy, disabled_reason, Some(on_click)))
        .show(move || if busy.get() { ring() } else { super::icon(icon) });
    view! { <Tooltip text=tip>{button}</Tooltip> }
}

fn guarded(
    busy: Signal<bool>,
    disabled_reason: Signal<Option<String>>,
    on_click: Option<Callback<()>>,
) -> impl Fn(Event) + 'static {
    move |event| {
        if busy.get_untracked() || disabled_reason.read_untracked().is_some() {
            // Also keeps a submit button, and Enter in its form, from sending.
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    }
}
