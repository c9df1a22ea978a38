//! What stands where a value of the server is not there yet, or is not to be had.

use leptos::prelude::*;

use crate::{
    client::{Failure, remote::Remote},
    text,
    ui::{Banner, Button, Skeleton, Tone},
};

/// Shows the value; before it is there, lines in its place, or why it is not to be had. A value that could not be
/// asked for again stays, with a word on that.
pub(crate) fn awaited<T: Clone + Send + Sync>(
    remote: Remote<T>,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let trouble = move || {
        let failure = remote.failure.get()?;
        Some(failed(&failure, remote))
    };
    let value = move || match remote.value.get() {
        Some(value) => show(value),
        None => waiting(remote.failure.read().is_none()),
    };
    view! {
        {trouble}
        {value}
    }
    .into_any()
}

fn waiting(on_its_way: bool) -> AnyView {
    if !on_its_way {
        return ().into_any();
    }
    view! {
        <p class="visually-hidden" role="status">
            {text::LOADING}
        </p>
        <Skeleton lines=6 />
    }
    .into_any()
}

/// Says why something could not be loaded, with a way to try again.
pub(crate) fn failed<T: Send + Sync>(failure: &Failure, remote: Remote<T>) -> AnyView {
    retry(failure, remote.loading.into(), Callback::new(move |()| remote.reload()))
}

fn retry(failure: &Failure, busy: Signal<bool>, again: Callback<()>) -> AnyView {
    let sentence = text::failure::sentence(failure);
    view! {
        <Banner tone=Tone::Bad alert=true title=text::ERROR_TITLE>
            <p>{sentence}</p>
            <div class="actions">
                <Button small=true busy=busy on_click=again>
                    {text::TRY_AGAIN}
                </Button>
            </div>
        </Banner>
    }
    .into_any()
}
