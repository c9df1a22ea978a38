//! One cluster.

use leptos::prelude::*;
use wire::{Region, Tier, console::Cluster};

use super::ListCx;
use crate::{
    language::Text,
    pages::parts::{cell, row},
    paths,
    reactive::memo,
    text,
    ui::{Badge, El, Toggle, Tone, el},
};

/// Why a cluster's encryption can't be changed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WhyNot {
    TooSmall,
    Stopped,
    NotConfigured,
}

/// The rules of the server, told before the click.
fn why_not(cluster: &Cluster, configured: bool) -> Option<WhyNot> {
    if !cluster.can_be_encrypted {
        Some(WhyNot::TooSmall)
    } else if cluster.stopped {
        Some(WhyNot::Stopped)
    } else if !configured {
        Some(WhyNot::NotConfigured)
    } else {
        None
    }
}

pub(super) fn list_row(cluster: Memo<Cluster>, cx: ListCx) -> AnyView {
    let first = cluster.get_untracked();
    let region = match first.region.parse::<Region>() {
        Ok(region) => text::encryption::region(region.name(), region.code()),
        Err(_) => first.region,
    };
    let stopped = memo(move |_| cluster.read().stopped);
    let state = move || {
        let (tone, word) = match stopped.get() {
            true => (Tone::Bad, text::clusters::STOPPED),
            false => (Tone::Good, text::clusters::RUNNING),
        };
        view! { <Badge tone=tone text=word /> }
    };
    let cells = vec![
        cell(text::clusters::TIER).say(&first.tier),
        cell(text::clusters::REGION).say(&region),
        cell(text::clusters::STATE).show(state),
        cell(text::clusters::ENCRYPTION).add(encryption(cluster, cx)),
    ];
    row(first.name, cells)
}

/// The switch, or why there is none and where to go.
fn encryption(cluster: Memo<Cluster>, cx: ListCx) -> El {
    let why_not = memo(move |_| why_not(&cluster.read(), cx.configured.get()?).into());
    let name = StoredValue::new(cluster.read_untracked().name.clone());
    let wish = move || name.with_value(|name| cx.edits.of(name));
    let checked = Signal::derive(move || wish().unwrap_or(cluster.read().encrypted));
    let flip = move |wish: bool| {
        let now = cluster.read_untracked().encrypted;
        name.with_value(|name| cx.edits.want(name, wish, now));
    };
    let read_only =
        move || (cx.may_write.get() != Some(true)).then(|| text::clusters::READ_ONLY.to_owned());
    let switch = move || {
        view! {
            <Toggle
                label=text::clusters::OWN_KEY
                checked=checked
                on_change=flip
                disabled_reason=Signal::derive(read_only)
            />
        }
        .into_any()
    };
    let content = move || match why_not.get() {
        None => ().into_any(),
        Some(None) => switch(),
        Some(Some(why)) => refused(why, cluster, cx).into_any(),
    };
    let changed =
        move || wish().is_some().then(|| el("p").class("hint").say(text::clusters::CHANGED));
    el("div").show(content).show(changed)
}

fn refused(why: WhyNot, cluster: Memo<Cluster>, cx: ListCx) -> El {
    let advanced = |text: Text| el("a").attr("href", &paths::advanced(&cx.project.id())).say(text);
    let encrypted =
        move || cluster.read().encrypted.then(|| el("p").say(text::clusters::BY_OWN_KEY));
    let reason = el("p").class("hint");
    let reason = match why {
        WhyNot::TooSmall => reason.say(&text::clusters::too_small(Tier::SMALLEST_ENCRYPTED)),
        WhyNot::Stopped => {
            reason.say(text::clusters::STOPPED_TEXT).say(" ").add(advanced(text::clusters::SEE_WHY))
        }
        WhyNot::NotConfigured => reason
            .say(text::clusters::NOT_CONFIGURED)
            .say(" ")
            .add(advanced(text::clusters::TURN_ON)),
    };
    el("div").show(encrypted).add(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_changed_only_where_the_server_would() {
        let cluster = |can_be_encrypted, stopped| Cluster {
            name: "a".to_owned(),
            tier: "M10".to_owned(),
            region: "US_EAST_1".to_owned(),
            encrypted: false,
            can_be_encrypted,
            stopped,
        };
        assert_eq!(why_not(&cluster(true, false), true), None);
        assert_eq!(why_not(&cluster(true, false), false), Some(WhyNot::NotConfigured));
        assert_eq!(why_not(&cluster(true, true), true), Some(WhyNot::Stopped));
        assert_eq!(why_not(&cluster(false, false), false), Some(WhyNot::TooSmall));
    }
}
