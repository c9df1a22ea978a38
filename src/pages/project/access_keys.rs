//! The API keys and service accounts of a project.

mod create;
mod key_row;
mod restrict;
mod revoke;

use leptos::prelude::*;
use wire::console::{List, Program};

use self::{create::create_key, key_row::key_row, restrict::restrict_key, revoke::revoke_key};
use super::ProjectCx;
use crate::{
    client::{programs, remote::Remote},
    language::Text,
    pages::parts::{awaited, button, empty, page_head, reason, table},
    reactive::memo,
    text,
    ui::{Icon, Variant, dynamic, el, several},
};

const COLUMNS: [Text; 6] = [
    text::access_keys::NAME,
    text::access_keys::KIND,
    text::access_keys::ROLE,
    text::access_keys::LAST_USED,
    text::access_keys::EXPIRES,
    text::access_keys::ACCESS_LIST,
];

/// What the rows and dialogs share.
#[derive(Clone, Copy)]
struct KeysCx {
    project: ProjectCx,
    list: Remote<List<Program>>,
    may_write: Memo<Option<bool>>,
    /// The one whose access list somebody wants to change.
    restricting: RwSignal<Option<Program>>,
    /// The one that somebody wants to revoke.
    revoking: RwSignal<Option<Program>>,
}

/// The list, and the way to one more.
pub(crate) fn access_keys(project: ProjectCx) -> AnyView {
    let list = Remote::new(move || programs::list(&project.id()));
    let may_write = memo(move |_| project.may_write());
    let (restricting, revoking) = (RwSignal::new(None), RwSignal::new(None));
    let cx = KeysCx { project, list, may_write, restricting, revoking };
    let creating = RwSignal::new(false);
    let action = dynamic(move || match may_write.get() {
        Some(true) => {
            button(text::access_keys::CREATE, Variant::Primary, move || creating.set(true))
        }
        Some(false) => reason(text::access_keys::READ_ONLY),
        None => ().into_any(),
    });
    let shown = move |found: List<Program>| {
        if found.results.is_empty() {
            let text = text::access_keys::EMPTY_TEXT.to_owned();
            return empty(text::access_keys::EMPTY, Icon::Key, text, ().into_any());
        }
        let rows: Vec<AnyView> = found.results.into_iter().map(|key| key_row(key, cx)).collect();
        let buttons = Some(text::access_keys::ACTIONS);
        table(text::project::ACCESS_KEYS, &COLUMNS, buttons, rows.into_any())
    };
    // The server makes that page, not this program.
    let reference = el("a").attr("href", "/api/reference").attr("rel", "external");
    let reference = reference.say(text::access_keys::REFERENCE);
    let title = Signal::stored(text::project::ACCESS_KEYS.to_owned());
    several([
        page_head(title, Some(project.crumbs(&[])), text::access_keys::INTRO.to_owned(), action),
        awaited(list, shown),
        el("p").add(reference).into_any(),
        create_key(cx, creating),
        restrict_key(cx),
        revoke_key(cx),
    ])
}

/// What a key is called where there is no room for more.
fn name_of(key: &Program) -> String {
    if key.label.is_empty() { key.id.clone() } else { key.label.clone() }
}
