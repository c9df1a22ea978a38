//! A value that lives on the server, as a page holds it.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use super::Failure;

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

impl<T: Send + Sync> Remote<T> {
    /// Asks now, and again whenever a signal that `ask` reads has changed; the call that it replaces is aborted.
    pub(crate) fn new<F: Future<Output = Result<T, Failure>> + 'static>(
        ask: impl Fn() -> F + 'static,
    ) -> Self {
        let remote = Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(true),
            again: RwSignal::new(0),
        };
        Effect::new(move || {
            remote.again.track();
            remote.loading.set(true);
            let answer = ask();
            spawn_local_scoped_with_cancellation(async move {
                match answer.await {
                    Ok(value) => {
                        remote.value.set(Some(value));
                        remote.failure.set(None);
                    }
                    Err(failure) => remote.failure.set(Some(failure)),
                }
                remote.loading.set(false);
            });
        });
        remote
    }

    /// Asks again.
    pub(crate) fn reload(self) {
        self.again.update(|count| *count += 1);
    }
}
