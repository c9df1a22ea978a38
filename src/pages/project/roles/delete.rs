//! Deleting a role: what it means, before it is done.

use leptos::prelude::*;
use wire::console::Role;

use super::{authorize::pasted_policy, deleted::restore, in_use, name_of};
use crate::{
    client::{self, Failure, session::service_name},
    pages::project::ProjectCx,
    text,
    ui::{ConfirmDialog, Tone, dynamic, el, several, use_notices},
};

/// Asks before the role in `target`, if there is one, is deleted. `done` is told when it is gone, `changed` when the
/// delete was refused.
pub(crate) fn delete_role(
    project: ProjectCx,
    target: RwSignal<Option<Role>>,
    done: Callback<()>,
    changed: Callback<()>,
) -> AnyView {
    let notices = use_notices();
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
                    error.set(Some(why_refused(&failure)));
                    // What was shown of the role is no longer so.
                    changed.run(());
                }
                _ => {
                    pasted_policy(role.access_role.role_id.as_str()).forget();
                    close(());
                    let said = match authorized(&role) {
                        true => text::roles::deauthorized(&name_of(&role)),
                        false => text::roles::DELETED_IN_PROGRESS.to_owned(),
                    };
                    let undo = move || restore(project, &role, notices, || ());
                    notices.toast_with(Tone::Good, said, text::roles::UNDO, undo);
                    done.run(());
                }
            }
        });
    };
    let consequences = move || match target.read().as_ref() {
        Some(role) if authorized(role) => several([
            el("p").say(&text::roles::delete_authorized_text(&service_name())).into_any(),
            // Where the delete was refused, one may.
            error.read().is_none().then(|| el("p").say(text::roles::UNUSED)).into_any(),
            el("p").say(text::roles::STAYS_IN_AWS).into_any(),
            el("p").class("muted").say(text::roles::UNDO_HINT).into_any(),
        ]),
        _ => several([
            el("p").say(text::roles::DELETE_IN_PROGRESS_TEXT).into_any(),
            el("p").class("muted").say(text::roles::DELETE_IN_PROGRESS_HINT).into_any(),
            el("p").class("muted").say(text::roles::UNDO_HINT).into_any(),
        ]),
    };
    let typed = move || target.read().as_ref().filter(|role| authorized(role)).map(name_of);
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(title)
            confirm_label=text::DELETE
            danger=true
            busy=busy
            error=error
            typed=Signal::derive(typed)
            on_confirm=confirm
            on_cancel=close
        >
            {dynamic(consequences)}
        </ConfirmDialog>
    }
    .into_any()
}

/// Why the server does not delete a role.
fn why_refused(failure: &Failure) -> String {
    match failure {
        // A service began to use it since the list was loaded.
        Failure::Api { code, parameters, .. } if code == "AWS_IAM_ROLE_IN_USE" => {
            in_use(parameters.iter().map(String::as_str))
        }
        _ => text::failure::sentence(failure),
    }
}
