//! The modal that authorizes a role, over the list.

mod draft;
mod outcome;
mod overview;
mod procedures;
mod saver;
mod validation;

use leptos::prelude::*;

pub(crate) use self::{
    outcome::{PolicyParts, Refused, explained, outcome},
    overview::overview,
    procedures::{pasted_policy, procedures},
    saver::Saving,
    validation::Validation,
};
use super::ProjectCx;
use crate::{
    client, on_demand,
    pages::parts::{refusal, use_go},
    paths::{self, RoleQuery, Step},
    reactive::effect,
    text,
    ui::{Button, Dialog, Variant, dynamic, el, several},
};

/// The modal, open or not.
///
/// `over` says whether the list is what Back leads to, so that closing goes back instead of on; `changed` is told when
/// the list is to be asked for again.
pub(super) fn authorize(
    project: ProjectCx,
    step: Memo<Step>,
    query: Memo<RoleQuery>,
    over: StoredValue<bool>,
    changed: Callback<()>,
) -> AnyView {
    let go = use_go();
    let creating = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let saving = RwSignal::new(Saving::Idle);
    let open = Signal::derive(move || *step.read() != Step::Closed);
    effect(move || {
        step.track();
        error.set(None);
        saving.set(Saving::Idle);
    });

    let close = move || {
        let next = query.read_untracked().next.clone();
        if !next.is_empty() {
            return go.replace(next);
        }
        if over.get_value() {
            over.set_value(false);
            // The router enters an address somewhat later than it shows it; until then Back leads elsewhere.
            let bar = window().location().pathname().unwrap_or_default();
            if Step::of(&bar) != Step::Closed
                && let Ok(history) = window().history()
                && history.back().is_ok()
            {
                return;
            }
        }
        go.replace(paths::roles(&project.id(), &query.read_untracked()));
    };
    let next = move |()| {
        creating.set(true);
        error.set(None);
        client::roles::create(&project.id()).then(move |outcome| {
            creating.set(false);
            match outcome {
                Ok(role) => {
                    changed.run(());
                    let id = role.role_id.as_str();
                    // Who has closed the modal meanwhile finds the role in the list.
                    if *step.read_untracked() == Step::Overview {
                        go.replace(paths::authorize(&project.id(), id, &query.read_untracked()));
                    }
                }
                Err(failure) => error.set(Some(text::failure::sentence(&failure))),
            }
        });
    };
    let read_only = Signal::derive(move || {
        (project.may_write() == Some(false)).then(|| text::roles::READ_ONLY.to_owned())
    });
    let leave = move || match saving.get() {
        Saving::Ended => text::CLOSE.to_owned(),
        _ => text::CANCEL.to_owned(),
    };
    let footer = move || {
        let next = dynamic(move || {
            (*step.read() == Step::Overview).then(|| {
                view! {
                    <Button
                        variant=Variant::Primary
                        busy=creating
                        disabled_reason=read_only
                        on_click=next
                    >
                        {text::authorize::NEXT}
                    </Button>
                }
            })
        });
        several([
            el("span").class("saving muted").text(move || saving.get().words()).into_any(),
            view! { <Button on_click=move |()| close()>{dynamic(leave)}</Button> }.into_any(),
            next,
        ])
    };
    let body = move || match step.get() {
        Step::Closed => ().into_any(),
        Step::Overview => on_demand::overview(),
        Step::Procedures(role) => on_demand::procedures(project, role, saving, changed),
    };
    view! {
        <Dialog
            open=open
            title=text::roles::AUTHORIZE
            on_close=move |()| close()
            footer=footer
        >
            {several([refusal(error), dynamic(body)])}
        </Dialog>
    }
    .into_any()
}
