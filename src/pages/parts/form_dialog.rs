//! A form in a dialog: its buttons, what it was refused for, and what is told once it is done.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Event;

use super::{
    button, focus_fault, refusal, submit,
    unsaved::{Unsaved, deliberate_button},
};
use crate::{
    language::Text,
    reactive::{effect, memo},
    text,
    ui::{
        Dialog, DialogSize, Notices, Variant, dynamic, el, focus_selector, several, unique_id,
        use_notices,
    },
};

/// What the form and whoever sends it share.
#[derive(Clone, Copy)]
pub(crate) struct FormDialog {
    open: RwSignal<bool>,
    form: StoredValue<String>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    told: RwSignal<bool>,
    /// The same; only a change of it makes the content anew, which would lose the focus.
    is_told: Memo<bool>,
    /// Whether anything was typed that is not sent.
    typed: RwSignal<bool>,
    /// Whether what is told, and never again, was copied.
    copied: RwSignal<bool>,
    unsaved: Unsaved,
    notices: Notices,
}

/// What a dialog with a form says.
pub(crate) struct FormText {
    pub(crate) title: Signal<String>,
    /// The button that sends it.
    pub(crate) send: Text,
}

type Content = Arc<dyn Fn() -> AnyView + Send + Sync>;

impl FormDialog {
    /// A form that is there while `open` says so; `clear` empties it each time that it opens.
    pub(crate) fn new(open: RwSignal<bool>, clear: impl Fn() + 'static) -> Self {
        let (told, typed, copied) =
            (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
        let busy = RwSignal::new(false);
        let is_told = memo(move |_| told.get());
        let lost = move || match (open.get(), told.get()) {
            (false, _) => false,
            (true, true) => !copied.get(),
            (true, false) => typed.get() || busy.get(),
        };
        let dialog = Self {
            open,
            form: StoredValue::new(unique_id()),
            busy,
            failed: RwSignal::new(None),
            told,
            is_told,
            typed,
            copied,
            unsaved: Unsaved::new(Signal::derive(lost), is_told.into()),
            notices: use_notices(),
        };
        effect(move || {
            let open = open.get();
            // When it closes too: it opens with its first field then.
            dialog.told.set(false);
            if open {
                dialog.failed.set(None);
                typed.set(false);
                copied.set(false);
                clear();
            }
        });
        dialog
    }

    /// Whether it is being sent.
    pub(crate) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// It is on its way to the server.
    pub(crate) fn begin(self) {
        self.busy.set(true);
    }

    /// The server has answered.
    pub(crate) fn end(self) {
        self.busy.set(false);
    }

    /// All is done.
    pub(crate) fn close(self) {
        self.open.set(false);
    }

    /// It was refused as a whole.
    pub(crate) fn fail(self, why: String) {
        self.failed.set(Some(why));
    }

    /// A field was refused, and says why by now.
    pub(crate) fn focus_fault(self) {
        focus_fault(self.form, self.notices);
    }

    /// What is told was copied, so that closing the dialog loses nothing.
    pub(crate) fn copied(self) {
        self.copied.set(true);
    }

    /// In place of the form comes what there is to tell. It is told this once.
    pub(crate) fn tell(self) {
        self.told.set(true);
        // The button that had the focus is gone.
        request_animation_frame(|| {
            let _ = focus_selector("dialog[open] h2");
        });
    }

    /// The dialog; `send` is run when the form is sent, `told` is what [`FormDialog::tell`] shows.
    pub(crate) fn view(
        self,
        text: FormText,
        send: impl Fn() + Send + Sync + 'static,
        fields: impl Fn() -> AnyView + Send + Sync + 'static,
        told: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        self.shown(text, Callback::new(move |()| send()), Arc::new(fields), Arc::new(told))
    }

    fn shown(self, text: FormText, send: Callback<()>, fields: Content, told: Content) -> AnyView {
        let close = move || {
            if !self.busy.get_untracked() {
                self.open.set(false);
            }
        };
        let done = Callback::new(move |()| close());
        // A form that is cancelled is meant to go; a secret is easily closed before anybody has seen it.
        let close = move || match self.is_told.get_untracked() {
            true => self.unsaved.close(done),
            false => close(),
        };
        let on_submit = move |event: Event| {
            event.prevent_default();
            self.failed.set(None);
            send.run(());
        };
        let footer = move || {
            dynamic(move || match self.is_told.get() {
                true => deliberate_button(text::DONE, Variant::Primary, close),
                false => several([
                    button(text::CANCEL, Variant::Default, close),
                    submit(text.send, Some(self.form.get_value()), self.busy.into()),
                ]),
            })
        };
        let form = move || {
            let form = el("form").class("stack").attr("id", &self.form.get_value());
            let form = form.attr("novalidate", "").on("submit", on_submit);
            let form = form.on("input", move |_| self.typed.set(true));
            form.add(fields()).add(refusal(self.failed)).into_any()
        };
        let content = Arc::new(move || if self.is_told.get() { told() } else { form() });
        let dialog = view! {
            <Dialog
                open=self.open
                title=text.title
                size=DialogSize::Small
                on_close=move |()| close()
                footer=footer
            >
                {
                    let content = Arc::clone(&content);
                    dynamic(move || content())
                }
            </Dialog>
        };
        several([dialog.into_any(), self.unsaved.question()])
    }
}
