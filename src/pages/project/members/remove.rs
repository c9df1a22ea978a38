//! Removing a member, or leaving: what it means, before it is done.

use leptos::prelude::*;
use wire::console::Member;

use super::ListCx;
use crate::{
    client::{members as client, session},
    pages::parts::use_go,
    paths, text,
    ui::{ConfirmDialog, Tone, dynamic, el, use_notices},
};

/// Asks before the member that somebody wants to remove is removed.
pub(super) fn remove_member(cx: ListCx) -> AnyView {
    let (go, notices) = (use_go(), use_notices());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let target = cx.removing;
    let own = |member: &Member| untrack(session::email).as_ref() == Some(&member.email);
    let title = move || match target.read().as_ref() {
        Some(member) => text::members::remove_title(&member.email, own(member)),
        None => String::new(),
    };
    let verb = move || match target.read().as_ref() {
        Some(member) if own(member) => text::members::LEAVE.to_owned(),
        _ => text::members::REMOVE.to_owned(),
    };
    let text = move || {
        let own = target.read().as_ref().is_some_and(own);
        el("p").say(text::members::remove_text(own))
    };
    let close = move |()| {
        target.set(None);
        error.set(None);
    };
    let confirm = move |()| {
        let Some(member) = target.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        client::remove(&cx.project.id(), &member.id).then(move |outcome| {
            busy.set(false);
            match outcome {
                // Somebody else was quicker.
                Err(failure) if failure.code() != "RESOURCE_NOT_FOUND" => {
                    error.set(Some(text::failure::sentence(&failure)));
                }
                _ => {
                    notices.toast(Tone::Good, text::members::removed(&member.email));
                    if own(&member) {
                        // The dialog goes with the page.
                        return go.to(paths::PROJECTS.to_owned());
                    }
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
            confirm_label=Signal::derive(verb)
            danger=true
            busy=busy
            error=error
            on_confirm=confirm
            on_cancel=close
        >
            {dynamic(text)}
        </ConfirmDialog>
    }
    .into_any()
}
