//! Choosing a region of AWS.

use leptos::prelude::*;
use wire::{Partition, Region};

use crate::{
    language::Text,
    text,
    ui::{Combobox, Suggestion},
};

/// A field whose value is the code of a region with AWS KMS, `us-east-1`: of one partition where that is known.
pub(crate) fn region_field(
    label: Text,
    value: RwSignal<String>,
    partition: Signal<Option<Partition>>,
    error: Signal<Option<String>>,
    readonly: Signal<bool>,
) -> AnyView {
    let query = RwSignal::new(String::new());
    let chosen = move || {
        let region = value.read().parse::<Region>();
        region.map_or(String::new(), |it| text::encryption::region(it.name(), it.code()))
    };
    let options = move || {
        let (query, partition) = (query.read(), partition.get());
        let partitions = Partition::ALL.into_iter();
        let partitions = partitions.filter(|it| partition.is_none_or(|wanted| *it == wanted));
        let regions = partitions.flat_map(Region::of_partition);
        let option = |region: Region| Suggestion {
            value: region.code().to_owned(),
            label: text::encryption::region(region.name(), region.code()),
            detail: String::new(),
        };
        regions.filter(|region| fits(*region, &query)).map(option).collect::<Vec<_>>()
    };
    view! {
        <Combobox
            label=label
            value=value
            chosen=Signal::derive(chosen)
            query=query
            options=Signal::derive(options)
            nothing=text::encryption::NO_REGION
            error=error
            hint=Some(text::encryption::KEY_REGION_HINT.to_owned())
            readonly=readonly
            required=true
        />
    }
    .into_any()
}

/// Whether a region has what was typed in its name or its code; `US_EAST_1` is as good as `us-east-1`.
fn fits(region: Region, typed: &str) -> bool {
    let typed = typed.trim().to_ascii_lowercase();
    let code = typed.replace('_', "-");
    region.name().to_ascii_lowercase().contains(&typed) || region.code().contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_its_name_and_both_spellings_of_its_code() {
        let region: Region = "us-east-1".parse().unwrap();
        for typed in ["", "virginia", "US East", "us-east", "US_EAST_1", " us-east-1 "] {
            assert!(fits(region, typed), "{typed}");
        }
        for typed in ["ohio", "us-east-2", "east us"] {
            assert!(!fits(region, typed), "{typed}");
        }
    }
}
