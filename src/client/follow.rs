//! What goes on at the server, followed as it happens.

use std::{rc::Rc, time::Duration};

use js_sys::{JSON, Promise};
use leptos::{leptos_dom::helpers::set_timeout, prelude::*};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventSource, MessageEvent};

use super::{Failure, Unsent, decode};
use crate::reactive::{effect, task};

/// How long the stream of events may take for its first one before the thing is asked for instead.
const FIRST_EVENT: Duration = Duration::from_secs(5);
/// How often it is asked for where there is no stream.
const POLL: Duration = Duration::from_secs(2);

/// What can be followed.
pub(super) trait Followed: DeserializeOwned + 'static {
    /// Whether nothing of it will change any more.
    fn is_over(&self) -> bool;
}

/// Takes what was heard, and says whether that was the end. It does not know what is followed, so that all this is compiled once.
type Hear = Rc<dyn Fn(Result<JsValue, Failure>) -> bool>;

/// Follows what is at `url` until it is over or the owner is cleaned up: by the stream of its events, or by asking again and
/// again where the stream breaks. Tells each news; [`Failure::Offline`] and [`Failure::Timeout`] are told too and
/// pass by themselves, another failure is the end.
pub(super) fn follow<T: Followed>(url: String, news: Callback<Result<T, Failure>>) {
    follow_heard(
        url,
        Rc::new(move |answer| {
            let answer = answer.and_then(decode::<T>);
            let over = match &answer {
                Ok(it) => it.is_over(),
                Err(failure) => !matches!(failure, Failure::Offline | Failure::Timeout),
            };
            news.run(answer);
            over
        }),
    );
}

fn follow_heard(url: String, hear: Hear) {
    let broken = RwSignal::new(false);
    let heard = StoredValue::new(false);
    listen(&[url.as_str(), "/events"].concat(), broken, heard, Rc::clone(&hear));
    set_timeout(
        move || {
            if heard.try_get_value() == Some(false) {
                broken.set(true);
            }
        },
        FIRST_EVENT,
    );
    effect(move || {
        if broken.get() {
            task(poll(url.clone(), Rc::clone(&hear)));
        }
    });
}

fn listen(url: &str, broken: RwSignal<bool>, heard: StoredValue<bool>, hear: Hear) {
    let Ok(source) = EventSource::new(url) else { return broken.set(true) };
    let on_message = {
        let source = source.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            heard.set_value(true);
            // What hears the end may clean this up.
            let source = source.clone();
            if hear(JSON::parse(&text).map_err(|_| Failure::Decode)) {
                // The browser would open it again.
                source.close();
            }
        })
    };
    let on_error = {
        let source = source.clone();
        Closure::<dyn Fn()>::new(move || {
            source.close();
            broken.set(true);
        })
    };
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let alive = StoredValue::new_local((source, on_message, on_error));
    on_cleanup(move || {
        let _ = alive.try_with_value(|(source, ..)| source.close());
    });
}

async fn poll(url: String, hear: Hear) {
    loop {
        let request = Unsent { method: "GET", url: url.clone(), body: JsValue::UNDEFINED };
        if hear(request.send().await) {
            return;
        }
        sleep(POLL).await;
    }
}

async fn sleep(duration: Duration) {
    let promise = Promise::new(&mut |resolve, _| {
        set_timeout(move || drop(resolve.call0(&JsValue::NULL)), duration);
    });
    let _ = JsFuture::from(promise).await;
}
