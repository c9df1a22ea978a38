//! Adding a cluster to the inventory.

use leptos::prelude::*;
use wire::{ClusterName, Partition, Region, Tier};

use crate::{
    client::clusters,
    pages::{
        parts::{FormDialog, FormText, region_field},
        project::ProjectCx,
    },
    reactive::effect,
    text,
    ui::{Choice, Select, TextField, Tone, several, use_notices},
};

/// Asks for a name, a tier and a region. `changed` is told when the list is to be asked for again.
pub(super) fn create_cluster(
    project: ProjectCx,
    open: RwSignal<bool>,
    partition: Signal<Option<Partition>>,
    changed: Callback<()>,
) -> AnyView {
    let notices = use_notices();
    let text = || RwSignal::new(String::new());
    let fault = || RwSignal::new(None::<String>);
    let (name, tier, region) = (text(), text(), text());
    let (name_fault, region_fault) = (fault(), fault());
    let dialog = FormDialog::new(open, move || {
        name.set(String::new());
        tier.set(Tier::SMALLEST_ENCRYPTED.to_owned());
        region.set(String::new());
        name_fault.set(None);
        region_fault.set(None);
    });
    effect(move || {
        region.track();
        region_fault.set(None);
    });
    let send = move || {
        let typed = name.read_untracked().trim().to_owned();
        let wrong = typed.parse::<ClusterName>().err();
        name_fault.set(wrong.map(|error| text::sentence_of(&error.to_string())));
        let chosen = region.read_untracked().parse::<Region>();
        region_fault.set(chosen.is_err().then(|| text::clusters::REGION_MISSING.to_owned()));
        let (true, Ok(chosen)) = (name_fault.read_untracked().is_none(), chosen) else {
            return dialog.focus_fault();
        };
        dialog.begin();
        let call = clusters::create(&project.id(), typed, tier.get_untracked(), chosen.api_name());
        call.then(move |outcome| {
            dialog.end();
            let failure = match outcome {
                Ok(cluster) => {
                    dialog.close();
                    notices.toast(Tone::Good, text::clusters::created(&cluster.name));
                    return changed.run(());
                }
                Err(failure) => failure,
            };
            let sentence = text::failure::sentence(&failure);
            let fault = match failure.code() {
                "DUPLICATE_CLUSTER_NAME" => name_fault,
                "INVALID_REGION" | "AWS_KMS_REGION_NOT_SUPPORTED" => region_fault,
                _ => return dialog.fail(sentence),
            };
            fault.set(Some(sentence));
            dialog.focus_fault();
        });
    };
    let fields = move || {
        let tiers: Vec<Choice> =
            Tier::all().map(|tier| Choice::new(tier.as_str(), tier.as_str())).collect();
        let name = view! {
            <TextField
                label=text::clusters::NAME
                value=name
                error=name_fault
                hint=Some(text::clusters::NAME_HINT.to_owned())
                on_input=move |_| name_fault.set(None)
                autofocus=true
                required=true
            />
        };
        let tier = view! {
            <Select
                label=text::clusters::TIER
                value=tier
                options=tiers
                hint=Some(text::clusters::tier_hint(Tier::SMALLEST_ENCRYPTED))
            />
        };
        let (label, fault) = (text::clusters::REGION, region_fault.into());
        let region = region_field(label, region, partition, fault, dialog.busy());
        several([name.into_any(), tier.into_any(), region])
    };
    let words = FormText {
        title: Signal::stored(text::clusters::NEW.to_owned()),
        send: text::clusters::CREATE_BUTTON,
    };
    dialog.view(words, send, fields, || ().into_any())
}
