//! What an attempt has found so far, and what to do about it.

use leptos::prelude::*;
use wire::console::{CheckState as State, EncryptionAttempt, KeyCheck, KeyFailure, Role, Verdict};

use super::{
    PageCx,
    policies::{self, Named},
};
use crate::{
    client::session::service_name,
    compiled_once::effect,
    pages::parts::{countdown, message, refusal},
    paths,
    text::{self, key_failure::Remedy},
    ui::{Banner, CheckItem, CheckList, CheckState, El, LinkButton, Tone, dynamic, el, several},
};

/// The checks of the attempt, its result, and why it could not begin. `role` is the one that is chosen in the form, for the
/// policies that mend a refusal.
pub(super) fn attempt_result(cx: PageCx, role: Signal<Option<Role>>) -> AnyView {
    let saving = cx.saving;
    let left = countdown(move || saving.attempt.read().as_ref()?.retry_in_seconds);
    let items = Memo::new(move |_| {
        let attempt = saving.attempt.read();
        let running = attempt.as_ref().is_some_and(|it| it.verdict == Verdict::Running);
        let service = service_name();
        let checks = attempt.as_ref().map(|it| it.checks.as_slice()).unwrap_or_default();
        checks.iter().map(|check| item(*check, running, left.get(), &service)).collect::<Vec<_>>()
    });
    // What passed is told by the settings.
    let verdict = Memo::new(move |_| {
        let attempt = saving.attempt.read();
        let attempt = attempt.as_ref().filter(|it| it.verdict != Verdict::Passed)?;
        Some((attempt.id.clone(), attempt.verdict))
    });
    let outcome = el("div").class("stack outcome");
    let place = outcome.node();
    effect(move || {
        let Some((_, verdict)) = verdict.get() else { return };
        if saving.watched.get_untracked() {
            let place = place.clone();
            request_animation_frame(move || {
                place.scroll_into_view_with_bool(verdict != Verdict::Running);
            });
        }
    });
    let checks = dynamic(move || {
        verdict.get()?;
        Some(view! { <CheckList label=text::encryption::CHECKS items=items /> })
    });
    let result = dynamic(move || {
        verdict.get()?;
        let attempt = saving.attempt.get_untracked()?;
        result(cx, &attempt, untrack(|| saving.watched.get()), role.read().as_ref())
    });
    let lost = dynamic(move || {
        let text = text::encryption::CONNECTION_LOST.to_owned();
        saving.lost.get().then(|| message(Tone::Waiting, false, "", text))
    });
    outcome.add(refusal(saving.failed)).add(lost).add(checks).add(result).into_any()
}

fn item(check: KeyCheck, running: bool, left: Option<u64>, service: &str) -> CheckItem {
    let state = match check.state {
        State::Passed => CheckState::Passed,
        State::Failed => CheckState::Failed,
        // What a finished attempt did not come to.
        _ if !running => CheckState::Skipped,
        State::Waiting => CheckState::Waiting,
        State::Running | State::Retrying => CheckState::Running,
    };
    let detail = (running && check.state == State::Retrying)
        .then(|| text::authorize::retrying(left.unwrap_or_default()));
    CheckItem { state, title: text::encryption::check(check.kind, service), detail }
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
        (Verdict::Stopped, _) => Some(
            view! {
                <Banner tone=Tone::Neutral title=text::encryption::STOPPED>
                    {el("p").say(text::encryption::STOPPED_TEXT)}
                    {about}
                </Banner>
            }
            .into_any(),
        ),
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
    let mut said = Vec::new();
    if !failure.message.is_empty() {
        said.push(el("p").say(text::encryption::AWS_SAID));
        said.push(el("p").class("mono").say(&failure.message));
    }
    said.extend(about);
    let causes = explanation
        .causes
        .iter()
        .fold(el("ol").class("numbered"), |causes, cause| causes.add(el("li").say(cause)));
    let details = role.filter(|_| explanation.remedy == Remedy::Role).map(|role| {
        let href = paths::role(&cx.project.id(), role);
        let link = view! { <LinkButton href=href>{text::roles::VIEW_DETAILS}</LinkButton> };
        el("div").class("actions").add(link).into_any()
    });
    several([
        view! {
            <Banner tone=tone alert=alert title=explanation.title>
                {said}
            </Banner>
        }
        .into_any(),
        el("h4").say(text::encryption::WHY).into_any(),
        causes.into_any(),
        el("h4").say(text::encryption::WHAT_NOW).into_any(),
        el("p").say(&explanation.next).into_any(),
        details.into_any(),
        named.map(|named| policies::remedy(&named, explanation.remedy)).into_any(),
    ])
}

#[cfg(test)]
mod tests {
    use wire::console::KeyCheckKind;

    use super::*;

    #[test]
    fn a_refused_call_says_when_it_is_tried_again() {
        let check = KeyCheck { kind: KeyCheckKind::Encrypt, state: State::Retrying };
        let item = item(check, true, Some(3), "Atlas");
        assert_eq!(item.state, CheckState::Running);
        assert!(item.detail.unwrap().ends_with("in 3 s"));
    }

    #[test]
    fn what_a_finished_attempt_did_not_come_to_is_skipped() {
        for state in [State::Waiting, State::Running, State::Retrying] {
            let item = item(KeyCheck { kind: KeyCheckKind::Access, state }, false, None, "Atlas");
            assert_eq!((item.state, item.detail), (CheckState::Skipped, None));
        }
    }
}
