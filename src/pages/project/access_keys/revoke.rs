//! Revoking a key.

use leptos::prelude::*;

use super::{KeysCx, name_of};
use crate::{
    client::programs,
    text,
    ui::{ConfirmDialog, Tone, el, use_notices},
};

/// Asks before the key that somebody wants to revoke is revoked.
pub(super) fn revoke_key(cx: KeysCx) -> AnyView {
    let notices = use_notices();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let target = cx.revoking;
    let title = move || match target.read().as_ref() {
        Some(key) => text::access_keys::revoke_title(&name_of(key)),
        None => String::new(),
    };
    let close = move |()| {
        target.set(None);
        error.set(None);
    };
    let confirm = move |()| {
        let Some(key) = target.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        programs::revoke(&cx.project.id(), &key.id).then(move |outcome| {
            busy.set(false);
            match outcome {
                // Somebody else was quicker.
                Err(failure) if failure.code() != "RESOURCE_NOT_FOUND" => {
                    error.set(Some(text::failure::sentence(&failure)));
                }
                _ => {
                    notices.toast(Tone::Good, text::access_keys::revoked(&name_of(&key)));
                    close(());
                    cx.list.reload();
                }
            }
        });
    };
    view! {
        <ConfirmDialog
            open=Signal::derive(move || target.read().is_some())
            title=Signal::derive(title)
            confirm_label=text::access_keys::REVOKE
            danger=true
            busy=busy
            error=error
            on_confirm=confirm
            on_cancel=close
        >
            {el("p").say(text::access_keys::REVOKE_TEXT)}
        </ConfirmDialog>
    }
    .into_any()
}
