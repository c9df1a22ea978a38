//! How the project encrypts now, in one glance.

use leptos::prelude::*;
use wire::{
    Region,
    console::{ClusterCounts, EncryptionKey, EncryptionSettings, KeyAccess, KeyHealth},
};

use super::{Now, PageCx, attempt_result::explained, policies::Named};
use crate::{
    client::encryption,
    pages::parts::{button, copyable, fact, facts, letters, message, reason, refusal, time_ago},
    paths,
    reactive::memo,
    text,
    ui::{Badge, Button, El, Live, Tone, Variant, dynamic, el, several, use_notices},
};

/// The settings, whether the key works, and what can be done.
pub(super) fn state(cx: PageCx) -> AnyView {
    // A rotation gets on all the time, and is shown elsewhere.
    let settings = memo(move |_| {
        cx.with(|it| Some(EncryptionSettings { rotation: None, ..it.settings.clone()? }))
    });
    let counts = memo(move |_| cx.with(|it| Some(it.clusters)).unwrap_or_default());
    let roles_only = memo(move |_| cx.with(|it| it.roles_only_since.clone()));
    let broken = dynamic(move || {
        let settings = settings.get()?;
        let failure = settings.health.failure.filter(|_| !settings.health.valid)?;
        let about = el("p").say(&text::encryption::stopped(counts.get().stopped));
        let about = el("div").add(about).add(el("p").say(text::encryption::RECOVERS));
        let (role, named) = named(&settings.key);
        let role = role.as_deref();
        Some(explained(cx, &failure, (Tone::Bad, false), Some(about), (role, named)))
    });
    let shown = dynamic(move || match settings.get() {
        Some(settings) => known(cx, settings, counts.get(), roles_only.get()),
        None if cx.editing.get() => ().into_any(),
        None => off(cx),
    });
    // Who may only read can't turn it off anyway.
    let in_use = dynamic(move || {
        let on = cx.now.get().is_some_and(|now| now != Now::Off);
        (cx.may_write.get() == Some(true) && on && counts.get().encrypted > 0)
            .then(|| why_on(cx, counts.get()))
    });
    several([broken, shown, in_use, actions(cx)])
}

fn off(cx: PageCx) -> AnyView {
    // Who may only read need not be told how.
    let steps = (cx.project.may_write() == Some(true))
        .then(|| el("p").class("muted").say(text::encryption::OFF_STEPS));
    several([el("p").say(text::encryption::OFF_TEXT).into_any(), steps.into_any()])
}

fn known(
    cx: PageCx,
    settings: EncryptionSettings,
    counts: ClusterCounts,
    roles_only: Option<String>,
) -> AnyView {
    let key = settings.key;
    let region = match key.region.parse::<Region>() {
        Ok(region) => text::encryption::region(region.name(), region.code()),
        Err(_) => key.region,
    };
    let clusters = el("a").attr("href", &paths::clusters(&cx.project.id(), 1));
    let protects = el("span").say(&text::encryption::protects(counts)).say(" · ");
    let mut shown = vec![
        fact(text::encryption::HEALTH, health(&settings.health)),
        fact(text::encryption::KEY, letters(key.key_id)),
        fact(text::encryption::KEY_ARN, copyable(key.key_arn, text::encryption::COPY_KEY_ARN)),
        fact(text::encryption::REGION, region),
        fact(text::encryption::ACCESS, access(cx, &key.access)),
        fact(text::encryption::PROTECTS, protects.add(clusters.say(text::encryption::TO_CLUSTERS))),
        fact(text::encryption::ON_SINCE, time_ago(&settings.enabled_date)),
        fact(text::encryption::KEY_SINCE, time_ago(&key.since)),
    ];
    let reminder = settings.reminder;
    let rotation = match (reminder.automatic, reminder.due) {
        (Some(true), _) => el("span").say(text::encryption::ROTATES_ITSELF),
        (_, true) => el("span")
            .say(text::encryption::ROTATION_DUE)
            .say(" ")
            .add(time_ago(&reminder.due_date)),
        (_, false) => el("span")
            .say(text::encryption::ROTATE_BY)
            .say(" ")
            .say(&text::time::exact_day(&reminder.due_date)),
    };
    shown.push(fact(text::encryption::ROTATION, rotation));
    if let Some(since) = roles_only {
        shown.push(fact(text::encryption::ROLES_ONLY, time_ago(&since)));
    }
    facts(shown)
}

