//! Effects, memos and background work of Leptos, with two differences.
//!
//! - Leptos compiles its machinery anew for each closure and each future that it is given. Here they come boxed, as
//!   [`dynamic`](crate::ui::dynamic) takes views, so that it is compiled once.
//! - In Leptos 0.8 what reads a signal stays in the signal's list of readers after it has gone: opening a dialog left 1.3 KB in
//!   memory each time, and each change of the signal went through all of them. Here it takes itself off those lists.

#![expect(clippy::disallowed_methods, reason = "these are what replaces them")]

use std::{future::Future, pin::Pin};

use leptos::{
    prelude::*,
    reactive::{
        computed::ArcMemo,
        effect::RenderEffect,
        graph::{AnySubscriber, Subscriber, ToAnySubscriber},
    },
    task::spawn_local_scoped_with_cancellation,
};

/// Something that is done soon, and again when a signal that it reads has changed, until the owner is cleaned up.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(act: Box<dyn FnMut()>) {
    leave_with_owner(Effect::new(act).to_any_subscriber());
}

/// A value that is found out anew when a signal that it reads has changed, and tells its readers if it is another then. It
/// gets its own last value.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let memo = ArcMemo::new(value);
    leave_with_owner(memo.to_any_subscriber());
    memo.into()
}

/// Work that goes on in the background until the owner is cleaned up.
pub(crate) fn task(work: impl Future<Output = ()> + 'static) {
    boxed_task(Box::pin(work));
}

fn boxed_task(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local_scoped_with_cancellation(work);
}

/// Something that is done now, and again when a signal that it reads has changed, as long as this is kept. It gets what it
/// gave the last time.
pub(crate) struct Reaction<T: 'static>(pub(crate) RenderEffect<T>);

impl<T: 'static> Reaction<T> {
    /// Does it for the first time.
    pub(crate) fn new(act: Box<dyn FnMut(Option<T>) -> T>) -> Self {
        Self(RenderEffect::new(act))
    }
}

impl<T: 'static> Drop for Reaction<T> {
    fn drop(&mut self) {
        leave(&self.0.to_any_subscriber());
        // At once, and not when its task ends some time later: what is in it may read what its owner no longer has.
        drop(self.0.take_value());
    }
}

fn leave_with_owner(reader: AnySubscriber) {
    // Before the owner drops it: what has been dropped no longer knows what it read.
    on_cleanup(move || leave(&reader));
}

fn leave(reader: &AnySubscriber) {
    reader.clear_sources(reader);
}
