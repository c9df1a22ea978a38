//! Who is in a project, and who was invited.

mod add;
mod change_role;
mod invitations;
mod member_row;
mod remove;

use leptos::prelude::*;
use wire::console::{Member, Members};

use self::{
    add::add_member,
    change_role::{NewRole, change_role},
    invitations::invitations,
    member_row::member_row,
    remove::remove_member,
};
use super::ProjectCx;
use crate::{
    client::{members as client, remote::Remote},
    language::Text,
    pages::parts::{button, page_head, reason, table, trouble, waiting},
    reactive::memo,
    text,
    ui::{Keyed, Variant, contained, dynamic, keyed, several},
};

const COLUMNS: [Text; 2] = [text::members::ADDRESS, text::members::ROLE];

/// What the rows share.
#[derive(Clone, Copy)]
struct ListCx {
    project: ProjectCx,
    list: Remote<Members>,
    may_write: Memo<Option<bool>>,
    /// Whom somebody wants to remove.
    removing: RwSignal<Option<Member>>,
    /// Whom somebody wants to give another role.
    changing: RwSignal<Option<NewRole>>,
}

/// The list, the way to one more member, and the open invitations.
pub(crate) fn members(project: ProjectCx) -> AnyView {
    let list = Remote::new(move || client::list(&project.id()));
    let may_write = memo(move |_| project.may_write());
    let (removing, changing) = (RwSignal::new(None), RwSignal::new(None));
    let cx = ListCx { project, list, may_write, removing, changing };
    let adding = RwSignal::new(false);
    let action = dynamic(move || match may_write.get() {
        Some(true) => button(text::members::ADD, Variant::Default, move || adding.set(true)),
        Some(false) => reason(text::members::READ_ONLY),
        None => ().into_any(),
    });
    // A table that is there stays there, with the focus in it.
    let there = memo(move |_| list.value.read().is_some());
    let rows = move || match there.get() {
        true => table(text::project::MEMBERS, &COLUMNS, Some(text::members::ACTIONS), rows(cx)),
        false => waiting(list.failure.read().is_none()),
    };
    let title = Signal::stored(text::project::MEMBERS.to_owned());
    let [change, step_down] = change_role(cx);
    several([
        page_head(title, Some(project.crumbs(&[])), text::members::INTRO.to_owned(), action),
        trouble(list),
        contained(rows),
        invitations(cx),
        add_member(cx, adding),
        remove_member(cx),
        change,
        step_down,
    ])
}

fn rows(cx: ListCx) -> AnyView {
    let each = move || cx.list.value.get().map(|list| list.members).unwrap_or_default();
    let live = move |first: Member| {
        let member = memo(move |_| {
            let list = cx.list.value.read();
            let mut members = list.iter().flat_map(|list| &list.members);
            members.find(|it| it.id == first.id).unwrap_or(&first).clone()
        });
        member_row(member, cx)
    };
    keyed(move || {
        let row = |member: Member| Keyed::new(member.id.clone(), move || live(member).into_any());
        each().into_iter().map(row).collect()
    })
}
