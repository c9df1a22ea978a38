//! What the owners call a role.

use leptos::prelude::*;
use wire::console::Role;

use crate::{
    client::{self, remote::Remote},
    pages::{
        parts::{ask_before_leaving, fact, facts, focus_fault, submit},
        project::ProjectCx,
    },
    text,
    ui::{Panel, TextField, Tone, el, unique_id, use_notices},
};

/// The label, which an owner can change.
pub(super) fn label_form(project: ProjectCx, role: Remote<Role>, owner: Memo<bool>) -> AnyView {
    let notices = use_notices();
    let known = role.value.with_untracked(|role| role.as_ref().map(|role| role.label.clone()));
    let saved = RwSignal::new(known.unwrap_or_default());
    let text = RwSignal::new(saved.get_untracked());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let form_id = StoredValue::new(unique_id());
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let Some(known) = role.value.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        error.set(None);
        let id = known.access_role.role_id;
        let call = client::roles::label(&project.id(), id.as_str(), text.get_untracked());
        call.then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(labelled) => {
                    text.set(labelled.label.clone());
                    saved.set(labelled.label.clone());
                    role.value.set(Some(labelled));
                    notices.toast(Tone::Good, text::roles::LABEL_SAVED);
                }
                Err(failure) => {
                    let why = failure.field("label").map(|why| text::sentence_of(&why));
                    error.set(Some(why.unwrap_or_else(|| text::failure::sentence(&failure))));
                    focus_fault(form_id, notices);
                }
            }
        });
    };
    let form = move || {
        if !owner.get() {
            let label = role.value.with(|role| role.as_ref().map(|role| role.label.clone()));
            let label = label.filter(|label| !label.is_empty());
            let label = label.unwrap_or_else(|| text::NONE.to_owned());
            return facts(vec![fact(text::roles::LABEL, label)]);
        }
        let field = view! {
            <TextField
                label=text::roles::LABEL
                value=text
                error=error
                hide_label=true
            />
        };
        el("form")
            .class("line-form")
            .attr("id", &form_id.get_value())
            .on("submit", send)
            .add(field)
            .add(submit(text::roles::SAVE_LABEL, None, busy.into()))
            .into_any()
    };
    view! {
        <Panel title=text::roles::LABEL description=text::roles::LABEL_HINT>
            {el("div").show(form)}
            {ask_before_leaving(move || *text.read() != *saved.read())}
        </Panel>
    }
    .into_any()
}
