//! Where the person is signed in, and how to end that.

use leptos::{prelude::*, task::spawn_local};
use wire::console::{List, OwnSession};

use super::{
    parts::{awaited, button, cell, page_head, table, time_ago},
    top_bar::top_bar,
};
use crate::{
    client::{remote::Remote, session},
    language::Text,
    paths, text,
    ui::{Badge, Button, ConfirmDialog, Notices, Tone, Variant, el, several, use_notices},
};

const COLUMNS: [Text; 3] =
    [text::sessions::BROWSER, text::sessions::LAST_USED, text::sessions::SIGNED_IN];

/// The list, and the way out of all of them.
pub(crate) fn sessions() -> AnyView {
    let list = Remote::new(session::list);
    let notices = use_notices();
    let asking = RwSignal::new(false);
    let everywhere = button(text::sessions::END_ALL, Variant::Default, move || asking.set(true));
    let shown = move |found: List<OwnSession>| {
        let rows = found.results.into_iter().map(|session| row(session, list, notices));
        let rows: Vec<AnyView> = rows.collect();
        let buttons = Some(text::sessions::ACTIONS);
        table(text::session::SESSIONS, &COLUMNS, buttons, rows.into_any())
    };
    let title = Signal::stored(text::session::SESSIONS.to_owned());
    let main = el("main")
        .class("page alone")
        .attr("id", "main")
        .attr("tabindex", "-1")
        .add(page_head(title, None, text::sessions::INTRO.to_owned(), everywhere))
        .add(awaited(list, shown));
    several([top_bar(None), main.into_any(), question(asking)])
}

fn row(session: OwnSession, list: Remote<List<OwnSession>>, notices: Notices) -> AnyView {
    let browser = text::sessions::browser(&session.user_agent);
    let current = session.current.then(|| {
        let badge = view! { <Badge tone=Tone::Info text=text::sessions::CURRENT /> };
        el("p").class("hint").add(badge)
    });
    let name = el("div").attr("title", &session.user_agent).say(&browser).add_if(current);
    let from = el("p").class("hint").say(&text::sessions::last_from(&session.from));
    let id = session.id;
    let end = move |()| {
        session::end(&id).then(move |outcome| {
            match outcome {
                // It had ended by itself.
                Err(failure) if failure.status() != 404 => {
                    return notices.toast(Tone::Bad, text::failure::sentence(&failure));
                }
                _ => notices.toast(Tone::Good, text::sessions::ENDED),
            }
            list.reload();
        });
    };
    let end = (!session.current).then(|| {
        view! {
            <Button small=true label=text::sessions::end(&browser) on_click=end>
                {text::sessions::END}
            </Button>
        }
    });
    let used = el("div").add(time_ago(&session.last_used_date)).add(from);
    el("tr")
        .add(el("th").attr("scope", "row").add(name))
        .add(cell(text::sessions::LAST_USED).add(used))
        .add(cell(text::sessions::SIGNED_IN).add(time_ago(&session.created_date)))
        .add(el("td").class("row-actions").add_if(end))
        .into_any()
}

/// Asks before all sessions end.
fn question(open: RwSignal<bool>) -> AnyView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let cancel = move |()| {
        open.set(false);
        error.set(None);
    };
    let confirm = move |()| {
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let ended = session::end_all().send().await;
            // What this tab keeps goes as it does when one signs out here.
            let left = match ended {
                Ok(()) => session::sign_out(&paths::sign_in("/")).await,
                refused => refused,
            };
            busy.set(false);
            error.set(left.err().map(|failure| text::failure::sentence(&failure)));
        });
    };
    view! {
        <ConfirmDialog
            open=open
            title=text::sessions::END_ALL_TITLE
            confirm_label=text::sessions::END_ALL
            danger=true
            busy=busy
            error=error
            on_confirm=confirm
            on_cancel=cancel
        >
            {several([
                el("p").say(text::sessions::END_ALL_TEXT).into_any(),
                el("p").class("muted").say(text::sessions::END_ALL_WHEN).into_any(),
            ])}
        </ConfirmDialog>
    }
    .into_any()
}
