//! Making an API key or a service account, and the one look at its secret.

use leptos::prelude::*;
use wire::{
    ProjectRole,
    console::{CreatedProgram, NewProgram, ProgramKind},
};

use super::{KeysCx, restrict::access_list_field};
use crate::{
    client::{Failure, programs},
    language::Text,
    pages::parts::{FormDialog, FormText},
    reactive::effect,
    text,
    ui::{Choice, CodeBlock, Language, Select, TextField, el, several},
};

/// What the form offers, in days; 0 for never.
const EXPIRIES: [u32; 4] = [30, 90, 365, 0];

/// What is chosen at first.
const EXPIRY: u32 = 90;

/// The fields of the form.
#[derive(Clone, Copy)]
struct Fields {
    kind: RwSignal<String>,
    label: RwSignal<String>,
    label_fault: RwSignal<Option<String>>,
    role: RwSignal<String>,
    days: RwSignal<String>,
    addresses: RwSignal<String>,
    addresses_fault: RwSignal<Option<String>>,
}

/// Asks what the key is for, and shows what was made.
pub(super) fn create_key(cx: KeysCx, open: RwSignal<bool>) -> AnyView {
    let text = || RwSignal::new(String::new());
    let fields = Fields {
        kind: text(),
        label: text(),
        label_fault: RwSignal::new(None),
        role: text(),
        days: text(),
        addresses: text(),
        addresses_fault: RwSignal::new(None),
    };
    let created = RwSignal::new(None::<CreatedProgram>);
    let dialog = FormDialog::new(open, move || {
        fields.clear();
        created.set(None);
    });
    // The secret does not outlive the look at it.
    effect(move || {
        if !open.get() {
            created.set(None);
        }
    });
    let send = move || {
        let Some(wish) = fields.wish() else { return };
        dialog.begin();
        programs::create(&cx.project.id(), &wish).then(move |outcome| {
            dialog.end();
            match outcome {
                Ok(made) => {
                    created.set(Some(made));
                    dialog.tell();
                    cx.list.reload();
                }
                Err(failure) => fields.refused(&failure, dialog),
            }
        });
    };
    let title = move || match created.read().is_some() {
        true => text::access_keys::SECRET_TITLE.to_owned(),
        false => text::access_keys::CREATE.to_owned(),
    };
    let words = FormText { title: Signal::derive(title), send: text::access_keys::CREATE_BUTTON };
    let told = move || match created.get() {
        Some(made) => secret(&made, &cx.project.id(), dialog),
        None => ().into_any(),
    };
    dialog.view(words, send, move || fields.view(), told)
}

impl Fields {
    fn clear(self) {
        self.kind.set(ProgramKind::ServiceAccount.as_str().to_owned());
        self.role.set(ProjectRole::ReadOnly.as_str().to_owned());
        self.days.set(EXPIRY.to_string());
        self.label.set(String::new());
        self.addresses.set(String::new());
        self.label_fault.set(None);
        self.addresses_fault.set(None);
    }

    fn wish(self) -> Option<NewProgram> {
        let days = self.days.read_untracked().parse().unwrap_or(0);
        Some(NewProgram {
            kind: ProgramKind::from_name(&self.kind.read_untracked())?,
            role: ProjectRole::from_name(&self.role.read_untracked())?,
            label: self.label.read_untracked().trim().to_owned(),
            expires_in_days: (days > 0).then_some(days),
            access_list: super::restrict::addresses(&self.addresses.read_untracked()),
        })
    }

    fn refused(self, failure: &Failure, dialog: FormDialog) {
        let own = [("label", self.label_fault), ("accessList", self.addresses_fault)];
        let mut at_field = false;
        for (name, fault) in own {
            if let Some(what) = failure.field(name) {
                fault.set(Some(text::sentence_of(&what)));
                at_field = true;
            }
        }
        match at_field {
            true => dialog.focus_fault(),
            false => dialog.fail(text::failure::sentence(failure)),
        }
    }

    fn view(self) -> AnyView {
        let kinds = [ProgramKind::ServiceAccount, ProgramKind::ApiKey];
        let kinds = kinds.map(|kind| Choice::new(kind.as_str(), text::access_keys::kind(kind)));
        let roles = vec![
            Choice::new(ProjectRole::ReadOnly.as_str(), text::members::VIEWER_TEXT),
            Choice::new(ProjectRole::Owner.as_str(), text::members::OWNER_TEXT),
        ];
        let days = EXPIRIES
            .map(|days| Choice::new(days.to_string(), text::access_keys::expiry(days)))
            .to_vec();
        let label = view! {
            <TextField
                label=text::access_keys::NAME
                value=self.label
                error=self.label_fault
                hint=Some(text::access_keys::LABEL_HINT.to_owned())
                on_input=move |_| self.label_fault.set(None)
                autofocus=true
            />
        };
        let kind = view! {
            <Select
                label=text::access_keys::KIND
                value=self.kind
                options=kinds.to_vec()
                hint=Some(text::access_keys::KIND_HINT.to_owned())
            />
        };
        several([
            label.into_any(),
            kind.into_any(),
            view! { <Select label=text::access_keys::ROLE value=self.role options=roles /> }
                .into_any(),
            view! { <Select label=text::access_keys::EXPIRES_AFTER value=self.days options=days /> }
                .into_any(),
            access_list_field(self.addresses, self.addresses_fault, false),
        ])
    }
}

/// The ID and the secret, and a command that shows that they work.
fn secret(made: &CreatedProgram, project: &str, dialog: FormDialog) -> AnyView {
    let (kind, id) = (made.program.kind, made.program.id.clone());
    let origin = window().location().origin().unwrap_or_default();
    let command = text::access_keys::command(kind, &origin, &id, project);
    let block = |code: String, label: Text, copy: Text, language: Language| {
        view! { <CodeBlock code=code label=label copy_label=copy language=language /> }
    };
    let (id_label, copy_id) = (text::access_keys::id(kind), text::access_keys::copy_id(kind));
    let (label, copy) = (text::access_keys::secret(kind), text::access_keys::copy_secret(kind));
    let code = made.secret.clone();
    let copied = Callback::new(move |()| dialog.copied());
    let secret = view! {
        <CodeBlock code=code label=label copy_label=copy on_copy=Some(copied) />
    };
    el("div")
        .class("stack")
        .add(el("p").say(text::access_keys::SECRET_TEXT))
        .add(block(id, id_label, copy_id, Language::Plain))
        // By hand, too.
        .add(el("div").on("copy", move |_| dialog.copied()).add(secret))
        .add(el("p").say(text::access_keys::asks(kind)))
        .add(block(
            command,
            text::access_keys::TRY_IT,
            text::access_keys::COPY_COMMAND,
            Language::Shell,
        ))
        .into_any()
}
