//! The key and its region.

use leptos::prelude::*;
use wire::KmsKey;

use super::FormCx;
use crate::{
    pages::parts::region_field,
    reactive::{effect, memo},
    text,
    ui::{TextField, el},
};

/// The two fields. The region of a key's ARN is taken over where none is chosen.
pub(super) fn key_fields(cx: FormCx) -> AnyView {
    let parsed = memo(move |_| cx.key.read().parse::<KmsKey>().ok());
    let typed = Callback::new(move |_| {
        let chosen = !cx.region.read_untracked().is_empty();
        let found = parsed.read_untracked().as_ref().and_then(KmsKey::region);
        if let Some(region) = found.filter(|_| !chosen) {
            cx.region.set(region.code().to_owned());
            cx.region_fault.set(None);
        }
        // What was judged is judged again as it is mended.
        if cx.key_fault.read_untracked().is_some() {
            cx.check_key();
        }
    });
    let hint = move || {
        let parsed = parsed.read();
        let note = match parsed.as_ref() {
            Some(key) if key.is_multi_region() => text::encryption::MULTI_REGION,
            Some(key) if key.may_lack_alias_prefix() => text::encryption::LACKS_ALIAS,
            _ => text::encryption::KEY_ID_HINT,
        };
        Some(note.to_owned())
    };
    let running = Signal::derive(move || cx.page.saving.is_running());
    let key = view! {
        <TextField
            label=text::encryption::KEY_ID
            value=cx.key
            error=cx.key_fault
            hint=Signal::derive(hint)
            on_input=typed
            readonly=running
            monospace=true
            required=true
        />
    };
    el("div").class("stack").add(key).add(region(cx, running)).into_any()
}

fn region(cx: FormCx, running: Signal<bool>) -> AnyView {
    effect(move || {
        cx.region.track();
        cx.region_fault.set(None);
        // It may be what was wrong with the key.
        if cx.key_fault.read_untracked().is_some() {
            untrack(|| cx.check_key());
        }
    });
    let fault = cx.region_fault.into();
    region_field(text::encryption::KEY_REGION, cx.region, cx.partition.into(), fault, running)
}
