//! A boundary: what breaks down while it is made is replaced by a word on that, and the page around it goes on.
//!
//! A program in WebAssembly does not unwind: a panic, or an exception that the browser throws, ends whatever is being done.
//! But it ends it as an exception, and what is called through JavaScript can be caught there. What had been made until
//! then stays in memory, out of sight, until its owner is cleaned up.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::{Banner, Button, Live, Tone, dynamic, el, element::Made, several, words};

/// What a closure gives, as [`dynamic`] does; where that breaks down, a message with a way to try again.
pub fn contained(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let tries = RwSignal::new(());
    contained_boxed(Some(tries), Box::new(move || message(tries)), Rc::new(make))
}

/// The same; where it breaks down, what `broken` gives.
pub fn contained_or(
    broken: impl Fn() -> AnyView + Send + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    contained_boxed(None, Box::new(broken), Rc::new(make))
}

fn contained_boxed(
    tries: Option<RwSignal<()>>,
    broken: Box<dyn Fn() -> AnyView + Send>,
    make: Rc<dyn Fn() -> AnyView>,
) -> AnyView {
    let make = SendWrapper::new(make);
    dynamic(move || {
        if let Some(tries) = tries {
            tries.track();
        }
        match attempt(Rc::clone(&make)) {
            Some(made) => made.into_any(),
            None => untrack(&broken),
        }
    })
}

/// Makes it and all that is in it; `None` where that breaks down.
fn attempt(make: Rc<dyn Fn() -> AnyView>) -> Option<Made> {
    let owner = Owner::current();
    let made = Rc::new(Cell::new(None));
    let call: Box<dyn FnOnce()> = {
        let made = Rc::clone(&made);
        Box::new(move || made.set(Some(Made::of(make()))))
    };
    let call: js_sys::Function = Closure::once_into_js(call).unchecked_into();
    if let Err(error) = call.call0(&JsValue::NULL) {
        // Whoever has broken down could not say anymore that it is not at work now.
        if let Some(owner) = owner {
            owner.set();
        }
        web_sys::console::error_1(&error);
    }
    made.take()
}

fn message(tries: RwSignal<()>) -> AnyView {
    let again = view! {
        <Button small=true on_click=move |()| tries.set(())>
            {words::TRY_AGAIN}
        </Button>
    };
    let text = several([
        el("p").say(words::BROKEN_TEXT).into_any(),
        el("div").class("actions").add(again).into_any(),
    ]);
    view! {
        <Banner tone=Tone::Bad live=Live::Alert title=words::BROKEN>
            {text}
        </Banner>
    }
    .into_any()
}
