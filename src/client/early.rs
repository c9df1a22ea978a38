//! Answers that index.html asked for while the program was on its way (frame/boot.js).

use js_sys::{Map, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the address that was asked for early has answered, once.
///
/// It is parsed by the time that the program runs, so that the first frame of the program has the data in it.
pub(super) async fn take(url: &str) -> Option<JsValue> {
    let asked: Map = Reflect::get(&window(), &"early".into()).ok()?.dyn_into().ok()?;
    if asked.get(&"address".into()).as_string() != window().location().href().ok() {
        // On another page by now, or for the second time on this one, an old answer would be a wrong one.
        asked.clear();
    }
    let url = JsValue::from_str(url);
    let answer: Promise = asked.get(&url).dyn_into().ok()?;
    asked.delete(&url);
    let value = JsFuture::from(answer).await.ok()?;
    (!value.is_null()).then_some(value)
}
