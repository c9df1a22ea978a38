//! Turning encryption at rest off.

use leptos::prelude::*;

use super::{Now, PageCx};
use crate::{
    client::encryption,
    text,
    ui::{ConfirmDialog, Notices, Tone, el, several, use_notices},
};

/// The question before it is turned off.
#[derive(Clone, Copy)]
pub(super) struct TurnOff {
    open: RwSignal<bool>,
    notices: Notices,
}

impl TurnOff {
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), notices: use_notices() }
    }

    /// Asks.
    pub(super) fn ask(self) {
        self.open.set(true);
    }

    /// Why the switch can't be used now; `None` where it can.
    pub(super) fn why_not(self, cx: PageCx) -> Option<String> {
        let encrypted = || cx.with(|it| Some(it.clusters.encrypted)).unwrap_or_default();
        if cx.may_write.get() != Some(true) {
            Some(text::encryption::READ_ONLY.to_owned())
        } else if cx.saving.is_running() {
            Some(text::encryption::BEING_CHECKED.to_owned())
        } else if cx.now.get() != Some(Now::Off) && encrypted() > 0 {
            let why = [&text::encryption::in_use(encrypted()), " ", &text::encryption::IN_USE];
            Some(why.concat())
        } else {
            None
        }
    }

    /// The dialog, open or not.
    pub(super) fn dialog(self, cx: PageCx) -> AnyView {
        let busy = RwSignal::new(false);
        let error = RwSignal::new(None::<String>);
        let close = move |()| {
            self.open.set(false);
            error.set(None);
        };
        let confirm = move |()| {
            busy.set(true);
            error.set(None);
            encryption::disable(&cx.project.id()).then(move |outcome| {
                busy.set(false);
                match outcome {
                    // Somebody else was quicker: it is off all the same.
                    Err(failure) if failure.code() != "ENCRYPTION_AT_REST_NOT_ENABLED" => {
                        error.set(Some(text::failure::sentence(&failure)));
                    }
                    _ => {
                        close(());
                        cx.close_form();
                        cx.saving.forget();
                        cx.reload();
                        self.notices.toast(Tone::Good, text::encryption::TURNED_OFF);
                    }
                }
            });
        };
        let consequences = || {
            several([
                el("p").say(text::encryption::TURN_OFF_TEXT).into_any(),
                el("p").say(text::encryption::TURN_OFF_BACK).into_any(),
            ])
        };
        view! {
            <ConfirmDialog
                open=self.open
                title=text::encryption::TURN_OFF_TITLE
                confirm_label=text::encryption::TURN_OFF
                danger=true
                busy=busy
                error=error
                on_confirm=confirm
                on_cancel=close
            >
                {consequences()}
            </ConfirmDialog>
        }
        .into_any()
    }
}
