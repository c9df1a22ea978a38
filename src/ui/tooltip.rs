//! A short text about a control, on hover and on focus.

use leptos::{ev, html, prelude::*};
use web_sys::{Element, Event};

use super::{
    dom::{key, place},
    el,
};
use crate::reactive::effect;

/// Wraps one control. The text is its description, appears on hover and focus, can be pointed at,
/// and goes with Escape. Without a text there is no tooltip.
#[component]
pub fn Tooltip(
    /// What it says.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// The control: a button, link or field.
    children: Children,
) -> impl IntoView {
    let anchor = NodeRef::<html::Span>::new();
    let bubble = NodeRef::<html::Span>::new();
    let shown = RwSignal::new(false);

    // The control comes as a child, so its description is set from outside; a text that is its name
    // needs none.
    effect(move || {
        let text = text.get();
        let Some(anchor) = anchor.get() else { return };
        let Ok(Some(control)) = anchor.query_selector("button,a,input,select,[tabindex]") else {
            return;
        };
        let description =
            text.filter(|text| control.get_attribute("aria-label").as_ref() != Some(text));
        let _ = match description {
            Some(text) => control.set_attribute("aria-description", &text),
            None => control.remove_attribute("aria-description"),
        };
    });
    effect(move || {
        if !shown.get() {
            return;
        }
        let (Some(anchor), Some(bubble)) = (anchor.get(), bubble.get()) else { return };
        if bubble.show_popover().is_ok() {
            place(&anchor, &bubble, false);
        }
        // Pointed at, the control need not have the focus.
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                shown.set(false);
            }
        });
        on_cleanup(move || escape.remove());
    });

    let show = move || shown.set(true);
    let hide = move || shown.set(false);
    // Not for the focus that a click or a closing dialog left on a button.
    let on_focus = move |event: Event| {
        if event_target::<Element>(&event).matches(":focus-visible").unwrap_or(false) {
            show();
        }
    };
    // A finger cannot hover: pressing what does not work says why.
    let on_click = move |event: Event| {
        let disabled = event_target::<Element>(&event).closest("[aria-disabled]");
        shown.set(matches!(disabled, Ok(Some(_))));
    };
    let on_keydown = move |event: Event| {
        // Escape belongs to the tooltip first and to a dialog around it second.
        if key(&event) == "Escape" && shown.get_untracked() && text.read_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
            hide();
        }
    };
    let tip = move |text: String| {
        let tip = el("span").class("tip").attr("aria-hidden", "true");
        tip.attr("popover", "manual").refer(bubble).say(&text)
    };
    el("span")
        .class("tip-anchor")
        .refer(anchor)
        .on("pointerenter", move |_| show())
        .on("pointerleave", move |_| hide())
        .on("focusin", on_focus)
        .on("focusout", move |_| hide())
        .on("click", on_click)
        .on("keydown", on_keydown)
        .add(children())
        .show(move || text.get().filter(|_| shown.get()).map(tip))
}
