//! Adding a member: at once, or by a link to pass on.

use leptos::prelude::*;
use wire::ProjectRole;

use super::ListCx;
use crate::{
    client::members as client,
    pages::parts::{FormDialog, FormText},
    paths, text,
    ui::{Choice, CodeBlock, Select, TextField, Tone, el, several, use_notices},
};

/// Asks for an address and a role; shows the link where somebody has to be invited.
pub(super) fn add_member(cx: ListCx, open: RwSignal<bool>) -> AnyView {
    let notices = use_notices();
    let (email, role) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<String>);
    let link = RwSignal::new(None::<String>);
    let dialog = FormDialog::new(open, move || {
        email.set(String::new());
        role.set(ProjectRole::ReadOnly.as_str().to_owned());
        fault.set(None);
        link.set(None);
    });
    let send = move || {
        let Some(wanted) = ProjectRole::from_name(&role.read_untracked()) else { return };
        dialog.begin();
        let address = email.read_untracked().trim().to_owned();
        client::add(&cx.project.id(), address, wanted).then(move |outcome| {
            dialog.end();
            match outcome {
                Ok(added) => {
                    if let Some(token) = added.token {
                        link.set(Some(whole_link(&token)));
                        dialog.tell();
                    }
                    if let Some(member) = added.member {
                        dialog.close();
                        notices.toast(Tone::Good, text::members::added(&member.email));
                    }
                    cx.list.reload();
                }
                Err(failure) => {
                    let at_field = match failure.code() {
                        "ALREADY_MEMBER" => Some(text::failure::sentence(&failure)),
                        _ => failure.field("email").map(|what| text::sentence_of(&what)),
                    };
                    match at_field {
                        Some(what) => {
                            fault.set(Some(what));
                            dialog.focus_fault();
                        }
                        None => dialog.fail(text::failure::sentence(&failure)),
                    }
                }
            }
        });
    };
    let fields = move || {
        let email = view! {
            <TextField
                label=text::members::EMAIL
                value=email
                error=fault
                hint=Some(text::members::EMAIL_HINT.to_owned())
                on_input=move |_| fault.set(None)
                input_type="email"
                autofocus=true
                required=true
            />
        };
        let options = vec![
            Choice::new(ProjectRole::ReadOnly.as_str(), text::members::VIEWER_TEXT),
            Choice::new(ProjectRole::Owner.as_str(), text::members::OWNER_TEXT),
        ];
        let role = view! { <Select label=text::members::ROLE value=role options=options /> };
        several([email.into_any(), role.into_any()])
    };
    let told = move || {
        let code = Signal::derive(move || link.get().unwrap_or_default());
        let block = view! {
            <CodeBlock
                code=code
                label=text::members::LINK
                copy_label=text::members::COPY_LINK
                on_copy=Some(Callback::new(move |()| dialog.copied()))
            />
        };
        // By hand, too.
        let stack = el("div").class("stack").on("copy", move |_| dialog.copied());
        stack.add(el("p").say(text::members::LINK_TEXT)).add(block).into_any()
    };
    let title = move || match link.read().is_some() {
        true => text::members::LINK_TITLE.to_owned(),
        false => text::members::ADD.to_owned(),
    };
    let words = FormText { title: Signal::derive(title), send: text::members::ADD_BUTTON };
    dialog.view(words, send, fields, told)
}

/// The link with the address that this page was reached by.
fn whole_link(token: &str) -> String {
    window().location().origin().unwrap_or_default() + &paths::join(token)
}
