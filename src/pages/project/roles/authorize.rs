//! The modal that authorizes a role, over the list.

mod draft;
mod outcome;
mod overview;
mod procedures;
mod saver;
mod validation;

use leptos::{prelude::*, task::spawn_local};

use self::{overview::overview, procedures::Procedures, saver::Saving};
use crate::{
    client,
    pages::{parts::use_go, project::use_project},
    paths::{self, RoleQuery, Step},
    text,
    ui::{Banner, Button, Dialog, Tone, Variant},
};

/// The modal, open or not.
#[component]
pub fn Authorize(
    step: Memo<Step>,
    query: Memo<RoleQuery>,
    /// Whether the list is what Back leads to, so that closing goes back instead of on.
    over: StoredValue<bool>,
    /// Told when the list is to be asked for again.
    changed: Callback<()>,
) -> impl IntoView {
    let project = use_project();
    let go = use_go();
    let creating = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let saving = RwSignal::new(Saving::Idle);
    let open = Signal::derive(move || *step.read() != Step::Closed);
    Effect::new(move || {
        step.track();
        error.set(None);
        saving.set(Saving::Idle);
    });

    let close = move |()| {
        if over.get_value() {
            over.set_value(false);
            if let Ok(history) = window().history()
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
        spawn_local(async move {
            let outcome = client::roles::create(&project.id()).await;
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
    let read_only =
        move || (project.may_write() == Some(false)).then(|| text::roles::READ_ONLY.to_owned());
    let footer = move || {
        let next = move || {
            (*step.read() == Step::Overview).then(|| {
                view! {
                    <Button
                        variant=Variant::Primary
                        busy=creating
                        disabled_reason=Signal::derive(read_only)
                        on_click=next
                    >
                        {text::authorize::NEXT}
                    </Button>
                }
            })
        };
        view! {
            <span class="saving muted">{move || saving.get().words()}</span>
            <Button on_click=close>{text::CANCEL}</Button>
            {next}
        }
    };
    let why = move || {
        error.get().map(|why| {
            view! {
                <Banner tone=Tone::Bad alert=true>
                    <p>{why}</p>
                </Banner>
            }
        })
    };
    let body = move || match step.get() {
        Step::Closed => ().into_any(),
        Step::Overview => overview(),
        Step::Procedures(role) => {
            view! { <Procedures role=role saving=saving changed=changed /> }.into_any()
        }
    };
    view! {
        <Dialog open=open title=text::roles::AUTHORIZE on_close=close footer=footer>
            {why}
            {body}
        </Dialog>
    }
}
