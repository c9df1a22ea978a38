//! One API key or service account.

use leptos::prelude::*;
use wire::console::Program;

use super::{KeysCx, name_of};
use crate::{
    pages::parts::{cell, copyable, now, row, time_ago},
    text,
    ui::{Badge, Button, El, Tone, el},
};

pub(super) fn key_row(key: Program, cx: KeysCx) -> AnyView {
    let name = if key.label.is_empty() { &text::access_keys::UNNAMED } else { key.label.as_str() };
    let id = copyable(key.id.clone(), text::access_keys::copy_id(key.kind));
    let about = el("div").say(name).add(el("p").class("hint").add(id));
    let used = match &key.last_used_date {
        Some(date) => el("div").add(time_ago(date)),
        None => el("div").say(text::access_keys::NEVER),
    };
    let expires = match &key.expires_date {
        Some(date) => expiry(date),
        None => el("div").say(text::access_keys::NEVER),
    };
    let from = match key.access_list.as_slice() {
        [] => el("div").say(text::access_keys::EVERYWHERE),
        some => some.iter().map(|it| el("div").say(it)).fold(el("div"), El::add),
    };
    let (label, role, kind) = (name_of(&key), key.role, key.kind);
    let buttons = move || {
        (cx.may_write.get() == Some(true)).then(|| {
            let own = [
                (text::access_keys::RESTRICT, cx.restricting),
                (text::access_keys::REVOKE, cx.revoking),
            ];
            let button = |(text, target): (_, RwSignal<Option<Program>>)| {
                let key = key.clone();
                view! {
                    <Button
                        small=true
                        label=text::access_keys::about(text, &label)
                        on_click=move |()| target.set(Some(key.clone()))
                    >
                        {text}
                    </Button>
                }
            };
            own.into_iter().map(button).fold(el("div").class("cluster"), El::add)
        })
    };
    let cells = vec![
        cell(text::access_keys::KIND).say(text::access_keys::kind(kind)),
        cell(text::access_keys::ROLE).say(text::members::role(role)),
        cell(text::access_keys::LAST_USED).add(used),
        cell(text::access_keys::EXPIRES).add(expires),
        cell(text::access_keys::ACCESS_LIST).add(from),
        el("td").class("row-actions").show(buttons),
    ];
    row(about, cells)
}

/// How long it can still be used, or that it can't any more.
fn expiry(date: &str) -> El {
    let (shown, exact) = (date.to_owned(), text::time::exact(date));
    let time = el("time").attr("datetime", date).attr("title", &exact);
    el("div").add(time.show(move || {
        if text::time::is_over(&shown, now()) {
            return view! { <Badge tone=Tone::Bad text=text::access_keys::EXPIRED /> }.into_any();
        }
        el("span").say(&text::members::expires_in(&text::time::until(&shown, now()))).into_any()
    }))
}
