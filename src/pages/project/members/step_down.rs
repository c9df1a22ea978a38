//! Giving up one's own ownership: what it means, before it is done.

use leptos::prelude::*;
use wire::{ProjectRole, console::Member};

use super::ListCx;
use crate::{
    client::members as client,
    text,
    ui::{ConfirmDialog, Tone, el, use_notices},
};

/// Asks before the owner who uses the page makes a viewer of themselves: that takes away the very choice by which it could be
/// undone, and an arrow key on the closed list is enough to choose it.
pub(super) fn step_down(cx: ListCx) -> AnyView {
    let notices = use_notices();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let target: RwSignal<Option<Member>> = cx.stepping_down;
    let close = move |()| {
        target.set(None);
        error.set(None);
    };
    let confirm = move |()| {
        let Some(Member { id, email, .. }) = target.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        client::change(&cx.project.id(), &id, ProjectRole::ReadOnly).then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(_) => {
                    notices
                        .toast(Tone::Good, text::members::changed(&email, ProjectRole::ReadOnly));
                    close(());
                    cx.list.reload();
                    // One's own role says what one may do here.
                    cx.project.reload();
                }
                Err(failure) => error.set(Some(text::failure::sentence(&failure))),
            }
        });
    };
    view! {
        <ConfirmDialog
            open=Signal::derive(move || target.read().is_some())
            title=text::members::STEP_DOWN_TITLE
            confirm_label=text::members::STEP_DOWN
            danger=true
            busy=busy
            error=error
            on_confirm=confirm
            on_cancel=close
        >
            {el("p").say(text::members::STEP_DOWN_TEXT)}
        </ConfirmDialog>
    }
    .into_any()
}
