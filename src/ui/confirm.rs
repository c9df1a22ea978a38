//! The question before something that cannot be taken back.

use leptos::prelude::*;

use super::{
    Banner, Button, Dialog, DialogSize, Live, TextField, Tone, Variant, dom::unique_id, el,
    several, words,
};
use crate::reactive::effect;

/// Asks before an action. It stays open while the action runs and when it failed; the owner closes
/// it on success.
#[component]
pub fn ConfirmDialog(
    #[prop(into)] open: Signal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The action's verb, never "Yes" or "OK".
    #[prop(into)]
    confirm_label: Signal<String>,
    /// Whether it destroys something: red, and the focus is on Cancel.
    #[prop(optional)]
    danger: bool,
    /// Whether the action runs.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why the action failed and what to do.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// A text to be typed first, for what many people would miss.
    #[prop(optional, into)]
    typed: Signal<Option<String>>,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Asked to close without doing it.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// What will happen, in full.
    children: ChildrenFn,
) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    effect(move || {
        if !open.get() {
            answer.set(String::new());
        }
    });
    let form = StoredValue::new(unique_id());
    let missing = Signal::derive(move || {
        let wanted = typed.get()?;
        (answer.get().trim() != wanted).then(|| words::type_to_confirm(&wanted))
    });
    let cancel = move || {
        if !busy.get_untracked() {
            on_cancel.run(());
        }
    };
    let footer = move || {
        let cancel = view! {
            <Button on_click=move |()| cancel() autofocus=danger>
                {words::CANCEL}
            </Button>
        };
        let confirm = view! {
            <Button
                variant=if danger { Variant::Danger } else { Variant::Primary }
                button_type="submit"
                form=form.get_value()
                busy=busy
                disabled_reason=missing
            >
                {confirm_label}
            </Button>
        };
        several([cancel.into_any(), confirm.into_any()])
    };
    let to_type = move || {
        typed.get().map(|text| {
            view! {
                <TextField label=words::type_to_confirm(&text) value=answer monospace=true />
            }
        })
    };
    let failure = move || {
        error.get().map(|error| {
            view! {
                <Banner tone=Tone::Bad live=Live::Alert>
                    {el("p").say(&error)}
                </Banner>
            }
        })
    };
    let body = move || {
        el("form")
            .class("stack")
            .attr("id", &form.get_value())
            .on("submit", move |event| {
                event.prevent_default();
                on_confirm.run(());
            })
            .add(children())
            .show(to_type)
            .show(failure)
    };
    view! {
        <Dialog
            open=open
            title=title
            on_close=move |()| cancel()
            size=DialogSize::Small
            footer=footer
        >
            {body()}
        </Dialog>
    }
}
