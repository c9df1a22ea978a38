//! Adding a member: at once, or by a link to pass on.

use leptos::prelude::*;
use web_sys::Event;
use wire::ProjectRole;

use super::ListCx;
use crate::{
    client::members as client,
    compiled_once::effect,
    pages::parts::{button, focus_fault, refusal, submit},
    paths, text,
    ui::{
        Choice, CodeBlock, Dialog, DialogSize, Select, TextField, Tone, Variant, dynamic, el,
        focus_selector, several, unique_id, use_notices,
    },
};

/// Asks for an address and a role; shows the link where somebody has to be invited.
pub(super) fn add_member(cx: ListCx, open: RwSignal<bool>) -> AnyView {
    let notices = use_notices();
    let (email, role) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let link = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let id = StoredValue::new(unique_id());
    effect(move || {
        if open.get() {
            email.set(String::new());
            role.set(ProjectRole::ReadOnly.as_str().to_owned());
            fault.set(None);
            failed.set(None);
            link.set(None);
        }
    });
    let on_submit = move |event: Event| {
        event.prevent_default();
        failed.set(None);
        let Some(wanted) = ProjectRole::from_name(&role.read_untracked()) else { return };
        busy.set(true);
        let address = email.read_untracked().trim().to_owned();
        client::add(&cx.project.id(), address, wanted).then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(added) => {
                    if let Some(token) = added.token {
                        link.set(Some(whole_link(&token)));
                        // The button that had the focus is gone.
                        request_animation_frame(|| {
                            let _ = focus_selector("dialog[open] h2");
                        });
                    }
                    if let Some(member) = added.member {
                        open.set(false);
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
                            focus_fault(id);
                        }
                        None => failed.set(Some(text::failure::sentence(&failure))),
                    }
                }
            }
        });
    };
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let invited = Memo::new(move |_| link.read().is_some());
    let footer = move || {
        dynamic(move || match invited.get() {
            true => button(text::members::DONE, Variant::Primary, close),
            false => several([
                button(text::CANCEL, Variant::Default, close),
                submit(text::members::ADD_BUTTON, Some(id.get_value()), busy.into()),
            ]),
        })
    };
    let form = move || {
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
        let form = el("form").class("stack").attr("id", &id.get_value()).attr("novalidate", "");
        form.on("submit", on_submit).add(email).add(role).add(refusal(failed)).into_any()
    };
    let told = move || {
        let code = Signal::derive(move || link.get().unwrap_or_default());
        let block = view! {
            <CodeBlock code=code label=text::members::LINK copy_label=text::members::COPY_LINK />
        };
        el("div").class("stack").add(el("p").say(text::members::LINK_TEXT)).add(block).into_any()
    };
    let title = move || {
        let title = if invited.get() { text::members::LINK_TITLE } else { text::members::ADD };
        title.to_owned()
    };
    view! {
        <Dialog
            open=open
            title=Signal::derive(title)
            size=DialogSize::Small
            on_close=move |()| close()
            footer=footer
        >
            {dynamic(move || if invited.get() { told() } else { form() })}
        </Dialog>
    }
    .into_any()
}

/// The link with the address that this page was reached by.
fn whole_link(token: &str) -> String {
    window().location().origin().unwrap_or_default() + &paths::join(token)
}
