//! What was deleted lately: to restore it, and to see what of it remains in AWS.

use leptos::prelude::*;
use wire::console::{DeletedRole, List, Role};

use super::name_of;
use crate::{
    client::{self, remote::Remote},
    pages::{
        parts::{awaited, now, time_ago},
        project::ProjectCx,
    },
    text,
    ui::{
        Button, CodeBlock, Dialog, Disclosure, El, Language, Notices, Tone, el, several,
        use_notices,
    },
};

/// The dialog with the roles whose delete can be undone.
pub(crate) fn deleted_roles(project: ProjectCx, open: RwSignal<bool>) -> AnyView {
    let body = move || {
        let list = Remote::new(move || client::roles::deleted(&project.id()));
        several([
            el("p").say(text::roles::RECENTLY_DELETED_INTRO).into_any(),
            awaited(list, move |found| shown(found, project, list)),
        ])
    };
    view! {
        <Dialog open=open title=text::roles::RECENTLY_DELETED on_close=move |()| open.set(false)>
            {body()}
        </Dialog>
    }
    .into_any()
}

fn shown(found: List<DeletedRole>, project: ProjectCx, list: Remote<List<DeletedRole>>) -> AnyView {
    if found.results.is_empty() {
        return el("p").class("muted").say(text::roles::NOTHING_DELETED).into_any();
    }
    // Of the last one a person wants to know at once what remains.
    let entry = |(at, deleted)| entry(deleted, at == 0, project, list);
    found
        .results
        .into_iter()
        .enumerate()
        .map(entry)
        .fold(el("ul").class("plain deleted"), El::add)
        .into_any()
}

fn entry(
    deleted: DeletedRole,
    is_last: bool,
    project: ProjectCx,
    list: Remote<List<DeletedRole>>,
) -> El {
    let DeletedRole { role, deleted_by, deleted_date, undo_until } = deleted;
    let notices = use_notices();
    let name = name_of(&role);
    let shown = if name.is_empty() {
        text::roles::id(role.access_role.role_id.as_str())
    } else {
        name.clone()
    };
    let left = move || text::roles::undo_left(&text::time::until(&undo_until, now()));
    let when = el("p").class("hint").add(time_ago(&deleted_date)).say(" ");
    let when = when.say(&text::roles::by(&deleted_by)).say(". ").add(el("span").text(left));
    let busy = RwSignal::new(false);
    let label = text::roles::undo(&shown);
    let authorized = role.access_role.authorized_date.is_some();
    let undo = move |()| {
        busy.set(true);
        restore(project, &role, notices, move || list.reload());
    };
    let undo = view! {
        <Button small=true label=label busy=busy on_click=undo>
            {text::roles::UNDO}
        </Button>
    };
    let head = el("div").add(el("strong").say(&shown)).add(when);
    let head = el("div").class("deleted-head").add(head).add(undo);
    let remains = authorized.then(|| {
        let commands = text::roles::removal_commands(&name);
        view! {
            <Disclosure title=text::roles::REMAINS open=RwSignal::new(is_last)>
                {el("p").say(text::roles::REMAINS_TEXT)}
                <CodeBlock
                    code=commands.clone()
                    label=text::roles::REMOVAL
                    copy_label=text::roles::COPY_REMOVAL
                    language=Language::Shell
                />
            </Disclosure>
        }
        .into_any()
    });
    el("li").add(head).add_if(remains)
}

/// Undoes the delete of a role, and says what came of it.
pub(super) fn restore(
    project: ProjectCx,
    role: &Role,
    notices: Notices,
    done: impl FnOnce() + 'static,
) {
    let name = name_of(role);
    client::roles::restore(&project.id(), role.access_role.role_id.as_str()).then(move |outcome| {
        match outcome {
            Ok(_) => notices.toast(Tone::Good, text::roles::restored(&name)),
            Err(failure) => notices.toast(Tone::Bad, text::failure::sentence(&failure)),
        }
        // By now it may be another page of the project that is open.
        project.reload();
        done();
    });
}
