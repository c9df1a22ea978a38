//! Adding a cluster to the inventory.

use leptos::prelude::*;
use web_sys::Event;
use wire::{ClusterName, Partition, Region, Tier};

use crate::{
    client::clusters,
    compiled_once::effect,
    pages::{
        parts::{button, focus_fault, refusal, region_field, submit},
        project::ProjectCx,
    },
    text,
    ui::{
        Choice, Dialog, DialogSize, Select, TextField, Tone, Variant, el, several, unique_id,
        use_notices,
    },
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
    let (name_fault, region_fault, failed) = (fault(), fault(), fault());
    let busy = RwSignal::new(false);
    let id = StoredValue::new(unique_id());
    effect(move || {
        if open.get() {
            name.set(String::new());
            tier.set(Tier::SMALLEST_ENCRYPTED.to_owned());
            region.set(String::new());
            for fault in [name_fault, region_fault, failed] {
                fault.set(None);
            }
        }
    });
    effect(move || {
        region.track();
        region_fault.set(None);
    });
    let on_submit = move |event: Event| {
        event.prevent_default();
        failed.set(None);
        let typed = name.read_untracked().trim().to_owned();
        let wrong = typed.parse::<ClusterName>().err();
        name_fault.set(wrong.map(|error| text::sentence_of(&error.to_string())));
        let chosen = region.read_untracked().parse::<Region>();
        region_fault.set(chosen.is_err().then(|| text::clusters::REGION_MISSING.to_owned()));
        let (true, Ok(chosen)) = (name_fault.read_untracked().is_none(), chosen) else {
            return focus_fault(id);
        };
        busy.set(true);
        let call = clusters::create(&project.id(), typed, tier.get_untracked(), chosen.api_name());
        call.then(move |outcome| {
            busy.set(false);
            let failure = match outcome {
                Ok(cluster) => {
                    open.set(false);
                    notices.toast(Tone::Good, text::clusters::created(&cluster.name));
                    return changed.run(());
                }
                Err(failure) => failure,
            };
            let sentence = text::failure::sentence(&failure);
            let fault = match failure.code() {
                "DUPLICATE_CLUSTER_NAME" => name_fault,
                "INVALID_REGION" | "AWS_KMS_REGION_NOT_SUPPORTED" => region_fault,
                _ => return failed.set(Some(sentence)),
            };
            fault.set(Some(sentence));
            focus_fault(id);
        });
    };
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let footer = move || {
        several([
            button(text::CANCEL, Variant::Default, close),
            submit(text::clusters::CREATE_BUTTON, Some(id.get_value()), busy.into()),
        ])
    };
    let form = move || {
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
        let region = region_field(
            text::clusters::REGION,
            region,
            partition,
            region_fault.into(),
            busy.into(),
        );
        let form = el("form").class("stack").attr("id", &id.get_value()).attr("novalidate", "");
        form.on("submit", on_submit).add(name).add(tier).add(region).add(refusal(failed))
    };
    view! {
        <Dialog
            open=open
            title=text::clusters::NEW
            size=DialogSize::Small
            on_close=move |()| close()
            footer=footer
        >
            {form()}
        </Dialog>
    }
    .into_any()
}
