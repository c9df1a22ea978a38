//! Modal dialogs.

use std::time::Duration;

use leptos::{
    html,
    leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement};

use super::{
    El, Icon, IconButton,
    dom::{focus, focused, key, unique_id},
    dynamic, el,
    notices::dialog_host,
    words,
};
use crate::reactive::{effect, memo};

/// How much room a dialog has. It keeps its size whatever it holds; on narrow screens it fills the
/// window.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum DialogSize {
    /// For a question: as high as its text.
    Small,
    /// For a form or a procedure: of one height, so that it does not jump.
    #[default]
    Large,
}

/// A modal dialog. Escape and its X close it, a click beside it does not. When it goes, the focus
/// returns to where it was, or to what took its place where that has gone ([`keep_focus`](super::keep_focus)).
///
/// The element with `data-autofocus` gets the focus first (`autofocus` of
/// [`TextField`](super::TextField)), else the title.
#[component]
pub fn Dialog(
    /// Whether it is there. Its content is made anew for each opening.
    #[prop(into)]
    open: Signal<bool>,
    /// Its heading (h2) and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Asked to close; the owner may refuse by leaving `open` as it is.
    #[prop(into)]
    on_close: Callback<()>,
    /// How much room it has.
    #[prop(optional)]
    size: DialogSize,
    /// The buttons: the strong one last.
    #[prop(optional, into)]
    footer: ViewFn,
    /// What scrolls inside.
    children: ChildrenFn,
) -> impl IntoView {
    let open = memo(move |_| open.get());
    dynamic(move || open.get().then(|| modal(title, on_close, size, footer.run(), children())))
}

/// Shows it with the focus in it, and makes the rest inert after the frame in which it is seen: for that the browser goes
/// through the style of the whole window, which is a quarter of the time until then.
fn show(dialog: HtmlDialogElement) {
    if let Some(first) = find(&dialog, "[data-autofocus]").or_else(|| find(&dialog, "h2")) {
        let _ = first.set_attribute("autofocus", "");
    }
    let below = document().query_selector("dialog[open]").ok().flatten();
    if let Some(below) = below {
        // Beside a modal one it would neither be seen nor get the focus.
        make_modal(below.unchecked_ref());
        let _ = dialog.show_modal();
        return;
    }
    dialog.show();
    // What is pressed before that finds it modal, too.
    let presses = ["keydown", "pointerdown"].map(|press| {
        let dialog = dialog.clone();
        window_event_listener_untyped(press, move |_| make_modal(&dialog))
    });
    let seen = move || {
        presses.into_iter().for_each(WindowListenerHandle::remove);
        make_modal(&dialog);
    };
    request_animation_frame(move || set_timeout(seen, Duration::ZERO));
}

/// Makes an open dialog modal if it is not. No call of the browser does this, but nothing is drawn between these, and what
/// has the focus keeps it.
fn make_modal(dialog: &HtmlDialogElement) {
    if !dialog.is_connected() || !dialog.open() || dialog.matches(":modal") == Ok(true) {
        return;
    }
    if let (Some(first), Some(focused)) = (find(dialog, "[autofocus]"), find(dialog, ":focus")) {
        let _ = first.remove_attribute("autofocus");
        let _ = focused.set_attribute("autofocus", "");
    }
    dialog.set_open(false);
    let _ = dialog.show_modal();
}

fn find(dialog: &HtmlDialogElement, selector: &str) -> Option<Element> {
    dialog.query_selector(selector).ok().flatten()
}

fn modal(
    title: Signal<String>,
    on_close: Callback<()>,
    size: DialogSize,
    footer: AnyView,
    body: AnyView,
) -> El {
    let id = unique_id();
    let dialog = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(focused());

    effect(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            show(dialog);
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
        if let Some(Some(opener)) = opener.try_get_value()
            && opener.is_connected()
        {
            focus(&opener);
        }
    });

    let on_keydown = move |event: Event| {
        if key(&event) == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
    };
    // Closing by the system's own gesture, and Escape while nothing inside has the focus.
    let on_cancel = move |event: Event| {
        event.prevent_default();
        on_close.run(());
    };
    let title = el("h2").attr("id", &id).attr("tabindex", "-1").text(move || title.get());
    let close = view! { <IconButton label=words::CLOSE icon=Icon::Cross on_click=on_close /> };
    el("dialog")
        .class("dialog")
        .attr("data-size", if size == DialogSize::Small { "small" } else { "large" })
        .attr("aria-labelledby", &id)
        .refer(dialog)
        .on("keydown", on_keydown)
        .on("cancel", on_cancel)
        .add(el("header").class("dialog-head").add(title).add(close))
        .add(el("div").class("dialog-body").add(body))
        .add(el("footer").class("dialog-foot actions").add(footer))
        .add(dialog_host())
}
