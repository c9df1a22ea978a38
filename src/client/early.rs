//! Answers that index.html asked for while the program was on its way (style/boot.js).

use js_sys::{Map, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The answer from this address that was asked for early, once. A refusal does not count: who asks again may be signed
/// in by now.
pub(super) async fn take(url: &str) -> Option<Response> {
    let asked: Map = Reflect::get(&window(), &"early".into()).ok()?.dyn_into().ok()?;
    if asked.get(&"address".into()).as_string() != window().location().href().ok() {
        // On another page by now, or for the second time on this one, an old answer would be a wrong one.
        asked.clear();
    }
    let url = JsValue::from_str(url);
    let answer: Promise = asked.get(&url).dyn_into().ok()?;
    asked.delete(&url);
    let response = Response::from(JsFuture::from(answer).await.ok()?);
    response.ok().then_some(response)
}
