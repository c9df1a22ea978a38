//! Deleting a role: what it means, before it is done.

use leptos::prelude::*;
use wire::console::Role;

use super::name_of;
use crate::{
    client::{self, session::service_name},
    pages::project::ProjectCx,
    text,
    ui::{CodeBlock, ConfirmDialog, Language, dynamic, el, several},
};

/// Asks before the role in `target`, if there is one, is deleted. `done` is told what to say when it is gone.
pub(crate) fn delete_role(
    project: ProjectCx,
    target: RwSignal<Option<Role>>,
    done: Callback<String>,
) -> AnyView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let open = Signal::derive(move || target.read().is_some());
    let authorized = |role: &Role| role.access_role.authorized_date.is_some();
    let title = move || match target.read().as_ref() {
        Some(role) if authorized(role) => text::roles::delete_authorized(&name_of(role)),
        _ => text::roles::DELETE_IN_PROGRESS.to_owned(),
    };
    let close = move |()| {
        target.set(None);
        error.set(None);
    };
    let confirm = move |()| {
        let Some(role) = target.get_untracked() else { return };
        busy.set(true);
        error.set(None);
        let call = client::roles::remove(&project.id(), role.access_role.role_id.as_str());
        call.then(move |outcome| {
            busy.set(false);
            match outcome {
                // Somebody else was quicker: it is gone all the same.
                Err(failure) if failure.code() != "RESOURCE_NOT_FOUND" => {
                    error.set(Some(text::failure::sentence(&failure)));
                }
                _ => {
                    close(());
                    done.run(match authorized(&role) {
                        true => text::roles::deauthorized(&name_of(&role)),
                        false => text::roles::DELETED_IN_PROGRESS.to_owned(),
                    });
                }
            }
        });
    };
    let consequences = move || match target.read().as_ref() {
        Some(role) if authorized(role) => {
            let commands = text::roles::removal_commands(&name_of(role));
            let commands = view! {
                <CodeBlock
                    code=commands
                    label=text::roles::REMOVAL
                    copy_label=text::roles::COPY_REMOVAL
                    language=Language::Shell
                />
            };
            several([
                el("p").say(&text::roles::delete_authorized_text(&service_name())).into_any(),
                el("p").say(text::roles::STAYS_IN_AWS).into_any(),
                commands.into_any(),
            ])
        }
        _ => several([
            el("p").say(text::roles::DELETE_IN_PROGRESS_TEXT).into_any(),
            el("p").class("muted").say(text::roles::DELETE_IN_PROGRESS_HINT).into_any(),
        ]),
    };
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(title)
            confirm_label=text::DELETE
            danger=true
            busy=busy
            error=error
            on_confirm=confirm
            on_cancel=close
        >
            {dynamic(consequences)}
        </ConfirmDialog>
    }
    .into_any()
}