/// Whether the key could be used when it was last tried, and when that was.
fn health(health: &KeyHealth) -> El {
    let (tone, word) = match health.valid {
        true => (Tone::Good, text::encryption::WORKS),
        false => (Tone::Bad, text::encryption::FAILS),
    };
    let line = el("span").class("cluster").add(view! { <Badge tone=tone text=word /> });
    let line = match health.valid {
        true => line,
        false => {
            line.add(el("span").say(text::encryption::SINCE).say(" ").add(time_ago(&health.since)))
        }
    };
    let checked = el("span").class("muted");
    line.add(match health.checked_date == health.reached_date {
        true => checked.say(text::encryption::CHECKED).say(" ").add(time_ago(&health.checked_date)),
        false => {
            checked.say(text::encryption::NO_ANSWER).say(" ").add(time_ago(&health.reached_date))
        }
    })
}

fn access(cx: PageCx, access: &KeyAccess) -> El {
    match access {
        KeyAccess::Credentials { access_key_id } => {
            el("span").say(&text::encryption::by_credentials(access_key_id))
        }
        KeyAccess::Role { role_id, role_arn } => {
            let href = paths::role(&cx.project.id(), role_id.as_str());
            let link = el("a").class("mono").attr("href", &href);
            match role_arn.as_str() {
                "" => link.say(text::encryption::ROLE_GONE),
                arn => link.say(arn),
            }
        }
    }
}

/// The role and the key in use, as far as a role reaches it.
fn named(key: &EncryptionKey) -> (Option<String>, Option<Named>) {
    match &key.access {
        KeyAccess::Credentials { .. } => (None, None),
        KeyAccess::Role { role_id, role_arn } => {
            let named = Named::parse(role_arn, &key.key_arn, &key.region);
            (Some(role_id.to_string()), named)
        }
    }
}

/// Why it can't be turned off, with the way to what is in the way.
fn why_on(cx: PageCx, counts: ClusterCounts) -> El {
    let link = el("a").attr("href", &paths::clusters(&cx.project.id(), 1));
    el("p")
        .class("hint")
        .say(&text::encryption::in_use(counts.encrypted))
        .say(" ")
        .add(link.say(text::encryption::IN_USE))
}

/// Edit and Try Again, or why not.
fn actions(cx: PageCx) -> AnyView {
    let notices = use_notices();
    let checking = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let check = Callback::new(move |()| {
        checking.set(true);
        failed.set(None);
        encryption::check(&cx.project.id()).then(move |outcome| {
            let _ = checking.try_set(false);
            match outcome {
                Ok(encryption) => {
                    let valid = encryption.settings.as_ref().is_some_and(|it| it.health.valid);
                    if cx.encryption.value.try_set(Some(encryption)).is_none() {
                        cx.project.reload();
                    }
                    match valid {
                        true => notices.toast(Tone::Good, text::encryption::WORKS_NOW),
                        false => notices.toast(Tone::Bad, text::encryption::STILL_FAILS),
                    }
                }
                Err(failure) => {
                    let _ = failed.try_set(Some(text::failure::sentence(&failure)));
                }
            }
        });
    });
    let buttons = move || {
        let now = cx.now.get().filter(|now| *now != Now::Off);
        match (now, cx.may_write.get()) {
            (Some(now), Some(true)) => {
                let again = view! {
                    <Button busy=checking on_click=check>
                        {text::encryption::TRY_AGAIN}
                    </Button>
                };
                let edit = (now == Now::ByRole).then(|| edit(cx));
                let line = el("div").class("actions").add_if(edit).add(again);
                let credentials = (now == Now::ByCredentials)
                    .then(|| el("p").class("hint").say(text::encryption::CREDENTIALS_EDIT));
                several([credentials.into_any(), line.into_any()])
            }
            (_, Some(false)) => reason(text::encryption::READ_ONLY),
            _ => ().into_any(),
        }
    };
    several([dynamic(buttons), refusal(failed)])
}

fn edit(cx: PageCx) -> AnyView {
    dynamic(move || {
        (!cx.editing.get())
            .then(|| button(text::encryption::EDIT, Variant::Default, move || cx.open_form()))
    })
}

/// That the key is due to be changed.
pub(super) fn reminder(cx: PageCx) -> AnyView {
    let due = memo(move |_| cx.with(|it| Some(it.settings.as_ref()?.reminder.due)));
    dynamic(move || {
        let text = text::encryption::REMINDER_TEXT.to_owned();
        (due.get() == Some(true))
            .then(|| message(Tone::Waiting, Live::Off, text::encryption::REMINDER, text))
    })
}
