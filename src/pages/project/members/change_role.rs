//! Another role for a member: what it means, before it is done.

use leptos::prelude::*;
use wire::{ProjectRole, console::Member};

use super::ListCx;
use crate::{
    client::{Failure, members as client},
    text,
    ui::{ConfirmDialog, Tone, dynamic, el, use_notices},
};

/// A role that somebody chose for a member.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct NewRole {
    pub(super) member: Member,
    pub(super) role: ProjectRole,
    /// Whether the member is who uses the page.
    pub(super) own: bool,
}

impl NewRole {
    /// Whether that takes away the very choice by which it could be undone.
    fn steps_down(&self) -> bool {
        self.own && self.role != ProjectRole::Owner
    }
}

/// Asks before the chosen role is given: an arrow key on the closed list is enough to choose one.
pub(super) fn change_role(cx: ListCx) -> [AnyView; 2] {
    [question(cx, false), question(cx, true)]
}

/// The question of a change that can be undone, or of one that can't.
fn question(cx: ListCx, danger: bool) -> AnyView {
    let notices = use_notices();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let target = cx.changing;
    let asked = move || target.get().filter(|new| new.steps_down() == danger);
    let close = move |()| {
        target.set(None);
        error.set(None);
    };
    let confirm = move |()| {
        let Some(NewRole { member, role, .. }) = target.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        client::change(&cx.project.id(), &member.id, role).then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(_) => {
                    notices.toast(Tone::Good, text::members::changed(&member.email, role));
                    close(());
                    cx.list.reload();
                    // One's own role says what one may do here.
                    cx.project.reload();
                }
                // Somebody else was quicker.
                Err(failure) if failure.code() == "RESOURCE_NOT_FOUND" => {
                    notices.toast(Tone::Bad, text::members::removed(&member.email));
                    close(());
                    cx.list.reload();
                }
                Err(failure) => {
                    error.set(Some(text::failure::sentence(&failure)));
                    // Somebody else may have changed what there is to see; to ask offline would only say so again.
                    if failure != Failure::Offline {
                        cx.list.reload();
                        cx.project.reload();
                    }
                }
            }
        });
    };
    let words = move || {
        let new = asked()?;
        Some(match (danger, new.role) {
            (true, _) => text::members::step_down(),
            (false, ProjectRole::Owner) => text::members::make_owner(&new.member.email),
            (false, ProjectRole::ReadOnly) => text::members::make_viewer(&new.member.email),
        })
    };
    let title = move || words().map(|[title, ..]| title).unwrap_or_default();
    let verb = move || words().map(|[_, verb, _]| verb).unwrap_or_default();
    let text = move || words().map(|[.., text]| el("p").say(&text));
    view! {
        <ConfirmDialog
            open=Signal::derive(move || asked().is_some())
            title=Signal::derive(title)
            confirm_label=Signal::derive(verb)
            danger=danger
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
