//! Leptos compiles its machinery anew for each closure and each future that it is given. These take them boxed, as
//! [`dynamic`](crate::ui::dynamic) does for views, so that it is compiled once.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

/// Something that is done now, and again when a signal that it reads has changed.
pub(crate) fn effect(act: impl Fn() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(act: Box<dyn Fn()>) {
    Effect::new(act);
}

/// Work that goes on in the background until the owner is cleaned up.
pub(crate) fn task(work: impl Future<Output = ()> + 'static) {
    boxed_task(Box::pin(work));
}

fn boxed_task(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local_scoped_with_cancellation(work);
}
