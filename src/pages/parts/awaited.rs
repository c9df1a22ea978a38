//! What stands where a value of the server is not there yet, or is not to be had.

use leptos::{ev, prelude::*};

use crate::{
    client::{Failure, remote::Remote},
    reactive::memo,
    text,
    ui::{Banner, Button, Live, Skeleton, Tone, contained, dynamic, el, several},
};

/// Shows the value; before it is there, lines in its place, or why it is not to be had. A value that could not be
/// asked for again stays, with a word on that.
pub(crate) fn awaited<T: Clone + Send + Sync>(
    remote: Remote<T>,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let value = contained(move || match remote.value.get() {
        Some(value) => show(value),
        None => waiting(remote.failure.read().is_none()),
    });
    several([trouble(remote), value])
}

/// Says why a value could not be loaded, while it could not.
pub(crate) fn trouble<T: Send + Sync>(remote: Remote<T>) -> AnyView {
    // The button that tries again keeps the focus when it was in vain.
    let failure = memo(move |_| remote.failure.get());
    dynamic(move || failure.get().map(|failure| failed(&failure, remote)))
}

/// The same for two values that a page needs: what keeps both from coming is said once, and both are asked for again.
pub(crate) fn trouble_of_both<A, B>(first: Remote<A>, second: Remote<B>) -> AnyView
where
    A: Send + Sync,
    B: Send + Sync,
{
    let failure = memo(move |_| first.failure.get().or_else(|| second.failure.get()));
    let busy = Signal::derive(move || first.loading.get() || second.loading.get());
    let again = Callback::new(move |()| {
        if first.failure.read_untracked().is_some() {
            first.reload();
        }
        if second.failure.read_untracked().is_some() {
            second.reload();
        }
    });
    dynamic(move || failure.get().map(|failure| retry(&failure, busy, again)))
}

/// Lines in place of what is on its way.
pub(crate) fn waiting(on_its_way: bool) -> AnyView {
    if !on_its_way {
        return ().into_any();
    }
    let loading = el("p").class("visually-hidden").attr("role", "status").say(text::LOADING);
    several([loading.into_any(), view! { <Skeleton lines=6 /> }.into_any()])
}

/// Says why something could not be loaded, with a way to try again.
pub(crate) fn failed<T: Send + Sync>(failure: &Failure, remote: Remote<T>) -> AnyView {
    retry(failure, remote.loading.into(), Callback::new(move |()| remote.reload()))
}

fn retry(failure: &Failure, busy: Signal<bool>, again: Callback<()>) -> AnyView {
    if *failure == Failure::Offline {
        let back = window_event_listener(ev::online, move |_| again.run(()));
        on_cleanup(move || back.remove());
    }
    let button = view! {
        <Button small=true busy=busy on_click=again>
            {text::TRY_AGAIN}
        </Button>
    };
    let why = several([
        el("p").say(&text::failure::sentence(failure)).into_any(),
        el("div").class("actions").add(button).into_any(),
    ]);
    view! {
        <Banner tone=Tone::Bad live=Live::Alert title=text::ERROR_TITLE>
            {why}
        </Banner>
    }
    .into_any()
}
