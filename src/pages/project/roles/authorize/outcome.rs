//! What a validation has found so far, and what to do about it.

use leptos::prelude::*;
use wire::{
    ExternalId, RoleArn, cli,
    console::{Attempt, Check, CheckState as State, Failure, Verdict},
    trust_policy,
};

use super::validation::Validation;
use crate::{
    client::session::service_name,
    compiled_once::effect,
    pages::parts::{countdown, message, refusal},
    text,
    ui::{
        Banner, CheckItem, CheckList, CheckState, CodeBlock, El, Language, Tone, dynamic, el,
        several,
    },
};

/// What a trust policy that mends a role is made of.
#[derive(Clone)]
pub(crate) struct PolicyParts {
    pub(crate) principal: String,
    pub(crate) external_id: ExternalId,
}

/// The checks of the attempt, its result, and why it could not begin.
pub(crate) fn outcome(validation: Validation, policy: PolicyParts) -> El {
    let left = countdown(move || validation.attempt.read().as_ref()?.retry_in_seconds);
    let items = Memo::new(move |_| {
        let attempt = validation.attempt.read();
        let running = attempt.as_ref().is_some_and(|it| it.verdict == Verdict::Running);
        let left = left.get();
        let service = service_name();
        let checks = attempt.as_ref().map(|it| it.checks.as_slice()).unwrap_or_default();
        checks.iter().map(|check| item(*check, running, left, &service)).collect::<Vec<_>>()
    });
    let verdict = Memo::new(move |_| {
        let attempt = validation.attempt.read();
        attempt.as_ref().map(|it| (it.id.clone(), it.verdict))
    });
    let outcome = el("div").class("stack outcome");
    let place = outcome.node();
    effect(move || {
        let Some((_, verdict)) = verdict.get() else { return };
        if validation.watched.get_untracked() {
            let place = place.clone();
            request_animation_frame(move || {
                place.scroll_into_view_with_bool(verdict != Verdict::Running);
            });
        }
    });
    let checks = dynamic(move || {
        verdict.get()?;
        Some(view! { <CheckList label=text::authorize::CHECKS items=items /> })
    });
    let result = dynamic(move || {
        verdict.get()?;
        let attempt = validation.attempt.get_untracked()?;
        result(&attempt, untrack(|| validation.watched.get()), &policy)
    });
    let lost = dynamic(move || {
        let text = text::authorize::CONNECTION_LOST.to_owned();
        validation.lost.get().then(|| message(Tone::Waiting, false, "", text))
    });
    outcome.add(refusal(validation.failed)).add(lost).add(checks).add(result)
}

fn item(check: Check, running: bool, left: Option<u64>, service: &str) -> CheckItem {
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
    CheckItem { state, title: text::authorize::check(check.kind, service), detail }
}

/// What came out, where it is not that the role is authorized.
fn result(attempt: &Attempt, watched: bool, policy: &PolicyParts) -> Option<AnyView> {
    let about = (!watched)
        .then(|| el("p").class("hint").say(&text::authorize::last_result(&attempt.role_arn)));
    match (attempt.verdict, &attempt.failure) {
        (Verdict::Stopped, _) => Some(
            view! {
                <Banner tone=Tone::Neutral title=text::authorize::STOPPED>
                    {el("p").say(text::authorize::STOPPED_TEXT)}
                    {about}
                </Banner>
            }
            .into_any(),
        ),
        (Verdict::Refused | Verdict::Unreachable, Some(failure)) => {
            Some(explained(attempt, failure, about, watched, policy))
        }
        _ => None,
    }
}

fn explained(
    attempt: &Attempt,
    failure: &Failure,
    about: Option<El>,
    watched: bool,
    policy: &PolicyParts,
) -> AnyView {
    let explanation = text::failure::explain(failure.reason, &service_name());
    let tone = if attempt.verdict == Verdict::Unreachable { Tone::Waiting } else { Tone::Bad };
    let mut said = Vec::new();
    said.extend(explanation.danger.map(|danger| el("p").say(danger.as_ref())));
    if !failure.message.is_empty() {
        said.push(el("p").say(text::authorize::AWS_SAID));
        said.push(el("p").class("mono").say(&failure.message));
    }
    said.extend(about);
    let causes = explanation
        .causes
        .iter()
        .fold(el("ol").class("numbered"), |causes, cause| causes.add(el("li").say(cause)));
    let name = attempt.role_arn.parse::<RoleArn>().ok().and_then(|arn| arn.name().parse().ok());
    let command = match (explanation.look_at_role, explanation.show_policy) {
        (true, _) => name.map(|name| cli::get_role(&name)),
        (_, true) => name.map(|name| cli::update_trust_policy(&name)),
        _ => None,
    };
    let command = command.map(|command| {
        view! {
            <CodeBlock
                code=command
                label=text::authorize::COMMAND
                copy_label=text::authorize::COPY_CHECK
                language=Language::Shell
            />
        }
        .into_any()
    });
    let mended = explanation.show_policy.then(|| {
        view! {
            <CodeBlock
                code=trust_policy(&policy.principal, &policy.external_id)
                label=text::authorize::TRUST_POLICY
                copy_label=text::authorize::COPY_MENDED
                language=Language::Json
            />
        }
        .into_any()
    });
    several([
        view! {
            <Banner tone=tone alert=watched title=explanation.title>
                {said}
            </Banner>
        }
        .into_any(),
        el("h4").say(text::authorize::WHY).into_any(),
        causes.into_any(),
        el("h4").say(text::authorize::WHAT_NOW).into_any(),
        el("p").say(explanation.next.as_ref()).into_any(),
        mended.into_any(),
        command.into_any(),
    ])
}

#[cfg(test)]
mod tests {
    use wire::console::CheckKind;

    use super::*;

    #[test]
    fn a_refused_call_says_when_it_is_tried_again() {
        let check = Check { kind: CheckKind::WithExternalId, state: State::Retrying };
        let item = item(check, true, Some(3), "Atlas");
        assert_eq!(item.state, CheckState::Running);
        assert!(item.detail.unwrap().ends_with("in 3 s"));
    }

    #[test]
    fn what_a_finished_attempt_did_not_come_to_is_skipped() {
        for state in [State::Waiting, State::Running, State::Retrying] {
            let item = item(Check { kind: CheckKind::RoleArn, state }, false, None, "Atlas");
            assert_eq!((item.state, item.detail), (CheckState::Skipped, None));
        }
    }
}
