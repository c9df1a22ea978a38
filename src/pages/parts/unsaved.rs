//! What would be lost by leaving the page, or by closing a dialog: a person is asked before it is.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::{
    go::{Go, Guard},
    use_go,
};
use crate::{
    reactive::{effect, memo},
    text,
    ui::{Button, Dialog, DialogSize, Variant, el, several},
};

/// What leads away: links, Back and Forward, and what makes the browser drop the page.
const WAYS: [&str; 3] = ["click", "popstate", "beforeunload"];

/// How a person was about to leave.
#[derive(Clone)]
enum Way {
    /// By a link or a button to this path.
    To(String),
    /// By Back or Forward.
    History,
    /// By closing a dialog, which this does.
    Close(Callback<()>),
}

/// Asks before something is lost.
#[derive(Clone, Copy)]
pub(crate) struct Unsaved {
    go: Go,
    dirty: Memo<bool>,
    shown_once: Signal<bool>,
    way: RwSignal<Option<Way>>,
    path: Memo<String>,
    search: Memo<String>,
}

/// Asks before the page is left while `dirty`; to be placed in what is typed into.
pub(crate) fn ask_before_leaving(dirty: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    Unsaved::new(Signal::derive(dirty), Signal::stored(false)).question()
}

impl Unsaved {
    /// Asks while `dirty`; `shown_once` says that it is not something typed, but something shown that has to be copied.
    pub(super) fn new(dirty: Signal<bool>, shown_once: Signal<bool>) -> Self {
        let location = use_location();
        let it = Self {
            go: use_go(),
            dirty: memo(move |_| dirty.get()),
            shown_once,
            way: RwSignal::new(None),
            path: location.pathname,
            search: location.search,
        };
        let guards = it.go.guards();
        let ask = Callback::new(move |path| it.ask_or_go(path));
        guards.update_value(|guards| guards.push(Guard { dirty: it.dirty, ask }));
        on_cleanup(move || {
            guards.try_update_value(|guards| guards.retain(|guard| guard.dirty != it.dirty));
        });
        // Only while they are needed: browsers do not keep a page with them in memory for Back.
        effect(move || {
            if it.dirty.get() {
                it.listen();
            }
        });
        it
    }

    /// Closes a dialog, at once where nothing is lost by that.
    pub(super) fn close(self, close: Callback<()>) {
        match self.dirty.get_untracked() {
            true => self.way.set(Some(Way::Close(close))),
            false => close.run(()),
        }
    }

    fn ask_or_go(self, path: String) {
        // The same page with another query keeps what is on it.
        match path.split(['?', '#']).next() == Some(self.path.get_untracked().as_str()) {
            true => self.go.leave_to(path),
            false => self.way.set(Some(Way::To(path))),
        }
    }

    /// Listens before the router does.
    fn listen(self) {
        let heard = Closure::<dyn Fn(Event)>::new(move |event| self.heard(&event));
        let heard = SendWrapper::new(heard);
        for way in WAYS {
            let listener = heard.as_ref().unchecked_ref();
            let _ = window().add_event_listener_with_callback_and_bool(way, listener, true);
        }
        on_cleanup(move || {
            for way in WAYS {
                let listener = heard.as_ref().unchecked_ref();
                let _ = window().remove_event_listener_with_callback_and_bool(way, listener, true);
            }
        });
    }

    fn heard(self, event: &Event) {
        // A person has agreed once there are no guards.
        let agreed = self.go.guards().with_value(Vec::is_empty);
        if agreed || self.dirty.try_get_untracked() != Some(true) {
            return;
        }
        match event.type_().as_str() {
            "click" => {
                if let Some(path) = followed(event, &self.path.get_untracked()) {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                    self.way.set(Some(Way::To(path)));
                }
            }
            "popstate" => self.popped(event),
            _ => event.prevent_default(),
        }
    }

    /// The address bar shows the other page by now.
    fn popped(self, event: &Event) {
        let here = self.path.get_untracked();
        if window().location().pathname().is_ok_and(|path| path == here) {
            return;
        }
        event.stop_immediate_propagation();
        // Behind the other page, whether it was before or after this one, comes this one: leaving is one step back.
        let address = [here.as_str(), "?", &self.search.get_untracked()].concat();
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(
                &JsValue::NULL,
                "",
                Some(address.trim_end_matches('?')),
            );
        }
        self.way.set(Some(Way::History));
    }

    fn leave(self) {
        let way = self.way.get_untracked();
        self.way.set(None);
        match way {
            Some(Way::Close(close)) => return close.run(()),
            Some(_) => self.go.guards().set_value(Vec::new()),
            None => {}
        }
        match way {
            Some(Way::To(path)) => self.go.leave_to(path),
            Some(Way::History) => {
                let _ = window().history().and_then(|history| history.back());
            }
            _ => {}
        }
    }

    /// The question, which is there while it is asked.
    pub(super) fn question(self) -> AnyView {
        let (way, once) = (self.way, self.shown_once);
        let stay = move |()| way.set(None);
        let footer = move || {
            let stay = view! {
                <Button on_click=stay autofocus=true>
                    {text::STAY}
                </Button>
            };
            let leave = move || if once.get() { text::CLOSE_ANYWAY } else { text::LEAVE };
            let leave = deliberate_button(untrack(leave), Variant::Danger, move || self.leave());
            several([stay.into_any(), leave])
        };
        let title = move || match once.get() {
            true => text::NOT_COPIED.to_owned(),
            false => text::NOT_SAVED.to_owned(),
        };
        let said = move || match once.get() {
            true => text::NOT_COPIED_TEXT.to_owned(),
            false => text::NOT_SAVED_TEXT.to_owned(),
        };
        view! {
            <Dialog
                open=Signal::derive(move || way.read().is_some())
                title=Signal::derive(title)
                size=DialogSize::Small
                on_close=stay
                footer=footer
            >
                {el("p").text(said)}
            </Dialog>
        }
        .into_any()
    }
}

/// A button that stands where another was a moment ago: the second click of a double-click was meant for that one.
pub(super) fn deliberate_button(
    text: impl Into<Cow<'static, str>>,
    variant: Variant,
    on_click: impl Fn() + 'static,
) -> AnyView {
    el("button")
        .class("button")
        .attr("type", "button")
        .attr("data-variant", variant.name())
        .on("click", move |event| {
            if event.dyn_ref::<MouseEvent>().is_none_or(|click| click.detail() < 2) {
                on_click();
            }
        })
        .say(&text.into())
        .into_any()
}

/// Where a click leads in this tab and this console, other than to the page `here`.
fn followed(event: &Event, here: &str) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let elsewhere = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let own = link.origin() == window().location().origin().ok()?
        && [link.target(), link.download(), link.rel()].iter().all(String::is_empty);
    let away = click.button() == 0 && !elsewhere && own && link.pathname() != here;
    away.then(|| [link.pathname(), link.search(), link.hash()].concat())
}
