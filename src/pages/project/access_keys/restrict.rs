//! From where a key may be used.

use leptos::prelude::*;

use super::{KeysCx, name_of};
use crate::{
    client::programs,
    pages::parts::{FormDialog, FormText},
    reactive::effect,
    text,
    ui::{TextField, Tone, use_notices},
};

/// Asks for the access list of the key that somebody wants to restrict.
pub(super) fn restrict_key(cx: KeysCx) -> AnyView {
    let notices = use_notices();
    let typed = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    effect(move || open.set(cx.restricting.read().is_some()));
    let dialog = FormDialog::new(open, move || {
        fault.set(None);
        let key = cx.restricting.read_untracked();
        typed.set(key.as_ref().map(|key| key.access_list.join(", ")).unwrap_or_default());
    });
    // Whoever closes it has no key in mind any more; setting that again would open and close it for ever.
    effect(move || {
        if !open.get() && cx.restricting.read_untracked().is_some() {
            cx.restricting.set(None);
        }
    });
    let send = move || {
        let Some(key) = cx.restricting.get_untracked() else { return };
        let wanted = addresses(&typed.read_untracked());
        dialog.begin();
        programs::restrict(&cx.project.id(), &key.id, wanted).then(move |outcome| {
            dialog.end();
            match outcome {
                Ok(_) => {
                    dialog.close();
                    notices.toast(Tone::Good, text::access_keys::RESTRICTED);
                    cx.list.reload();
                }
                Err(failure) => match failure.field("accessList") {
                    Some(what) => {
                        fault.set(Some(text::sentence_of(&what)));
                        dialog.focus_fault();
                    }
                    None => dialog.fail(text::failure::sentence(&failure)),
                },
            }
        });
    };
    let title = move || match cx.restricting.read().as_ref() {
        Some(key) => text::access_keys::restrict_title(&name_of(key)),
        None => String::new(),
    };
    let words = FormText { title: Signal::derive(title), send: text::access_keys::RESTRICT_BUTTON };
    dialog.view(words, send, move || access_list_field(typed, fault, true), || ().into_any())
}

/// The field for an access list.
pub(super) fn access_list_field(
    typed: RwSignal<String>,
    fault: RwSignal<Option<String>>,
    first: bool,
) -> AnyView {
    view! {
        <TextField
            label=text::access_keys::ADDRESSES
            value=typed
            error=fault
            hint=Some(text::access_keys::ADDRESSES_HINT.to_owned())
            on_input=move |_| fault.set(None)
            monospace=true
            autofocus=first
        />
    }
    .into_any()
}

/// The addresses of a text that has them between commas, spaces or lines.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let apart = text.split(|letter: char| letter == ',' || letter.is_whitespace());
    apart.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_stand_between_commas_spaces_or_lines() {
        assert_eq!(
            addresses(" 203.0.113.7,198.51.100.0/24\n2001:db8::/32 "),
            ["203.0.113.7", "198.51.100.0/24", "2001:db8::/32"]
        );
        assert!(addresses(" , ").is_empty());
    }
}
