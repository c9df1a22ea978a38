//! The ways to sign in by an identity provider.

use leptos::prelude::*;

use crate::{
    client::session,
    pages::parts::button,
    text,
    ui::{Variant, el},
};

/// A button for each provider, if there are any; they lead on to `next`.
pub(crate) fn provider_buttons(next: &str, variant: Variant) -> Option<AnyView> {
    let providers = session::providers();
    if providers.is_empty() {
        return None;
    }
    let mut buttons = el("div").class("actions");
    for provider in providers {
        let next = next.to_owned();
        let label = text::session::sign_in_with(&provider.name);
        buttons =
            buttons.add(button(label, variant, move || session::sign_in_by(&provider.id, &next)));
    }
    Some(buttons.into_any())
}
