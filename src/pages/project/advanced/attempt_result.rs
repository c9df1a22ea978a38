//! What an attempt has found so far, and what to do about it.

use leptos::prelude::*;
use wire::console::{EncryptionAttempt, KeyCheck, KeyFailure, Role, Verdict};

use super::{
    PageCx,
    policies::{self, Named},
};
use crate::{
    client::session::service_name,
    pages::parts::{Shown, check_item, countdown, mending, outcome, said_by_aws, stopped},
    paths,
    reactive::memo,
    text::{self, key_failure::Remedy},
    ui::{Banner, El, LinkButton, Live, Tone, el, several},
};

/// The checks of the attempt, its result, and why it could not begin. `role` is the one that is chosen in the form, for the
/// policies that mend a refusal.
pub(super) fn attempt_result(cx: PageCx, role: Signal<Option<Role>>) -> AnyView {
    let saving = cx.saving;
    let left = countdown(move || saving.attempt.read().as_ref()?.retry_in_seconds);
    let items = memo(move |_| {
        let attempt = saving.attempt.read();
        let verdict = attempt.as_ref().map_or(Verdict::Stopped, |it| it.verdict);
        let service = service_name();
        let checks = attempt.as_ref().map(|it| it.checks.as_slice()).unwrap_or_default();
        let item = |check: &KeyCheck| {
            let title = text::encryption::check(check.kind, &service);
            check_item(title, check.state, verdict, left.get())
        };
        checks.iter().map(item).collect::<Vec<_>>()
    });
    // What passed is told by the settings.
    let verdict = memo(move |_| {
        let attempt = saving.attempt.read();
        let attempt = attempt.as_ref().filter(|it| it.verdict != Verdict::Passed)?;
        Some((attempt.id.clone(), attempt.verdict))
    });
    let shown = Shown {
        verdict,
        checks: items,
        checks_label: text::encryption::CHECKS,
        told: saving.told,
        watched: saving.watched,
        lost: saving.lost,
        lost_text: text::encryption::CONNECTION_LOST,
        failed: saving.failed,
    };
    let result = move || {
        let attempt = saving.attempt.get_untracked()?;
        result(cx, &attempt, untrack(|| saving.watched.get()), role.read().as_ref())
    };
    outcome(shown, result).into_any()
}

/// What came out, where it is not that everything passed.
fn result(
    cx: PageCx,
    attempt: &EncryptionAttempt,
    watched: bool,
    role: Option<&Role>,
) -> Option<AnyView> {
    let about = (!watched).then(|| {
        let about = text::encryption::last_result(&attempt.key_id, &attempt.actor);
        el("p").class("hint").say(&about)
    });
    match (attempt.verdict, &attempt.failure) {
        (Verdict::Stopped, _) => {
            Some(stopped(text::encryption::STOPPED, text::encryption::STOPPED_TEXT, about))
        }
        (Verdict::Refused | Verdict::Unreachable, Some(failure)) => {
            let tone =
                if attempt.verdict == Verdict::Unreachable { Tone::Waiting } else { Tone::Bad };
            // It is about the role and the key of the attempt, whatever was typed since.
            let role = role.map(|role| &role.access_role);
            let role = role.filter(|role| Some(&role.role_id) == attempt.role_id.as_ref());
            let arn = role.and_then(|role| role.iam_assumed_role_arn.as_ref());
            let named =
                arn.and_then(|arn| Named::parse(arn.as_str(), &attempt.key_id, &attempt.region));
            let role = attempt.role_id.as_ref().map(|id| id.as_str());
            Some(explained(cx, failure, (tone, watched), about, (role, named)))
        }
        _ => None,
    }
}

/// What is at fault, why that may be, and what mends it.
pub(super) fn explained(
    cx: PageCx,
    failure: &KeyFailure,
    (tone, alert): (Tone, bool),
    about: Option<El>,
    (role, named): (Option<&str>, Option<Named>),
) -> AnyView {
    let explanation = text::key_failure::explain(failure, &service_name());
    let mut said = said_by_aws(&failure.message);
    said.extend(about);
    let details = role.filter(|_| explanation.remedy == Remedy::Role).map(|role| {
        let href = paths::role(&cx.project.id(), role);
        let link = view! { <LinkButton href=href>{text::roles::VIEW_DETAILS}</LinkButton> };
        el("div").class("actions").add(link).into_any()
    });
    let live = if alert { Live::Alert } else { Live::Off };
    let banner = view! {
        <Banner tone=tone live=live title=explanation.title>
            {said}
        </Banner>
    };
    let remedy = named.map(|named| policies::remedy(&named, explanation.remedy));
    let help = several([details.into_any(), remedy.into_any()]);
    mending(banner.into_any(), explanation.causes, &explanation.next, help)
}
