//! A change of the key that is not over.

use std::time::Duration;

use leptos::prelude::*;
use wire::console::KeyRotation;

use super::{PageCx, state::reminder};
use crate::{
    client::session::service_name,
    reactive::{effect, memo},
    text,
    ui::{Banner, El, Progress, Tone, dynamic, el, several},
};

/// How often its progress is asked for.
const FOLLOW: Duration = Duration::from_secs(2);

/// What must not be done to the old key, what still needs it, and how far it is; else, whether the key is due.
pub(super) fn rotation(cx: PageCx) -> AnyView {
    let rotation = memo(move |_| cx.with(|it| it.settings.as_ref()?.rotation.clone()));
    effect(move || {
        cx.encryption.value.track();
        if rotation.read().is_none() {
            return;
        }
        let timer = set_timeout_with_handle(move || cx.encryption.reload(), FOLLOW).ok();
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    });
    let going_on = memo(move |_| rotation.read().is_some());
    dynamic(move || match going_on.get() {
        true => shown(rotation),
        false => reminder(cx),
    })
}

fn shown(rotation: Memo<Option<KeyRotation>>) -> AnyView {
    let (done, total) = (move || counts(&rotation.read()).0, move || counts(&rotation.read()).1);
    let label = move || text::encryption::rotated(done(), total());
    #[allow(clippy::cast_precision_loss)] // A share of a bar needs no more.
    let share = move || if total() == 0 { 0.0 } else { done() as f64 / total() as f64 };
    let details = dynamic(move || rotation.get().map(details));
    let content = several([
        el("p").say(text::encryption::ROTATING_TEXT).into_any(),
        view! { <Progress label=Signal::derive(label) value=Signal::derive(share) /> }.into_any(),
        details,
    ]);
    view! {
        <Banner tone=Tone::Waiting title=text::encryption::ROTATING>
            {content}
        </Banner>
    }
    .into_any()
}

fn counts(rotation: &Option<KeyRotation>) -> (u64, u64) {
    rotation.as_ref().map(|it| (it.done, it.total)).unwrap_or_default()
}

fn details(rotation: KeyRotation) -> AnyView {
    let list = |items: Vec<String>| {
        let item = |item: &String| el("li").class("mono").say(item);
        items.iter().map(item).fold(el("ul"), El::add)
    };
    let keys = rotation.old_keys.into_iter().map(|key| key.key_arn).collect();
    let waiting = (!rotation.waiting.is_empty()).then(|| {
        let waiting = el("p").say(text::encryption::WAITING).say(":");
        el("div").add(waiting).add(list(rotation.waiting))
    });
    let stuck = rotation.failure.map(|failure| {
        let explanation = text::key_failure::explain(&failure, &service_name());
        let stuck = el("p").say(text::encryption::ROTATION_STUCK).say(" ");
        let said = el("p").class("mono").attr("lang", "en").say(&failure.message);
        el("div").add(stuck.add(el("strong").say(&explanation.title))).add(said)
    });
    several([
        el("p").say(text::encryption::OLD_KEYS).say(":").into_any(),
        list(keys).into_any(),
        waiting.into_any(),
        stuck.into_any(),
    ])
}
