//! Deleting a role: what it means, before it is done.

use leptos::{prelude::*, task::spawn_local};
use wire::console::Role;

use super::name_of;
use crate::{
    client::{self, session::service_name},
    pages::project::use_project,
    text,
    ui::{CodeBlock, ConfirmDialog, Language},
};

/// Asks before the role in `target` is deleted.
#[component]
pub fn DeleteRole(
    /// The role; `None` while nobody wants to delete one.
    target: RwSignal<Option<Role>>,
    /// Told what to say when the role is gone.
    #[prop(into)]
    done: Callback<String>,
) -> impl IntoView {
    let project = use_project();
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
        spawn_local(async move {
            let id = role.access_role.role_id.as_str();
            let outcome = client::roles::remove(&project.id(), id).await;
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
            view! {
                <p>{text::roles::delete_authorized_text(&service_name())}</p>
                <p>{text::roles::STAYS_IN_AWS}</p>
                <CodeBlock
                    code=commands
                    label=text::roles::REMOVAL
                    copy_label=text::roles::COPY_REMOVAL
                    language=Language::Shell
                />
            }
            .into_any()
        }
        _ => view! {
            <p>{text::roles::DELETE_IN_PROGRESS_TEXT}</p>
            <p class="muted">{text::roles::DELETE_IN_PROGRESS_HINT}</p>
        }
        .into_any(),
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
            {consequences}
        </ConfirmDialog>
    }
}
