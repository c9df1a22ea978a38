//! The invitations that can still be accepted.

use leptos::prelude::*;
use wire::console::Invitation;

use super::ListCx;
use crate::{
    client::members as client,
    language::Text,
    pages::parts::{cell, now, row, table},
    reactive::memo,
    text,
    ui::{Button, Tone, dynamic, el, use_notices},
};

const COLUMNS: [Text; 4] = [
    text::members::ADDRESS,
    text::members::ROLE,
    text::members::INVITED_BY,
    text::members::EXPIRES,
];

/// A table of them, where there are any.
pub(super) fn invitations(cx: ListCx) -> AnyView {
    let open = memo(move |_| {
        cx.list.value.read().as_ref().map(|list| list.invitations.clone()).unwrap_or_default()
    });
    dynamic(move || {
        let open = open.get();
        (!open.is_empty()).then(|| {
            let rows: Vec<AnyView> = open.into_iter().map(|it| invitation_row(it, cx)).collect();
            let buttons = Some(text::members::ACTIONS);
            let table = table(text::members::INVITATIONS, &COLUMNS, buttons, rows.into_any());
            let title = el("h2").say(text::members::INVITATIONS);
            el("section").class("stack").add(title).add(table)
        })
    })
}

fn invitation_row(invitation: Invitation, cx: ListCx) -> AnyView {
    let Invitation { id, email, role, created_by, expires_date, .. } = invitation;
    let notices = use_notices();
    let withdraw = move |()| {
        client::withdraw(&cx.project.id(), &id).then(move |outcome| {
            match outcome {
                // It was used, or taken back by somebody else.
                Err(failure) if failure.code() != "RESOURCE_NOT_FOUND" => {
                    return notices.toast(Tone::Bad, text::failure::sentence(&failure));
                }
                _ => notices.toast(Tone::Good, text::members::WITHDRAWN),
            }
            cx.list.reload();
        });
    };
    let label = text::members::about(text::members::WITHDRAW, &email);
    let button = move || {
        (cx.may_write.get() == Some(true)).then(|| {
            view! {
                <Button small=true label=label.clone() on_click=withdraw.clone()>
                    {text::members::WITHDRAW}
                </Button>
            }
        })
    };
    let expires = el("time")
        .attr("datetime", &expires_date)
        .attr("title", &text::time::exact(&expires_date))
        .text(move || text::members::expires_in(&text::time::until(&expires_date, now())));
    let cells = vec![
        cell(text::members::ROLE).say(text::members::role(role)),
        cell(text::members::INVITED_BY).say(&created_by),
        cell(text::members::EXPIRES).add(expires),
        el("td").class("row-actions").show(button),
    ];
    row(email, cells)
}
