//! What the browser writes as the language of the page has it.

use std::cell::RefCell;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;

/// A count with its thousands set apart.
#[cfg(target_arch = "wasm32")]
pub(crate) fn grouped(count: u64) -> String {
    let format = formatter("number", || {
        js_sys::Intl::NumberFormat::new(&crate::language::locales(), &Object::new()).format()
    });
    said(format.call1(&JsValue::UNDEFINED, &(count as f64).into()))
}

/// In tests there is no browser to ask.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn grouped(count: u64) -> String {
    count.to_string()
}

/// Several names as one would say them: "A, B, and C".
#[cfg(target_arch = "wasm32")]
pub(crate) fn listed(names: &[String]) -> String {
    // Most are alone, and then the browser need not be asked.
    if let [name] = names {
        return name.clone();
    }
    let names = names.iter().map(JsValue::from).collect::<js_sys::Array>();
    let locales = crate::language::locales();
    js_sys::Intl::ListFormat::new(&locales, &Object::new()).format(&names).into()
}

/// In tests there is no browser to ask.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn listed(names: &[String]) -> String {
    names.join(", ")
}

thread_local! {
    static FORMATTERS: RefCell<Vec<(&'static str, Function)>> = const { RefCell::new(Vec::new()) };
}

/// The formatter of that name, made once: making one takes a hundred times as long as using it.
pub(super) fn formatter(name: &'static str, make: impl FnOnce() -> Function) -> Function {
    let known = FORMATTERS.with_borrow(|all| {
        all.iter().find(|(known, _)| *known == name).map(|(_, format)| format.clone())
    });
    known.unwrap_or_else(|| {
        let format = make();
        FORMATTERS.with_borrow_mut(|all| all.push((name, format.clone())));
        format
    })
}

pub(super) fn options(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

pub(super) fn said(text: Result<JsValue, JsValue>) -> String {
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
