//! The language that the page is in. English is what the program itself has; another language is a catalog that
//! frame/boot.js asks for while the program is on its way (locales/).

mod catalog;
mod text;

use std::{cell::Cell, sync::OnceLock};

use js_sys::{Array, Intl, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use catalog::Catalog;
pub(crate) use text::{Text, plural, t};

/// The languages that there are, by their codes, each called as it calls itself.
pub(crate) const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("de", "Deutsch")];

/// Where a browser keeps the person's choice; frame/boot.js reads it.
const KEY: &str = "language";

static CATALOG: OnceLock<Catalog> = OnceLock::new();

thread_local! {
    static MISSING: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Begins once the catalog is there, or is known not to come. English does not wait.
pub(crate) fn begin(page: fn()) {
    let asked = Reflect::get(&window(), &"catalog".into()).unwrap_or_default();
    let Ok(asked) = asked.dyn_into::<Promise>() else { return page() };
    spawn_local(async move {
        let parts = JsFuture::from(asked).await.unwrap_or_default();
        match parts.dyn_ref::<Array>() {
            Some(parts) => {
                let part = |index| parts.get(index).as_string().unwrap_or_default();
                let _ = CATALOG.set(Catalog::new(part(0), part(1)));
            }
            None => {
                MISSING.set(LANGUAGES.iter().find(|(code, _)| *code == current()).map(|it| it.1));
                if let Some(root) = document().document_element() {
                    let _ = root.set_attribute("lang", "en");
                }
            }
        }
        page();
    });
}

/// The language that the page is not in, because its catalog could not be loaded.
pub(crate) fn missing() -> Option<&'static str> {
    MISSING.get()
}

/// The code of the language that the page is in.
pub(crate) fn current() -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// The language as `Intl` takes it: as the person has it, with the country, else as such.
pub(crate) fn locales() -> Array {
    let current = current();
    let is_of = |locale: &String| locale.split('-').next() == Some(current.as_str());
    let preferred = window().navigator().languages();
    let preferred = preferred.iter().filter_map(|locale| locale.as_string()).find(is_of);
    Array::of1(&preferred.unwrap_or(current).into())
}

/// Keeps the person's choice, where the browser lets us, and loads the page in that language.
pub(crate) fn choose(code: &str) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(KEY, code);
    }
    let _ = window().location().reload();
}

/// What the server says in English, in the language of the page.
pub(crate) fn of_server(sentence: &str) -> String {
    match CATALOG.get() {
        Some(catalog) => catalog.of_server(sentence),
        None => sentence.to_owned(),
    }
}

/// Which of a language's forms goes with a number: `one`, `few`, `other` and so on.
fn category(count: u64) -> String {
    let rules = Intl::PluralRules::new(&locales(), &js_sys::Object::new());
    JsValue::from(rules.select(count as f64)).as_string().unwrap_or_default()
}
