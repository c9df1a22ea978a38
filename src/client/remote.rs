//! A value that lives on the server, as a page holds it.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::{Call, Done, Failure, Unsent, decode};
use crate::reactive::{effect, task};

/// A value of the server: not there yet, there, or not to be had. While it is asked for again the old one stays.
pub(crate) struct Remote<T: Send + Sync + 'static> {
    /// The last value that came.
    pub(crate) value: RwSignal<Option<T>>,
    /// Why the last call failed; `None` where it did not.
    pub(crate) failure: RwSignal<Option<Failure>>,
    /// Whether a call is on its way.
    pub(crate) loading: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Remote<T> {}

impl<T: DeserializeOwned + Send + Sync> Remote<T> {
    /// Asks now, and again whenever a signal that `ask` reads has changed; the call that it replaces is aborted.
    pub(crate) fn new(ask: impl Fn() -> Call<T> + 'static) -> Self {
        let remote = Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(true),
            again: RwSignal::new(0),
        };
        let answered = move |answer: Result<JsValue, Failure>| match answer.and_then(decode) {
            Ok(value) => {
                remote.value.set(Some(value));
                remote.failure.set(None);
            }
            Err(failure) => remote.failure.set(Some(failure)),
        };
        effect(move || {
            remote.again.track();
            remote.loading.set(true);
            ask_for(ask().request, remote.loading, Box::new(answered));
        });
        remote
    }
}

fn ask_for(request: Unsent, loading: RwSignal<bool>, answered: Done) {
    task(async move {
        answered(request.send().await);
        loading.set(false);
    });
}

impl<T: Send + Sync> Remote<T> {
    /// Whether the server says that there is no such thing.
    pub(crate) fn is_missing(self) -> bool {
        self.failure.read().as_ref().is_some_and(|failure| failure.status() == 404)
    }

    /// Asks again, unless the page that it was made for has gone.
    pub(crate) fn reload(self) {
        self.again.try_update(|count| *count += 1);
    }

    /// Whatever reads this is done again with each reload.
    pub(crate) fn track_reloads(self) {
        self.again.track();
    }
}
