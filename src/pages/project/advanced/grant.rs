//! From credentials to a role, for ever.

use leptos::prelude::*;

use super::{Now, PageCx, form_if};
use crate::{
    pages::parts::{button, reason},
    text,
    ui::{Icon, Panel, Variant, dynamic, el, several},
};

/// What the switch means, and the way to it.
pub(super) fn grant(cx: PageCx) -> AnyView {
    let steps = text::encryption::GRANT_STEPS
        .into_iter()
        .fold(el("ul").class("bullets"), |steps, step| steps.add(el("li").say(step)));
    let action = dynamic(move || match (cx.may_write.get(), cx.editing.get()) {
        (Some(true), false) => {
            let configure =
                button(text::encryption::CONFIGURE, Variant::Primary, move || cx.open_form());
            el("div").class("actions").add(configure).into_any()
        }
        (Some(false), _) => reason(text::encryption::READ_ONLY),
        _ => ().into_any(),
    });
    let content = several([steps.into_any(), action, form_if(cx, |now| now == Now::ByCredentials)]);
    view! {
        <Panel
            title=text::encryption::GRANT
            icon=Icon::Role
            description=text::encryption::GRANT_TEXT
        >
            {content}
        </Panel>
    }
    .into_any()
}
