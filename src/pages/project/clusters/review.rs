//! What is about to change, before it does.

use leptos::{prelude::*, task::spawn_local};

use super::{ListCx, edits::Edit};
use crate::{
    client::clusters,
    pages::parts::button,
    text,
    ui::{Button, Dialog, DialogSize, El, Tone, Variant, dynamic, el, several, use_notices},
};

/// The dialog, open or not. `changed` is told when the list is to be asked for again.
pub(super) fn review(cx: ListCx, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let notices = use_notices();
    let busy = RwSignal::new(false);
    let apply = Callback::new(move |()| {
        busy.set(true);
        cx.edits.refused.set(Vec::new());
        let (project, wanted) = (cx.project.id(), cx.edits.wanted.get_untracked());
        spawn_local(async move {
            let mut applied = 0;
            for (name, wish) in &wanted {
                let refused = clusters::encrypt(&project, name, *wish).send().await.err();
                applied += usize::from(refused.is_none());
                cx.edits.done(name, refused.map(|failure| text::failure::sentence(&failure)));
            }
            let _ = busy.try_set(false);
            changed.try_run(());
            if applied > 0 {
                notices.toast(Tone::Good, text::clusters::applied(applied));
            }
            if applied == wanted.len() {
                let _ = open.try_set(false);
            }
        });
    });
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let footer = move || {
        let apply = view! {
            <Button variant=Variant::Primary busy=busy on_click=apply>
                {text::clusters::APPLY}
            </Button>
        };
        several([button(text::CANCEL, Variant::Default, close), apply.into_any()])
    };
    let changes = move || {
        dynamic(move || {
            let wanted = cx.edits.wanted.get();
            let list = el("ul").class("changes").attr("aria-label", text::clusters::CHANGES);
            wanted.iter().map(|edit| change(cx, edit)).fold(list, El::add)
        })
    };
    let body = move || {
        several([el("p").class("muted").say(text::clusters::REVIEW_TEXT).into_any(), changes()])
    };
    view! {
        <Dialog
            open=open
            title=text::clusters::REVIEW_TITLE
            size=DialogSize::Small
            on_close=move |()| close()
            footer=footer
        >
            {body()}
        </Dialog>
    }
    .into_any()
}

fn change(cx: ListCx, (name, wish): &Edit) -> El {
    let refused = {
        let name = name.clone();
        move || {
            let why = cx.edits.refusal(&name)?;
            Some(el("p").class("field-error").attr("role", "alert").say(&why))
        }
    };
    el("li").add(el("strong").say(name)).say(" ").say(text::clusters::change(*wish)).show(refused)
}
